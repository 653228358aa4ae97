"""Reading what a page says without what becomes of the pages that it links to."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_closed: Final[ContextVar[list[str] | None]] = ContextVar("closed links", default=None)


@contextmanager
def closed() -> Iterator[list[str]]:
    """A scope in which links to pages are their words alone. Lists the keys of the pages that were linked to.

    So what a page says does not hang on others, two of which may link to each other.
    """
    met: list[str] = []
    token = _closed.set(met)
    try:
        yield met
    finally:
        _closed.reset(token)


def met() -> list[str] | None:
    """The list of the scope, to add to; None outside of one."""
    return _closed.get()
