"""A cursor that gets bytes as they are: PostgreSQL's text form has two hexadecimal digits for each.

Django's cursors on PostgreSQL bind parameters themselves and ask for text alone (psycopg's ClientCursor).
"""

from typing import Any

from django.db import connection


def bytes_cursor() -> Any:
    """A cursor of the connection in use, to be closed as any; its statements are logged and its errors are Django's."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    from psycopg import Cursor
    from psycopg.pq import Format

    connection.ensure_connection()
    cursor: Any = Cursor(connection.connection)
    cursor.format = Format.BINARY
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
