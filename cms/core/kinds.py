"""The door for kinds of public things: what the rest asks of one beside its record class.

A kind says in whose lists its records stand, what those are narrowed by and how much one of them holds. It is
registered by the app that makes the records; the ledger, the API, linked data, feeds, sitemaps, pages, benchmarks and
tests read the register. All kinds are in the sitemap, and those with a section of their own are datasets of the
catalogue: what is public is meant to be found, so there is nothing to choose.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured

from cms import registry
from cms.core.records import OPEN_SCHEMES, City, Record, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A way to narrow lists: by the values that ``field`` of a record holds, one or several.

    ``of`` says what a value is the key of, for readers of the schema. A facet of few values names them in ``values``,
    in the order in which they are offered, and is narrow; any other is wide, and its ``rank`` says how few records have
    one of its values beside other facets: a filter of several begins with the lowest. The value of a ``is_path`` is a
    whole path of steps. Ranks and the order of values are in what is stored, so they are never changed.
    """

    name: str
    field: str
    of: str = ""
    values: tuple[str, ...] = ()
    rank: int = 0
    is_path: bool = False

    def __hash__(self) -> int:
        """By the name alone: sets of facets are looked up for each record that is indexed."""
        return hash(self.name)


def values_of(data: Mapping[str, Any], facet: Facet) -> tuple[str, ...]:
    """The values of a facet in a record as stored JSON, which are no path."""
    found = data.get(facet.field) or ()
    return (found,) if isinstance(found, str) else tuple(found)


# The facets that several kinds have.
TAG: Final = Facet(name="tag", field="tags", of="tag", rank=10)
WEBSITE: Final = Facet(name="website", field="website", of="website", rank=50)
UNIT: Final = Facet(name="unit", field="publisher", of="unit", rank=60)
FIELD: Final = Facet(name="field", field="topics", of="field", rank=70)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time at which an item takes place; ``ends_at`` is the first moment after it, None where nobody has said it.

    The moments of one that lasts whole days are the beginnings of days.
    """

    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """A second order of a kind: by when its items take place, which may be several times and on several days.

    ``occurrences`` gives the times of a record, in their order and bounded. Beside the calendar of the city there is
    one for each value of ``facets``. By the value of the facet ``own`` the API asks for items of this kind alone.
    """

    occurrences: Callable[[Any], Iterable[Occurrence]]
    facets: tuple[Facet, ...] = ()
    own: Facet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A further order of a kind: by the day in ``field``, among all and among those of one value of ``facet``.

    A record that says nothing in ``field`` is not in it. The name is in what is stored, so it is never changed.
    """

    name: str
    field: str
    facet: Facet


