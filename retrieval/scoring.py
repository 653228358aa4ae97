"""Scoring the texts of a segment by their postings alone: BM25F for each way to meet a concept, the best way of each.

By relevance only those texts are scored that have, of some way, half of what it weighs. Whoever has as much has one of
the rarest terms that make up half of it, so the postings of these say which texts to look at, and what is common is
added up for those alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.folding import fold
from retrieval.hangul import is_syllable
from retrieval.queries import Query
from retrieval.segments import LARGEST, Columns, Places, Postings, Weights, frequency_of, starts_of
from retrieval.terms import sought, terms
from retrieval.weighing import WeighedWay, told, weighed
from retrieval.words import squeezed

Mask: TypeAlias = npt.NDArray[np.bool_]
Ordinals: TypeAlias = npt.NDArray[np.intp]

# BM25's saturation; how much of a score needs nothing but one of its concepts.
_SATURATION: Final = 1.2
_UNCONDITIONAL: Final = 0.3
# What is said to match has this share of what was looked for. A concept is there from a half on, and one of three may
# be missing.
_MATCHES: Final = 0.55
_THERE: Final = 0.5
_ONE_MISSING_OF: Final = 3
# What only helps weighs so much of what it would if it were needed.
_HELP: Final = 0.5
# Concepts that weigh less than this share together make no match, with half of the others at most; nor are they worth
# looking at where so many texts have something of the others.
_NEGLIGIBLE: Final = 0.3
_ENOUGH: Final = 1_000
# What is so many times less than what it is compared with is looked up there one by one.
_FEW: Final = 32
# More than what is lost where shares are added up in another order.
_ROUNDED: Final = 1e-4
# Syllables of a term.
_PAIR: Final = 2
# A share as great as this is all of it, but for rounding.
ALL: Final = 0.999


class Shelf(Protocol):
    """A segment as it is read: its columns, which of its texts are to be found, and postings on demand."""

    @property
    def columns(self) -> Columns: ...

    def allowed(self, places: Ordinals) -> Mask:
        """Return which of the texts at these places, ascending, are to be found."""
        ...

    def worths(self, places: Ordinals) -> Weights | None:
        """Return by what the scores of the texts at these places, ascending, are multiplied, whatever is looked for;
        None where that is 1 for each."""
        ...

    def postings(self, term: int) -> Postings | None: ...


@dataclass(frozen=True, slots=True)
class Scored:
    """The texts of a segment that have enough to be candidates: their places, ascending.

    ``totals`` orders them; ``matches`` says where enough is to be called a match, as far as postings can tell, and
    ``worths`` what the totals were multiplied by, None for 1.
    """

    shelf: Shelf
    places: Ordinals
    totals: Weights
    matches: Mask
    worths: Weights | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """Texts that may answer, in no order, with what each way scores in each of them, a row a way.

    ``shares`` is how much of the way is there, and ``worths`` what the score of each text is multiplied by.
    """

    keys: npt.NDArray[np.int64]
    moments: npt.NDArray[np.int64]
    scores: Weights
    shares: Weights
    worths: Weights

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two things that were typed after each other: how they stand together, the numbers of their first ways, and what
    the lighter one weighs."""

    text: str
    first: int
    second: int
    weight: float


@dataclass(frozen=True)
class _Weighed:
    """A concept, ``typed`` squeezed: its ways are the same thing, so that each weighs what the most common one does."""

    ways: Sequence[WeighedWay]
    only_helps: bool
    typed: str

    @cached_property
    def weight(self) -> float:
        return min(way.weight for way in self.ways) * (_HELP if self.only_helps else 1)


