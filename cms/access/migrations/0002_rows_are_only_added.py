"""The database itself refuses what the trail does not allow: changing a row, and on PostgreSQL removing a young one.

SQLite's file belongs to whoever runs the city on one machine; there a change is refused and a removal is not.
A migration that alters the table on SQLite makes it anew, without its trigger, and has to add that again.
"""

from typing import Any

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION access_auditentry_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '1 year' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit trail is only added to';
END $$;
CREATE TRIGGER access_auditentry_kept BEFORE UPDATE OR DELETE ON access_auditentry
    FOR EACH ROW EXECUTE FUNCTION access_auditentry_kept();
"""
SQLITE = """
CREATE TRIGGER access_auditentry_kept BEFORE UPDATE ON access_auditentry
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END
"""
UNDO = {
    "postgresql": "DROP TRIGGER access_auditentry_kept ON access_auditentry; DROP FUNCTION access_auditentry_kept()",
    "sqlite": "DROP TRIGGER access_auditentry_kept",
}


def add(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute({"postgresql": POSTGRESQL, "sqlite": SQLITE}[schema_editor.connection.vendor])


def remove(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(UNDO[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("access", "0001_audit_trail")]
    operations = [migrations.RunPython(add, remove)]
