"""The staff directory: which position, and which unit, answers for what a citizen asks about.

A city has some thousands of positions: their words are in memory, in the order of the chart, and a page of them goes
through them once until it is full.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from cms.core.errors import BadInput
from cms.core.records import StaffPosition, Unit
from cms.ledger import chart
from cms.ledger.directories import Position
from cms.ledger.store import MAX_FIRST, Vocabulary
from retrieval.folding import fold
from retrieval.words import squeezed, stem

# Letters of a question, and words of it that are looked for.
LONGEST: Final = 200
MOST_WORDS: Final = 8
# What a question about whom to call has beside its subject, longer words first.
_ASKING: Final = sorted(
    "담당 담당자 담당부서 부서 전화 전화번호 번호 연락처 문의 문의처 업무 누구 누가 하는 곳 어디"
    " phone telephone number contact who is for of the in charge office".split(),
    key=len,
    reverse=True,
)

# Those of them that no question about anything else has.
_WHOM: Final = "담당 전화 연락처 문의 phone telephone contact".split()


@dataclass(frozen=True, slots=True)
class Listed:
    """A position in a unit at its place in the directory, with the words that it is found by."""

    unit: Unit
    position: StaffPosition
    cursor: Position
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the directory."""

    items: tuple[Listed, ...]
    has_next: bool

    @property
    def end(self) -> Position | None:
        """The place to go on from."""
        return self.items[-1].cursor if self.items else None


def page(
    vocabulary: Vocabulary,
    *,
    query: str = "",
    unit: str | None = None,
    first: int = MAX_FIRST,
    after: Position | None = None,
) -> Page:
    """A page of the positions, in the order of the chart, that have all words of a query in their title, duties or
    name, or in the name of their unit; of a ``unit`` those in it and below it.

    BadInput for a query that is too long, and a ``first`` that is not 1 to :data:`MAX_FIRST`. No query of the database
    but the first after a change of the vocabulary.
    """
    if not 1 <= first <= MAX_FIRST:
        raise BadInput(f"must be between 1 and {MAX_FIRST}", where="first")
    found = _with(vocabulary, asked(query))
    if unit is not None:
        below = chart.below(vocabulary, unit)
        found = (one for one in found if one.unit.key in below)
    if after is not None:
        found = (one for one in found if one.cursor > after)
    shown = tuple(islice(found, first + 1))
    return Page(shown[:first], len(shown) > first)


def units_for(vocabulary: Vocabulary, query: str, *, most: int) -> list[Unit]:
    """The units of the chart that have all words of a query in their name or duties, then those with such a position;
    none for a query without words."""
    if not (words := asked(query)):
        return []
    told = vocabulary.once(("words of units",), lambda: {one.key: _words(one) for one in chart.active(vocabulary)})
    own = (one for one in chart.active(vocabulary) if all(word in told[one.key] for word in words))
    found: dict[str, Unit] = {}
    for one in (*own, *(listed.unit for listed in _with(vocabulary, words))):
        found.setdefault(one.key, one)
        if len(found) == most:
            break
    return list(found.values())


def is_for_whom(query: str) -> bool:
    """Return whether a query says that it is about whom to call."""
    words = map(squeezed, fold(query[:LONGEST]).split())
    return any(asking in word if not asking.isascii() else asking == word for word in words for asking in _WHOM)


def asked(query: str) -> tuple[str, ...]:
    """The words of a query that say what it is about, folded, without particles; what every question about whom to call
    has is left out, unless there is nothing else. BadInput for one that is too long."""
    if len(query) > LONGEST:
        raise BadInput(f"must be at most {LONGEST} characters", where="query")
    typed = [word for word in map(squeezed, fold(query).split()) if word][:MOST_WORDS]
    return tuple(filter(None, map(_subject, typed))) or tuple(typed)


def _subject(word: str) -> str:
    """The word without its particle, and without a word of asking that is glued to it; empty for one of these alone."""
    bare = stem(word)
    for asking in _ASKING:
        if asking in (bare, word):
            return ""
        if len(asking) > 1 and not asking.isascii() and bare.endswith(asking):
            return _subject(bare.removesuffix(asking))
    return bare


def _with(vocabulary: Vocabulary, words: tuple[str, ...]) -> Iterator[Listed]:
    return (one for one in _directory(vocabulary) if all(word in one.words for word in words))


def _directory(vocabulary: Vocabulary) -> tuple[Listed, ...]:
    return vocabulary.once(("directory",), lambda: tuple(_listed(vocabulary)))


def _listed(vocabulary: Vocabulary) -> Iterator[Listed]:
    staff = chart.positions(vocabulary)
    for place, unit in enumerate(chart.active(vocabulary)):
        names = _folded(unit.names.values())
        for number, position in enumerate(staff.get(unit.key, ())):
            said = (*position.names.values(), *position.descriptions.values(), position.holder)
            # Of one form, so that names with digits stand in the order of the numbers.
            cursor = Position(place, f"{number:05d}", f"{unit.key}/{position.key}")
            yield Listed(unit, position, cursor, f"{names}\n{_folded(said)}")


def _words(unit: Unit) -> str:
    return _folded((*unit.names.values(), *unit.descriptions.values()))


def _folded(texts: Iterable[str]) -> str:
    return "\n".join(squeezed(fold(text)) for text in texts if text)