class Scoring:
    """One query over an index of ``total`` texts in which ``frequencies`` texts have each term.

    ``ways`` are those of all concepts, in their order.
    """

    def __init__(self, query: Query, *, total: int, frequencies: Mapping[int, int]) -> None:
        self._concepts = [
            _Weighed(ways, only_helps=concept.only_helps, typed=squeezed(fold(concept.typed)))
            for concept in query.concepts
            if (ways := [weighed(way, concept, total, frequencies) for way in told(concept, frequencies)])
        ]
        self._needed = [one for one in self._concepts if not one.only_helps]
        self._rarest_first = sorted(enumerate(self._needed), key=lambda pair: -pair[1].weight)
        self._weight = np.float32(sum(one.weight for one in self._needed) or 1)
        self.ways = [way for one in self._concepts for way in one.ways]
        self._leading = self._leading_terms(frequencies)
        self._without = [tuple(dict.fromkeys(terms(word))) for word in query.without]

    def _leading_terms(self, frequencies: Mapping[int, int]) -> set[int]:
        """Return the terms of which every text that matches has one: those of the heaviest concepts, without which too
        little is left. Where few texts have them, those of all, for the sake of what is near."""
        left, leading = self._weight, set[int]()
        for _, one in self._rarest_first:
            most = max((frequencies.get(term, 0) for term in leading), default=0)
            if left < _NEGLIGIBLE * self._weight and most >= _ENOUGH:
                break
            leading |= {term for way in one.ways for term in way.rarest}
            left -= np.float32(one.weight)
        return leading

    def neighbours(self) -> Iterator[Neighbours]:
        """Yield two things after each other of what was typed, for each two that are needed."""
        bounds = list(self._bounds())
        for (one, (first, _)), (other, (second, _)) in pairwise(bounds):
            if not (one.only_helps or other.only_helps):
                text = one.typed + other.ways[0].text
                yield Neighbours(text, first, second, min(one.weight, other.weight))

    @property
    def is_counted(self) -> bool:
        """True where a number with what it counts is looked for: its parts may stand anywhere in a text."""
        return any(way.is_counted for one in self._needed for way in one.ways)

    @property
    def is_told_by_pairs(self) -> bool:
        """True where each way is one pair of syllables, so that what has the pair has the way as it stands."""
        ways = [way for one in self._needed for way in one.ways]
        return all(len(way.text) == _PAIR and all(map(is_syllable, way.text)) for way in ways)

    def scored(self, shelf: Shelf, *, is_all: bool = False) -> Scored:
        """Return the texts of a segment that may be candidates; with ``is_all`` all that have any of the terms."""
        every = (term for one in self._needed for way in one.ways for term in way.terms)
        wanted = set(every) if is_all else self._leading
        places = np.flatnonzero(_having_any(shelf, wanted) & ~self._excluded(shelf))
        places = places[shelf.allowed(places)]
        if not len(places):
            nothing = np.zeros(0, np.float32)
            return Scored(shelf, places, nothing, np.zeros(0, np.bool_), nothing)
        numbers = np.full(len(shelf.columns), -1, np.intp)
        numbers[places] = np.arange(len(places))
        totals, shares, found = (np.zeros(len(places), np.float32) for _ in range(3))
        missing = np.zeros(len(places), np.uint8)
        allowed = np.ones(len(places), np.bool_)
        for one in self._concepts:
            weight = np.float32(one.weight)
            best, share, sure = _best_way(shelf, numbers, one.ways, len(places))
            totals += weight * best
            if one.only_helps:
                continue
            shares += weight * share
            found += weight * sure
            missing += sure < _THERE
            if one.ways[0].is_exact:
                allowed &= share > ALL
        totals *= _UNCONDITIONAL + (1 - _UNCONDITIONAL) * shares / self._weight
        matches = self._are_matches(found, missing)
        allowed &= totals > 0
        places, totals = places[allowed], totals[allowed]
        worths = shelf.worths(places)
        return Scored(shelf, places, totals if worths is None else totals * worths, matches[allowed], worths)

    def matching(self, shelf: Shelf) -> Ordinals:
        """Return the places of the texts of a segment that match, as far as postings can tell."""
        if self._needs_all:
            return self._having_every(shelf)
        places = np.flatnonzero(_having_any(shelf, self._leading) & ~self._excluded(shelf))
        sure: dict[int, Weights] = {}
        missing = np.zeros(len(places), np.uint8)
        left = 1.0
        for number, one in self._rarest_first:
            if not len(places):
                break
            sure[number] = _proved(shelf, places.astype(np.uint16), one.ways)
            missing += sure[number] < _THERE
            left -= float(one.weight / self._weight)
            # What can match no more, whatever it has of all that is more common, is not looked for there.
            share = sum(self._needed[at].weight * of_one for at, of_one in sure.items()) / self._weight
            stays = (share + left > _MATCHES - _ROUNDED) & (missing <= self._may_miss)
            if one.ways[0].is_exact:
                stays &= sure[number] > ALL
            if not stays.all():
                places, missing = places[stays], missing[stays]
                sure = {at: of_one[stays] for at, of_one in sure.items()}
        if len(places):
            found = np.zeros(len(places), np.float32)
            for at, one in enumerate(self._needed):
                found += np.float32(one.weight) * sure[at]
            places = places[self._are_matches(found, missing)]
        return places[shelf.allowed(places)]

    @cached_property
    def leads(self) -> frozenset[int]:
        """The terms that tell where texts may match: each that matches has one of them, and of each concept where all
        are needed."""
        rarest = frozenset(way.rarest[0] for one in self._needed for way in one.ways)
        return rarest if self._needs_all else frozenset(self._leading)

    def may_match(self, shelf: Shelf) -> bool:
        """Return False where no text of a segment matches, told by the postings of leads alone."""
        if not self._needs_all:
            return any(shelf.postings(term) is not None for term in self._leading)
        return all(any(shelf.postings(way.rarest[0]) is not None for way in one.ways) for one in self._needed)

    @cached_property
    def _needs_all(self) -> bool:
        """True where only what has every concept whole matches: they are few, and a part of one proves nothing."""
        ways = [way for one in self._needed for way in one.ways]
        return len(self._needed) < _ONE_MISSING_OF and all(
            way.is_exact or len(way.terms) == 1 or way.part <= _THERE for way in ways
        )

    def _having_every(self, shelf: Shelf) -> Ordinals:
        """Return the places of the texts of a segment that have every concept whole, as far as postings can tell."""
        found = _EVERY_PLACE[: len(shelf.columns)]
        for _, one in self._rarest_first:
            found = _united([_having_all(shelf, way.terms, found) for way in one.ways])
            if not len(found):
                return np.zeros(0, np.intp)
        for word in self._without:
            found = np.setdiff1d(found, _having_all(shelf, word), assume_unique=True)
        places = found.astype(np.intp)
        return places[shelf.allowed(places)]

    def candidates(self, shelf: Shelf, places: Ordinals) -> Candidates:
        """Return the texts at these places, with what each way scores there."""
        scores, shares = (np.zeros((len(self.ways), len(places)), np.float32) for _ in range(2))
        # As the postings have them, which are not turned into numbers of another type then.
        wanted = places.astype(np.uint16)
        there: dict[int, tuple[Mask, Weights]] = {}
        for term in {term for way in self.ways for term in way.terms}:
            if (postings := shelf.postings(term)) is not None:
                at = np.minimum(postings.places.searchsorted(wanted), len(postings.places) - 1)
                has = postings.places[at] == wanted
                there[term] = has, np.where(has, _SATURATED[postings.impacts[at]], np.float32(0))
        for number, way in enumerate(self.ways):
            whole = sum(way.weights)
            for term, weight in zip(way.terms, way.weights, strict=True):
                if term in there:
                    has, saturated = there[term]
                    share = np.float32(weight / whole)
                    scores[number] += share * saturated
                    shares[number] += share * has
        worths = shelf.worths(places)
        if worths is None:
            worths = np.ones(len(places), np.float32)
        return Candidates(shelf.columns.keys[places], shelf.columns.moments[places], scores, shares, worths)

    def total(self, scores: Weights, shares: Weights) -> Weights:
        """Return what candidates score with these scores and shares of each way."""
        total, there = (np.zeros(scores.shape[1], np.float32) for _ in range(2))
        for one, (begin, end) in self._bounds():
            worths = np.array([way.worth for way in one.ways], np.float32)[:, None]
            total += np.float32(one.weight) * (scores[begin:end] * shares[begin:end] * worths).max(axis=0)
            if not one.only_helps:
                there += np.float32(one.weight) * shares[begin:end].max(axis=0)
        result: Weights = total * (_UNCONDITIONAL + (1 - _UNCONDITIONAL) * there / self._weight)
        return result

    def steps(self, totals: Weights, steps: float) -> Ordinals:
        """Return totals as whole numbers, so many for each unit of all that is looked for."""
        found: Ordinals = np.rint(totals * (np.float32(steps) / self._weight)).astype(np.intp)
        return found

    def found(self, sure: Weights) -> tuple[Weights, Mask]:
        """Return the share of all concepts that candidates have, and whether that is a match; ``sure`` are the shares
        of each way that prove something."""
        of_each = [(one, sure[begin:end].max(axis=0)) for one, (begin, end) in self._bounds() if not one.only_helps]
        share = sum(np.float32(one.weight) * there for one, there in of_each)
        missing = np.sum([there < _THERE for _, there in of_each], axis=0)
        return share / self._weight, self._are_matches(share, missing)

    def proved(self, shares: Weights) -> Weights:
        """Return how much of each way is proved by these shares of its terms, where it does not stand there whole."""
        return shares * np.array([way.part for way in self.ways], np.float32)[:, None]

    def called(self, candidates: Candidates) -> Mask:
        """Return which candidates postings call a match."""
        shares = candidates.shares
        return self.found(np.where(shares > ALL, 1, self.proved(shares)))[1]

    def _are_matches(self, found: Weights, missing: npt.NDArray[Any]) -> Mask:
        matches: Mask = (found >= _MATCHES * self._weight) & (missing <= self._may_miss)
        return matches

    @property
    def _may_miss(self) -> int:
        return len(self._needed) // _ONE_MISSING_OF

    def _bounds(self) -> Iterable[tuple["_Weighed", tuple[int, int]]]:
        begin = 0
        for one in self._concepts:
            yield one, (begin, begin + len(one.ways))
            begin += len(one.ways)

    def _excluded(self, shelf: Shelf) -> Mask:
        excluded = np.zeros(len(shelf.columns), np.bool_)
        for word in self._without:
            excluded[_having_all(shelf, word)] = True
        return excluded


