"""The filters of a listing, and the ranges of the ledger that hold just what they let through."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from unicodedata import normalize

from cms.core import kinds
from cms.core.errors import BadInput
from cms.core.kinds import Order
from cms.ledger import aspects
from cms.ledger.aspects import Aspect
from cms.ledger.facets import check_one_of, home_name, kinds_with, listing_name, pair_name

_SECTION: Final = "section"


@dataclass(frozen=True)
class Plan:
    """A place to read: a listing, of it the rows of some aspects (None: all rows), that stand in other listings too.

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
        """True where nothing can be found there."""
        return self.aspects == ()


class Filters:
    """The conditions that a listing is narrowed by; ``site`` is always given, so that no city shows another's items.

    ``facets`` are values by the names of the facets of the kinds, None being no value. Without any wide facet it is the
    listing that is the home of ``kind``, or else the city's own, which items of a section and pages are not in.
    The value of a path is what :func:`cms.ledger.facets.function_key` makes of it. One wide facet may have several
    values, a tuple, of which no item has two, such as a unit with those below it. In an ``order`` of the kind, items
    stand by the day that it names, which ``since`` and ``until`` then mean.
    """

    def __init__(
        self,
        *,
        site: str,
        kind: str | None = None,
        language: str | None = None,
        section: str | None = None,
        order: Order | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        **facets: str | tuple[str, ...] | None,
    ) -> None:
        self.site, self.kind, self.language = site, kind, language
        self.since, self.until = since, until
        narrow = {facet.name for facet in kinds.narrow()}
        several = {name: value for name, value in facets.items() if isinstance(value, tuple)}
        if len(several) > 1 or several.keys() & narrow or () in several.values():
            raise TypeError("one wide facet may have several values")
        self._several = next(iter(several.items()), None)
        given = {
            name: value if isinstance(value, str) else value[0] for name, value in facets.items() if value is not None
        }
        if unknown := given.keys() - narrow - {facet.name for facet in kinds.wide()}:
            raise TypeError(f"no kind has a facet {', '.join(sorted(unknown))}")
        self.narrow = {name: value for name, value in given.items() if name in narrow}
        # The one expected to be the rarest first, but for the order, which alone is by another day.
        ordered = {order.name: given.pop(order.facet.name, "")} if order else {}
        found = {**ordered, **{facet.name: given.get(facet.name) for facet in kinds.wide()}, _SECTION: section}
        self.wide = {name: normalize("NFC", value) for name, value in found.items() if value is not None}

    def plans(self) -> list[Plan]:
        """The place to read for each of the values of the facet that has several, else the one; as :meth:`plan`.

        BadInput where rows would have to be looked up in further listings for each of several places.
        """
        if self._several is None:
            return [self.plan()]
        name, values = self._several
        self.check()
        plans = [self._plan(self.wide | {name: normalize("NFC", value)}) for value in values]
        if len(plans) > 1 and any(plan.others for plan in plans):
            raise BadInput("can be narrowed by one more facet at most", where=name)
        return plans

    def plan(self) -> Plan:
        """The place to read what these filters ask for; BadInput for a kind or a value of an enumeration unknown here.

        One or two wide facets are a listing of their own; of more, the two expected to be the rarest are read and the
        others looked up for each row.
        """
        self.check()
        return self._plan(self.wide)

    def _plan(self, given: dict[str, str]) -> Plan:
        wide = self._asked(given)
        listing, found, rest = home_name(self.site, self._home), kinds.at_home(self._home), wide
        if wide:
            (first, value), *rest = wide
            listing, found = listing_name(self.site, first, value), self._kinds_in(first, value)
        pair = next((other for other in rest if self._are_paired(wide[0][0], other[0])), None)
        if pair:
            listing = pair_name(self.site, wide[0], pair)
            rest = [other for other in rest if other != pair]
        others = tuple(listing_name(self.site, facet, value) for facet, value in rest)
        return Plan(listing, self.aspects(found), others, self.since, self.until, self.kind, self.language)

    def check(self) -> None:
        """BadInput for a kind or a value of an enumeration that is unknown here."""
        for facet in kinds.narrow():
            check_one_of(facet.values, self.narrow.get(facet.name), where=facet.name)
        check_one_of(kinds.names(), self.kind, where="kind")

    @property
    def _home(self) -> str:
        """The home of the kind asked for."""
        return kinds.kind(self.kind).home if self.kind else ""

    def _asked(self, given: dict[str, str]) -> list[tuple[str, str]]:
        """The wide facets that are given; the section of the kind asked for says nothing."""
        own = self._home
        return [one for one in given.items() if not own or one != (_SECTION, own)]

    def _are_paired(self, one: str, other: str) -> bool:
        wide = [facet.name for facet in kinds.kind(self.kind).wide] if self.kind else []
        return one in wide and other in wide

    def _kinds_in(self, facet: str, value: str) -> frozenset[str]:
        """The kinds that a listing may hold."""
        return kinds.at_home(value) if facet == _SECTION else kinds_with(facet)

    def aspects(self, found: frozenset[str]) -> tuple[int, ...] | None:
        """The numbers of the aspects asked for among those of some kinds; None where these are all that there are."""
        possible = [aspect for aspect in aspects.known() if aspect.kind in found]
        wanted = [aspect.number for aspect in possible if self._wants(aspect)]
        return None if len(wanted) == len(possible) and not self.narrow else tuple(wanted)

    def _wants(self, aspect: Aspect) -> bool:
        if self.kind not in (None, aspect.kind) or self.language not in (None, aspect.language):
            return False
        return self.narrow.items() <= dict(aspect.narrow).items()
