"""The worth of an item before its words are looked at: by its kind, and by whether it is in the language of the reader.

It orders what answers a query about as well, and no more: documents are released by the thousand, and would bury the
one post that explains them; of a post and its translation, a reader wants the one that can be read.
"""

from collections.abc import Callable, Mapping
from typing import Final

from cms.search import dimensions
from cms.search.kinds import ROWS
from cms.search.requests import Order, Request

# What is in another language than the reader's is worth so much of what is in it.
_FOREIGN: Final = 0.8


def of(request: Request) -> Mapping[str, Callable[[str], float]]:
    """Return for each dimension by which a request orders what a value of it is worth."""
    found: dict[str, Callable[[str], float]] = {}
    if request.order is not Order.RELEVANCE:
        return found
    if len(request.filters.get(dimensions.KIND, ())) != 1:
        found[dimensions.KIND] = of_kind
    if request.language:
        found[dimensions.LANGUAGE] = lambda language: 1.0 if language == request.language else _FOREIGN
    return found


def of_kind(kind: str) -> float:
    """Return what an item of a kind is worth, 1 or less."""
    return ROWS[kind].worth if kind in ROWS else 1.0
