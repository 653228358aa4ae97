"""The departments that a search names or asks for: whoever types one often wants its telephone, not what it has
published."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from cms.core.records import Unit
from cms.ledger.store import Vocabulary, store
from cms.search import staff
from cms.search.answers import Answer
from retrieval.folding import fold
from retrieval.queries import By, Query
from retrieval.words import squeezed

# Departments that are told, and words that a name is looked for in.
MOST: Final = 2
_WORDS: Final = 6
# A guess at what is meant names nobody.
_PLAIN: Final = (By.TYPED, By.KEYBOARD)


def named(answer: Answer) -> list[Unit]:
    """The departments whose whole name stands in the words of a search, in the order of these, else of one that
    asks whom to call those that answer for its subject; on its first page.

    No query: names and duties are in memory, and each run of a few words is looked up among the names.
    """
    if answer.request.after is not None:
        return []
    vocabulary = store.vocabulary(answer.request.site)
    names: dict[str, list[str]] = vocabulary.once(("unit names",), lambda: _names(vocabulary))
    keys = dict.fromkeys(key for said in _said(answer.query) for key in names.get(said, ()))
    units = {key: unit for key in keys if isinstance(unit := vocabulary.term(Unit.scheme, key), Unit)}
    text = answer.request.text
    if not units and staff.is_for_whom(text):
        asked = staff.units_for(vocabulary, text[: staff.LONGEST], most=MOST)
        units = {unit.key: unit for unit in asked}
    return list(islice(units.values(), MOST))


def _names(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """The keys of the departments by each of their names."""
    found: dict[str, list[str]] = {}
    for unit in vocabulary.all(Unit.scheme):
        for name in dict.fromkeys(squeezed(fold(text)) for text in unit.names.values()):
            found.setdefault(name, []).append(getattr(unit, "merged_into", None) or unit.key)
    found.pop("", None)
    return found


def _said(query: Query) -> Iterator[str]:
    """What may be a name: each run of words, the longest first, its last word also without what is glued to it."""
    typed = [squeezed(fold(concept.typed)) for concept in query.concepts]
    plain = [next((squeezed(way.text) for way in one.ways if way.by in _PLAIN), "") for one in query.concepts]
    for begin in range(len(typed)):
        for end in range(min(begin + _WORDS, len(typed)), begin, -1):
            before = "".join(typed[begin : end - 1])
            yield from (before + last for last in (typed[end - 1], plain[end - 1]))
