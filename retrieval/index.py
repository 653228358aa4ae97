"""A whole index in memory, of some ten thousand texts: what a program of its own needs, and the model of a kept one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval import queries
from retrieval.lexicon import MemoryLexicon
from retrieval.queries import Query
from retrieval.ranking import Hit, best, ranked
from retrieval.scoring import Mask, Ordinals, Scoring, scored_on, terms_of
from retrieval.segments import LARGEST, Columns, Postings, Segment, Text, segment_of
from retrieval.squeezing import parts_of_all
from retrieval.synonyms import Synonyms


@dataclass(frozen=True, slots=True)
class Answer:
    """The query as it was read, and the hits in their order."""

    query: Query
    hits: Sequence[Hit]

    @property
    def matches(self) -> bool:
        """True where a hit has enough of what was looked for; otherwise hits are suggestions."""
        return any(hit.matches for hit in self.hits)


class MemoryShelf:
    """A segment in memory, all of which is to be found."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    @property
    def columns(self) -> Columns:
        """Those of the segment."""
        return self._segment.columns

    def allowed(self, places: Ordinals) -> Mask:
        """Return that each text is to be found."""
        return np.ones(len(places), np.bool_)

    def worths(self, places: Ordinals) -> None:
        """Return that all texts are worth the same."""

    def postings(self, term: int) -> Postings | None:
        """Return those of the segment."""
        return self._segment.postings(term)


class Index:
    """Texts that can be searched."""

    def __init__(self, texts: Sequence[Text], *, synonyms: Synonyms | None = None) -> None:
        self._synonyms = synonyms or Synonyms({})
        self._lexicon = MemoryLexicon(texts)
        self._shelves = [MemoryShelf(segment_of(texts[at : at + LARGEST])) for at in range(0, len(texts), LARGEST)]
        self._texts = dict(zip((text.key for text in texts), parts_of_all(texts), strict=True))

    def search(self, text: str, *, as_typed: bool = False) -> Answer:
        """Return what answers this query, the best first; at most as many as there are candidates."""
        query = queries.read(text, lexicon=self._lexicon, synonyms=self._synonyms, as_typed=as_typed)
        scoring = Scoring(query, total=len(self._texts), frequencies=self._frequencies(query))
        scored = scored_on(scoring, self._shelves)
        return Answer(query, ranked(scoring, best(scoring, scored), self._texts))

    def _frequencies(self, query: Query) -> Mapping[int, int]:
        return {
            term: sum(len(postings.places) for shelf in self._shelves if (postings := shelf.postings(term)))
            for term in terms_of(query)
        }
