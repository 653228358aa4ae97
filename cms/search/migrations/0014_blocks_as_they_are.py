"""Blocks of an index are stored as they are: they have little to compress, and PostgreSQL would try it with each."""

from typing import Any

from django.db import migrations


def _store(how: str) -> Any:
    def store(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE search_block ALTER COLUMN data SET STORAGE {how}")

    return store


class Migration(migrations.Migration):
    dependencies = [("search", "0013_lexicons_anew")]

    operations = [migrations.RunPython(_store("EXTERNAL"), _store("EXTENDED"), hints={"writes": []})]
