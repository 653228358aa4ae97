from importlib import import_module

from django.db import migrations

fill = import_module("cms.ledger.migrations.0014_listings_with_aspects")


def catch_up(apps, schema_editor):
    """Place again what has changed since the filling began; the clock's lock keeps every writer out until the end."""
    Clock = apps.get_model("publication", "Clock")
    Bookmark = apps.get_model("publication", "Bookmark")
    Entry = apps.get_model("publication", "Entry")
    list(Clock.objects.select_for_update())
    done = Bookmark.objects.get(name=fill.BOOKMARK).sequence
    changed = Entry.objects.filter(sequence__gt=done).order_by("sequence").values_list("pk", "sequence")
    while batch := list(changed.filter(sequence__gt=done)[: fill.BATCH]):
        fill.place(apps, [pk for pk, _ in batch])
        fill.bound(apps, {pk // fill.WIDTH for pk, _ in batch})
        done = batch[-1][1]
    fill.bound_terms(apps)
    Bookmark.objects.filter(name=fill.BOOKMARK).delete()


class Migration(migrations.Migration):
    """The new table takes the place of the old one."""

    dependencies = [("publication", "0015_aspect_indexes")]

    operations = [
        migrations.RunPython(catch_up, migrations.RunPython.noop),
        migrations.DeleteModel(name="Listing"),
        migrations.RenameModel(old_name="AspectListing", new_name="Listing"),
        migrations.RenameIndex(model_name="listing", old_name="listing_in_order", new_name="listing_all"),
    ]
