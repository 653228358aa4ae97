"""The terms of a scheme page by page: slices of an order that is in memory, or ranges of an index for the vocabularies
that have no end.

An order is made once after each change of the vocabulary; a page of it costs the same however many terms there are.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from unicodedata import normalize

from cms.core.errors import BadInput
from cms.core.records import OPEN_SCHEMES, TERMS, Term, from_data
from cms.ledger.cursors import opaque, plain, unknown
from cms.ledger.facets import check_one_of
from cms.ledger.items import MAX_FIRST
from cms.ledger.models import TermRow
from cms.ledger.vocabulary import Vocabulary

# Of a scheme at once, where no page of it is asked for.
LISTED: Final = 1_000
# What names begin with: the consonants of Hangul, the letters of English, and one sign for all else.
OTHER: Final = "#"
INITIALS: Final = (*"ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ", OTHER)
_CONSONANTS: Final = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
_FIRST_SYLLABLE, _LAST_SYLLABLE, _SYLLABLES_OF_ONE = "가", "힣", 588


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A position in a directory: just after the term with these values."""

    order: int
    name: str
    key: str

    def encode(self) -> str:
        """The opaque form that clients copy."""
        return opaque(json.dumps([self.order, self.name, self.key], ensure_ascii=False, separators=(",", ":")))

    @staticmethod
    def made(value: str) -> bool:
        """Return whether it looks like one that :meth:`encode` made: a list in JSON."""
        return value[:1] == "W"

    @classmethod
    def decode(cls, value: str) -> "Position":
        """Read a position back; BadCursor for anything that :meth:`encode` did not make."""
        try:
            order, name, key = json.loads(plain(value))
            position = cls(order, name, key)
            known = (type(order), type(name), type(key)) == (int, str, str) and position.encode() == value
        except (ValueError, TypeError, RecursionError) as error:
            raise unknown() from error
        if not known or "\0" in key:
            raise unknown()
        return position


@dataclass(frozen=True, slots=True)
class Listed:
    """A term at its position."""

    term: Term
    cursor: Position


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a directory."""

    items: tuple[Listed, ...]
    has_next: bool

    @property
    def end(self) -> Position | None:
        """The place to go on from."""
        return self.items[-1].cursor if self.items else None


@dataclass(slots=True)
class _Order:
    """Terms in the order of their positions."""

    items: list[Listed] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)

    @classmethod
    def of(cls, pairs: Iterable[tuple[Position, Term]]) -> "_Order":
        found = sorted(pairs, key=lambda pair: pair[0])
        return cls([Listed(term, position) for position, term in found], [position for position, _ in found])

    def page(self, *, first: int, after: Position | None) -> Page:
        start = bisect_right(self.positions, after) if after else 0
        return Page(tuple(self.items[start : start + first]), len(self.items) > start + first)


def page(
    vocabulary: Vocabulary,
    scheme: str,
    *,
    first: int = MAX_FIRST,
    after: Position | None = None,
    initial: str | None = None,
    language: str = "",
) -> Page:
    """The terms of a scheme in their order; with an initial, those whose name in a language begins with it, by name.

    BadInput for a scheme or an initial that there is not. No query; one for vocabularies without end, which are in the
    order of their keys and have no initials.
    """
    check_one_of(TERMS, scheme, where="scheme")
    if not 1 <= first <= MAX_FIRST:
        raise BadInput(f"must be between 1 and {MAX_FIRST}", where="first")
    if initial is not None and (initial not in INITIALS or scheme in OPEN_SCHEMES):
        raise BadInput("must be one that `initials` tells", where="initial")
    if scheme in OPEN_SCHEMES:
        return _open(vocabulary.site, scheme, first=first, after=after)
    order = _by_initial(vocabulary, scheme, language).get(initial, _Order()) if initial else _all(vocabulary, scheme)
    return order.page(first=first, after=after)


def initials(vocabulary: Vocabulary, scheme: str, *, language: str) -> list[str]:
    """The initials of the names of a scheme in a language; none for vocabularies without end.

    BadInput for a scheme that there is not.
    """
    check_one_of(TERMS, scheme, where="scheme")
    found = {} if scheme in OPEN_SCHEMES else _by_initial(vocabulary, scheme, language)
    return [initial for initial in INITIALS if initial in found]


def below(vocabulary: Vocabulary, scheme: str, attribute: str) -> dict[str | None, list[Term]]:
    """The terms of a scheme by the key of another one that they name, such as the units by ``parent``, in order."""

    def read() -> dict[str | None, list[Term]]:
        found: dict[str | None, list[Term]] = {}
        for term in vocabulary.all(scheme):
            found.setdefault(getattr(term, attribute), []).append(term)
        return found

    return vocabulary.once(("below", scheme, attribute), read)


def initial_of(name: str) -> str:
    """The initial of a name: one of :data:`INITIALS`."""
    letter = normalize("NFC", name.strip())[:1]
    if _FIRST_SYLLABLE <= letter <= _LAST_SYLLABLE:
        return _CONSONANTS[(ord(letter) - ord(_FIRST_SYLLABLE)) // _SYLLABLES_OF_ONE]
    latin = normalize("NFD", letter)[:1].upper()
    return latin if latin in INITIALS and latin else OTHER


def _open(site: str, scheme: str, *, first: int, after: Position | None) -> Page:
    rows = TermRow.objects.filter(site=site, scheme=scheme, key__gt=after.key if after else "").order_by("key")
    found: Sequence[dict[str, Any]] = list(rows.values_list("data", flat=True)[: first + 1])
    terms = [from_data(TERMS[scheme], data) for data in found[:first]]
    return Page(tuple(Listed(term, Position(0, "", term.key)) for term in terms), len(found) > first)


def _all(vocabulary: Vocabulary, scheme: str) -> _Order:
    language = vocabulary.city.default_language

    def read() -> _Order:
        return _Order.of((Position(term.order, term.name(language), term.key), term) for term in vocabulary.all(scheme))

    return vocabulary.once(("all", scheme), read)


def _by_initial(vocabulary: Vocabulary, scheme: str, language: str) -> dict[str, _Order]:
    """Languages that the city has no pages in share the order of its own, so that what is kept has an end."""
    spoken = language if language in vocabulary.city.urls else vocabulary.city.default_language

    def read() -> dict[str, _Order]:
        found: dict[str, list[tuple[Position, Term]]] = {}
        for term in vocabulary.all(scheme):
            name = term.name(spoken)
            found.setdefault(initial_of(name), []).append((Position(0, name, term.key), term))
        return {initial: _Order.of(pairs) for initial, pairs in found.items()}

    return vocabulary.once(("initials", scheme, spoken), read)
