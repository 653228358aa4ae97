"""A bookmark has the name of its channel, and that of its background job."""

from django.db import migrations


def rename(apps, schema_editor):
    move(apps, "documents", "relations")


def name_back(apps, schema_editor):
    move(apps, "relations", "documents")


def move(apps, old, new):
    bookmarks = apps.get_model("publication", "Bookmark").objects
    if not bookmarks.filter(name=new).exists():
        bookmarks.filter(name=old).update(name=new)


class Migration(migrations.Migration):
    dependencies = [("publication", "0028_receivers_that_are_away")]

    operations = [migrations.RunPython(rename, name_back, hints={"writes": ["publication_bookmark"]})]
