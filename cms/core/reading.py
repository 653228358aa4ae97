"""Reading many pages at once: what is the same for all of them is asked for once.

Outside of :func:`one_reading` nothing is remembered, so no answer can be older than the batch that it is used in.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final, TypeVar

T = TypeVar("T")

_memory: Final[ContextVar[dict[Hashable, Any] | None]] = ContextVar("reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """A scope in which no page is written, and each place is read once. Readings inside it share its memory."""
    if _memory.get() is not None:
        yield
        return
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def read_once(key: Callable[..., Hashable]) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Remember a function's answers for the rest of a reading; ``key`` makes of the arguments what one hangs on."""

    def decorate(function: Callable[..., T]) -> Callable[..., T]:
        @wraps(function)
        def wrapped(*args: Any) -> T:
            memory = _memory.get()
            if memory is None:
                return function(*args)
            name = (function, key(*args))
            if name not in memory:
                memory[name] = function(*args)
            found: T = memory[name]
            return found

        return wrapped

    return decorate
