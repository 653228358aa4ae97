"""The order in which texts answer a query: BM25F for each way to meet a concept, the best way for each concept.

Two steps. *Candidates* are found by arithmetic on postings alone, for every text of the segments that are read.
*Ranking* looks into the few hundred best of them for what pairs of syllables cannot tell: whether a word stands there
as it was typed, whatever the blanks in it, and in which part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Final, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.hangul import is_syllable
from retrieval.queries import By, Query
from retrieval.segments import Columns, Postings, Weights, frequency_of
from retrieval.terms import terms
from retrieval.words import squeezed

Mask: TypeAlias = npt.NDArray[np.bool_]
Ordinals: TypeAlias = npt.NDArray[np.intp]

CANDIDATES: Final = 200
# BM25's saturation; how much of a score needs nothing but one of its concepts; what a word as typed is worth more.
_SATURATION: Final = 1.2
_UNCONDITIONAL: Final = 0.3
_AS_TYPED: Final = {"title": 1.0, "summary": 0.5, "aside": 0.3, "body": 0.3}
_PART_OF_A_GUESS: Final = 0.5
# The worth of another spelling where the index may have the one typed: a body has words that no title has.
_CORRECTED: Final = 0.4
# What is said to match has this share of what was looked for. Of a concept that does not stand there whole, pairs of
# what was typed count by so much, and no part of what it may mean; a concept is there from a half on, and one of three
# may be missing.
_MATCHES: Final = 0.55
_PART_AS_TYPED: Final = 0.75
_THERE: Final = 0.5
_ONE_MISSING_OF: Final = 3
# A share as great as this is all of it, but for rounding.
_ALL: Final = 0.999


class Shelf(Protocol):
    """A segment as it is read: its columns, which of its texts are to be found, and postings on demand."""

    @property
    def columns(self) -> Columns: ...

    def mask(self) -> Mask: ...

    def postings(self, term: int) -> Postings | None: ...


@dataclass(frozen=True, slots=True)
class Candidates:
    """Texts that may answer, in no order, with what each way to meet a concept scores in each of them, a row a way.

    ``shares`` is how much of the way is there, ``totals`` what orders them by their postings alone.
    """

    keys: npt.NDArray[np.int64]
    moments: npt.NDArray[np.int64]
    scores: Weights
    shares: Weights
    totals: Weights

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, at: Ordinals) -> "Candidates":
        """Return some of them."""
        return Candidates(self.keys[at], self.moments[at], self.scores[:, at], self.shares[:, at], self.totals[at])

    def best(self, limit: int = CANDIDATES) -> "Candidates":
        """Return so many of them, those with the highest totals."""
        if len(self) > limit:
            return self[np.argpartition(self.totals, -limit)[-limit:]]
        return self


def joined(several: Sequence[Candidates]) -> Candidates:
    """Return the candidates of several segments, of which there is one at least, as those of one."""
    return Candidates(
        np.concatenate([some.keys for some in several]),
        np.concatenate([some.moments for some in several]),
        np.concatenate([some.scores for some in several], axis=1),
        np.concatenate([some.shares for some in several], axis=1),
        np.concatenate([some.totals for some in several]),
    )


@dataclass(frozen=True, slots=True)
class Scored:
    """The texts of a segment that have something of what is looked for: places, and what each way scores there.

    ``totals`` orders them. ``matches`` and ``is_whole`` say where enough, and all, of what is looked for is, as far as
    postings can tell.
    """

    shelf: Shelf
    places: Ordinals
    scores: Weights
    shares: Weights
    totals: Weights
    matches: Mask
    is_whole: Mask

    def candidates(self, at: Ordinals) -> Candidates:
        """Return some of them, by their numbers among them."""
        columns, places = self.shelf.columns, self.places[at]
        return Candidates(
            columns.keys[places], columns.moments[places], self.scores[:, at], self.shares[:, at], self.totals[at]
        )

    def best(self, limit: int = CANDIDATES) -> Candidates:
        """Return so many of them, those with the highest totals."""
        count = len(self.places)
        return self.candidates(np.argpartition(self.totals, -limit)[-limit:] if count > limit else np.arange(count))


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that answers: ``share`` of what was looked for is in it, 1 where all is, the rare counting more.

    ``matches`` where enough of it, and enough concepts, are there to be called a match; what is less is a suggestion.
    """

    key: int
    moment: int
    score: float
    share: float
    matches: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """A way as it is scored: its score is a share of what its terms weigh together, times its worth."""

    text: str
    concept: int
    terms: tuple[int, ...]
    weights: tuple[float, ...]
    worth: float
    is_exact: bool
    is_guess: bool

    def worth_in(self, texts: Mapping[str, str], share: float) -> float:
        """Return what it is worth that it stands whole in a text, 0 where it does not; ``share`` of its terms do.

        Syllables are found within words, numbers and words of other letters are not: 12조 is not in 112조, and what
        has no syllable stands there where its terms do.
        """
        if not any(is_syllable(letter) for letter in self.text) and share <= _ALL:
            return 0.0
        return next((worth for part, worth in _AS_TYPED.items() if self._stands_in(texts.get(part, ""))), 0.0)

    def _stands_in(self, text: str) -> bool:
        at = text.find(self.text)
        while at >= 0 and not (_parted(text, at) and _parted(text, at + len(self.text))):
            at = text.find(self.text, at + 1)
        return at >= 0

    @property
    def weight(self) -> float:
        """Its weight; a long word has many pairs, and is one concept all the same."""
        return sum(self.weights) / sqrt(len(self.terms))


