"""Merging segments: one segment of the living texts of several, made a range of terms at a time.

So the memory that it takes is that of the columns and of one range, whatever the segments hold.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.segments import Columns, Dimension, Segment, Slice, check_number, codes_of, starts_of

Living: TypeAlias = npt.NDArray[np.bool_]
Ordinals: TypeAlias = npt.NDArray[np.intp]
# Postings that are merged at once: 8 bytes each, some times over.
_AT_ONCE: Final = 1 << 19
# One more than the largest term.
TERMS: Final = 1 << 32
# The bits that a place and an impact have.
_OF_PLACE: Final = np.uint64(16)
_OF_IMPACT: Final = np.uint64(8)


class Source(Protocol):
    """A segment that is merged; of its postings no more need be in memory than a range of terms has."""

    @property
    def columns(self) -> Columns:
        """The columns of its texts."""
        ...

    def __len__(self) -> int:
        """The number of its postings, about."""
        ...

    def cuts(self, pieces: int) -> Sequence[int]:
        """Terms, ascending, that part its postings into about so many pieces of about as many each."""
        ...

    def between(self, low: int, high: int) -> Slice:
        """The postings of the terms from ``low`` on, up to ``high``."""
        ...


class Merging:
    """One segment made of several, of which the texts marked in ``alive`` live on.

    ``columns`` are those of the new one, its texts in the order of their moments. ValueError where they are too many.
    """

    def __init__(self, segments: Sequence[Source], alive: Sequence[Living]) -> None:
        self._segments = segments
        self._alive = alive
        keys = np.concatenate([one.columns.keys[mask] for one, mask in zip(segments, alive, strict=True)])
        moments = np.concatenate([one.columns.moments[mask] for one, mask in zip(segments, alive, strict=True)])
        check_number(len(keys))
        order = np.lexsort((keys, moments))
        places = np.empty(len(keys), np.intp)
        places[order] = np.arange(len(keys))
        self._moved = list(_parted(places, alive))
        self.columns = Columns(
            keys=keys[order], moments=moments[order], dimensions=_dimensions(segments, alive, self._moved)
        )

    @property
    def keys_of_each(self) -> Sequence[npt.NDArray[np.int64]]:
        """The keys of all texts of each of the old ones, dead or alive."""
        return [segment.columns.keys for segment in self._segments]

    def slices(self) -> Iterator[Slice]:
        """Yield the postings of the new one, range by range of terms, ascending."""
        for low, high in _ranges(self._segments):
            yield self._slice(low, high)

    def _slice(self, low: int, high: int) -> Slice:
        postings = []
        for segment, mask, moved in zip(self._segments, self._alive, self._moved, strict=True):
            found = segment.between(low, high)
            stays = mask[found.places]
            one = np.repeat(found.terms.astype(np.uint64), found.counts)[stays]
            one <<= _OF_PLACE
            one |= moved[found.places[stays]].astype(np.uint64)
            one <<= _OF_IMPACT
            one |= found.impacts[stays]
            postings.append(one)
        # One number for term, text and impact: numbers are sorted ten times as fast as their places.
        every = np.concatenate(postings)
        every.sort()
        terms = (every >> (_OF_PLACE + _OF_IMPACT)).astype(np.uint32)
        starts = starts_of(terms)
        return Slice(
            terms=terms[starts],
            counts=np.diff(np.append(starts, len(terms))),
            places=(every >> _OF_IMPACT).astype(np.uint16),
            impacts=every.astype(np.uint8),
        )


def slices_of(segment: Segment) -> Iterable[Slice]:
    """Return the postings of a whole segment as one slice."""
    return [segment.between(0, TERMS)]


def merged(segments: Sequence[Source], alive: Sequence[Living]) -> Segment:
    """Return the new segment whole: the one that would have been made of the same texts."""
    merging = Merging(segments, alive)
    slices = list(merging.slices())
    return Segment(
        columns=merging.columns,
        terms=_joined([one.terms for one in slices], np.uint32),
        ends=np.cumsum(_joined([one.counts for one in slices], np.int64), dtype=np.int64),
        places=_joined([one.places for one in slices], np.uint16),
        impacts=_joined([one.impacts for one in slices], np.uint8),
    )


def _joined(arrays: Sequence[npt.NDArray[Any]], kind: Any) -> npt.NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *arrays])


def _parted(places: Ordinals, alive: Sequence[Living]) -> Iterator[Ordinals]:
    """Yield for each segment the new place of each of its texts; of the dead ones any."""
    begin = 0
    for mask in alive:
        moved = np.zeros(len(mask), np.intp)
        count = int(mask.sum())
        moved[mask] = places[begin : begin + count]
        begin += count
        yield moved


def _ranges(segments: Sequence[Source]) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms that have about as many postings each; a term is in one of them whole."""
    total = sum(map(len, segments))
    if total:
        bounds = [0, *max(segments, key=len).cuts(-(-total // _AT_ONCE)), TERMS]
        yield from ((low, high) for low, high in pairwise(bounds) if low < high)


def _dimensions(segments: Sequence[Source], alive: Sequence[Living], moved: Sequence[Ordinals]) -> dict[str, Dimension]:
    names = sorted({name for segment in segments for name in segment.columns.dimensions})
    return {name: _dimension(name, segments, alive, moved) for name in names}


def _dimension(name: str, segments: Sequence[Source], alive: Sequence[Living], moved: Sequence[Ordinals]) -> Dimension:
    numbers: dict[str, int] = {}
    places, codes = [np.zeros(0, np.intp)], [np.zeros(0, np.intp)]
    for segment, mask, to in zip(segments, alive, moved, strict=True):
        dimension = segment.columns.dimensions.get(name)
        if dimension is None:
            continue
        stays = mask[dimension.places]
        now = np.zeros(len(dimension.names), np.intp)
        for code in np.unique(dimension.codes[stays]).tolist():
            now[code] = numbers.setdefault(dimension.names[code], len(numbers))
        places.append(to[dimension.places[stays]])
        codes.append(now[dimension.codes[stays]])
    every = np.concatenate(places)
    order = np.argsort(every, kind="stable")
    of_each = codes_of(np.concatenate(codes)[order], names=len(numbers))
    return Dimension(tuple(numbers), every[order].astype(np.uint16), of_each)
