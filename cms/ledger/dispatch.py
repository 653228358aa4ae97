"""Sending what is owed, several at a time, so that a receiver that says nothing holds up no other.

One thread asks the database: it claims what is due, each delivery for a lease of its own that is longer than sending
can take, gives it to a thread that only sends, and writes down what became of it. A worker that is killed leaves its
deliveries to be sent again when their leases end; while a lease lasts, nobody else sends. Receivers that are away rest,
for longer each time, and get one delivery to show that they are back.

Each channel has threads of its own. One that cannot say who its receivers are rests as if these were away; what is owed
by one that is not registered waits until it is.
"""

import logging
import random
import threading
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Final

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now

from cms.core import channels
from cms.core.channels import NotTaken, OwedChannel, Receiver, Retry
from cms.jobs.failures import told
from cms.ledger.deliveries import change_of, firsts, give_up, receivers_of, share_out
from cms.ledger.models import Delivery, ReceiverState

# Seconds for which the thread that asks the database waits for those that send.
_PATIENCE: Final = 0.5
# Of what is said of an error, so much is kept.
_ERROR: Final = 500

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that is this worker's for its lease, and its receiver as it was then, away so many times in a row."""

    delivery: Delivery
    channel: OwedChannel[Any]
    receiver: Receiver
    failures: int = 0
    since: float = field(default_factory=monotonic)

    @property
    def is_over(self) -> bool:
        """Return whether it is anybody's by now: a channel that sends for so long is not waited for."""
        return monotonic() > self.since + self.channel.limits.lease.total_seconds()


