"""What a listing is narrowed to, and which ranges of the ledger hold just that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from unicodedata import normalize

from cms.core.records import RECORDS
from cms.publication import aspects
from cms.publication.aspects import Aspect
from cms.publication.facets import (
    CALENDAR,
    ENUMERATIONS,
    WIDE,
    check_one_of,
    home_name,
    kinds_with,
    listing_name,
    pair_name,
)

_NARROW: Final = tuple(dict.fromkeys(facet for cls in RECORDS.values() for facet in cls.narrow))
_SECTION: Final = "section"
# The one expected to be the rarest first, but for the calendar, which alone is ordered by the time of the meeting.
_WIDE: Final = (CALENDAR, *WIDE, _SECTION)


@dataclass(frozen=True)
class Plan:
    """Where to read: a listing, of it the rows of some aspects (None: all rows), that stand in other listings too.

    ``since`` and ``until`` bound the time that the listing is ordered by. Where all rows are read, entries are still
    asked for ``kind`` and ``language``: what another machine published in this second may have an aspect that is not
    known here yet.
    """

    listing: str
    aspects: tuple[int, ...] | None
    others: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    kind: str | None = None
    language: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be found there."""
        return self.aspects == ()


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a listing is narrowed to; ``site`` is always given, so that no city shows another's items.

    Without any wide facet it is the listing of the section that items of ``kind`` are in, or else the city's own, which
    items of a section are not in. ``function`` is what :func:`cms.publication.facets.function_key` makes of a path;
    ``calendar`` is the key of a committee, or empty for all, and orders by the time of the meeting, which ``since`` and
    ``until`` then mean.
    """

    site: str
    kind: str | None = None
    language: str | None = None
    field: str | None = None
    website: str | None = None
    tag: str | None = None
    unit: str | None = None
    task: str | None = None
    function: str | None = None
    committee: str | None = None
    calendar: str | None = None
    genre: str | None = None
    openness: str | None = None
    section: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def plan(self) -> Plan:
        """Where to read what these filters ask for; BadInput for a kind or a value of an enumeration that there is not.

        One or two wide facets are a listing of their own; of more, the two expected to be the rarest are read and the
        others looked up for each row.
        """
        self._check_enumerations()
        wide, listing, kinds = self._wide(), home_name(self.site, self._own_section), self._kinds_at_home()
        rest = wide
        if wide:
            (first, value), *rest = wide
            listing, kinds = listing_name(self.site, first, value), self._kinds_in(first, value)
        pair = next((other for other in rest if self._are_paired(wide[0][0], other[0])), None)
        if pair:
            listing = pair_name(self.site, wide[0], pair)
            rest = [other for other in rest if other != pair]
        others = tuple(listing_name(self.site, facet, value) for facet, value in rest)
        return Plan(listing, self._aspects(kinds), others, self.since, self.until, self.kind, self.language)

    def _check_enumerations(self) -> None:
        for facet, values in ENUMERATIONS.items():
            check_one_of(values, getattr(self, facet), where=facet)
        check_one_of(RECORDS, self.kind, where="kind")

    @property
    def _own_section(self) -> str:
        """The section of the kind asked for."""
        return RECORDS[self.kind].section if self.kind else ""

    def _wide(self) -> list[tuple[str, str]]:
        """The wide facets that are given; the section of the kind asked for says nothing."""
        given = [(facet, normalize("NFC", value)) for facet in _WIDE if (value := getattr(self, facet)) is not None]
        own = self._own_section
        return [one for one in given if not own or one != (_SECTION, own)]

    def _are_paired(self, one: str, other: str) -> bool:
        wide = RECORDS[self.kind].wide if self.kind else ()
        return one in wide and other in wide

    def _kinds_at_home(self) -> frozenset[str]:
        return frozenset(kind for kind, cls in RECORDS.items() if cls.section == self._own_section)

    def _kinds_in(self, facet: str, value: str) -> frozenset[str]:
        """The kinds that a listing may hold."""
        if facet == _SECTION:
            return frozenset(kind for kind, cls in RECORDS.items() if cls.section == value)
        return kinds_with(facet)

    def _aspects(self, kinds: frozenset[str]) -> tuple[int, ...] | None:
        """The numbers of the aspects asked for; None where these are all that the listing may hold."""
        possible = [aspect for aspect in aspects.known() if aspect.kind in kinds]
        wanted = [aspect.number for aspect in possible if self._wants(aspect)]
        narrowed = any(getattr(self, facet) is not None for facet in _NARROW)
        return None if len(wanted) == len(possible) and not narrowed else tuple(wanted)

    def _wants(self, aspect: Aspect) -> bool:
        if self.kind not in (None, aspect.kind) or self.language not in (None, aspect.language):
            return False
        found = dict(aspect.narrow)
        return all(getattr(self, facet) in (None, found.get(facet)) for facet in _NARROW)
