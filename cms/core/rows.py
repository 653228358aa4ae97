"""Writing many rows of one table at once, at a fraction of the cost of ``bulk_create``; and probing one many times.

Ids are taken first, so that rows of other tables can refer to them. PostgreSQL is sent a COPY, and where rows may
conflict, which COPY cannot resolve, one array a column; SQLite one prepared statement.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, models

# So many rows are written, or read by their ids, in one statement.
BATCH: Final = 500
# DateTimeField is a DateField to Python, so it comes first.
_ARRAYS: Final = (
    (models.DateTimeField, "timestamptz"),
    (models.DateField, "date"),
    (models.BooleanField, "boolean"),
    ((models.IntegerField, models.ForeignKey), "bigint"),
)


_json: Final = json.JSONEncoder(ensure_ascii=False).encode


class Encoded(str):
    """JSON as the text that a JSONField stores: for a value that the caller has encoded anyway."""

    __slots__ = ()


def encoded(value: Any) -> Encoded:
    """The text of a value as the rows of this module store it."""
    return Encoded(_json(value))


def batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    """``values`` in lists of at most :data:`BATCH`."""
    batch: list[Any] = []
    for value in values:
        batch.append(value)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """New primary keys, never given to another row; inside a transaction that holds the write lock."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table])
        if (found := cursor.fetchone()) is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        last = found[0] if found else count
        return list(range(last - count + 1, last + 1))


def insert(
    model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]], *, replace: Sequence[str] = ()
) -> None:
    """Insert ``rows`` with the values of the fields ``names``.

    A row that conflicts on the fields ``replace`` overwrites the others; without ``replace`` it is an IntegrityError.
    """
    if not rows:
        return
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    head = f'INSERT INTO "{model._meta.db_table}" ({columns})'
    tail = _on_conflict(fields, [model._meta.get_field(name) for name in replace])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not replace:
            _copy(cursor, f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN', fields, rows)
        elif connection.vendor == "postgresql":
            kinds = [_array_type(field) for field in fields]
            values = ", ".join(f"c{number}::{field.db_type(connection)}" for number, field in enumerate(fields))
            arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
            aliases = ", ".join(f"c{number}" for number in range(len(fields)))
            sql = f"{head} SELECT {values} FROM unnest({arrays}) AS given ({aliases}){tail}"
            cursor.execute(sql, [[_plain(value) for value in column] for column in zip(*rows, strict=True)])
        else:
            sql = f"{head} VALUES ({', '.join(['%s'] * len(fields))}){tail}"
            cursor.executemany(sql, [[_for_sqlite(value) for value in row] for row in rows])


def probe(texts: Sequence[str], condition: str) -> str:
    """The SQL for those of some texts, which are its first parameters, for which there is a row.

    ``condition`` is what follows EXISTS, of ``wanted.text``: of each text the first row alone is read, as it would be
    if it were asked for by itself.
    """
    values = ", ".join(["(%s)"] * len(texts))
    return f"WITH wanted (text) AS (VALUES {values}) SELECT text FROM wanted WHERE EXISTS ({condition})"


def _copy(cursor: Any, command: str, fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> None:
    """Nothing else may be asked of the connection meanwhile: all values are made before."""
    documents = [place for place, field in enumerate(fields) if isinstance(field, models.JSONField)]
    given = [_with_json(row, documents) for row in rows] if documents else rows
    with connection.wrap_database_errors, cursor.copy(command) as copy:
        for row in given:
            copy.write_row(row)


def _with_json(row: Sequence[Any], places: Iterable[int]) -> list[Any]:
    written = list(row)
    for place in places:
        value = row[place]
        written[place] = value if value is None or type(value) is Encoded else _json(value)
    return written


def _on_conflict(fields: Sequence[Any], unique: Sequence[Any]) -> str:
    if not unique:
        return ""
    updates = ", ".join(f'"{field.column}" = excluded."{field.column}"' for field in fields if field not in unique)
    return f" ON CONFLICT ({', '.join(field.column for field in unique)}) DO UPDATE SET {updates}"


def _array_type(field: Any) -> str:
    """Numbers, times and truth travel as themselves, everything else as text that the column's type then reads."""
    return next((kind for cls, kind in _ARRAYS if isinstance(field, cls)), "text")


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list | tuple):
        return _json(value)
    return str(value) if isinstance(value, UUID | Encoded) else value


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value.isoformat() if isinstance(value, date) else _plain(value)
