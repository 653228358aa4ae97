"""The ways to meet a concept, their terms weighed by how rare they are: BM25's inverse document frequency."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import log1p, sqrt
from typing import Final

from retrieval.queries import By, Concept, Way
from retrieval.terms import sought
from retrieval.words import squeezed

# The worth of another spelling where the index may have the one typed: a body has words that no title has.
_CORRECTED: Final = 0.4
# A text has so much of some way, or is passed over.
_LEAST: Final = 0.5
_COUNTED: Final = re.compile("[0-9]+[가-힣]{1,3}")


@dataclass(frozen=True, slots=True)
class WeighedWay:
    """A way as it is scored: its score is a share of what its terms weigh together, times its worth."""

    text: str
    terms: tuple[int, ...]
    weights: tuple[float, ...]
    worth: float
    is_exact: bool
    is_guess: bool

    @property
    def is_counted(self) -> bool:
        """True of a number with what it counts, such as 11월, which is there as it stands or not at all."""
        return _COUNTED.fullmatch(self.text) is not None

    @property
    def weight(self) -> float:
        """Its weight; a long word has many pairs, and is one concept all the same."""
        return sum(self.weights) / sqrt(len(self.terms))

    @property
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


def weighed(way: Way, concept: Concept, total: int, frequencies: Mapping[int, int]) -> WeighedWay:
    """Return a way of a concept with its terms weighed by how many of ``total`` texts have each."""
    found = tuple(dict.fromkeys(sought(way.text)))
    is_known = way.by is By.SPELLING and all(frequencies.get(term) for term in sought(concept.ways[0].text))
    return WeighedWay(
        text=squeezed(way.text),
        terms=found,
        weights=tuple(_rarity(frequencies.get(term, 0), total) for term in found),
        worth=way.worth * (_CORRECTED if is_known else 1),
        is_exact=concept.is_exact,
        is_guess=way.by is not By.TYPED,
    )


def _rarity(frequency: int, total: int) -> float:
    """Return BM25's inverse document frequency, which is never negative in this form."""
    return log1p((total - frequency + 0.5) / (frequency + 0.5))
