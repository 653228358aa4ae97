"""Records tell of their pictures as JPEG too: what shows pictures is queued for the worker, which makes it again."""

from django.db import migrations
from django.utils import timezone

# One statement in the database, whatever the number: documents show none, and are not among them.
QUEUE = """
    INSERT INTO publication_touch (page_id, requested_at)
    SELECT DISTINCT e.page_id, CAST(%s AS timestamp with time zone)
      FROM publication_shown s JOIN publication_entry e ON e.id = s.entry_id
     WHERE s.path LIKE '/media/images/%%' AND e.state = 'public' AND e.page_id IS NOT NULL
    ON CONFLICT (page_id) DO NOTHING
"""


def queue(apps, schema_editor):
    """The items, and one page of each city, with which all of its logos are looked at."""
    written = QUEUE
    if schema_editor.connection.vendor == "sqlite":
        written = QUEUE.replace("CAST(%s AS timestamp with time zone)", "%s")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(written, [timezone.now()])
    cities = apps.get_model("subsites", "CityPage").objects.values_list("pk", flat=True)
    Touch = apps.get_model("publication", "Touch")
    Touch.objects.bulk_create([Touch(page_id=pk) for pk in cities], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0022_fill_former_hosts"),
        ("subsites", "0003_names_of_logos"),
        ("core", "0008_sizes_of_renditions"),
    ]
    operations = [migrations.RunPython(queue, migrations.RunPython.noop)]
