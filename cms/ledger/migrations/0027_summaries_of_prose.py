"""A summary that is made of the text is made of its prose: what has such a one is queued for the worker."""

from django.db import migrations
from django.utils import timezone

# Begun at the pages, which are few, never at the entries of all documents.
QUEUE = """
    INSERT INTO publication_touch (page_id, requested_at)
    SELECT e.page_id, CAST(%s AS timestamp with time zone)
      FROM {pages} p JOIN publication_entry e ON e.page_id = p.page_ptr_id
     WHERE p.{words} = '' AND e.state = 'public'
    ON CONFLICT (page_id) DO NOTHING
"""


def queue(apps, schema_editor):
    """The posts without a lead and the meetings without a notice. Two statements, whatever the number."""
    written = QUEUE
    if schema_editor.connection.vendor == "sqlite":
        written = QUEUE.replace("CAST(%s AS timestamp with time zone)", "%s")
    with schema_editor.connection.cursor() as cursor:
        for pages, words in (("news_postpage", "lead"), ("releases_meetingpage", "notice")):
            cursor.execute(written.format(pages=pages, words=words), [timezone.now()])


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0026_complete_redirects"),
        ("news", "0001_initial"),
        ("releases", "0012_reasons_of_missed_schedules_by_language"),
    ]
    operations = [migrations.RunPython(queue, migrations.RunPython.noop)]
