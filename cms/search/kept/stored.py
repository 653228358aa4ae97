"""A segment as merging reads it: its columns whole, its postings from the database, a range of terms at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from cms.search.kept import blocks, reading
from cms.search.kept.blocks import Head
from retrieval.segments import Columns, Slice, cuts_of


@dataclass(frozen=True)
class StoredSegment:
    """A segment of this number; ``ends`` says how many bytes its blocks of postings have, up to each of them."""

    number: int
    head: Head
    columns: Columns
    ends: npt.NDArray[np.int64]

    @classmethod
    def read(cls, number: int) -> Self:
        """Read all but the postings. Three queries."""
        head = blocks.head_of(reading.blocks_from(number, blocks.HEAD, blocks.HEAD + 1)[0])
        texts, *dimensions = reading.blocks_from(number, blocks.TEXTS, head.begin)
        read = zip(head.dimensions, map(blocks.dimension_of, dimensions), strict=True)
        columns = blocks.texts_of(texts)
        return cls(
            number=number,
            head=head,
            columns=Columns(keys=columns.keys, moments=columns.moments, dimensions=dict(read)),
            ends=np.cumsum(reading.sizes_from(number, head.begin), dtype=np.int64),
        )

    def __len__(self) -> int:
        """The number of postings, about: what blocks say of terms beside them is counted as some."""
        return int(self.ends[-1]) // blocks.OF_POSTING if len(self.ends) else 0

    def cuts(self, pieces: int) -> Sequence[int]:
        """Return first terms of blocks that part the postings into about so many pieces of about as many each."""
        return cuts_of(self.head.firsts, self.ends, pieces)

    def between(self, low: int, high: int) -> Slice:
        """Return the postings of the terms from ``low`` on, up to ``high``. One query."""
        found = reading.blocks_from(self.number, *self.head.blocks_between(low, high))
        return blocks.slice_of(found, low=low, high=high)
