"""Rows given to a statement as one parameter, on any database: so that one statement serves a whole batch.

And JSON as statements give it back.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection

# SQL types by database; SQLite keeps what JSON says.
_TYPES: Final = frozenset({"bigint", "text", "date"})


def given(columns: str) -> str:
    """A table for FROM with these columns, such as ``id bigint, word text``; its parameter is made by :func:`rows`."""
    pairs = [column.split() for column in columns.split(",")]
    if not all(kind in _TYPES for _, kind in pairs):
        raise ValueError(f"unknown column types: {columns}")
    if connection.vendor == "postgresql":
        values = ", ".join(f"(value ->> {place})::{kind} AS {name}" for place, (name, kind) in enumerate(pairs))
        return f"(SELECT {values} FROM jsonb_array_elements(%s::jsonb)) given"
    values = ", ".join(f"value ->> {place} AS {name}" for place, (name, _) in enumerate(pairs))
    return f"(SELECT {values} FROM json_each(%s)) given"


def rows(values: Iterable[Sequence[Any]]) -> str:
    """The parameter of :func:`given`; days are given as ``2026-11-05``."""
    return json.dumps([list(row) for row in values], ensure_ascii=False, default=str)


def each(values: Iterable[Any]) -> str:
    """The parameter of a table of one column."""
    return rows((value,) for value in values)


def collected(query: str) -> str:
    """The one column of a subquery as a list that :func:`stored_json` reads.

    A subquery in this place is run for each row, through its index and up to its LIMIT: no planner turns it into a
    scan of a whole table.
    """
    function = "json_agg" if connection.vendor == "postgresql" else "json_group_array"
    return f"(SELECT {function}(found) FROM ({query}) found_rows)"


def stored_json(value: Any) -> Any:
    """A value of a column of JSON as the database's driver gives it: SQLite gives its text."""
    return json.loads(value) if isinstance(value, str) else value


def erase(queryset: Any) -> None:
    """Delete in one statement: nobody listens, and Django would load every row to tell listeners of all models."""
    queryset._raw_delete(queryset.db)
