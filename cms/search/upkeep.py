"""The report to an operator on the indexes of all engines, and the work that can be asked for: ``manage.py search``.

Each engine says how its indexes fare and which ids they have; how they differ from the ledger is found here for all.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from typing import Final, Protocol

from cms import registry
from cms.ledger.joined import public_ids

# Ids that are read at once.
READ: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class State:
    """The state of the index of a city.

    ``texts`` is None where there is no index. ``behind`` are changes of the ledger that it has not been told of, of so
    many ``changes``; ``rebuilt`` is how many of these an index that is made anew has been told of, None where none is.
    """

    site: str
    texts: int | None
    changes: int
    behind: int
    rebuilt: int | None = None


class Upkeep(Protocol):
    """The upkeep of one engine's indexes; Away (of :mod:`cms.jobs.failures`) where its server does not answer."""

    @property
    def name(self) -> str:
        """The name of the engine."""
        ...

    def states(self) -> Sequence[State]:
        """The state of the index of each city."""
        ...

    def ids(self, site: str, *, after: int, most: int) -> Sequence[int]:
        """The ids of items that the index of a city has, those after one, in their order."""
        ...

    def rebuild(self, site: str) -> None:
        """Let the worker make the index of a city anew; what is read meanwhile is the one that is there."""
        ...


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The state of an index that does not follow the ledger: its ``texts``, and how many notes of what was written are
    ``waiting`` to be taken in."""

    name: str
    texts: int
    waiting: int


class Beside(Protocol):
    """The upkeep of indexes beside those of the public, which follow what is written."""

    @property
    def name(self) -> str:
        """The name of their kind."""
        ...

    def states(self) -> Sequence[Standing]:
        """The state of each."""
        ...

    def rebuild(self) -> Iterable[str]:
        """Let the worker make them all anew, beside those who search them; returns their names."""
        ...


_beside: Final[dict[str, Beside]] = {}
_upkeeps: Final[dict[str, Upkeep]] = {}


def register(upkeep: Upkeep) -> None:
    """Add that of an engine; to be called in ``AppConfig.ready``. ImproperlyConfigured for a name that is taken."""
    registry.add(_upkeeps, [upkeep], of="engines")


def registered() -> tuple[Upkeep, ...]:
    """The upkeep of each engine of this installation."""
    return tuple(_upkeeps.values())


def register_beside(*upkeeps: Beside) -> None:
    """Add those of indexes that are not the public's; to be called in ``AppConfig.ready``."""
    registry.add(_beside, upkeeps, of="kinds of indexes")


def beside() -> tuple[Beside, ...]:
    """The upkeep of each kind of indexes that are not the public's."""
    return tuple(_beside.values())


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Items that are public and not in an index, and those that it has and that are not public, by id."""

    missing: Sequence[int]
    left: Sequence[int]

    def __bool__(self) -> bool:
        return bool(self.missing or self.left)


def difference(upkeep: Upkeep, site: str) -> Difference:
    """Compare the index of a city with the ledger, some ids at a time.

    What changes meanwhile, and what the index is still to be told, is told as a difference.
    """
    ours = _all(lambda after: public_ids(site, after=after, most=READ))
    theirs = _all(lambda after: upkeep.ids(site, after=after, most=READ))
    missing, left = [], []
    both = merge(((one, True) for one in ours), ((one, False) for one in theirs))
    for one, some in groupby(both, key=lambda pair: pair[0]):
        where = [is_ours for _, is_ours in some]
        if where == [True]:
            missing.append(one)
        elif where == [False]:
            left.append(one)
    return Difference(missing=missing, left=left)


def _all(read: Callable[[int], Sequence[int]]) -> Iterator[int]:
    """Yield all ids in their order, read some at a time."""
    after = 0
    while some := read(after):
        yield from some
        after = some[-1]
