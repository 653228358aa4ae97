"""Indexes of tables that people write while a migration runs."""

from typing import Any

from django.db import migrations


class AddIndexBeside(migrations.AddIndex):
    """On PostgreSQL beside everybody who writes the table meanwhile, which takes a migration without a transaction."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        schema_editor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS "{self.index.name}"')
        schema_editor.add_index(model, self.index, concurrently=True)


class AddUniqueBeside(migrations.AddConstraint):
    """A unique constraint of columns alone, on PostgreSQL by an index that is made beside everybody who writes.

    It takes a migration without a transaction. Nothing is added where two rows are the same: IntegrityError.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        constraint: Any = self.constraint
        name, table = constraint.name, model._meta.db_table
        columns = ", ".join(f'"{model._meta.get_field(field).column}"' for field in constraint.fields)
        # What an earlier try has left is not whole; where the constraint is there, it is.
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_constraint WHERE conname = %s AND conrelid = %s::regclass", [name, table])
            if cursor.fetchone():
                return
        schema_editor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"')
        schema_editor.execute(f'CREATE UNIQUE INDEX CONCURRENTLY "{name}" ON "{table}" ({columns})')
        schema_editor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" UNIQUE USING INDEX "{name}"')


class RemoveUniqueBeside(migrations.RemoveConstraint):
    """The unique constraint of before, in a migration without a transaction: after a kill it may be gone already."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{self.name}"')
