"""Redirects say which path they lead to; those that lead to places, which of them, whatever their tables said before.

In batches, each read by the key of the last one.
"""

from django.db import migrations

from cms.core.redirects import toward_of

BATCH = 500
# Pages that are places: the scheme of the term, and its key or the field that has it.
PLACES = {
    ("subsites", "CityPage"): ("city", "code"),
    ("subsites", "FieldPage"): ("field", "field__key"),
    ("subsites", "WebsitePage"): ("website", "code"),
    ("releases", "DocumentsPage"): ("section", "=documents"),
    ("releases", "CommitteesPage"): ("section", "=committees"),
    ("releases", "CommitteePage"): ("committee", "code"),
}
# A path of the tree has four letters a step: the first step is the root, the second the home page of a city.
CITY = 8


def places_of(apps, page_ids):
    """The place that each of these pages is, as redirects name it."""
    found = {}
    for name, (scheme, key) in PLACES.items():
        pages = apps.get_model(*name).objects.filter(pk__in=page_ids)
        fields = ("pk", "path", "locale__language_code", *([] if key.startswith("=") else [key]))
        for pk, path, language, *keys in pages.values_list(*fields):
            city = apps.get_model("subsites", "CityPage").objects.filter(path=path[:CITY]).first()
            found[pk] = ":".join((city.code if city else "", scheme, *(keys or [key[1:]]), language))
    return found


def complete(apps, schema_editor):
    redirect_of, after = apps.get_model("core", "Redirect"), 0
    while batch := list(redirect_of.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = batch[-1].pk
        places = places_of(apps, [row.page_id for row in batch if row.page_id and not row.place])
        for row in batch:
            row.toward, row.place = toward_of(row.url), places.get(row.page_id, row.place)
        redirect_of.objects.bulk_update(batch, ["toward", "place"])


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0025_redirects_of_the_editor"),
        ("core", "0009_where_redirects_lead"),
        ("subsites", "0004_identity"),
        ("releases", "0012_reasons_of_missed_schedules_by_language"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
