"""Bodies say the size of a file in the language of the text: what shows files is queued for the worker."""

from django.db import migrations


def queue(apps, schema_editor):
    """Posts and meetings alone: the files of documents are no files of the library."""
    shown = apps.get_model("publication", "Shown").objects.filter(
        path__startswith="/files/", entry__state="public", entry__page_id__isnull=False
    )
    touch = apps.get_model("publication", "Touch")
    pages = shown.order_by().values_list("entry__page_id", flat=True).distinct()
    touch.objects.bulk_create([touch(page_id=pk) for pk in pages], batch_size=1_000, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("news", "0001_initial"), ("publication", "0032_cities_in_unique_indexes")]
    operations = [migrations.RunPython(queue, migrations.RunPython.noop, hints={"writes": ["publication_touch"]})]
