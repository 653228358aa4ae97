from django.db import migrations


def note_all(apps, schema_editor):
    """The documents that are there already, whose texts had neither department nor day to be narrowed by."""
    schema_editor.execute("INSERT INTO search_touchedpage (page_id) SELECT page_ptr_id FROM releases_documentpage")


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0012_reasons_of_missed_schedules_by_language'),
        ('search', '0008_digests_of_texts'),
    ]

    operations = [
        # Rows are added, which nobody waits for, and documents are only read.
        migrations.RunPython(note_all, migrations.RunPython.noop, hints={"writes": ("search_touchedpage",)}),
    ]
