"""The door for channels: what tells others, without being asked, that something public has changed.

A channel is **owed** or it **follows**, and is registered from ``AppConfig.ready``.

*Owed* (:class:`OwedChannel`: webhooks, mail, inboxes): each change is a row for each receiver that takes it, written in
the transaction of the change and sent later, one by one, until it is taken or given up. What is sent is built when it
is sent, and says how the item is then, so that sending it twice is harmless and nothing withdrawn leaves late.

*Following* (:class:`FollowingChannel`: search, dumps, caches): a bookmark in the ledger's changes, and whole batches;
no row an item. An item that changed twice meanwhile comes once, as it is now.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured

from cms import registry
from cms.core import outgoing
from cms.core.outputs import Published
from cms.jobs import job
from cms.jobs.failures import Reasoned
from cms.jobs.job import Job

# As long as the name of a channel and the key of a receiver may be.
LONGEST: Final = 29


class What(Enum):
    """``PUBLISHED`` for the first time, ``CHANGED`` or back again, or ``WITHDRAWN``, whatever the reason."""

    PUBLISHED = "published"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Published):
    """An item and what became of it; ``sequence`` is the number of the change among those of its city.

    The ``record`` of what is withdrawn has its key, IRI, address, site and language, and nothing else.
    """

    sequence: int
    changed_at: datetime
    version: int
    is_public: bool

    @property
    def what(self) -> What:
        """The sort of change: published, changed or withdrawn."""
        if not self.is_public:
            return What.WITHDRAWN
        return What.PUBLISHED if self.version == 1 else What.CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """One of those whom a channel tells of the changes of ``site``, of every city where that is empty.

    ``key`` is the same for life, such as the id of a row; ``title`` is its name for an operator; ``address`` is what
    the channel itself needs to send to it. One that is not ``is_on`` is owed nothing.
    """

    key: str
    title: str
    site: str = ""
    is_on: bool = True
    address: Any = None

    def __post_init__(self) -> None:
        if not 0 < len(self.key) <= LONGEST:
            raise ValueError(f"the key of a receiver has 1 to {LONGEST} characters")


class NotTaken(Reasoned):
    """It was not taken. ``is_away`` says that the other side would take nothing else now either."""

    def __init__(self, reason: str, *, is_away: bool) -> None:
        super().__init__(reason)
        self.is_away = is_away


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits(outgoing.Limits):
    """Those of one delivery, in seconds; how many are sent at once, and how many of these to one receiver.

    With one at a time, a receiver gets changes in their order, but for what is tried again.
    """

    threads: int = 16
    for_one: int = 2

    @property
    def lease(self) -> timedelta:
        """For how long a delivery is one worker's alone: three times what sending can take, and a minute at least."""
        return timedelta(seconds=max(60.0, 3 * self.whole))


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """The rule for trying a delivery again: the wait after the first attempt doubles up to the longest.

    A receiver that is away is left in peace for the same first wait, then twice as long, at most ``longest_rest``.
    """

    attempts: int = 12
    first: timedelta = timedelta(seconds=10)
    longest: timedelta = timedelta(hours=1)
    longest_rest: timedelta = timedelta(minutes=10)


def _everything(receiver: Receiver, change: Change) -> bool:
    return True


T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class OwedChannel(Generic[T]):
    """A channel that tells each receiver of each change.

    ``words`` say to an operator what it does, translated; ``withdrawal`` what it does once an item is withdrawn.
    ``receivers`` asks the database once; it is called for each change and for what is due. ``takes`` decides, at the
    change and by what it is given alone, whether a receiver is owed it, where the record of what is withdrawn is still
    whole. ``build`` makes what is sent, or None where nothing is to be told any more, and may ask the database;
    ``send`` must not, and ends within ``limits.whole``: it returns once it was taken and raises NotTaken, or anything
    else, where it was not.
    """

    name: str
    words: Any
    withdrawal: Any
    receivers: Callable[[], Sequence[Receiver]]
    build: Callable[[Receiver, Change], T | None]
    send: Callable[[T, Limits], None]
    takes: Callable[[Receiver, Change], bool] = _everything
    retry: Retry = Retry()
    limits: Limits = Limits()

    def target(self, receiver: Receiver | None = None) -> str:
        """The receiver as a delivery names it, such as ``webhook:3``; without one the channel itself, ``webhook:``."""
        return f"{self.name}:{receiver.key if receiver else ''}"

    def owes(self, receiver: Receiver, change: Change) -> bool:
        """Return whether a receiver is to be told of a change."""
        return receiver.is_on and receiver.site in ("", change.site) and self.takes(receiver, change)


def _nothing(limit: int) -> Sequence[int]:
    return ()


def _none(ids: Sequence[int]) -> None:
    """Nothing waits."""


@dataclass(frozen=True, kw_only=True)
class FollowingChannel:
    """A channel that is told of all changes, some at a time, by a background job of its ``name`` and ``words``.

    ``follow`` is called with at most ``batch`` changes of the ``kinds`` that it takes, of all where there are none, but
    of none that it ``leaves_out``.
    What it writes to the database is kept together with the bookmark or not at all; where it tells another system it
    is ``is_outside``, holds no transaction meanwhile, and gets the same batch again after a kill. NotTaken with
    ``is_away`` tries all of it again later; what else it raises is the fault of an item, which is found and set aside.

    ``waiting`` are the ids of at most so many items that the channel has left itself for later, ``again`` does them and
    takes them away. ``limit`` is that of the job, which waits after each batch ``gives_way`` times as long as it took
    while the store is being filled.
    """

    name: str
    words: Any
    follow: Callable[[Sequence[Change]], Any]
    kinds: frozenset[str] = frozenset()
    leaves_out: frozenset[str] = frozenset()
    batch: int = 100
    is_outside: bool = False
    waiting: Callable[[int], Sequence[int]] = _nothing
    again: Callable[[Sequence[int]], Any] = _none
    limit: timedelta = timedelta(minutes=5)
    gives_way: float = 0.0

    @property
    def takes_any(self) -> bool:
        """Return whether it is told of items of any kind."""
        return not (self.kinds or self.leaves_out)

    def takes(self, kind: str) -> bool:
        """Return whether it is told of items of a kind."""
        return (not self.kinds or kind in self.kinds) and kind not in self.leaves_out


Channel = OwedChannel[Any] | FollowingChannel

_channels: Final[dict[str, Channel]] = {}
_job_of: Final[list[Callable[[FollowingChannel], Job]]] = []


def register(*channels: Channel) -> None:
    """Add channels; to be called in ``AppConfig.ready``. ImproperlyConfigured for a name that another channel has."""
    for channel in channels:
        if not 0 < len(channel.name) <= LONGEST or ":" in channel.name:
            raise ImproperlyConfigured(f"{channel.name!r} is no name of a channel: 1 to {LONGEST} characters, no colon")
    registry.add(_channels, channels, of="channels")
    _register_jobs(channels)


def follow_by(job_of: Callable[[FollowingChannel], Job]) -> None:
    """Let the ledger say by what job it is followed."""
    _job_of[:] = [job_of]
    _register_jobs(_channels.values())


def _register_jobs(channels: Iterable[Channel]) -> None:
    followers = [channel for channel in channels if isinstance(channel, FollowingChannel)]
    job.register(*(job_of(channel) for job_of in _job_of for channel in followers))


def owed() -> tuple[OwedChannel[Any], ...]:
    """The channels that are owed changes, in the order in which they were registered."""
    return tuple(channel for channel in _channels.values() if isinstance(channel, OwedChannel))
