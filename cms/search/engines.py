"""The engines that answer: the one of this installation, and the database's own where that is away."""

from collections.abc import Callable
from typing import Final

from cms.search.engine import Away, Engine, Found
from cms.search.kept.engine import KeptEngine
from cms.search.requests import Request
from retrieval.queries import Query

_others: Final[list[Callable[[str], Engine]]] = []


def prefer(engine_of: Callable[[str], Engine]) -> None:
    """Let an engine, made for a city, answer before the database's own."""
    _others[:] = [engine_of]


def ask(request: Request, query: Query) -> tuple[Found, Engine, bool]:
    """Return what an engine found, which one, and whether it stands in for another that is away."""
    own = KeptEngine(request.site)
    for engine_of in _others:
        engine = engine_of(request.site)
        try:
            return engine.search(request, query), engine, False
        except Away:
            return own.search(request, query), own, True
    return own.search(request, query), own, False
