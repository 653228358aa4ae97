"""A segment as blocks of bytes, so that a question reads what it needs of it and no more.

Block 0 is the *head*: the first term of each block of postings. Block 1 has keys and moments of the texts; the blocks
after it, one for each dimension, have the values of the texts; all other blocks have postings, about 8 KB each, those
of a term always together.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from retrieval.segments import Columns, Dimension, Postings, Slice
from retrieval.terms import Numbers

HEAD: Final = 0
TEXTS: Final = 1
_DIMENSIONS: Final = 2
# Bytes of a block of postings: 3 for each and 8 for each term. A term that has more is a block of its own.
_FULL: Final = 8_192
OF_POSTING: Final = 3
_OF_TERM: Final = 8
_LENGTH: Final = 4
_FASTEST: Final = 1

Array: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Head:
    """The table of contents of a segment: the number of the first block of postings, and the first term of each."""

    begin: int
    firsts: Numbers
    dimensions: tuple[str, ...]

    def blocks_of(self, terms: Numbers) -> dict[int, list[int]]:
        """Return the numbers of the blocks that have these terms, if the segment has them at all, with the terms that
        each may have."""
        at = self.firsts.searchsorted(terms, side="right") - 1
        found: dict[int, list[int]] = {}
        for term, block in zip(terms.tolist(), at.tolist(), strict=True):
            if block >= 0:
                found.setdefault(self.begin + block, []).append(term)
        return found

    def blocks_between(self, low: int, high: int) -> tuple[int, int]:
        """Return the numbers of the blocks that may have the terms from ``low`` on, up to ``high``: the first of them,
        and one more than the last."""
        first = int(np.searchsorted(self.firsts, low, side="right")) - 1
        return self.begin + max(first, 0), self.begin + int(np.searchsorted(self.firsts, high))

    def block_of_dimension(self, name: str) -> int | None:
        """Return the number of the block of a dimension, None where no text has a value in it."""
        return _DIMENSIONS + self.dimensions.index(name) if name in self.dimensions else None


def blocks_of(columns: Columns, slices: Iterable[Slice]) -> Iterator[tuple[int, bytes]]:
    """Yield the blocks of a segment with their numbers, the head last."""
    names = tuple(sorted(columns.dimensions))
    yield TEXTS, _packed({"keys": columns.keys, "moments": columns.moments})
    for number, name in enumerate(names, _DIMENSIONS):
        dimension = columns.dimensions[name]
        yield number, _packed({"places": dimension.places, "codes": dimension.codes}, {"names": dimension.names})
    begin = _DIMENSIONS + len(names)
    firsts: list[int] = []
    for first, block in (found for one in slices for found in _postings_of(one)):
        yield begin + len(firsts), block
        firsts.append(first)
    yield HEAD, _packed({"firsts": np.array(firsts, np.uint32)}, {"begin": begin, "dimensions": names})


def _postings_of(one: Slice) -> Iterator[tuple[int, bytes]]:
    """Yield the first term of each block, and the block."""
    ends = np.cumsum(one.counts)
    for low, high in pairwise(_cuts(one.counts)):
        start, end = int(ends[low - 1]) if low else 0, int(ends[high - 1])
        arrays = (
            np.array([high - low], np.uint32),
            one.terms[low:high],
            one.counts[low:high].astype(np.uint32),
            one.places[start:end],
            one.impacts[start:end],
        )
        yield int(one.terms[low]), b"".join(array.tobytes() for array in arrays)


def _cuts(counts: npt.NDArray[np.int64]) -> list[int]:
    """Return where blocks begin, and where the last one ends."""
    cuts, filled = [0], 0
    for at, size in enumerate((counts * OF_POSTING + _OF_TERM).tolist()):
        if filled and filled + size > _FULL:
            cuts.append(at)
            filled = 0
        filled += size
    return [*cuts, len(counts)] if len(counts) else cuts


def head_of(block: bytes) -> Head:
    """Read a head."""
    arrays, said = _unpacked(block)
    return Head(said["begin"], arrays["firsts"], tuple(said["dimensions"]))


def texts_of(block: bytes) -> Columns:
    """Read keys and moments."""
    arrays, _ = _unpacked(block)
    return Columns(keys=arrays["keys"], moments=arrays["moments"], dimensions={})


def dimension_of(block: bytes) -> Dimension:
    """Read the values of a dimension."""
    arrays, said = _unpacked(block)
    return Dimension(tuple(said["names"]), arrays["places"], arrays["codes"])


def postings_of(block: bytes, wanted: Sequence[int]) -> Iterator[tuple[int, Postings]]:
    """Read the postings of those of some terms that the block has."""
    size = int.from_bytes(block[:_LENGTH], "little")
    terms = np.frombuffer(block, np.uint32, size, _LENGTH)
    counts = np.frombuffer(block, np.uint32, size, _LENGTH * (1 + size))
    places = _LENGTH * (1 + 2 * size)
    impacts = 0
    # Numbers of another type would have the whole array turned into numbers of that type.
    for term, at in zip(wanted, terms.searchsorted(np.array(wanted, np.uint32)).tolist(), strict=True):
        if at < size and terms[at] == term:
            impacts = impacts or places + 2 * int(counts.sum())
            begin, count = int(counts[:at].sum()), int(counts[at])
            yield (
                term,
                Postings(
                    np.frombuffer(block, np.uint16, count, places + 2 * begin),
                    np.frombuffer(block, np.uint8, count, impacts + begin),
                ),
            )


def slice_of(blocks: Iterable[bytes], *, low: int, high: int) -> Slice:
    """Read the postings of the terms from ``low`` on, up to ``high``, out of blocks that follow one another."""
    terms, counts, places, impacts = [], [], [], []
    for block in blocks:
        size = int.from_bytes(block[:_LENGTH], "little")
        of_block = np.frombuffer(block, np.uint32, size, _LENGTH)
        of_each = np.frombuffer(block, np.uint32, size, _LENGTH * (1 + size))
        begin, end = (int(np.searchsorted(of_block, term)) for term in (low, high))
        ends = np.append(0, np.cumsum(of_each, dtype=np.int64))
        start, stop, count = int(ends[begin]), int(ends[end]), int(ends[-1])
        at = _LENGTH * (1 + 2 * size)
        terms.append(of_block[begin:end])
        counts.append(of_each[begin:end])
        places.append(np.frombuffer(block, np.uint16, count, at)[start:stop])
        impacts.append(np.frombuffer(block, np.uint8, count, at + 2 * count)[start:stop])
    return Slice(
        terms=_joined(terms, np.uint32),
        counts=_joined(counts, np.int64),
        places=_joined(places, np.uint16),
        impacts=_joined(impacts, np.uint8),
    )


def _joined(arrays: Sequence[Array], kind: Any) -> Array:
    return np.concatenate(arrays, dtype=kind) if arrays else np.zeros(0, kind)


def _packed(arrays: Mapping[str, Array], said: Any = None) -> bytes:
    """Arrays by name, and JSON beside them, as compressed bytes."""
    shapes = [(name, array.dtype.str, len(array)) for name, array in arrays.items()]
    told = json.dumps({"arrays": shapes, "said": said}, ensure_ascii=False).encode()
    raw = b"".join((len(told).to_bytes(_LENGTH, "little"), told, *(array.tobytes() for array in arrays.values())))
    return zlib.compress(raw, _FASTEST)


def _unpacked(block: bytes) -> tuple[dict[str, Array], Any]:
    raw = zlib.decompress(block)
    begin = _LENGTH + int.from_bytes(raw[:_LENGTH], "little")
    told = json.loads(raw[_LENGTH:begin])
    arrays = {}
    for name, kind, length in told["arrays"]:
        arrays[name] = np.frombuffer(raw, kind, length, begin)
        begin += arrays[name].nbytes
    return arrays, told["said"]
