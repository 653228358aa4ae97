"""Put the meetings that are public into the calendars' own table, batch by batch.

What the version before wrote of a calendar among the listings stays until its entry is written again: nobody reads it.
"""

from django.db import migrations

NEVER = -(2**63)
BATCH = 500
FILL = (
    "INSERT INTO publication_occurrence (entry_id, calendar, at_us, before_us, starts_us, ends_us, aspect)"
    " SELECT c.entry_id, {calendar}, c.published_us, %s, c.published_us, NULL, c.aspect FROM publication_listing c"
    "{join} WHERE c.listing = %s AND c.entry_id > %s AND c.entry_id <= %s ON CONFLICT DO NOTHING"
)
OF_CITY = FILL.format(calendar="%s", join="")
OF_VALUES = FILL.format(
    calendar="l.listing",
    join=" JOIN publication_listing l ON l.entry_id = c.entry_id AND (l.listing LIKE %s OR l.listing LIKE %s)",
)
NEXT = (
    "SELECT MAX(entry_id) FROM (SELECT entry_id FROM publication_listing WHERE listing = %s AND entry_id > %s"
    " ORDER BY entry_id LIMIT %s) batch"
)


def fill(apps, schema_editor):
    sites = apps.get_model("publication", "Clock").objects.values_list("site", flat=True)
    with schema_editor.connection.cursor() as cursor:
        for site in sites:
            _fill(cursor, site)


def _fill(cursor, site):
    listing, low = f"{site}:calendar:", 0
    while True:
        cursor.execute(NEXT, [listing, low, BATCH])
        high = cursor.fetchone()[0]
        if high is None:
            return
        cursor.execute(OF_CITY, [site, NEVER, listing, low, high])
        cursor.execute(OF_VALUES, [NEVER, f"{site}:committee:%", f"{site}:unit:%", listing, low, high])
        low = high


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("publication", "0035_occurrences")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
