"""A search in Meilisearch: what is asked of it, and its answer in our words."""

from collections.abc import Mapping, Sequence
from threading import Lock
from time import monotonic
from typing import Any, Final

from cms.jobs import failures
from cms.search.engine import Away, Capability, Count, Found, Ranked
from cms.search.meilisearch import filters, names
from cms.search.meilisearch.configuration import MOST_HITS
from cms.search.meilisearch.server import Refused
from cms.search.requests import Order, Place, Request
from retrieval.queries import By, Concept, Query

# Below this share of the words that were looked for, nothing is said to match.
_MATCHES: Final = 0.55
# Seconds for which a server that did not answer is not asked again by this process.
REST: Final = 5.0


class Meilisearch:
    """The engine. Its own tolerance of typing errors finds what is near; it counts and orders by all of the store."""

    name = "meilisearch"
    follower = names.FOLLOWER
    capabilities = frozenset({Capability.TYPING_ERRORS, Capability.WHOLE_STORE})

    def __init__(self) -> None:
        self._lock = Lock()
        self._rests_until = 0.0

    def search(self, request: Request, query: Query) -> Found:
        """Return one page of what a query finds."""
        offset = _offset(request)
        if offset >= MOST_HITS:
            return Found(hits=(), is_exact=False)
        answer = self._ask(names.live(request.site), _words(query), _parameters(request, offset))
        try:
            found = [_ranked(hit, request, offset + number) for number, hit in enumerate(answer["hits"], 1)]
            page, has_next = found[: request.first], len(found) > request.first
            return Found(
                hits=page,
                has_next=has_next,
                end=page[-1].place if has_next else None,
                estimated=int(answer["estimatedTotalHits"]),
                is_exact=False,
                counts=_counts(request.counts, answer.get("facetDistribution") or {}),
            )
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise Away("answers what is not Meilisearch's") from error

    def _ask(self, index: str, text: str, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        """The answer of the server; one that does not answer is left alone for some seconds.

        Then it is asked by one reader, and by the others as before only when that one has an answer.
        """
        with self._lock:
            if monotonic() < self._rests_until:
                raise Away("rests")
            if self._rests_until:
                self._rests_until = monotonic() + REST
        try:
            answer = names.reader().search(index, text, parameters)
        except Refused as error:
            self._rest(0.0)
            raise Away(error.reason) from error
        except failures.Away as error:
            self._rest(monotonic() + REST)
            raise Away(error.reason) from error
        self._rest(0.0)
        return answer

    def _rest(self, until: float) -> None:
        with self._lock:
            self._rests_until = until


ENGINE: Final = Meilisearch()


def _words(query: Query) -> str:
    """The query in Meilisearch's words, which have letters, digits and blanks alone.

    What must be absent comes first: of the last word, the beginning of a longer one will do. What only helps is left
    out, since Meilisearch would miss it.
    """
    needed = (concept for concept in query.concepts if not concept.only_helps)
    return " ".join((*(f'-"{word}"' for word in query.without), *map(_said, needed)))


def _said(concept: Concept) -> str:
    """The way to meet a concept that is asked for: what it was read as, or what was typed, without a particle."""
    read = next((way for way in concept.ways if way.by in (By.KEYBOARD, By.INITIALS, By.SPELLING)), concept.ways[0])
    return f'"{read.text}"' if concept.is_exact else read.text


def _parameters(request: Request, offset: int) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "offset": offset,
        "limit": min(request.first + 1, MOST_HITS - offset),
        "filter": filters.of(request),
        "facets": [filters.attribute(name) for name in request.counts],
        "attributesToRetrieve": ["key", "moment"],
        "showRankingScore": True,
        "showRankingScoreDetails": True,
        "matchingStrategy": "frequency",
    }
    if request.order is Order.NEWEST:
        asked |= {"sort": ["moment:desc", "key:desc"], "matchingStrategy": "all"}
    return asked


def _offset(request: Request) -> int:
    """How many hits are passed over: by date none, since a filter does it."""
    return request.after.moment if request.after and request.order is Order.RELEVANCE else 0


def _ranked(hit: Mapping[str, Any], request: Request, number: int) -> Ranked:
    is_ranked = request.order is Order.RELEVANCE
    key = int(hit["key"])
    return Ranked(
        key=key,
        score=float(hit["_rankingScore"]),
        matches=_matches(hit["_rankingScoreDetails"]),
        place=Place(request.order, number if is_ranked else int(hit["moment"]), key),
    )


def _matches(details: Mapping[str, Any]) -> bool:
    """Return whether enough of the words is there; where none were looked for, everything matches."""
    words = details.get("words")
    return not words or words["matchingWords"] >= _MATCHES * words["maxMatchingWords"]


def _counts(wanted: Sequence[str], found: Mapping[str, Mapping[str, int]]) -> dict[str, list[Count]]:
    return {
        name: [
            Count(value=value, count=count)
            for value, count in sorted(
                found.get(filters.attribute(name), {}).items(), key=lambda pair: (-pair[1], pair[0])
            )
        ]
        for name in wanted
    }
