"""The protocol of an engine: it says which items answer a query and in which order, and is told of changes.

What it says may be late or stale: :mod:`cms.search.answers` joins each item to the ledger before anybody sees it, so an
engine can shorten a page and never show what is not public.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from cms.search.requests import Place, Request
from retrieval.queries import Query


class Capability(Enum):
    """An ability that not every engine has.

    ``EXACT_COUNTS``: counts of what was found are exact. ``TYPING_ERRORS``: a slip is found without being offered.
    ``WHOLE_STORE``: the best are found among all items, however many, and none is left out by a bound.
    """

    EXACT_COUNTS = "exact-counts"
    TYPING_ERRORS = "typing-errors"
    WHOLE_STORE = "whole-store"


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item that answers: the key of its text in the index, with what it scored.

    ``matches`` is False where so little of what was looked for is in it that it is only a suggestion.
    """

    key: int
    score: float
    matches: bool
    place: Place


@dataclass(frozen=True, kw_only=True)
class Count:
    """The number of items found that have a value."""

    value: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """The answer of an engine to one page of a search.

    ``counts`` are by dimension, the most frequent values first; ``estimated`` is how many items were found, which with
    ``counts`` is an estimate unless ``is_exact``. ``end`` is where the next page begins. ``cut_at`` is the moment, in
    microseconds since 1970, before which no item was looked at, None where all were.
    """

    hits: Sequence[Ranked]
    has_next: bool = False
    end: Place | None = None
    estimated: int = 0
    is_exact: bool = True
    counts: Mapping[str, Sequence[Count]] = field(default_factory=dict)
    cut_at: int | None = None


class Engine(Protocol):
    """The side that answers; ``name`` and ``capabilities`` are told in every answer.

    ``follower`` is the channel that tells it of changes.
    """

    name: str
    follower: str
    capabilities: frozenset[Capability]

    def search(self, request: Request, query: Query) -> Found:
        """Return one page of what a query finds; :class:`Away` where the engine does not answer."""
        ...


class Away(Exception):
    """The engine does not answer now; another one may."""