class Ranking:
    """One query over an index of ``total`` texts in which ``frequencies`` texts have each term."""

    def __init__(self, query: Query, *, total: int, frequencies: Mapping[int, int]) -> None:
        self._query = query
        # Whether all that was typed may be there as it is.
        is_known = [all(frequencies.get(term) for term in terms(concept.ways[0].text)) for concept in query.concepts]
        self._ways = [
            _Way(
                text=squeezed(way.text),
                concept=number,
                terms=found,
                weights=tuple(_rarity(frequencies.get(term, 0), total) for term in found),
                worth=way.worth * (_CORRECTED if way.by is By.SPELLING and is_known[number] else 1),
                is_exact=concept.is_exact,
                is_guess=way.by is not By.TYPED,
            )
            for number, concept in enumerate(query.concepts)
            for way in concept.ways
            if (found := tuple(dict.fromkeys(terms(way.text))))
        ]
        self._bounds = _bounds([way.concept for way in self._ways])
        # The ways of a concept are the same thing, so that each weighs what the most common one does.
        self._weights = [min(way.weight for way in self._ways[begin:end]) for begin, end in self._bounds]
        self._without = [tuple(dict.fromkeys(terms(word))) for word in query.without]

    def scored(self, shelf: Shelf) -> "Scored":
        """Return all texts of one segment that have anything of what is looked for, and are to be found."""
        postings = [[shelf.postings(term) for term in way.terms] for way in self._ways]
        places = _places(postings, len(shelf.columns))
        numbers = np.empty(len(shelf.columns), np.intp)
        numbers[places] = np.arange(len(places))
        scores = np.zeros((len(self._ways), len(places)), np.float32)
        shares = np.zeros((len(self._ways), len(places)), np.float32)
        for number, (way, found) in enumerate(zip(self._ways, postings, strict=True)):
            _add(numbers, way, found, scores[number], shares[number])
        allowed = shelf.mask()[places] & self._allowed(shelf, places, shares)
        places, scores, shares = places[allowed], scores[:, allowed], shares[:, allowed]
        if not self._ways:
            every = np.ones(len(places), np.bool_)
            return Scored(shelf, places, scores, shares, np.zeros(len(places), np.float32), every, every)
        total, there = self._sums(scores, shares)
        total *= _UNCONDITIONAL + (1 - _UNCONDITIONAL) * there
        is_whole = shares > _ALL
        guesses = np.array([way.is_guess for way in self._ways], np.bool_)[:, None]
        sure = np.where(is_whole, np.float32(1), np.where(guesses, np.float32(0), shares * np.float32(_PART_AS_TYPED)))
        _, matches = self._found(sure)
        of_each = np.stack([is_whole[begin:end].any(axis=0) for begin, end in self._bounds])
        whole: Mask = np.all(of_each, axis=0)
        return Scored(shelf, places, scores, shares, total, matches, whole)

    def candidates(self, shelf: Shelf, *, limit: int = CANDIDATES) -> Candidates:
        """Return the best of one segment."""
        return self.scored(shelf).best(limit)

    def ranked(self, candidates: Candidates, texts: Mapping[int, Mapping[str, str]]) -> list[Hit]:
        """Return candidates in their order; ``texts`` are their parts, folded and squeezed."""
        if not self._ways or not len(candidates):
            return []
        scores, shares = candidates.scores.copy(), candidates.shares.copy()
        sure = shares * np.float32(_PART_AS_TYPED)
        parts = [texts.get(key, {}) for key in candidates.keys.tolist()]
        is_missing = np.zeros(len(candidates), np.bool_)
        for number, way in enumerate(self._ways):
            worths = (way.worth_in(of_one, share) for of_one, share in zip(parts, shares[number].tolist(), strict=True))
            worth = np.fromiter(worths, np.float32, len(parts))
            there = worth > 0
            shares[number, there] = sure[number, there] = 1
            scores[number] += worth
            if way.is_exact:
                is_missing |= ~there
            if way.is_guess:
                # Parts of what was typed are near it; parts of what it may mean are seldom, and prove nothing.
                shares[number, ~there] *= _PART_OF_A_GUESS
                scores[number, ~there] *= _PART_OF_A_GUESS
                sure[number, ~there] = 0
        total, share = self._sums(scores, shares)
        total *= _UNCONDITIONAL + (1 - _UNCONDITIONAL) * share
        total[is_missing] = 0
        found, matches = self._found(sure)
        return _in_order(candidates, total, found, matches)

    def _sums(self, scores: Weights, shares: Weights) -> tuple[Weights, Weights]:
        """Return the sums of the best ways of each concept, and the share of what was looked for that is there."""
        worths = np.array([way.worth for way in self._ways], np.float32)[:, None]
        best = scores * shares * worths
        total = np.zeros(scores.shape[1], np.float32)
        there = np.zeros(scores.shape[1], np.float32)
        for (begin, end), weight in zip(self._bounds, self._weights, strict=True):
            total += np.float32(weight) * best[begin:end].max(axis=0)
            there += np.float32(weight) * shares[begin:end].max(axis=0)
        return total, there / np.float32(sum(self._weights))

    def _allowed(self, shelf: Shelf, places: Ordinals, shares: Weights) -> Mask:
        allowed = np.ones(len(places), np.bool_)
        for number, way in enumerate(self._ways):
            if way.is_exact:
                allowed &= shares[number] > _ALL
        for word in self._without:
            allowed &= ~_has_all(shelf, word)[places]
        return allowed

    def _found(self, shares: Weights) -> tuple[Weights, Mask]:
        """Return of each text the share of all concepts that is there, and whether that is a match."""
        there = np.stack([shares[begin:end].max(axis=0) for begin, end in self._bounds])
        share = (np.array(self._weights, np.float32) @ there) / np.float32(sum(self._weights))
        missing = (there < _THERE).sum(axis=0)
        return share, (share >= _MATCHES) & (missing <= len(there) // _ONE_MISSING_OF)


def _parted(text: str, at: int) -> bool:
    """Return whether no number goes on across this place of a text."""
    return not (text[at - 1 : at].isdigit() and text[at : at + 1].isdigit())


def _in_order(candidates: Candidates, totals: Weights, shares: Weights, matches: Mask) -> list[Hit]:
    rows = zip(
        candidates.keys.tolist(), candidates.moments.tolist(), totals.tolist(), shares.tolist(), matches.tolist(),
        strict=True,
    )  # fmt: skip
    hits = (Hit(key, moment, score, share, is_match) for key, moment, score, share, is_match in rows if score > 0)
    return sorted(hits, key=lambda hit: (-round(hit.score, 1), -hit.moment, -hit.key))


def terms_of(query: Query) -> set[int]:
    """Return the terms whose postings a ranking of this query needs, those of what must be absent too."""
    looked_for = {term for concept in query.concepts for way in concept.ways for term in terms(way.text)}
    return looked_for.union(*(terms(word) for word in query.without))


def _rarity(frequency: int, total: int) -> float:
    """Return BM25's inverse document frequency, which is never negative in this form."""
    return float(np.log1p((total - frequency + 0.5) / (frequency + 0.5)))


def _places(postings: Sequence[Sequence[Postings | None]], count: int) -> Ordinals:
    """Return the places that have any of the terms, ascending; all of them where nothing is looked for."""
    if not postings:
        return np.arange(count)
    there = np.zeros(count, np.bool_)
    for found in postings:
        for one in found:
            if one is not None:
                there[one.places] = True
    return np.flatnonzero(there)


def _add(numbers: Ordinals, way: _Way, found: Sequence[Postings | None], scores: Weights, shares: Weights) -> None:
    whole = sum(way.weights)
    for weight, postings in zip(way.weights, found, strict=True):
        if postings is not None:
            share = np.float32(weight / whole)
            at = numbers[postings.places]
            scores[at] += (_SATURATED * share)[postings.impacts]
            shares[at] += share


_EVERY: Final[Weights] = frequency_of(np.arange(256, dtype=np.uint8))
_SATURATED: Final[Weights] = (_EVERY * (_SATURATION + 1) / (_EVERY + _SATURATION)).astype(np.float32)


def _has_all(shelf: Shelf, wanted: Sequence[int]) -> Mask:
    there = np.ones(len(shelf.columns), np.bool_)
    for term in wanted:
        one = np.zeros(len(shelf.columns), np.bool_)
        postings = shelf.postings(term)
        if postings is not None:
            one[postings.places] = True
        there &= one
    return there


def _bounds(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return where each run of equal numbers begins and ends."""
    starts = [at for at, number in enumerate(numbers) if not at or number != numbers[at - 1]]
    return list(pairwise([*starts, len(numbers)]))
