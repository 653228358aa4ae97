"""The engines that answer: the one of this installation, and the database's own where that is away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from cms.ledger.untold import Untold, untold
from cms.search.engine import Away, Engine, Found
from cms.search.kept.engine import KeptEngine
from cms.search.requests import Request
from retrieval.queries import Query

# Items that an engine is asked to leave out, at most.
_LEFT_OUT: Final = 1_000

_others: Final[list[Callable[[str], Engine]]] = []


def prefer(engine_of: Callable[[str], Engine]) -> None:
    """Let an engine, made for a city, answer before the database's own."""
    _others[:] = [engine_of]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The answer of an engine, and which one: whether it had been told of all changes before it was asked.

    ``is_standby`` says that it stands in for another that is away.
    """

    found: Found
    engine: Engine
    is_current: bool
    is_standby: bool = False


def ask(request: Request, query: Query) -> Asked:
    """Ask the engine of this installation, or the database's own where that is away."""
    own = KeptEngine(request.site)
    for engine_of in _others:
        engine = engine_of(request.site)
        try:
            return _ask(engine, request, query)
        except Away:
            return _ask(own, request, query, is_standby=True)
    return _ask(own, request, query)


def _ask(engine: Engine, request: Request, query: Query, *, is_standby: bool = False) -> Asked:
    # Looked at first: what changes afterwards ends the life of every kept answer.
    left = untold(engine.follower, request.site, most=_LEFT_OUT)
    found = _as_told(engine, request, query, left)
    return Asked(found=found, engine=engine, is_current=left.is_level, is_standby=is_standby)


def _as_told(engine: Engine, request: Request, query: Query, left: Untold) -> Found:
    """What an engine finds of items that have not changed since it was told of them.

    Where too many have, nothing is counted by values, since the page alone can be looked through. What is narrowed to
    no value of a dimension finds nothing.
    """
    if not all(request.filters.values()):
        return Found(hits=[], counts={name: [] for name in request.counts})
    if left.ids is not None:
        return engine.search(request.without(left.ids), query)
    found = engine.search(request.uncounted(), query)
    changed = left.among([hit.key for hit in found.hits])
    hits = [hit for hit in found.hits if hit.key not in changed]
    return replace(found, hits=hits, is_exact=False, counts={name: [] for name in request.counts})