def scored_on(scoring: Scoring, shelves: Sequence[Shelf]) -> list[Scored]:
    """Return what may be a candidate on these shelves; where nothing matches, all that has any of the terms."""
    scored = [scoring.scored(shelf) for shelf in shelves]
    if any(one.matches.any() for one in scored):
        return scored
    return [scoring.scored(shelf, is_all=True) for shelf in shelves]


def terms_of(query: Query) -> set[int]:
    """Return the terms whose postings a ranking of this query needs, those of what must be absent too."""
    looked_for = {term for concept in query.concepts for way in concept.ways for term in sought(way.text)}
    return looked_for.union(*(terms(word) for word in query.without))


def _best_way(
    shelf: Shelf, numbers: Ordinals, ways: Sequence[WeighedWay], count: int
) -> tuple[Weights, Weights, Weights]:
    """Return for each text what the best way of a concept scores, the share of it that is there, and what is proved."""
    best, most, sure = (np.zeros(count, np.float32) for _ in range(3))
    for way in ways:
        score, share = _added(shelf, numbers, way, count)
        np.maximum(best, score * share * np.float32(way.worth), out=best)
        np.maximum(most, share, out=most)
        proved = np.float32(way.part) * share
        proved[share > ALL] = 1
        np.maximum(sure, proved, out=sure)
    return best, most, sure


