"""The ways to meet a concept, their terms weighed by how rare they are: BM25's inverse document frequency."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log1p, sqrt
from typing import Final

from retrieval.hangul import is_syllable
from retrieval.queries import By, Concept, Way
from retrieval.terms import sought, terms
from retrieval.words import squeezed

# The worth of another spelling where the index may have the one typed: a body has words that no title has.
_CORRECTED: Final = 0.4
# What means the same comes behind what was typed, in the same place.
_MEANT: Final = 0.95
# A text has so much of some way, or is passed over.
_LEAST: Final = 0.5
# Of a way as it was typed that does not stand there whole, pairs count by so much; of a word of two or three syllables
# one pair is no sign of it. Of what it may mean, and of a number with what it counts, no part counts.
_PART: Final = 0.75
_PART_OF_SHORT: Final = 0.5
_SHORT: Final = 3
_PAIR: Final = 2
# A lone syllable with its particle stands in so many more texts than the syllable by itself where it is mostly the tail
# of other words: 책을 of 정책을.
_TAIL: Final = 4
_COUNTED: Final = re.compile("(?:[0-9]+[가-힣]{1,3})+")


@dataclass(frozen=True)
class WeighedWay:
    """A way as it is scored: its score is a share of what its terms weigh together, times its worth."""

    text: str
    terms: tuple[int, ...]
    weights: tuple[float, ...]
    worth: float
    is_exact: bool
    is_guess: bool

    @cached_property
    def is_counted(self) -> bool:
        """True of numbers with what they count, such as 2026년 11월, which are there as they stand or not at all."""
        return _COUNTED.fullmatch(self.text) is not None

    @cached_property
    def part(self) -> float:
        """The share of it that is proved where all of its terms are there, and it does not stand there whole."""
        if self.is_guess or self.is_counted or self._is_repetition:
            return 0
        return _PART_OF_SHORT if len(self.text) <= _SHORT and all(map(is_syllable, self.text)) else _PART

    @property
    def _is_repetition(self) -> bool:
        """True of 가가가, which has no more than one pair: many words have it."""
        return len(self.terms) == 1 and len(self.text) > _PAIR and is_syllable(self.text[0])

    @cached_property
    def weight(self) -> float:
        """Its weight; a long word has many pairs, and is one concept all the same."""
        return sum(self.weights) / sqrt(len(self.terms))

    @cached_property
    def rarest(self) -> tuple[int, ...]:
        """The rarest of its terms, the rarest first, without which no text has the least share of it."""
        pairs = sorted(zip(self.weights, self.terms, strict=True), reverse=True)
        left, chosen = sum(self.weights), []
        for weight, term in pairs:
            if left < _LEAST * sum(self.weights):
                break
            chosen.append(term)
            left -= weight
        return tuple(chosen)


def told(concept: Concept, frequencies: Mapping[int, int]) -> Iterator[Way]:
    """Yield the ways of a concept by which texts can be told: those that have terms, and none that are mostly tails."""
    first = concept.ways[0]
    most = _TAIL * (1 + sum(frequencies.get(term, 0) for term in terms(first.text)))
    is_lone = len(first.text) == 1 and is_syllable(first.text)
    for way in concept.ways:
        found = terms(way.text)
        is_glued = is_lone and way.by is By.WRITTEN
        if found and not (is_glued and any(frequencies.get(term, 0) > most for term in found)):
            yield way


def weighed(way: Way, concept: Concept, total: int, frequencies: Mapping[int, int]) -> WeighedWay:
    """Return a way of a concept with its terms weighed by how many of ``total`` texts have each."""
    found = tuple(dict.fromkeys(sought(way.text)))
    is_known = way.by is By.SPELLING and all(frequencies.get(term) for term in sought(concept.ways[0].text))
    return WeighedWay(
        text=squeezed(way.text),
        terms=found,
        weights=tuple(_rarity(frequencies.get(term, 0), total) for term in found),
        worth=way.worth * (_CORRECTED if is_known else _MEANT if way.by is By.SYNONYM else 1),
        is_exact=concept.is_exact,
        is_guess=way.by is not By.TYPED,
    )


def _rarity(frequency: int, total: int) -> float:
    """Return BM25's inverse document frequency, which is never negative in this form."""
    return log1p((total - frequency + 0.5) / (frequency + 0.5))
