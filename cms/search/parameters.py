"""A search in the query of an address: read and written in one place, for pages, feeds and all that leads to them.

A filter is a parameter of the name of its dimension, given once for each value. Parameters that are none of a search
are passed over, as everywhere; whoever must not pass them over has their names in :data:`NAMES`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, Protocol, TypeVar

from cms.core.errors import BadInput
from cms.core.text import clean_line, clean_text
from cms.search import dimensions
from cms.search.requests import MAX_LETTERS, Days, Order, Place, Request

__all__ = ["DAYS", "MAX_LETTERS", "NAMES", "days_of", "narrowed", "pairs", "read", "typed"]

TEXT: Final = "q"
ORDER: Final = "order"
SINCE: Final = "since"
UNTIL: Final = "until"
MADE_SINCE: Final = "produced-since"
MADE_UNTIL: Final = "produced-until"
AS_TYPED: Final = "typed"
AFTER: Final = "after"
# The day of production is narrowed by a period, not by its values.
FILTERS: Final = tuple(name for name in dimensions.names() if name != dimensions.PRODUCED)
DAYS: Final = (SINCE, UNTIL, MADE_SINCE, MADE_UNTIL)
NAMES: Final = (TEXT, *FILTERS, *DAYS, ORDER, AS_TYPED, AFTER)
_YES: Final = "1"
# What turns the direction of the text after it, or has no width.
_UNSEEN: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Letters of a value; the longest key of a term is shorter.
_LONGEST: Final = 500
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Value = TypeVar("Value")


class Query(Protocol):
    """The query of an address, as Django reads it."""

    def getlist(self, key: str) -> list[str]:
        """All values of a name, none where it is not there."""
        ...


def read(query: Query, *, site: str, first: int = 20) -> Request:
    """The search that a query asks for; BadInput, naming the parameter, for what nobody can mean.

    What a form sends empty is not asked for. Of a longer text the first letters are read. Without a text there is
    nothing that could be more relevant, so the newest come first.
    """
    text = typed(query)[:MAX_LETTERS]
    order = _read(query, ORDER, _order) or Order.RELEVANCE
    return Request(
        site=site,
        text=text,
        filters={name: values for name in FILTERS if (values := _values(query, name))},
        published=Days(since=_day(query, SINCE), until=_day(query, UNTIL)),
        produced=Days(since=_day(query, MADE_SINCE), until=_day(query, MADE_UNTIL)),
        order=order if text else Order.NEWEST,
        first=first,
        after=_read(query, AFTER, Place.decode),
        as_typed=_read(query, AS_TYPED, str) == _YES,
    )


def typed(query: Query) -> str:
    """The text that was typed, on one line and with nothing in it that cannot be seen."""
    return clean_line(_UNSEEN.sub("", _last(query, TEXT)))


def days_of(query: Query) -> dict[str, str]:
    """The ends of its periods by their parameters, as they were typed."""
    return {name: value for name in DAYS if (value := _last(query, name).strip())}


def pairs(request: Request) -> Iterator[tuple[str, str]]:
    """The names and values of a query that asks for a search, in one order; what is usual is left out."""
    if request.text:
        yield TEXT, request.text
    for name in FILTERS:
        for value in request.filters.get(name, ()):
            yield name, value
    for name, day in (
        (SINCE, request.published.since),
        (UNTIL, request.published.until),
        (MADE_SINCE, request.produced.since),
        (MADE_UNTIL, request.produced.until),
    ):
        if day:
            yield name, day.isoformat()
    if request.order is Order.NEWEST and request.text:
        yield ORDER, request.order.value
    if request.as_typed:
        yield AS_TYPED, _YES
    if request.after is not None:
        yield AFTER, request.after.encode()


def narrowed(request: Request, name: str, values: Iterable[str]) -> Request:
    """The same search from its beginning, narrowed in one dimension to these values, or not at all."""
    filters: Mapping[str, tuple[str, ...]] = {**request.filters, name: tuple(values)}
    return replace(request, after=None, filters={key: chosen for key, chosen in filters.items() if chosen})


def _last(query: Query, name: str) -> str:
    return next(reversed(query.getlist(name)), "")


def _read(query: Query, name: str, made: Callable[[str], Value]) -> Value | None:
    value = _last(query, name).strip()
    return made(value) if value else None


def _values(query: Query, name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for given in query.getlist(name) if (value := clean_text(given).strip())))
    if any(len(value) > _LONGEST for value in values):
        raise BadInput(f"longer than {_LONGEST} letters", where=name)
    return values


def _order(value: str) -> Order:
    try:
        return Order(value)
    except ValueError:
        raise BadInput(f"must be one of {', '.join(order.value for order in Order)}", where=ORDER) from None


def _day(query: Query, name: str) -> date | None:
    value = _last(query, name).strip()
    try:
        # Other forms of ISO 8601 are no days that a form sends.
        found = date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        found = None
    if value and found is None:
        raise BadInput("must be a day, such as 2026-11-05", where=name)
    return found