class Dispatcher:
    """The sending of one worker, to these channels or all that are registered. All methods are called in one thread."""

    def __init__(self, owed: Sequence[OwedChannel[Any]] | None = None) -> None:
        self._owed = owed
        self._under_way: dict[int, Claim] = {}
        self._came_back: SimpleQueue[tuple[Claim, BaseException | None]] = SimpleQueue()
        self._unrecorded: deque[tuple[Claim, BaseException | None]] = deque()

    def go_on(self) -> int:
        """Write down what has been sent, begin what is due; returns how many that were, and are under way."""
        moved = self._record() + self._begin()
        if self._under_way and not moved:
            moved = self._record(wait=_PATIENCE)
        return moved + len(self._under_way)

    def finish(self) -> None:
        """Wait for what is under way, which may not take longer than its whole time."""
        until = monotonic() + max((claim.channel.limits.whole for claim in self._under_way.values()), default=0) + 1
        while self._under_way and monotonic() < until:
            self._record(wait=_PATIENCE)

    def _begin(self) -> int:
        """Those that were not away come first; the others leave them half of the threads of the channel."""
        known = {channel.name: channel for channel in (channels.owed() if self._owed is None else self._owed)}
        receivers: dict[str, Mapping[str, Receiver] | Exception] = {}
        begun = 0
        for target, failures in due():
            name, _, key = target.partition(":")
            if (channel := known.get(name)) is None:
                continue
            if name not in receivers:
                receivers[name] = receivers_of(channel)
            found = receivers[name]
            if isinstance(found, Exception):
                _rest(target, failures=failures, retry=channel.retry, reason=told(found))
            elif key:
                begun += self._begin_for(channel, found.get(key), target, failures)
            else:
                begun += _share_out(channel, found, failures)
        return begun

    def _begin_for(self, channel: OwedChannel[Any], receiver: Receiver | None, target: str, failures: int) -> int:
        """Begin as many deliveries to a receiver as may be under way at once; returns how many."""
        if receiver is None or not receiver.is_on:
            give_up(target, reason="the receiver was removed or switched off")
            return 0
        limits = channel.limits
        of_channel = [claim for claim in self._under_way.values() if claim.channel.name == channel.name]
        busy = [claim.delivery.entry_id for claim in of_channel if claim.receiver.key == receiver.key]
        most, threads = (1, max(limits.threads // 2, 1)) if failures else (limits.for_one, limits.threads)
        free = min(most - len(busy), threads - len(of_channel))
        claimed = claim(target, limit=free, lease=limits.lease, but=busy) if free > 0 else []
        for delivery in claimed:
            self._begin_one(Claim(delivery, channel, receiver, failures))
        return len(claimed)

    def _begin_one(self, claim: Claim) -> None:
        self._under_way[claim.delivery.pk] = claim
        try:
            change = change_of(claim.delivery.entry, sequence=claim.delivery.sequence)
            built = claim.channel.build(claim.receiver, change)
        except Exception as error:
            self._unrecorded.append((claim, error))
            return
        if built is None:
            self._unrecorded.append((claim, None))
        else:
            threading.Thread(target=self._send, args=(claim, built), name="delivery", daemon=True).start()

    def _send(self, claim: Claim, built: Any) -> None:
        """The life of a thread that sends; it asks nothing of the database."""
        try:
            claim.channel.send(built, claim.channel.limits)
        except BaseException as error:  # also what a library means to end the program with
            self._came_back.put((claim, error))
        else:
            self._came_back.put((claim, None))

    def _record(self, *, wait: float = 0.0) -> int:
        """How many came back. What the database does not take now is kept for the next time."""
        try:
            self._unrecorded.append(self._came_back.get(timeout=wait) if wait else self._came_back.get_nowait())
            while True:
                self._unrecorded.append(self._came_back.get_nowait())
        except Empty:
            self._unrecorded.extend(self._over())
            recorded = len(self._unrecorded)
        while self._unrecorded:
            claim, error = self._unrecorded[0]
            with transaction.atomic():
                _record(claim, error)
            self._unrecorded.popleft()
            self._under_way.pop(claim.delivery.pk, None)
        return recorded

    def _over(self) -> Iterator[tuple[Claim, BaseException]]:
        """What is still being sent when its lease has ended; what its thread says later is written down too."""
        known = {claim.delivery.pk for claim, _ in self._unrecorded}
        for pk, claim in self._under_way.items():
            if claim.is_over and pk not in known:
                yield claim, NotTaken(f"not sent within {claim.channel.limits.whole:g} s", is_away=True)


def due() -> QuerySet[Delivery, Any]:
    """The receivers that do not rest and are owed something now, and how often in a row each was away.

    One query, whatever the number of channels and of deliveries.
    """
    state = ReceiverState.objects.filter(target=OuterRef("target"))
    failures = Coalesce(Subquery(state.values("failures")), 0)
    awake = firsts().filter(~Exists(state.filter(rests_until__gt=Now())), available_at__lte=Now())
    return (
        awake.annotate(failures=failures).order_by("failures", "available_at", "pk").values_list("target", "failures")
    )


def claim(target: str, *, limit: int, lease: timedelta, but: Collection[int] = ()) -> list[Delivery]:
    """Take deliveries that are due for the length of a lease; another worker takes others meanwhile.

    None of the entries in ``but``, which are under way, and all are read at once: so what says that an item is public
    does not come in after what says that it is withdrawn.
    """
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        found = Delivery.objects.filter(state=Delivery.State.PENDING, available_at__lte=Now(), target=target)
        mine = found.exclude(entry_id__in=but).order_by("available_at", "id")
        claimed = [row.pk for row in mine.select_for_update(skip_locked=skip, of=("self",) if skip else ())[:limit]]
        Delivery.objects.filter(pk__in=claimed).update(available_at=Now() + lease, attempts=F("attempts") + 1)
    return list(Delivery.objects.filter(pk__in=claimed).select_related("entry").order_by("id"))


def _record(claim: Claim, error: BaseException | None) -> None:
    """What became of it, unless its lease has ended and somebody else has it: the number of attempts tells."""
    delivery, retry = claim.delivery, claim.channel.retry
    mine = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts, state=Delivery.State.PENDING)
    if error is None:
        mine.update(state=Delivery.State.DONE, done_at=Now(), error="")
        if claim.failures:
            ReceiverState.objects.filter(target=delivery.target, failures=claim.failures).delete()
        return
    reason = error.reason if isinstance(error, NotTaken) else told(error)
    is_last = delivery.attempts >= retry.attempts
    wait = min(retry.longest, retry.first * 2 ** min(delivery.attempts - 1, 20))
    mine.update(
        error=reason[:_ERROR],
        state=Delivery.State.FAILED if is_last else Delivery.State.PENDING,
        available_at=Now() + _spread(wait),
    )
    if isinstance(error, NotTaken) and error.is_away:
        _rest(delivery.target, failures=claim.failures, retry=retry, reason=reason)


def _share_out(channel: OwedChannel[Any], receivers: Mapping[str, Receiver], failures: int) -> int:
    """What a channel was owed itself; it rests where it fails again. Returns how many changes."""
    try:
        shared = share_out(channel, receivers)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("The channel %s cannot say who takes what has changed.", channel.name)
        _rest(channel.target(), failures=failures, retry=channel.retry, reason=told(error))
        return 0
    ReceiverState.objects.filter(target=channel.target()).delete()
    return shared


def _rest(target: str, *, failures: int, retry: Retry, reason: str) -> None:
    """A receiver was away once more; what failed beside it and was recorded before has said so for both."""
    until = Now() + _spread(min(retry.longest_rest, retry.first * 2 ** min(failures, 20)))
    if failures:
        state = ReceiverState.objects.filter(target=target, failures=failures)
        state.update(failures=failures + 1, rests_until=until, error=reason[:_ERROR])
    else:
        first = ReceiverState(target=target, failures=1, rests_until=until, error=reason[:_ERROR])
        ReceiverState.objects.bulk_create([first], ignore_conflicts=True)


def _spread(time: timedelta) -> timedelta:
    """A little longer, each time another: what failed together is not tried again together."""
    return time * random.uniform(1.0, 1.2)
