"""Turns: one machine at a time does something to a database that several share."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Of the numbers that PostgreSQL locks for whoever asks; nothing else here asks for one.
PREPARING: Final = 7_402_661
_ASK_AGAIN_SECONDS: Final = 0.5


@contextmanager
def turn(number: int, *, waiting: Callable[[], None]) -> Iterator[None]:
    """A turn at what ``number`` stands for; ``waiting`` is called once where another machine has it.

    It is asked for again and again: a statement that waits for it would hold up CREATE INDEX CONCURRENTLY, which waits
    for all statements, and so whoever has the turn. The lock belongs to a connection of its own, so it ends with this
    process, however that ends. A file has one machine, and a lock of its own.
    """
    if connection.vendor != "postgresql":
        yield
        return
    own = connection.copy("turn")
    own.settings_dict["OPTIONS"].pop("pool", None)
    try:
        if not _is_given(own, number):
            waiting()
            while not _is_given(own, number):
                time.sleep(_ASK_AGAIN_SECONDS)
        yield
    finally:
        own.close()


def _is_given(own: BaseDatabaseWrapper, number: int) -> bool:
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        return bool(cursor.fetchone()[0])
