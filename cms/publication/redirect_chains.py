"""Redirects that lead to redirects: what would lead round in a circle, or further than anybody follows, is refused.

What is added can lengthen a way at its end, in its middle or at its beginning, so it is followed in both directions.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from cms.core.errors import BadInput
from cms.core.models import Redirect
from cms.core.reading import EachOnce
from cms.core.redirects import Source, toward
from cms.normal_form import address, normal_query, page_path
from cms.publication import ledger, redirects
from cms.publication.redirect_targets import Known, page_address, page_addresses, stored
from cms.publication.redirecting import Wish, as_wish

# So many redirects may lead to one another.
_MOST_STEPS: Final = 5


class Wishes(dict[str, Wish]):
    """Redirects that are wanted with one another, by digest, and found by the path that they lead to."""

    def __init__(self) -> None:
        super().__init__()
        self._toward: dict[str, list[Wish]] = {}

    def add(self, one: Wish) -> None:
        """One more."""
        self[one.digest] = one
        if one.url:
            self._toward.setdefault(page_path(address(one.url).path), []).append(one)

    def toward(self, path: str) -> list[Wish]:
        """Those that lead to a path, on whatever host."""
        return self._toward.get(path, [])


class _Step(NamedTuple):
    """A redirect on the way to another, the ``following`` one."""

    one: Wish
    is_stored: bool
    following: "_Step | None"

    @property
    def way(self) -> list[Wish]:
        """All redirects from this one on."""
        return [self.one, *(self.following.way if self.following else [])]


def refuse(one: Wish, *, among: Wishes, itself: int | None = None, known: Known = set) -> None:
    """BadInput where what is wanted exists already, leads back to where it begins, or makes a way too long.

    All of it is named, but for pages that are not ``known``.

    ``among`` are others that are wanted with it; ``itself`` is the row that it takes the place of.
    """
    row = stored([one.digest]).get(one.digest)
    row = row if row is None or row.pk != itself else None
    if row is not None or one.digest in among:
        other = among[one.digest] if row is None else as_wish(row)
        message = (
            _("An earlier line redirects “%(source)s” already, to “%(target)s”.")
            if row is None
            else _("“%(source)s” is redirected already, to “%(target)s”.")
        )
        raise BadInput(message % {"source": one.source, "target": _named(other, unquote(other.target), known)})
    refuse_way(one, among=among, itself=itself, known=known)


def refuse_way(one: Wish, *, among: Wishes, itself: int | None = None, known: Known = set) -> None:
    """BadInput where one redirect after the other leads back to where this one begins, or too far, or where one that is
    stored would lead too far by way of this one. A page is an end."""
    below = _below(one, among=among, itself=itself, known=known)
    if above := _above(one, among=among, itself=itself, room=_MOST_STEPS - len(below)):
        raise _too_long([*above, *below], known)


def look_ahead(wishes: Iterable[Wish]) -> None:
    """Ask for what :func:`refuse` will ask for of each of these, within a reading. A few queries."""
    wishes = list(wishes)
    page_addresses(one.page_id for one in wishes if one.page_id)
    digests = {one.digest for one in wishes} | _all_asked(wishes)
    paths = {one.source.path for one in wishes}
    for _step in range(_MOST_STEPS):
        digests = _all_asked(as_wish(row) for row in stored(digests).values())
        paths = {one.source.path for found in _leading(map(toward, paths)).values() for _pk, one in found}


def _all_asked(wishes: Iterable[Wish]) -> set[str]:
    return {key for one in wishes if one.url for key in _asked(one.url)}


def _asked(url: str) -> dict[str, Source]:
    """What may redirect the address that a redirect leads to."""
    found = address(url)
    return redirects.asked(Source(found.host, found.path, normal_query(urlsplit(url).query)))


def _below(one: Wish, *, among: Wishes, itself: int | None, known: Known) -> list[Wish]:
    """The way from a redirect to where it ends."""
    way = [one]
    while len(way) <= _MOST_STEPS:
        last = way[-1]
        url = last.url or page_address(last.page_id)
        beyond = _asked(url) if url else {}
        if one.digest in beyond:
            raise BadInput(_("This would lead round in a circle: %(way)s.") % {"way": _named_way(way, known)})
        following = None if last.page_id else _first(beyond, among, itself)
        if following is None:
            return way
        way.append(following)
    raise _too_long(way[:-1], known)


def _first(wanted: Mapping[str, Source], among: Wishes, itself: int | None) -> Wish | None:
    rows = stored(wanted)
    for key in wanted:
        if key in among:
            return among[key]
        if key in rows and rows[key].pk != itself:
            return as_wish(rows[key])
    return None


def _above(one: Wish, *, among: Wishes, itself: int | None, room: int) -> list[Wish]:
    """The redirects by which a stored one leads here, the first of a way of more than ``room`` of them; empty without.

    Those that only begin with what is wanted itself are refused where they begin.
    """
    steps = {one.digest: _Step(one, False, None)}
    for number in range(_MOST_STEPS + 1):
        steps = {step.one.digest: step for step in _before(steps, among, itself)}
        first = next((step for step in steps.values() if step.is_stored), None) if number >= room else None
        if first or not steps:
            return first.way[:-1] if first else []
    return []


def _before(steps: Mapping[str, _Step], among: Wishes, itself: int | None) -> Iterator[_Step]:
    """The redirects that lead to one of these. A query for 500, none where they were asked for before."""
    paths = {step.one.source.path for step in steps.values()}
    rows = [row for found in _leading(map(toward, paths)).values() for row in found]
    leading = [(one, True) for pk, one in rows if pk != itself]
    leading += [(one, False) for path in paths for one in among.toward(path)]
    for one, is_stored in leading:
        if found := next((key for key in _asked(one.url) if key in steps), None):
            yield _Step(one, is_stored, steps[found])


@EachOnce
def _leading(paths: list[str]) -> dict[str, list[tuple[int, Wish]]]:
    """The redirects, each with its id, that lead to any address with these paths, as the index has them."""
    found: dict[str, list[tuple[int, Wish]]] = {}
    for batch in ledger.batches(paths):
        for row in Redirect.objects.filter(toward__in=batch).order_by("pk").iterator():
            found.setdefault(row.toward, []).append((row.pk, as_wish(row)))
    return found


def _too_long(way: list[Wish], known: Known) -> BadInput:
    return BadInput(_("Too many redirects lead to one another: %(way)s.") % {"way": _named_way(way, known)})


def _named_way(way: list[Wish], known: Known) -> str:
    """Each step by its address, for whoever may know."""
    ends = [_named(one, unquote(one.url or page_address(one.page_id)), known) for one in way]
    return " → ".join([str(way[0].source), *ends])


def _named(one: Wish, address: str, known: Known) -> str:
    return address if one.page_id is None or one.page_id in known([one.page_id]) else _("a page that you do not know")
