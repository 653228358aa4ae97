"""Constraints of tables that people write while a migration runs."""

from typing import Any

from django.db import migrations


class AddCheckBeside(migrations.AddConstraint):
    """A check, on PostgreSQL of new rows first and then, beside everybody, of those that are there.

    It takes a migration without a transaction. Where a row that is there breaks it: IntegrityError, and begun again,
    the migration puts the constraint anew.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        table, name = (schema_editor.quote_name(word) for word in (model._meta.db_table, self.constraint.name))
        schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
        # The statement is whole: as a template, a condition of LIKE would lose its percent signs.
        added = str(self.constraint.create_sql(model, schema_editor))
        schema_editor.execute(f"{added} NOT VALID", params=None)
        schema_editor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")
