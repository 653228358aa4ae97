"""A segment: up to 65,536 texts, indexed once and never changed; what an index is made of, as in Lucene.

Each term has the texts that contain it and, for each of them, its *impact*: how much the text is about the term, as
BM25F counts it (Robertson and Zaragoza 2009, section 3.6), in one byte. Lengths are compared with fixed ones, so that
a segment depends on nothing outside it. What lists are narrowed by stands beside, as pairs of a text and a value.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.folding import fold, fold_all
from retrieval.terms import Numbers, meeting, terms_of_all

LARGEST: Final = 1 << 16
Places: TypeAlias = npt.NDArray[np.uint16]
Impacts: TypeAlias = npt.NDArray[np.uint8]
Codes: TypeAlias = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
Weights: TypeAlias = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text that is weighed alike; ``usual`` is the number of terms that such a part has.

    ``lengthens`` is BM25's b: 0 where a longer part is about its terms no less, 1 where it is so in full.
    """

    name: str
    weight: float
    usual: float
    lengthens: float


PARTS: Final = (
    Part("title", weight=5.0, usual=14.0, lengthens=0.5),
    Part("aside", weight=2.0, usual=6.0, lengthens=0.0),
    Part("summary", weight=2.0, usual=60.0, lengthens=0.5),
    Part("body", weight=1.0, usual=500.0, lengthens=0.75),
)
_EVERY_PLACE: Final = np.arange(LARGEST, dtype=np.uint16)
# The bits that the number of a part has, and what part and place are in a number that has them last.
_OF_PART: Final = np.uint64(2)
_ANY_PART: Final = np.uint64(0b11)
_ANY_PLACE: Final = np.uint64(0xFFFF)
# Places that are so many times fewer than the pairs of a dimension are few.
_FEW: Final = 64
# An impact is this many steps for each doubling of one more than the weighed frequency: 0.2 to 200 fit in a byte.
_STEPS: Final = 32


@dataclass(frozen=True, kw_only=True)
class Text:
    """The text indexed of one item: ``key`` names it for life, ``moment`` puts what is newer before what is older.

    ``aside`` is what is searched beside it, such as its unit, its number and its tags; ``values`` what it is narrowed
    by, for each dimension.
    """

    key: int
    moment: int
    title: str
    aside: str = ""
    summary: str = ""
    body: str = ""
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """Its parts by name, in the one form for all spellings."""
        return {part.name: fold(getattr(self, part.name)) for part in PARTS}


def fold_together(texts: Sequence[Text]) -> None:
    """Fold the parts of many texts at once, at a fraction of what it costs when each is asked for its own."""
    folded = iter(fold_all([getattr(text, part.name) for text in texts for part in PARTS]))
    for text in texts:
        vars(text)["folded"] = {part.name: next(folded) for part in PARTS}


@dataclass(frozen=True, slots=True)
class Postings:
    """The texts of a segment that have a term, ascending, and its impact in each."""

    places: Places
    impacts: Impacts


def united(several: Iterable[Postings | None]) -> Postings | None:
    """Return the texts that have any of some terms, with the greatest impact of them; None where no text has one."""
    impacts = np.zeros(LARGEST, np.uint8)
    for one in several:
        if one is not None:
            impacts[one.places] = np.maximum(impacts[one.places], one.impacts)
    places = np.flatnonzero(impacts > 0).astype(np.uint16)
    return Postings(places, impacts[places]) if len(places) else None


@dataclass(frozen=True, slots=True)
class Slice:
    """The postings of a range of terms: ``counts`` of each of ``terms``, and all of them in a row."""

    terms: Numbers
    counts: npt.NDArray[np.int64]
    places: Places
    impacts: Impacts


