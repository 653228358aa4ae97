"""The SQL of a listing: ranges of one index, newest first, merged where there are several."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils import timezone

from cms.ledger.cursors import Cursor
from cms.ledger.filters import Plan
from cms.ledger.moments import microseconds

# Where more than two wide filters are given, rows are looked up in other listings; this bounds one page's scan.
SCAN_LIMIT: Final = 2_000
_LOWEST: Final = (-(2**63), 0)
_HIGHEST: Final = (2**63 - 1, 2**63 - 1)
_ORDER: Final = "ORDER BY l.published_us DESC, l.entry_id DESC"

Position = tuple[int, int]
Query = tuple[str, list[Any]]


def listing_query(plan: Plan, *, first: int, after: Cursor | None) -> Query:
    """The SQL of a page and one row more, apart so that tests and benchmarks can EXPLAIN it.

    Its columns are id, kind, time, record, whether the row belongs to the page, and its place in a bounded scan.
    """
    bounds = _bounds(plan, after)
    if plan.others:
        return _scan(plan, bounds, first=first)
    if plan.aspects is None:
        condition, params, order = _range(plan.listing, bounds)
        asked, values = _asked_of_entries(plan)
        return _limited(condition + asked, [*params, *values], order, first=first)
    return _merged([_of_aspect(plan.listing, number, bounds, first=first) for number in plan.aspects], first=first)


def listings_query(plans: Sequence[Plan], *, first: int, after: Cursor | None) -> Query:
    """The same of several listings that have no item in common, each read as far as a page may need."""
    return _merged([listing_query(plan, first=first, after=after) for plan in plans], first=first)


def _merged(parts: Sequence[Query], *, first: int) -> Query:
    """The newest of what several queries give; of one alone that query itself."""
    if len(parts) == 1:
        return parts[0]
    union = " UNION ALL ".join(f"SELECT * FROM ({sql}) part{place}" for place, (sql, _) in enumerate(parts))
    params = [param for _, params in parts for param in params]
    return f"SELECT * FROM ({union}) merged ORDER BY published_us DESC, id DESC LIMIT %s", [*params, first + 1]


def _bounds(plan: Plan, after: Cursor | None) -> tuple[Position, Position]:
    """The first position of the range, and the first one after it."""
    low = (microseconds(plan.since), 0) if plan.since else _LOWEST
    ends = [(microseconds(plan.until), 0)] if plan.until else []
    return low, min([*ends, *([(after.published_us, after.entry_id)] if after else [])], default=_HIGHEST)


def _range(listing: str, bounds: tuple[Position, Position]) -> tuple[str, list[Any], str]:
    """All rows of a listing between two positions: condition, parameters, order."""
    return (
        f"l.listing = %s AND {_between('l.published_us, l.entry_id', len(_LOWEST))}",
        [listing, *bounds[0], *bounds[1]],
        _ORDER,
    )


def _of_aspect(listing: str, number: int, bounds: tuple[Position, Position], *, first: int) -> Query:
    """Those of one aspect. It is part of the bounds and of the order, so that only the index of aspects will do: a
    planner that thinks the aspect common would rather read all and leave out the others, however many these are.

    PostgreSQL ends a range at what the first column of a comparison of rows decides, no later one: where the period is
    the lower bound, it would read on to the oldest of the aspect. So the newest are taken first, and those before the
    period left out of them.
    """
    low, high = bounds
    sql, params = _limited(
        f"l.listing = %s AND {_between('l.aspect, l.published_us, l.entry_id', len(_LOWEST) + 1)}",
        [listing, number, *_LOWEST, number, *high],
        "ORDER BY l.aspect DESC, l.published_us DESC, l.entry_id DESC",
        first=first,
    )
    if low == _LOWEST:
        return sql, params
    return f"SELECT * FROM ({sql}) newest WHERE published_us >= %s", [*params, low[0]]


def _between(columns: str, width: int) -> str:
    marks = ", ".join(["%s"] * width)
    return f"({columns}) >= ({marks}) AND ({columns}) < ({marks})"


def _limited(condition: str, params: Sequence[Any], order: str, *, first: int) -> Query:
    return (
        "SELECT e.id, e.kind, l.published_us, e.record, TRUE AS hit, 0 AS place FROM publication_listing l"
        " JOIN publication_entry e ON e.id = l.entry_id"
        f" WHERE {condition} AND {_CURRENT} {order} LIMIT %s",
        [*params, _now(), first + 1],
    )


def _asked_of_entries(plan: Plan) -> tuple[str, list[Any]]:
    given = [(name, value) for name in ("kind", "language") if (value := getattr(plan, name)) is not None]
    return "".join(f" AND e.{name} = %s" for name, _ in given), [value for _, value in given]


_CURRENT: Final = "(e.expires_us IS NULL OR e.expires_us > %s)"


def _now() -> int:
    return microseconds(timezone.now())


def _scan(plan: Plan, bounds: tuple[Position, Position], *, first: int) -> Query:
    """At most so many rows of the listing, of which those belong to the page that stand in the others too.

    Each row is looked up by a subquery of one value: of EXISTS a planner may make a table of all rows that there are.
    """
    condition, params, order = _range(plan.listing, bounds)
    asked, values = _asked_of_entries(plan)
    # The cheapest first: what is in the row, a probe of an index, and of those that pass a look at the entry.
    hit: list[str] = []
    tests: list[Any] = []
    if plan.aspects is not None:
        hit.append(f"l.aspect IN ({', '.join(['%s'] * len(plan.aspects))})")
        tests += plan.aspects
    hit += ["(SELECT 1 FROM publication_listing o WHERE o.entry_id = l.entry_id AND o.listing = %s) IS NOT NULL"] * len(
        plan.others
    )
    hit.append(f"(SELECT 1 FROM publication_entry e WHERE e.id = l.entry_id AND {_CURRENT}{asked}) IS NOT NULL")
    tests += [*plan.others, _now(), *values]
    scan = (
        f"SELECT l.entry_id, l.aspect, l.published_us, ROW_NUMBER() OVER ({_ORDER}) AS place"
        f" FROM publication_listing l WHERE {condition} {order} LIMIT {SCAN_LIMIT}"
    )
    return (
        # The last row of a full scan is always kept, so that the page knows how far it got.
        "SELECT e.id, e.kind, l.published_us, e.record, l.hit, l.place"
        f" FROM (SELECT l.entry_id, l.published_us, l.place, ({' AND '.join(hit)}) AS hit FROM ({scan}) l) l"
        f" JOIN publication_entry e ON e.id = l.entry_id WHERE l.hit OR l.place = {SCAN_LIMIT} {_ORDER} LIMIT %s",
        [*tests, *params, first + 1],
    )
