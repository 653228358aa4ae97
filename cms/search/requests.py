"""The values of a search: what is asked for, and the place in an answer where the next page begins."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final

from cms.core.days import beginning
from cms.core.errors import BadCursor, BadInput
from cms.ledger.cursors import opaque, plain, unknown
from cms.ledger.moments import microseconds
from cms.search import dimensions

# Hits on a page, letters of a query that are read, values in all filters together, dimensions that are counted.
MAX_FIRST: Final = 100
MAX_LETTERS: Final = 200
MAX_VALUES: Final = 50
MAX_COUNTED: Final = 16


class Order(Enum):
    """The order of hits: the best first, or the newest."""

    RELEVANCE = "relevance"
    NEWEST = "newest"


class Backwards(BadInput):
    """A period whose last day is before its first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A period of whole days, both ends within; an end that is None is open."""

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if any(day and not _FIRST <= day <= _LAST for day in (self.since, self.until)):
            raise BadInput(f"must be between {_FIRST} and {_LAST}", where="period")
        if self.since and self.until and self.since > self.until:
            raise Backwards("begins after its end", where="period")

    def __bool__(self) -> bool:
        return bool(self.since or self.until)

    @property
    def bounds_us(self) -> tuple[int, int]:
        """The moments within which it is, the second without, in the city's time, in microseconds since 1970."""
        low = _EARLIEST if self.since is None else microseconds(beginning(self.since))
        high = _LATEST if self.until is None else microseconds(beginning(self.until + timedelta(days=1)))
        return low, high


# Days whose moments a calendar has in every zone.
_FIRST: Final = date(1000, 1, 1)
_LAST: Final = date(8999, 12, 31)
ANY_TIME: Final = Days()
_EARLIEST: Final = -(2**63)
_LATEST: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Place:
    """The place after a hit: how many come before it by relevance, or the moment and key of the last one by date."""

    order: Order
    moment: int
    key: int

    def encode(self) -> str:
        """The opaque form that clients copy."""
        return opaque(f"{self.order.value[0]}.{self.moment}.{self.key}")

    @staticmethod
    def made(value: str) -> bool:
        """Return whether it looks like one that :meth:`encode` made: it begins with the letter of an order."""
        return value[:1] in _FIRST_LETTERS

    @classmethod
    def decode(cls, value: str) -> "Place":
        """Read one back; BadCursor for anything that :meth:`encode` did not make."""
        try:
            letter, moment, key = plain(value).split(".")
            order = next(one for one in Order if one.value[0] == letter)
            place = cls(order, int(moment), int(key))
        except (ValueError, StopIteration) as error:
            raise unknown() from error
        # By relevance the number of those before it, by date a moment that may be before 1970.
        least = 0 if order is Order.RELEVANCE else 1 - 2**63
        if place.encode() != value or not (least <= place.moment < 2**63 and 0 <= place.key < 2**63):
            raise unknown()
        return place


_FIRST_LETTERS: Final = tuple(opaque(one.value[0])[0] for one in Order)


@dataclass(frozen=True, kw_only=True)
class Request:
    """A search in the items of a city.

    ``filters`` narrow by dimension (:mod:`cms.search.dimensions`): an item has one of the values of each; a unit means
    those below it too, unless ``with_below`` is False. ``published`` and ``produced`` are periods. ``counts`` names the
    dimensions whose values are to be counted. ``as_typed`` reads no word otherwise than it was typed. Without text, and
    by date, it is a list of all that the filters let through. ``left_out`` are the keys of texts that are not
    looked at, whatever an index has of them. ``language`` is the reader's: what is in it comes before what is worth the
    same.

    BadInput, naming the argument, for what nobody can mean.
    """

    site: str
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    with_below: bool = True
    published: Days = ANY_TIME
    produced: Days = ANY_TIME
    order: Order = Order.RELEVANCE
    first: int = 20
    after: Place | None = None
    counts: tuple[str, ...] = ()
    as_typed: bool = False
    left_out: frozenset[int] = frozenset()
    language: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.first <= MAX_FIRST:
            raise BadInput(f"must be between 1 and {MAX_FIRST}", where="first")
        if self.after is not None and self.after.order is not self.order:
            of = self.after.order.name
            raise BadCursor(f"this cursor is of the order {of}: go on in that, or begin without it", where="after")
        _check_known(self.filters, where="filters")
        _check_known(self.counts, where="facets")
        if sum(len(values) for values in self.filters.values()) > MAX_VALUES:
            raise BadInput(f"at most {MAX_VALUES} values", where="filters")
        if len(self.counts) > MAX_COUNTED:
            raise BadInput(f"at most {MAX_COUNTED}", where="facets")

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything but words narrows it."""
        return bool(self.filters or self.published or self.produced)

    def narrowed(self, filters: Mapping[str, tuple[str, ...]]) -> "Request":
        """Return it as an engine is asked, with these filters: those of a unit may be more than a client may send."""
        return self._with(filters=filters)

    def without(self, keys: frozenset[int]) -> "Request":
        """Return it as an engine is asked that is not to look at these."""
        return self._with(left_out=keys)

    def uncounted(self) -> "Request":
        """Return it as an engine is asked that is to count no values."""
        return self._with(counts=())

    def _with(self, **asked: Any) -> "Request":
        made = copy(self)
        for name, value in asked.items():
            object.__setattr__(made, name, value)
        return made


def _check_known(names: Iterable[str], *, where: str) -> None:
    known = dimensions.names()
    for name in names:
        if name not in known:
            raise BadInput(f"must be one of {', '.join(known)}", where=where)