@dataclass(frozen=True, slots=True)
class Dimension:
    """Pairs of a text and a value of it, ascending by text; ``codes`` are indices of ``names``."""

    names: tuple[str, ...]
    places: Places
    codes: Codes

    def codes_at(self, places: npt.NDArray[np.intp]) -> Codes:
        """Return the codes of all values that the texts at these places have, ascending."""
        if len(places) * _FEW < len(self.places):
            return self.codes.take(self._pairs(places)[0])
        there = np.zeros(LARGEST, np.bool_)
        there[places] = True
        return self.codes.take(np.flatnonzero(there.take(self.places)))

    def having(self, wanted: npt.NDArray[np.bool_], places: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
        """Return which of the texts at these places, ascending, have a value whose code is marked in ``wanted``."""
        if self._is_one_each(places):
            return wanted.take(self.codes.take(places))
        if len(places) * _FEW < len(self.places):
            pairs, of_each = self._pairs(places)
            there = np.zeros(len(places), np.bool_)
            there[of_each[wanted[self.codes[pairs]]]] = True
            return there
        everywhere = np.zeros(LARGEST, np.bool_)
        everywhere[self.places.take(np.flatnonzero(wanted.take(self.codes)))] = True
        return everywhere.take(places)

    def worths(self, of_each: Weights, places: npt.NDArray[np.intp]) -> Weights:
        """Return what the texts at these places are worth by their value, by its code; 1 for what has none."""
        if self._is_one_each(places):
            return of_each.take(self.codes.take(places))
        if len(places) * _FEW < len(self.places):
            pairs, of_place = self._pairs(places)
            found = np.ones(len(places), np.float32)
            found[of_place] = of_each.take(self.codes.take(pairs))
            return found
        everywhere = np.ones(LARGEST, np.float32)
        everywhere[self.places] = of_each.take(self.codes)
        return everywhere.take(places)

    def _is_one_each(self, places: npt.NDArray[np.intp]) -> bool:
        """Return whether each text has one value, up to the last of these places."""
        end = int(places[-1]) + 1 if len(places) else 0
        return end <= len(self.places) and np.array_equal(self.places, _EVERY_PLACE[: len(self.places)])

    def _pairs(self, places: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return the pairs of a few texts, found one by one, and of which of the places each is."""
        begins, ends = (np.searchsorted(self.places, places, side=side) for side in ("left", "right"))
        counts = ends - begins
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(begins, counts) + within, np.repeat(np.arange(len(places)), counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns that a segment has of its texts, in the order of their moments, the oldest first."""

    keys: npt.NDArray[np.int64]
    moments: npt.NDArray[np.int64]
    dimensions: Mapping[str, Dimension]

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Segment:
    """The whole of it: columns, and postings in the order of their terms."""

    columns: Columns
    terms: Numbers
    ends: npt.NDArray[np.int64]
    places: Places
    impacts: Impacts

    def postings(self, term: int) -> Postings | None:
        """Return those of a term, None where no text has it."""
        wanted = meeting(term)
        return self._postings(term) if wanted == (term,) else united(map(self._postings, wanted))

    def _postings(self, term: int) -> Postings | None:
        at = int(np.searchsorted(self.terms, term))
        if at == len(self.terms) or self.terms[at] != term:
            return None
        begin = int(self.ends[at - 1]) if at else 0
        return Postings(self.places[begin : self.ends[at]], self.impacts[begin : self.ends[at]])

    def __len__(self) -> int:
        """The number of postings."""
        return len(self.places)

    def cuts(self, pieces: int) -> Sequence[int]:
        """Return terms, ascending, that part the postings into about so many pieces of about as many each."""
        return cuts_of(self.terms, self.ends, pieces)

    def between(self, low: int, high: int) -> Slice:
        """Return the postings of the terms from ``low`` on, up to ``high``."""
        begin, end = (int(np.searchsorted(self.terms, term)) for term in (low, high))
        start, stop = (int(self.ends[at - 1]) if at else 0 for at in (begin, end))
        return Slice(
            terms=self.terms[begin:end],
            counts=np.diff(self.ends[begin:end], prepend=start),
            places=self.places[start:stop],
            impacts=self.impacts[start:stop],
        )


def segment_of(texts: Sequence[Text]) -> Segment:
    """Return a new segment of these texts, in the order of their moments; ValueError for too many."""
    check_number(len(texts))
    texts = sorted(texts, key=lambda text: (text.moment, text.key))
    columns = Columns(
        keys=np.array([text.key for text in texts], np.int64),
        moments=np.array([text.moment for text in texts], np.int64),
        dimensions=_dimensions(texts),
    )
    pairs, frequencies = _frequencies(texts)
    terms = (pairs >> np.uint64(16)).astype(np.uint32)
    begins = starts_of(terms)
    return Segment(
        columns=columns,
        terms=terms[begins],
        ends=np.append(begins[1:], len(pairs))[: len(begins)].astype(np.int64),
        places=(pairs & np.uint64(0xFFFF)).astype(np.uint16),
        impacts=impact_of(frequencies),
    )


def check_number(texts: int) -> None:
    """ValueError where a segment cannot have so many texts."""
    if texts > LARGEST:
        raise ValueError(f"a segment has at most {LARGEST} texts")


def impact_of(frequencies: Weights) -> Impacts:
    """Return weighed frequencies as bytes; the least is 1."""
    steps: npt.NDArray[np.float64] = np.rint(_STEPS * np.log2(1 + frequencies))
    return np.clip(steps, 1, 255).astype(np.uint8)


def frequency_of(impacts: Impacts) -> Weights:
    """Return the weighed frequencies that these bytes stand for."""
    found: Weights = _FREQUENCIES[impacts]
    return found


_FREQUENCIES: Final[Weights] = (np.exp2(np.arange(256) / _STEPS) - 1).astype(np.float32)


def _frequencies(texts: Sequence[Text]) -> tuple[npt.NDArray[np.uint64], Weights]:
    """Return each pair of a term and a text, as one number in ascending order, with its weighed frequency."""
    marked: list[npt.NDArray[np.uint64]] = []
    shares = np.empty((len(PARTS), len(texts)), np.float32)
    for number, part in enumerate(PARTS):
        values, places = terms_of_all([text.folded[part.name].replace("\0", " ") for text in texts])
        lengths = np.bincount(places, minlength=len(texts))
        shares[number] = part.weight / (1 - part.lengthens + part.lengthens * lengths / part.usual)
        pairs = values.astype(np.uint64) << np.uint64(16) | places.astype(np.uint64)
        marked.append(pairs << _OF_PART | np.uint64(number))
    # One number for term, text and part: numbers are sorted ten times as fast as their places.
    every = np.sort(np.concatenate(marked))
    pairs = every >> _OF_PART
    starts = starts_of(pairs)
    share_of_each = shares[every & _ANY_PART, pairs & _ANY_PLACE]
    sums = np.add.reduceat(share_of_each, starts) if len(every) else share_of_each
    return pairs[starts], sums


def cuts_of(terms: Numbers, ends: npt.NDArray[np.int64], pieces: int) -> Sequence[int]:
    """Return those of some ascending terms that part what stands up to each of their ``ends`` into about so many pieces
    of about the same size."""
    if not len(ends):
        return []
    wanted = [int(ends[-1]) * step // pieces for step in range(1, pieces)]
    cuts: list[int] = np.unique(terms[np.searchsorted(ends, wanted)]).tolist()
    return cuts


def starts_of(ascending: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """Return the places at which each value of such an array stands for the first time."""
    return np.flatnonzero(np.append(True, ascending[1:] != ascending[:-1])[: len(ascending)])


def _dimensions(texts: Sequence[Text]) -> dict[str, Dimension]:
    names = sorted({name for text in texts for name in text.values})
    return {name: _dimension([text.values.get(name, ()) for text in texts]) for name in names}


def _dimension(values_of_each: Sequence[Sequence[str]]) -> Dimension:
    values = list(chain.from_iterable(values_of_each))
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    places = np.repeat(np.arange(len(values_of_each), dtype=np.uint16), [len(some) for some in values_of_each])
    return Dimension(tuple(numbers), places, codes_of([numbers[value] for value in values], names=len(numbers)))


def codes_of(codes: npt.ArrayLike, *, names: int) -> Codes:
    """Return the indices of so many names in the fewest bytes."""
    return np.asarray(codes, np.uint16) if names <= LARGEST else np.asarray(codes, np.uint32)
