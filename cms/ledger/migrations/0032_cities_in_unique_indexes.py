"""Unique indexes within a city. The new ones are made beside everybody who writes, then the old ones go.

First, range by range, each address says of which city it is. Each operation may be done again, after a kill.
"""

from django.db import migrations, models

from cms.core.indexes import AddUniqueBeside, RemoveUniqueBeside

# So many ids are filled in one transaction.
RANGE = 20_000

OF_ENTRIES = (
    "UPDATE publication_address SET site ="
    " (SELECT e.site FROM publication_entry e WHERE e.id = publication_address.entry_id)"
    " WHERE id >= %s AND id < %s AND site = '' AND EXISTS"
    " (SELECT 1 FROM publication_entry e WHERE e.id = publication_address.entry_id)"
)
OF_TERMS = (
    "UPDATE publication_address SET site ="
    " (SELECT t.site FROM publication_termrow t WHERE t.id = publication_address.term_id)"
    " WHERE id >= %s AND id < %s AND site = '' AND EXISTS"
    " (SELECT 1 FROM publication_termrow t WHERE t.id = publication_address.term_id)"
)
# Of a term that is no more: that of its host, of today or before.
OF_HOSTS = (
    "UPDATE publication_address SET site = (SELECT h.site FROM {table} h WHERE h.name = publication_address.host)"
    " WHERE id >= %s AND id < %s AND site = '' AND EXISTS"
    " (SELECT 1 FROM {table} h WHERE h.name = publication_address.host)"
)
STATEMENTS = (
    OF_ENTRIES,
    OF_TERMS,
    OF_HOSTS.format(table="publication_host"),
    OF_HOSTS.format(table="publication_formerhost"),
)


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT MIN(id), MAX(id) FROM publication_address")
        first, last = cursor.fetchone()
        for low in range(first or 0, (last or -1) + 1, RANGE):
            for statement in STATEMENTS:
                cursor.execute(statement, [low, low + RANGE])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("publication", "0031_addresses_of_cities")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        AddUniqueBeside(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=["key", "site"], name="entry_once"),
        ),
        AddUniqueBeside(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=["site", "sequence"], name="entry_change_once"),
        ),
        AddUniqueBeside(
            model_name="address",
            constraint=models.UniqueConstraint(fields=["host", "path", "site"], name="address_of_city_once"),
        ),
        migrations.AlterField(model_name="entry", name="key", field=models.UUIDField()),
        migrations.AlterField(model_name="entry", name="sequence", field=models.BigIntegerField()),
        RemoveUniqueBeside(model_name="address", name="address_once"),
    ]
