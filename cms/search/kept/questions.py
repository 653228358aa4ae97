"""A question to an index while it is answered: its segments, read some at a time, from the newest text on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np

from cms.search import dimensions
from cms.search.engine import Count
from cms.search.kept import reading
from cms.search.kept.reading import Part
from cms.search.kept.shelves import KeptShelf, read_postings, shelves
from cms.search.kept.writing import parts_from
from cms.search.requests import Request
from retrieval.queries import Query
from retrieval.scoring import Ordinals, Scoring, terms_of
from retrieval.segments import LARGEST

Matching: TypeAlias = Sequence[tuple[KeptShelf, Ordinals]]

# Texts of the segments that are read together, and that are looked at in one question at most.
TOGETHER: Final = 20 * LARGEST
MOST: Final = 60 * LARGEST
_GROWS: Final = 4
# Values of a dimension that are told with their counts.
_COUNTED: Final = 50


class Question:
    """A request to an index, and what was read of it so far.

    ``parts`` are its segments, ``read`` how many of them were read and ``seen`` how many texts they have; ``shelves``
    are those that were read. ``proved`` is the share of what postings call a match that is one, as far as was looked.
    ``has_none`` where they call nothing a match, in all there is.
    """

    def __init__(self, index: str, request: Request, query: Query) -> None:
        self.request, self.query = request, query
        self.parts = reading.parts(index)
        self.read, self.seen = 0, 0
        self.proved = 1.0
        self.has_none = False
        self.shelves: list[KeptShelf] = []
        self._index = index
        self._terms = frozenset(terms_of(query))
        self._made: dict[int, KeptShelf | None] = {}
        self._said: dict[int, str] = {}

    def groups(self, first: int, *, is_matching: bool = False) -> Iterator[list[KeptShelf]]:
        """Read one group of segments after another, up to the bound.

        ``first`` is how many texts the first group has about; each of the others has four times as many as the one
        before, up to as many as are read together. With ``is_matching`` those of the others are left out that have no
        text that matches.
        """
        size = first
        while self.read < len(self.parts) and self.seen < MOST:
            group = list(_group(self.parts[self.read :], size))
            made = self._shelves(group)
            if is_matching and self.read:
                read_postings(made, self.scoring.leads)
                made = [shelf for shelf in made if self.scoring.may_match(shelf)]
                read_postings(made, self._terms - self.scoring.leads)
            else:
                read_postings(made, self._terms)
            self.shelves += made
            self.read += len(group)
            self.seen += sum(part.size for part in group)
            yield made
            size = min(_GROWS * size, TOGETHER)

    def begin_again(self) -> None:
        """Begin with the newest text once more; what was read is not read again."""
        self.read, self.seen, self.shelves = 0, 0, []
        self.__dict__.pop("scoring", None)

    def _shelves(self, group: Sequence[Part]) -> list[KeptShelf]:
        missing = [part for part in group if part.number not in self._made]
        self._made |= dict.fromkeys(part.number for part in missing)
        self._made |= {shelf.part.number: shelf for shelf in shelves(missing, self.request)}
        return [shelf for part in group if (shelf := self._made[part.number])]

    @cached_property
    def scoring(self) -> Scoring:
        """The query, its terms weighed by how many of the texts that were read so far have them."""
        frequencies = {term: sum(shelf.frequency(term) for shelf in self.shelves) for term in self._terms}
        return Scoring(self.query, total=sum(shelf.part.living for shelf in self.shelves), frequencies=frequencies)

    @property
    def is_all(self) -> bool:
        """True where every segment was read."""
        return self.read == len(self.parts)

    @property
    def cut_at(self) -> int | None:
        """The moment of the newest text that was not looked at; None where all were."""
        return None if self.is_all else self.parts[self.read].newest_us

    def estimated(self, number: int) -> int:
        """Return about how many there are in all, where postings call so many a match in what was read."""
        living = sum(part.living for part in self.parts)
        return round(number * self.proved * (1 if self.is_all or not self.seen else living / self.seen))

    def among(self, matching: Matching, keys: Sequence[int]) -> list[tuple[KeptShelf, Ordinals]]:
        """Return those of these texts that have one of the keys."""
        wanted = np.array(keys, np.int64)
        return [
            (shelf, ordinals[np.isin(shelf.columns.keys[ordinals], wanted)] if len(ordinals) else ordinals)
            for shelf, ordinals in matching
        ]

    def texts(self, keys: Sequence[int]) -> Mapping[int, Mapping[str, str]]:
        """The squeezed parts of texts, by key. One query at most, of what was not read before."""
        said = self.said(keys)
        return {key: parts_from(said[key]) for key in keys if key in said}

    def said(self, keys: Sequence[int]) -> Mapping[int, str]:
        """The same as they are kept, the parts of each with a line between them. One query at most."""
        self._said |= reading.kept(self._index, [key for key in keys if key not in self._said])
        return self._said

    def counts(self, matching: Matching) -> dict[str, list[Count]]:
        """Count how many of these have each value of the dimensions that are to be counted. A query each at most."""
        return {name: self._counted(name, matching) for name in self.request.counts}

    def _counted(self, name: str, matching: Matching) -> list[Count]:
        kept = dimensions.PRODUCED if name == dimensions.YEAR else name
        found = reading.dimension(kept, [shelf.part for shelf, _ in matching])
        counts: Counter[str] = Counter()
        for shelf, ordinals in matching:
            if (dimension := found.get(shelf.part.number)) is not None and len(ordinals):
                of_each = np.bincount(dimension.codes_at(ordinals), minlength=len(dimension.names))
                for code in np.flatnonzero(of_each).tolist():
                    counts[_shown(name, dimension.names[code])] += int(of_each[code])
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return [Count(value=value, count=self.estimated(count)) for value, count in ordered[:_COUNTED]]


def _shown(name: str, value: str) -> str:
    return value[:4] if name == dimensions.YEAR else value


def _group(parts: Sequence[Part], texts: int) -> Iterator[Part]:
    seen = 0
    for part in parts:
        yield part
        seen += part.size
        if seen >= texts:
            return
