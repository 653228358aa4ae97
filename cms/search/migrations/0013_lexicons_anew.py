"""Lexicons begin anew: what stands in those of before may be of texts that are gone. The worker builds them."""

from django.db import migrations
from django.db.models import F

NOTES = (
    "INSERT INTO search_touchedpage (page_id) SELECT page_ptr_id FROM releases_documentpage",
    "INSERT INTO search_noted (what, key) SELECT 'pages', p.id FROM wagtailcore_page p"
    " WHERE NOT EXISTS (SELECT 1 FROM releases_documentpage d WHERE d.page_ptr_id = p.id)"
    " AND NOT EXISTS (SELECT 1 FROM releases_folder f WHERE f.page_ptr_id = p.id)",
    "INSERT INTO search_noted (what, key) SELECT 'images', id FROM core_image",
    "INSERT INTO search_noted (what, key) SELECT 'files', id FROM core_file",
)


def begin_anew(apps, schema_editor):
    indexes = apps.get_model("search", "Index").objects
    bookmarks = apps.get_model("publication", "Bookmark").objects
    apps.get_model("search", "Word").objects.all()._raw_delete(schema_editor.connection.alias)
    indexes.update(edition=F("edition") + 1)
    # The indexes of the editor and the desk have a colon in their names, and are made of what is noted.
    cities = [name for name in indexes.values_list("name", flat=True) if ":" not in name]
    bookmarks.filter(name__in=[f"search-sweep:{city}" for city in cities]).delete()
    for city in cities:
        bookmarks.update_or_create(name=f"search-rebuild:{city}", defaults={"sequence": 0})
    for statement in NOTES if indexes.exists() else ():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    # Each statement is a transaction; done twice, it only lets the worker do as much again.
    atomic = False
    dependencies = [
        ("core", "0009_where_redirects_lead"),
        ("publication", "0034_former_names"),
        ("releases", "0012_reasons_of_missed_schedules_by_language"),
        ("search", "0012_words_of_texts"),
    ]

    operations = [migrations.RunPython(begin_anew, migrations.RunPython.noop)]
