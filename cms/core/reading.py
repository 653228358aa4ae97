"""Reading many pages at once: what is the same for all of them is asked for once.

Outside of :func:`one_reading` nothing is remembered, so no answer can be older than the batch that it is used in.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import update_wrapper, wraps
from typing import Any, Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
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


class EachOnce(Generic[K, T]):
    """A function that answers for many keys at once, leaving out those without an answer: in a reading each is asked
    for once. Whoever knows what will be asked one by one asks for all of it first."""

    def __init__(self, function: Callable[[list[K]], Mapping[K, T]]) -> None:
        self._function = function
        update_wrapper(self, function)

    def __call__(self, keys: Iterable[K]) -> dict[K, T]:
        """The answers for those of these keys that have one."""
        wanted, known = dict.fromkeys(keys), self._known()
        if missing := [key for key in wanted if key not in known]:
            found = self._function(missing)
            known.update((key, found.get(key)) for key in missing)
        return {key: value for key in wanted if (value := known[key]) is not None}

    def known(self, key: K) -> tuple[T | None] | None:
        """The value that this reading has been told of a key; None where it was not asked for."""
        if _memory.get() is None:
            return None
        known = self._known()
        return (known[key],) if key in known else None

    def _known(self) -> dict[K, T | None]:
        memory = _memory.get()
        known: dict[K, T | None] = {} if memory is None else memory.setdefault(self, {})
        return known
