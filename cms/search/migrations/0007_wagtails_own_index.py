from django.db import migrations, transaction

# Rows that are deleted in one transaction.
_BATCH = 2_000


def empty(apps, schema_editor):
    """Delete what the search of the editor had before; nobody writes it any more, and begun again it goes on."""
    entries = apps.get_model("wagtailsearch", "IndexEntry").objects
    while keys := list(entries.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic(using=schema_editor.connection.alias):
            entries.filter(pk__in=keys).delete()


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('search', '0006_search_of_the_editor'),
        ('wagtailsearch', '0010_add_text_fields'),
    ]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
