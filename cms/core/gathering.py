"""Saving much in one transaction: what follows from each save is done once, for all of them, when all are saved.

Outside of :func:`gathering` it follows at once.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final, TypeVar

K = TypeVar("K", bound=Hashable)

_gathered: Final[ContextVar[dict[Callable[..., None], dict[Any, None]] | None]] = ContextVar("gathered", default=None)
_order: Final[dict[Callable[..., None], int]] = {}


@contextmanager
def gathering() -> Iterator[None]:
    """A scope, within a transaction, at whose end follows what its saves have asked for; nothing where it fails.

    Until then nobody may read what follows from them. Scopes inside it share its end.
    """
    if _gathered.get() is not None:
        yield
        return
    token = _gathered.set({})
    try:
        yield
        asked = _gathered.get() or {}
    finally:
        _gathered.reset(token)
    for follow in sorted(asked, key=_order.__getitem__):
        follow(list(asked[follow]))


def gathered(follow: Callable[[list[K]], None]) -> Callable[[Iterable[K]], None]:
    """Make a function of what was saved one that is called at once, or once at the end of a scope, for all of it.

    Several follow each other in the order in which they are defined, whatever was saved first.
    """
    _order[follow] = len(_order)

    @wraps(follow)
    def wrapped(saved: Iterable[K]) -> None:
        asked = _gathered.get()
        if asked is None:
            follow(list(saved))
        else:
            asked.setdefault(follow, {}).update(dict.fromkeys(saved))

    return wrapped
