"""The engine in the database."""

from dataclasses import dataclass, replace

from cms.search.engine import Capability, Found
from cms.search.kept import reading
from cms.search.kept.dated import newest
from cms.search.kept.questions import Question
from cms.search.kept.ranked import best, near
from cms.search.requests import Order, Request
from retrieval.queries import Query


@dataclass
class KeptEngine:
    """The engine over one index of the database."""

    index: str
    name: str = "database"
    follower: str = "search"
    capabilities: frozenset[Capability] = frozenset({Capability.EXACT_COUNTS})

    def search(self, request: Request, query: Query) -> Found:
        """One page of what a query finds; by date suggestions where nothing has all that is looked for."""
        if request.order is Order.RELEVANCE and query.concepts:
            return best(Question(self.index, request, query))
        question = Question(self.index, request, query)
        found = newest(question)
        if found.hits or found.has_next or request.after or not query.concepts:
            return found
        question.begin_again()
        suggested = near(question)
        hits = [replace(hit, matches=False) for hit in suggested.hits]
        return replace(suggested, hits=hits, has_next=False, end=None, estimated=0)

    def some(self, request: Request, query: Query) -> Found:
        """Some of what a query finds, out of the newest texts if these have twice as many as are wanted."""
        return near(Question(self.index, request, query))

    @property
    def living(self) -> int:
        """The number of texts that are to be found. One query."""
        return sum(part.living for part in reading.parts(self.index))