def _proved(shelf: Shelf, places: Places, ways: Sequence[WeighedWay]) -> Weights:
    """Return for each of some texts the share of a concept that is proved there, by the best of its ways."""
    sure = np.zeros(len(places), np.float32)
    there: dict[int, Mask] = {}
    for term in {term for way in ways for term in way.terms}:
        if (postings := shelf.postings(term)) is not None:
            there[term] = _are_in(postings.places, places)
    for way in ways:
        shares, whole = np.zeros(len(places), np.float32), sum(way.weights)
        for term, weight in zip(way.terms, way.weights, strict=True):
            if term in there:
                shares += np.float32(weight / whole) * there[term]
        proved = np.float32(way.part) * shares
        proved[shares > ALL] = 1
        np.maximum(sure, proved, out=sure)
    return sure


def _are_in(there: Places, places: Places) -> Mask:
    """Return which of some places are among those that are there, both ascending."""
    if len(places) * _FEW < len(there):
        found: Mask = there[np.minimum(there.searchsorted(places), len(there) - 1)] == places
        return found
    everywhere = np.zeros(LARGEST, np.bool_)
    everywhere[there] = True
    return everywhere.take(places)


def _added(shelf: Shelf, numbers: Ordinals, way: WeighedWay, count: int) -> tuple[Weights, Weights]:
    """Return for each of the numbered texts what a way scores, and how much of it is there."""
    scores, shares = (np.zeros(count, np.float32) for _ in range(2))
    whole = sum(way.weights)
    for term, weight in zip(way.terms, way.weights, strict=True):
        if (postings := shelf.postings(term)) is not None:
            # numpy takes by numbers in half the time that it takes by marks.
            at = numbers.take(postings.places)
            numbered = np.flatnonzero(at >= 0)
            at = at.take(numbered)
            share = np.float32(weight / whole)
            scores[at] += (_SATURATED * share).take(postings.impacts.take(numbered))
            shares[at] += share
    return scores, shares


_EVERY: Final[Weights] = frequency_of(np.arange(256, dtype=np.uint8))
_SATURATED: Final[Weights] = (_EVERY * (_SATURATION + 1) / (_EVERY + _SATURATION)).astype(np.float32)


def _having_any(shelf: Shelf, wanted: Iterable[int]) -> Mask:
    there = np.zeros(len(shelf.columns), np.bool_)
    for term in wanted:
        if (postings := shelf.postings(term)) is not None:
            there[postings.places] = True
    return there


def _united(several: Sequence[Places]) -> Places:
    """Return the places that are in any of these."""
    some = [places for places in several if len(places)]
    if len(some) <= 1:
        return some[0] if some else _NO_PLACE
    every = np.concatenate(some)
    every.sort()
    return every[starts_of(every)]


_EVERY_PLACE: Final = np.arange(LARGEST, dtype=np.uint16)
_NO_PLACE: Final = _EVERY_PLACE[:0]


def _having_all(shelf: Shelf, wanted: Sequence[int], among: Places = _EVERY_PLACE) -> Places:
    """Return the places of the texts that have all of these terms, ``among`` those given."""
    found = [shelf.postings(term) for term in wanted]
    if not found or any(one is None for one in found):
        return _NO_PLACE
    every = sorted((one.places for one in found if one is not None), key=len)
    # Where all of a segment are given, each that has a term is among them.
    first, *others = sorted([*every, among], key=len) if len(among) < len(shelf.columns) else every
    for other in others:
        if not len(first):
            break
        first = first[_are_in(other, first)]
    return first
