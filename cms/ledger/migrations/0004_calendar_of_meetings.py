from datetime import datetime

from django.db import migrations

EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def add_calendars(apps, schema_editor):
    """Meetings that are public already get the rows that the ledger writes for newer ones."""
    Entry = apps.get_model("publication", "Entry")
    Listing = apps.get_model("publication", "Listing")
    for entry in Entry.objects.filter(kind="meeting", state="public").iterator():
        held = datetime.fromisoformat(entry.record["held_at"]) - EPOCH
        held_us = (held.days * 86_400 + held.seconds) * 1_000_000 + held.microseconds
        Listing.objects.bulk_create(
            Listing(
                entry_id=entry.pk,
                listing=f"{entry.site}:calendar:{committee}",
                kind=entry.kind,
                language=entry.language,
                published_us=held_us,
            )
            for committee in ("", entry.record["committee"])
        )


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0003_listings_unchecked"),
    ]

    operations = [
        migrations.RunPython(add_calendars, migrations.RunPython.noop, elidable=True),
    ]
