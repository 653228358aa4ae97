"""A question to an index while it is answered: its segments, read some at a time, from the newest text on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from cms.search import dimensions
from cms.search.engine import Count
from cms.search.kept import reading
from cms.search.kept.reading import Part
from cms.search.kept.shelves import KeptShelf, shelves
from cms.search.kept.writing import BETWEEN
from cms.search.models import IndexedText
from cms.search.requests import Request
from retrieval.queries import Query
from retrieval.ranking import Ranking, Scored, terms_of
from retrieval.segments import LARGEST, PARTS

Ordinals: TypeAlias = npt.NDArray[np.intp]
Matching: TypeAlias = Sequence[tuple[KeptShelf, Ordinals]]

# Texts of the segments that are read together, and that are looked at in one question at most.
TOGETHER: Final = 20 * LARGEST
MOST: Final = 60 * LARGEST
_NAMES: Final = tuple(part.name for part in PARTS)
# Values of a dimension that are told with their counts.
_COUNTED: Final = 50


class Question:
    """What is asked of an index, and what was read of it so far.

    ``parts`` are its segments, ``read`` how many of them were read and ``seen`` how many texts they have; ``scored``
    are the texts in them that have anything of what is looked for.
    """

    def __init__(self, index: str, request: Request, query: Query) -> None:
        self.request, self.query = request, query
        self.parts = reading.parts(index)
        self.read, self.seen = 0, 0
        self.scored: list[tuple[KeptShelf, Scored]] = []
        self.ranking: Ranking | None = None
        self._index = index
        self._terms = frozenset(terms_of(query))
        self._texts: dict[int, dict[str, str]] = {}

    def groups(self, first: int) -> Iterator[list[tuple[KeptShelf, Scored]]]:
        """Read one group of segments after another and yield what was scored in it, up to the bound.

        ``first`` is how many texts the first group has about; the others have as many as are read together.
        """
        size = first
        while self.read < len(self.parts) and self.seen < MOST:
            group = list(_group(self.parts[self.read :], size))
            yield self._scored(group)
            size = TOGETHER

    def _scored(self, group: Sequence[Part]) -> list[tuple[KeptShelf, Scored]]:
        made = shelves(group, self.request, self._terms)
        self.ranking = ranking = self.ranking or self._ranking(made)
        scored = [(shelf, ranking.scored(shelf)) for shelf in made]
        self.scored += scored
        self.read += len(group)
        self.seen += sum(part.size for part in group)
        return scored

    def _ranking(self, made: Sequence[KeptShelf]) -> Ranking:
        """Weigh terms by how many of the texts that are read first have them."""
        frequencies = {
            term: sum(len(shelf.found[term].places) for shelf in made if term in shelf.found) for term in self._terms
        }
        return Ranking(self.query, total=sum(len(shelf.columns) for shelf in made), frequencies=frequencies)

    @property
    def is_all(self) -> bool:
        """True where every segment was read."""
        return self.read == len(self.parts)

    @property
    def cut_at(self) -> int | None:
        """The moment of the newest text that was not looked at; None where all were."""
        return None if self.is_all else self.parts[self.read].newest_us

    def estimated(self, number: int) -> int:
        """How many there are in all, where so many were found in what was read."""
        living = sum(part.living for part in self.parts)
        return number if self.is_all or not self.seen else round(number * living / self.seen)

    def texts(self, keys: Sequence[int]) -> Mapping[int, Mapping[str, str]]:
        """The squeezed parts of texts, by key. One query at most, of what was not read before."""
        missing = [key for key in keys if key not in self._texts]
        rows = IndexedText.objects.filter(index_name=self._index, key__in=missing)
        found = rows.values_list("key", "parts") if missing else ()
        for key, parts in found:
            self._texts[key] = dict(zip(_NAMES, parts.split(BETWEEN), strict=True))
        return self._texts

    def counts(self, matching: Matching) -> dict[str, list[Count]]:
        """How many of these have each value of the dimensions that are to be counted. A query each at most."""
        return {name: self._counted(name, matching) for name in self.request.counts}

    def _counted(self, name: str, matching: Matching) -> list[Count]:
        kept = dimensions.PRODUCED if name == dimensions.YEAR else name
        found = reading.dimension(kept, [shelf.part for shelf, _ in matching])
        counts: Counter[str] = Counter()
        for shelf, ordinals in matching:
            if (dimension := found.get(shelf.part.number)) is not None and len(ordinals):
                there = np.zeros(len(shelf.columns), np.bool_)
                there[ordinals] = True
                of_each = np.bincount(dimension.codes[there[dimension.places]], minlength=len(dimension.names))
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
