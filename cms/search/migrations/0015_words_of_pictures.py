"""Alts and credits of pictures are searched no longer. The worker writes the texts anew that had such words."""

from django.db import migrations


def write_again(apps, schema_editor):
    bookmarks = apps.get_model("publication", "Bookmark").objects
    # The indexes of the editor and the desk have a colon in their names; those of a city alone are of its public.
    names = apps.get_model("search", "Index").objects.values_list("name", flat=True)
    for city in (name for name in names if ":" not in name):
        bookmarks.filter(name=f"search-sweep:{city}").delete()
        bookmarks.update_or_create(name=f"search-rebuild:{city}", defaults={"sequence": 0})


class Migration(migrations.Migration):
    # Each statement is a transaction; done twice, it only lets the worker do as much again.
    atomic = False
    dependencies = [("publication", "0034_former_names"), ("search", "0014_blocks_as_they_are")]

    operations = [migrations.RunPython(write_again, migrations.RunPython.noop)]
