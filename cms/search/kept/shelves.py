"""The segments of an index as one question reads them: what is to be found in each, and the postings of its terms."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial, reduce

import numpy as np
import numpy.typing as npt

from cms.search import dimensions, worths
from cms.search.kept import blocks, reading
from cms.search.kept.reading import Part
from cms.search.requests import ANY_TIME, Days, Request
from retrieval.scoring import Mask, Ordinals
from retrieval.segments import Columns, Dimension, Postings, Weights, united
from retrieval.terms import meeting


@dataclass
class KeptShelf:
    """A segment, as :class:`retrieval.scoring.Shelf` asks for it; ``filters`` are all that a text must pass.

    ``valued`` are the dimensions by which some of its texts are worth more than others, with the worth of each value.
    ``found`` are the postings of those terms of the ones that were ``read`` that it has.
    """

    part: Part
    head: blocks.Head
    columns: Columns
    living: Mask
    filters: list["_Filter"] = field(default_factory=list)
    valued: list["_Valued"] = field(default_factory=list)
    found: dict[int, Postings] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)

    def allowed(self, places: Ordinals) -> Mask:
        """Return which of these texts are to be found."""
        there = self.living[places]
        for one in self.filters:
            there &= one(self.columns, places)
        return there

    def worths(self, places: Ordinals) -> Weights | None:
        """Return what these texts are worth by all that they are valued by; None where that is 1 for each."""
        found = [dimension.worths(of_each, places) for dimension, of_each in self.valued]
        return reduce(np.multiply, found) if found else None

    def postings(self, term: int) -> Postings | None:
        """Those of a term, which were read before."""
        return self.found.get(term)

    def frequency(self, term: int) -> int:
        """The number of its living texts that have a term: what is gone tells nothing by what is rare."""
        if (postings := self.found.get(term)) is None:
            return 0
        return int(self.living[postings.places].sum()) if self.part.dead else len(postings.places)


_Filter = Callable[[Columns, Ordinals], Mask]
_Valued = tuple[Dimension, Weights]


def shelves(parts: Sequence[Part], request: Request) -> list[KeptShelf]:
    """Some segments, in their order, as one question narrows them; without those that have been merged away.

    Three queries at most, and one for each dimension that is filtered by. What has nothing to be found is left out.
    """
    heads = reading.heads(parts)
    there = [part for part in parts if part.number in heads]
    columns, living = reading.texts(there), reading.living(there)
    made = [
        KeptShelf(part, heads[part.number], columns[part.number], living[part.number])
        for part in there
        if part.number in columns and part.number in living
    ]
    return _valued(_narrowed(made, request), request)


def read_postings(made: Sequence[KeptShelf], terms: Collection[int]) -> None:
    """Read the postings of terms on some shelves, those that were not read before. One query, none for nothing."""
    names: dict[reading.Name, list[int]] = {}
    for shelf in made:
        every = sorted({one for term in terms if term not in shelf.read for one in meeting(term)})
        of_blocks = shelf.head.blocks_of(np.array(every, np.uint32))
        names |= {(shelf.part.number, block): of_block for block, of_block in of_blocks.items()}
    read: defaultdict[int, dict[int, Postings]] = defaultdict(dict)
    for (number, block), data in reading.raw_blocks(names).items():
        read[number].update(blocks.postings_of(data, names[number, block]))
    for shelf in made:
        _keep(shelf, read[shelf.part.number], terms)


def _keep(shelf: KeptShelf, found: Mapping[int, Postings], terms: Collection[int]) -> None:
    for term in terms:
        if term not in shelf.read:
            shelf.read.add(term)
            some = meeting(term)
            if (postings := found.get(term) if some == (term,) else united(map(found.get, some))) is not None:
                shelf.found[term] = postings


def _narrowed(made: Sequence[KeptShelf], request: Request) -> list[KeptShelf]:
    """Return the shelves with what the filters let through, without those of which that is nothing."""
    for name, wanted in _wanted(request).items():
        found = reading.dimension(name, [shelf.part for shelf in made])
        filters = [(shelf, _values(found.get(shelf.part.number), wanted)) for shelf in made]
        for shelf, passes in filters:
            shelf.filters += [passes] if passes else []
        made = [shelf for shelf, passes in filters if passes]
    if request.left_out:
        left_out = np.fromiter(request.left_out, np.int64, len(request.left_out))
        for shelf in made:
            shelf.filters.append(partial(_without, left_out))
    if request.published:
        low, high = request.published.bounds_us
        made = [shelf for shelf in made if shelf.columns.moments[-1] >= low and shelf.columns.moments[0] < high]
        for shelf in made:
            shelf.filters.append(partial(_between, low, high))
    return list(made)


def _valued(made: list[KeptShelf], request: Request) -> list[KeptShelf]:
    """Return the shelves with what their texts are worth, where a request orders by it."""
    for name, worth in worths.of(request).items():
        found = reading.dimension(name, [shelf.part for shelf in made])
        for shelf in made:
            if (dimension := found.get(shelf.part.number)) is not None:
                of_each = np.fromiter(map(worth, dimension.names), np.float32, len(dimension.names))
                shelf.valued += [(dimension, of_each)] if (of_each != 1).any() else []
    return made


def _values(dimension: Dimension | None, wanted: "_Wanted") -> "_Filter | None":
    """Return the filter by the values of a dimension; None where no text has one that is wanted."""
    if dimension is None:
        return None
    taken = np.fromiter((wanted.takes(name) for name in dimension.names), np.bool_, len(dimension.names))
    return (lambda columns, places: dimension.having(taken, places)) if taken.any() else None


def _without(left_out: npt.NDArray[np.int64], columns: Columns, places: Ordinals) -> Mask:
    return np.isin(columns.keys[places], left_out, invert=True)


def _between(low: int, high: int, columns: Columns, places: Ordinals) -> Mask:
    moments = columns.moments[places]
    found: Mask = (moments >= low) & (moments < high)
    return found


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
