"""PostgreSQL refuses to empty the trail as well: TRUNCATE asks no trigger of a row."""

from typing import Any

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION access_auditentry_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM access_auditentry) THEN
        RAISE EXCEPTION 'the audit trail is only added to';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER access_auditentry_whole BEFORE TRUNCATE ON access_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION access_auditentry_whole();
"""
UNDO = "DROP TRIGGER access_auditentry_whole ON access_auditentry; DROP FUNCTION access_auditentry_whole()"


def add(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)


def remove(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(UNDO)


class Migration(migrations.Migration):
    dependencies = [("access", "0003_decisions_on_background_work")]
    operations = [migrations.RunPython(add, remove)]
