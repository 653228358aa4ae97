"""Taking turns by a name: what is counted and then written for it is one step."""

from django.db import connection


def take_turn(name: str) -> None:
    """Wait until no other transaction has this turn; the caller's has it until it ends.

    On SQLite every transaction that may write waits for the others at its beginning.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