STATUSES: Final = ("upcoming", "open", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days for which a record counts: fields of the first, which may be empty, and of the last, which is within.

    The status follows from the day on which it is asked for, so it is stored nowhere and nothing has to happen at
    midnight. Lists are narrowed by it among all and among those of one value of ``facet``.
    """

    first: str
    last: str
    facet: Facet

    @property
    def deadlines(self) -> Order:
        """The order by the last day, of which what is over and what is not are ranges."""
        return Order(name="deadline", field=self.last, facet=self.facet)


def status(first: date | None, last: date | None, *, today: date) -> str:
    """The status of a period on a day, one of STATUSES; empty where it has no last day and so never ends."""
    if last is None:
        return ""
    if first is not None and first > today:
        return "upcoming"
    return "open" if last >= today else "closed"


# A value of a facet that a store has, by the name of the facet and a number; None where it has none.
Pick = Callable[[str, int], str | None]


def _nothing(number: int, pick: Pick) -> Mapping[str, Any]:
    return {}


def _no_names(data: Mapping[str, Any]) -> Iterable[str]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of record.

    ``plural`` names several of them in the API. ``section`` is the key of the section whose listing takes its records
    instead of the city's own, so that 20,000 documents a day bury no post; what is in a section is shown in every
    language of the city. ``is_news`` says that its records are looked for by their date: the listings of the city and
    of its terms have them, and their feeds. What is no news, as a privacy policy, is found in its place, and is in no
    listing but lists that are asked for by its kind. ``facets`` are what its lists are narrowed by. ``below_units`` is
    the part of the page of a department at which those of that department are listed: empty for the page itself, None
    for nowhere. ``has_drafts`` says that the editor lends drafts of it to front ends. ``period`` is of what days its
    records are, ``pins`` the order, by the last day of it, of those that stand first in their lists for a time.

    ``numbered_by`` is the field whose value ends its address below the page of the section, where it has one.
    ``lengths`` is how many each list in one of its records usually holds, by field: what an answer is weighed by.
    ``cites`` gives the management numbers of the documents that a stored record names, ``leads_to`` the keys of other
    records. ``sample`` makes up, for benchmarks and tests, what the record of a number has beside what every record
    has.
    """

    record: type[Record]
    plural: str
    facets: tuple[Facet, ...] = ()
    section: str = ""
    is_news: bool = True
    calendar: Calendar | None = None
    period: Period | None = None
    pins: Order | None = None
    below_units: str | None = None
    has_drafts: bool = False
    numbered_by: str = ""
    lengths: Mapping[str, int] = field(default_factory=dict)
    cites: Callable[[Mapping[str, Any]], Iterable[str]] = _no_names
    leads_to: Callable[[Mapping[str, Any]], Iterable[str]] = _no_names
    sample: Callable[[int, Pick], Mapping[str, Any]] = _nothing

    @property
    def name(self) -> str:
        """The name that its records are stored under."""
        return self.record.kind

    @property
    def home(self) -> str:
        """The name of the listing of all of its records: its section, itself where it is no news, or else empty."""
        return self.section or ("" if self.is_news else self.name)

    @property
    def noun(self) -> str:
        """The name in words."""
        return self.name.replace("-", " ")

    @property
    def nouns(self) -> str:
        """Several of them in words."""
        return re.sub(r"[A-Z]", lambda found: f" {found[0].lower()}", self.plural)

    @property
    def singular(self) -> str:
        """The name of one of them in the API."""
        first, *rest = self.name.split("-")
        return first + "".join(map(str.title, rest))

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """The orders that its records stand in beside that of their publication."""
        found = (self.period.deadlines if self.period else None, self.pins)
        return tuple(one for one in found if one is not None)

    @cached_property
    def fields(self) -> frozenset[str]:
        """The names of the fields of its records."""
        return frozenset(one.name for one in fields(self.record))

    @cached_property
    def wide(self) -> tuple[Facet, ...]:
        """The facets of many values, the rarest first."""
        return tuple(sorted((facet for facet in self.facets if not facet.values), key=lambda facet: facet.rank))

    @cached_property
    def open(self) -> tuple[Facet, ...]:
        """The wide facets whose values are terms of an open vocabulary: read on demand, for many records at once."""
        return tuple(facet for facet in self.wide if facet.name in OPEN_SCHEMES)

    @cached_property
    def narrow(self) -> tuple[Facet, ...]:
        """The facets of few values."""
        return tuple(facet for facet in self.facets if facet.values)


_kinds: Final[dict[str, Kind]] = {}


def register(*kinds: Kind) -> None:
    """Add kinds; to be called in ``AppConfig.ready``. ImproperlyConfigured for a name that another kind has."""
    registry.add(_kinds, kinds, of="kinds")
    wide.cache_clear()
    narrow.cache_clear()


def registered() -> tuple[Kind, ...]:
    """All kinds: first those of the city's own listing, each in the order in which they were registered."""
    return tuple(sorted(_kinds.values(), key=lambda one: bool(one.home)))


def names() -> tuple[str, ...]:
    """The names of all kinds."""
    return tuple(one.name for one in registered())


def kind(name: str) -> Kind:
    """The kind of that name; KeyError where there is none."""
    return _kinds[name]


def kind_of(record: Record | type[Record]) -> Kind:
    """The kind of a record."""
    return _kinds[record.kind]


def section_of(record: Record | type[Record]) -> str:
    """The key of the section that a record is in; empty where that is none."""
    return kind_of(record).section


def home_of(record: Record | type[Record]) -> str:
    """The name of the listing of all records of the kind of a record; empty for the city's own."""
    return kind_of(record).home


def below_units(record: type[Record]) -> str:
    """The part of the page of a department that lists records of a class; empty for the page itself."""
    return kind_of(record).below_units or ""


def parts_of_units() -> dict[str, Kind]:
    """The parts of the page of a department, each with the kind that it lists."""
    return {one.below_units: one for one in registered() if one.below_units}


def on_units() -> str | None:
    """The name of the kind that the page of a department lists itself, as those of its fields and tags do."""
    return next((one.name for one in registered() if one.below_units == ""), None)


def below(scheme: str) -> tuple[Kind, ...]:
    """The kinds that a term of a scheme lists: a city all that are news, a section those of sections, any other what it
    narrows."""
    news = tuple(one for one in registered() if one.is_news)
    if scheme == City.scheme:
        return news
    if scheme == Section.scheme:
        return tuple(one for one in news if one.section)
    return tuple(one for one in news if scheme in {facet.name for facet in one.facets})


def section_below(scheme: str) -> str:
    """The section that pages of the terms of a scheme belong to: that of all kinds that they list, if it is one."""
    found = {one.section for one in below(scheme)}
    return found.pop() if len(found) == 1 else ""


def at_home(home: str) -> frozenset[str]:
    """The names of the kinds whose records stand in a listing by its name, or in the city's own where that is empty."""
    return frozenset(one.name for one in _kinds.values() if one.home == home)


def timed() -> frozenset[str]:
    """The names of the kinds that stand in calendars."""
    return frozenset(one.name for one in _kinds.values() if one.calendar)


def with_calendars() -> dict[str, Facet]:
    """The facets whose values have calendars, by name."""
    return {facet.name: facet for one in registered() if one.calendar for facet in one.calendar.facets}


@cache
def wide() -> tuple[Facet, ...]:
    """The wide facets of all kinds, the rarest first. A record stands in their listings, whatever its own kind's."""
    found = {facet.name: facet for one in _kinds.values() for facet in one.wide}
    return tuple(sorted(found.values(), key=lambda facet: facet.rank))


@cache
def narrow() -> tuple[Facet, ...]:
    """The narrow facets of all kinds."""
    return tuple({facet.name: facet for one in registered() for facet in one.narrow}.values())


T = TypeVar("T")


class Rows(Generic[T]):
    """The rows by which one output words each kind, one a kind, in the one ``place`` where its room has them.

    The rows of kinds from elsewhere are added from ``AppConfig.ready`` of an app above the outputs, before the first
    request.
    """

    def __init__(self, place: str, rows: Mapping[str, T]) -> None:
        self.place = place
        self._rows = dict(rows)
        self._is_read = False

    def add(self, kind: Kind, row: T) -> None:
        """Add the row of a kind; ImproperlyConfigured where it has one already, or it would come too late."""
        if self._is_read:
            raise ImproperlyConfigured(f"{self.place} has been read before the row of {kind.name} was added")
        if self._rows.setdefault(kind.name, row) is not row:
            raise ImproperlyConfigured(f"{self.place} has two rows for {kind.name}")

    def __getitem__(self, name: str) -> T:
        return self._rows[name]

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that are registered and have a row, in their order; none can be added from now on."""
        self._is_read = True
        return tuple(kind for kind in registered() if kind.name in self)

    def registered(self) -> dict[str, T]:
        """The rows of these."""
        return {kind.name: self[kind.name] for kind in self.kinds}

    def lacks(self, kind: Kind, also: Callable[[T], Iterable[str]] = lambda row: ()) -> Iterator[str]:
        """A line where a kind has no row, or one for each thing that its row lacks ``also``."""
        if kind.name not in self:
            yield f"{self.place}: ROWS has no row for {kind.name}"
        else:
            yield from (f"{self.place}: the row of {kind.name} {lack}" for lack in also(self[kind.name]))


def unsaid(kind: Kind, said: Iterable[str]) -> list[str]:
    """The fields of a kind that a row of an output neither says nor leaves out for a reason, a line each."""
    return [f"neither says the field {name} nor leaves it out" for name in sorted(kind.fields.difference(said))]
