"""The door for kinds of public things: what the rest asks of one beside its record class.

A kind says in whose lists its records stand and what those are narrowed by. It is registered by the app that makes the
records; the ledger, the API, feeds and sitemaps read the register.
"""

from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Final

from cms import registry
from cms.core.records import City, Record, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """What lists are narrowed by: the values that ``field`` of a record holds, one or several.

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


UNIT: Final = Facet(name="unit", field="publisher", of="unit", rank=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A second order of a kind: by the moment in ``field``, among all and among those of one value of ``facet``."""

    field: str
    facet: Facet


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of record.

    ``plural`` names several of them in the API. ``section`` is the key of the section whose listing takes its records
    instead of the city's own, so that 20,000 documents a day bury no post; what is in a section is shown in every
    language of the city. ``facets`` are what its lists are narrowed by. ``below_units`` is the part of the page of a
    department at which those of that department are listed: empty for the page itself, None for nowhere.
    ``has_drafts`` says that the editor lends drafts of it to front ends.
    """

    record: type[Record]
    plural: str
    facets: tuple[Facet, ...] = ()
    section: str = ""
    calendar: Calendar | None = None
    below_units: str | None = None
    has_drafts: bool = False

    @property
    def name(self) -> str:
        """The name that its records are stored under."""
        return self.record.kind

    @cached_property
    def fields(self) -> frozenset[str]:
        """The names of the fields of its records."""
        return frozenset(one.name for one in fields(self.record))

    @cached_property
    def wide(self) -> tuple[Facet, ...]:
        """The facets of many values, the rarest first."""
        return tuple(sorted((facet for facet in self.facets if not facet.values), key=lambda facet: facet.rank))

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
    return tuple(sorted(_kinds.values(), key=lambda one: bool(one.section)))


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


def below_units(record: type[Record]) -> str:
    """The part of the page of a department that lists records of a class; empty for the page itself."""
    return kind_of(record).below_units or ""


def below(scheme: str) -> tuple[Kind, ...]:
    """The kinds that a term of a scheme lists: a city all, a section those of sections, any other what it narrows."""
    if scheme == City.scheme:
        return registered()
    if scheme == Section.scheme:
        return tuple(one for one in registered() if one.section)
    return tuple(one for one in registered() if scheme in {facet.name for facet in one.facets})


def section_below(scheme: str) -> str:
    """The section that pages of the terms of a scheme belong to: that of all kinds that they list, if it is one."""
    found = {one.section for one in below(scheme)}
    return found.pop() if len(found) == 1 else ""


def in_section(section: str) -> frozenset[str]:
    """The names of the kinds of a section, or of the city's own listing where that is empty."""
    return frozenset(one.name for one in _kinds.values() if one.section == section)


@cache
def wide() -> tuple[Facet, ...]:
    """The wide facets of all kinds, the rarest first. A record stands in their listings, whatever its own kind's."""
    found = {facet.name: facet for one in _kinds.values() for facet in one.wide}
    return tuple(sorted(found.values(), key=lambda facet: facet.rank))


@cache
def narrow() -> tuple[Facet, ...]:
    """The narrow facets of all kinds."""
    return tuple({facet.name: facet for one in registered() for facet in one.narrow}.values())
