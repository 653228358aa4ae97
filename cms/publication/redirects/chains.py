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
from cms.core.rows import batches
from cms.ledger import redirects
from cms.normal_form import address, normal_query
from cms.publication.redirects.making import Wish, as_wish
from cms.publication.redirects.targets import Known, page_address, page_addresses, stored

# So many redirects may lead to one another.
_MOST_STEPS: Final = 5
# What may be led to: a path, as the index has it, and the digest of what redirects it.
_End = tuple[str, str]


class Wishes(dict[str, Wish]):
    """Redirects that are wanted with one another, by digest, and found by the redirects that they may lead to."""

    def __init__(self) -> None:
        super().__init__()
        self._leading: dict[str, list[Wish]] = {}

    def add(self, one: Wish) -> None:
        """One more."""
        self[one.digest] = one
        for key in _asked(one.url) if one.url else ():
            self._leading.setdefault(key, []).append(one)

    def leading(self, digest: str) -> list[Wish]:
        """Those whose target is an address that the redirect of this digest may redirect."""
        return self._leading.get(digest, [])


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
    ends = _ends(wishes)
    for _step in range(_MOST_STEPS):
        digests = _all_asked(as_wish(row) for row in stored(digests).values())
        ends = _ends(one for found in _leading(ends).values() for _pk, one in found)


def _all_asked(wishes: Iterable[Wish]) -> set[str]:
    return {key for one in wishes if one.url for key in _asked(one.url)}


def _asked(url: str) -> dict[str, Source]:
    """The sources that may redirect the address that a redirect leads to."""
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
    rows = _leading(_ends(step.one for step in steps.values()))
    leading = {one.digest: (one, True) for found in rows.values() for pk, one in found if pk != itself}
    leading |= {one.digest: (one, False) for key in steps for one in among.leading(key)}
    for one, is_stored in leading.values():
        if found := next((key for key in _asked(one.url) if key in steps), None):
            yield _Step(one, is_stored, steps[found])


def _ends(wishes: Iterable[Wish]) -> set[_End]:
    return {(toward(one.source.path), one.digest) for one in wishes}


@EachOnce
def _leading(ends: list[_End]) -> dict[_End, list[tuple[int, Wish]]]:
    """The redirects, each with its id, that lead to an address which the redirect at one of these ends may redirect.

    Many may lead to a path, such as that of a home page with a query for each page: of those that lead to something
    else there nothing is kept.
    """
    found: dict[_End, list[tuple[int, Wish]]] = {}
    wanted = set(ends)
    for batch in batches(dict.fromkeys(path for path, _digest in ends)):
        for row in Redirect.objects.filter(toward__in=batch).order_by("pk").iterator():
            for end in wanted.intersection((row.toward, key) for key in _asked(row.url)):
                found.setdefault(end, []).append((row.pk, as_wish(row)))
    return found


def _too_long(way: list[Wish], known: Known) -> BadInput:
    return BadInput(_("Too many redirects lead to one another: %(way)s.") % {"way": _named_way(way, known)})


def _named_way(way: list[Wish], known: Known) -> str:
    """Each step by its address, for whoever may know."""
    ends = [_named(one, unquote(one.url or page_address(one.page_id)), known) for one in way]
    return " → ".join([str(way[0].source), *ends])


def _named(one: Wish, address: str, known: Known) -> str:
    return address if one.page_id is None or one.page_id in known([one.page_id]) else _("a page that you do not know")
