"""The segments of an index as one question reads them: what is to be found in each, and the postings of its terms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from cms.search import dimensions
from cms.search.kept import blocks, reading
from cms.search.kept.reading import Part
from cms.search.requests import ANY_TIME, Days, Request
from retrieval.scoring import Mask
from retrieval.segments import Columns, Dimension, Postings


@dataclass
class KeptShelf:
    """A segment, as :class:`retrieval.scoring.Shelf` asks for it."""

    part: Part
    columns: Columns
    allowed: Mask
    found: Mapping[int, Postings] = field(default_factory=dict)

    def mask(self) -> Mask:
        """Return which texts are to be found."""
        return self.allowed

    def postings(self, term: int) -> Postings | None:
        """Those of a term, which were read before."""
        return self.found.get(term)


def shelves(parts: Sequence[Part], request: Request, terms: Collection[int]) -> list[KeptShelf]:
    """Some segments, in their order, with what one question needs of them; without those that have been merged away.

    Four queries at most, and one for each dimension that is filtered by.
    """
    heads = reading.heads(parts)
    there = [part for part in parts if part.number in heads]
    columns, living = reading.texts(there), reading.living(there)
    made = [
        KeptShelf(part, columns[part.number], living[part.number])
        for part in there
        if part.number in columns and part.number in living
    ]
    _narrow(made, request)
    _read_postings([shelf for shelf in made if shelf.allowed.any()], heads, terms)
    return made


def _narrow(made: Sequence[KeptShelf], request: Request) -> None:
    """Take from what is to be found all that the filters do not let through."""
    for name, wanted in _wanted(request).items():
        found = reading.dimension(name, [shelf.part for shelf in made])
        for shelf in made:
            shelf.allowed = shelf.allowed & _having(found.get(shelf.part.number), wanted, len(shelf.columns))
    for shelf in made if request.left_out else ():
        shelf.allowed = shelf.allowed & ~np.isin(shelf.columns.keys, [*request.left_out])
    if request.published:
        low, high = request.published.bounds_us
        for shelf in made:
            shelf.allowed = shelf.allowed & (shelf.columns.moments >= low) & (shelf.columns.moments < high)


def _wanted(request: Request) -> dict[str, "_Wanted"]:
    """Return for each dimension which values are let through."""
    wanted = {name: _Wanted(frozenset(values)) for name, values in request.filters.items() if name != dimensions.YEAR}
    years = frozenset(request.filters.get(dimensions.YEAR, ()))
    if years or request.produced:
        days = wanted.get(dimensions.PRODUCED, _Wanted())
        wanted[dimensions.PRODUCED] = _Wanted(days.values, years, request.produced)
    return wanted


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The values of a dimension that are let through: one of ``values``, of ``years``, within ``days``."""

    values: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    days: Days = ANY_TIME

    def takes(self, value: str) -> bool:
        return (
            (not self.values or value in self.values)
            and (not self.years or value[:4] in self.years)
            and (self.days.since is None or value >= str(self.days.since))
            and (self.days.until is None or value <= str(self.days.until))
        )


def _having(dimension: Dimension | None, wanted: _Wanted, count: int) -> Mask:
    there = np.zeros(count, np.bool_)
    if dimension is not None:
        codes = np.fromiter((wanted.takes(name) for name in dimension.names), np.bool_, len(dimension.names))
        there[dimension.places[codes[dimension.codes]]] = True
    return there


def _read_postings(made: Sequence[KeptShelf], heads: Mapping[int, blocks.Head], terms: Collection[int]) -> None:
    names = {
        (shelf.part.number, term): (shelf.part.number, block)
        for shelf in made
        for term in terms
        if (block := heads[shelf.part.number].block_of(term)) is not None
    }
    raw = reading.raw_blocks(names.values())
    for shelf in made:
        number = shelf.part.number
        shelf.found = {
            term: postings
            for term in terms
            if (data := raw.get(names.get((number, term), (0, 0)))) is not None
            and (postings := blocks.postings_of(data, term)) is not None
        }
