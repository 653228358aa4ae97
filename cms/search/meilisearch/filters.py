"""Filters in Meilisearch's language, made of typed values alone: no text of a client is ever part of the language.

A value stands in double quotes. The three sorts of letters that could mean something in them, the quote, the backslash
and control characters, are written as their numbers (``\\u{22}``), so that no value can leave its quotes.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from cms.core.days import beginning
from cms.ledger.moments import microseconds
from cms.search import dimensions
from cms.search.requests import Days, Order, Place, Request

# The attribute of a document that has its values of each dimension, by name.
VALUES: Final = "values"
# That which says what it is worth whatever is looked for.
WORTH: Final = "worth"
_MEANT: Final = re.compile(r'["\\\x00-\x1f\x7f-\x9f]')
_DAY: Final = timedelta(days=1)
_LONE: Final = re.compile("[\ud800-\udfff]")


def quoted(value: str) -> str:
    """The value as Meilisearch reads it back; a lone surrogate, which no document can have, as U+FFFD."""
    whole = _LONE.sub("�", value)
    return '"' + _MEANT.sub(lambda found: f"\\u{{{ord(found.group()):x}}}", whole) + '"'


def one_of(attribute: str, values: Iterable[str]) -> str:
    """The filter for documents that have one of the values; for none of them where there are none."""
    return f"{attribute} IN [{', '.join(map(quoted, values))}]"


def keys(numbers: Iterable[int]) -> str:
    """The filter for documents of these keys."""
    return f"key IN [{', '.join(map(str, numbers))}]"


def of(request: Request) -> list[str]:
    """The filters of a request, each of which a hit must meet."""
    found = [one_of(attribute(name), values) for name, values in request.filters.items()]
    if request.left_out:
        found.append(f"NOT {keys(sorted(request.left_out))}")
    found += _published(request.published)
    found += _made(request.produced)
    if request.after is not None and request.order is Order.NEWEST:
        found.append(_beyond(request.after))
    return found


def attribute(name: str) -> str:
    """The attribute that has the values of a dimension."""
    if name not in dimensions.names():
        raise ValueError(f"{name!r} is no dimension")
    return f"{VALUES}.{name}"


def _published(days: Days) -> list[str]:
    """The moments of days, which are those of the city's time zone."""
    since = [f"moment >= {_midnight(days.since)}"] if days.since else []
    until = [f"moment < {_midnight(days.until + _DAY)}"] if days.until and days.until < date.max else []
    return since + until


def _made(days: Days) -> list[str]:
    since = [f"made >= {number(days.since)}"] if days.since else []
    until = [f"made <= {number(days.until)}"] if days.until else []
    return since + until


def number(day: date) -> int:
    """A day as a number such as 20261130, in the order of time: texts have no order in a filter."""
    return day.year * 10_000 + day.month * 100 + day.day


def _midnight(day: date) -> int:
    return microseconds(beginning(day))


def _beyond(place: Place) -> str:
    """What comes after a hit in the order of date: an older one, or one of the same moment with a lower key."""
    return f"moment < {place.moment} OR (moment = {place.moment} AND key < {place.key})"
