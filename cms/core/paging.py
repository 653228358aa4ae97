"""Pages of a listing by the key of its order: nothing is counted or skipped, the last costs what the first does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.http import QueryDict

from cms.core.errors import BadCursor

SIZE: Final = 20
AFTER: Final = "after"
BEFORE: Final = "before"


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """Up to :data:`SIZE` rows, and the query strings of the pages around them, None where there are none."""

    rows: list[Any]
    earlier: str | None
    later: str | None


class Keyset:
    """An order by columns that together are unique, such as ``("held_since", "pk")``; ``descending`` for all of them.

    ``kinds`` are their Python types: int, date or datetime.
    """

    def __init__(self, columns: Sequence[str], kinds: Sequence[type], *, descending: bool = False) -> None:
        self._columns = tuple(columns)
        self._kinds = tuple(kinds)
        self._descending = descending

    def page(self, rows: QuerySet[Any], query: QueryDict, *, size: int = SIZE) -> KeysetPage:
        """The page that ``query`` asks for; BadCursor where its cursor is not one of ours. One database query."""
        after, before = query.get(AFTER), query.get(BEFORE)
        backwards = bool(before) and not after
        if cursor := after or before:
            rows = self._beyond(rows, self._values(cursor), backwards=backwards)
        signs = "-" if self._descending != backwards else ""
        found = list(rows.order_by(*(f"{signs}{column}" for column in self._columns))[: size + 1])
        more, found = len(found) > size, found[:size]
        if backwards:
            found.reverse()
        has_earlier = more if backwards else bool(after)
        has_later = bool(found) and (backwards or more)
        return KeysetPage(
            found,
            self._link(query, BEFORE, found[0]) if has_earlier and found else None,
            self._link(query, AFTER, found[-1]) if has_later else None,
        )

    def _beyond(self, rows: QuerySet[Any], values: tuple[Any, ...], *, backwards: bool) -> QuerySet[Any]:
        columns = Tuple(*(F(column) for column in self._columns))
        lookup = TupleLessThan if self._descending != backwards else TupleGreaterThan
        return rows.filter(lookup(columns, values))

    def _link(self, query: QueryDict, name: str, row: Any) -> str:
        kept = [(key, value) for key, values in query.lists() if key not in (AFTER, BEFORE) for value in values]
        return "?" + urlencode([*kept, (name, self._cursor(row))])

    def _cursor(self, row: Any) -> str:
        values = (getattr(row, column) for column in self._columns)
        return "~".join(value.isoformat() if isinstance(value, date) else str(value) for value in values)

    def _values(self, cursor: str) -> tuple[Any, ...]:
        parts = cursor.split("~")
        if len(parts) != len(self._kinds):
            raise BadCursor("this is no place in the list", where=AFTER)
        try:
            return tuple(_read(part, kind) for part, kind in zip(parts, self._kinds, strict=True))
        except (ValueError, OverflowError) as error:
            raise BadCursor("this is no place in the list", where=AFTER) from error


def _read(part: str, kind: type) -> Any:
    if kind is int:
        number = int(part)
        if not 0 <= number < 2**63:
            raise ValueError(part)
        return number
    if kind is datetime:
        moment = datetime.fromisoformat(part)
        if moment.tzinfo is None:
            raise ValueError(part)
        return moment.astimezone(UTC)
    return date.fromisoformat(part)
