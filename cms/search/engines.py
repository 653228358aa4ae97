"""The engines that answer: the one of this installation, and the database's own where that is away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cms.ledger import bookmarks
from cms.search.engine import Away, Engine, Found
from cms.search.kept.engine import KeptEngine
from cms.search.requests import Request
from retrieval.queries import Query

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
    is_current = bookmarks.is_level(engine.follower, request.site)
    found = engine.search(request, query)
    return Asked(found=found, engine=engine, is_current=is_current, is_standby=is_standby)
