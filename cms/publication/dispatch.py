"""Sending what is owed, several at a time, so that a receiver that says nothing holds up no other.

One thread asks the database: it claims what is due, each delivery for a lease of its own that is longer than sending
can take, gives it to a thread that only sends, and writes down what became of it. A worker that is killed leaves its
deliveries to be sent again when their leases end; while a lease lasts, nobody else sends. Receivers that are away rest,
for longer each time, and get one delivery to show that they are back.
"""

import random
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, Now

from cms.jobs.failures import told
from cms.publication.deliveries import LEASE, WEBHOOK, letter, target_of
from cms.publication.models import Delivery, Webhook
from cms.publication.sending import Letter, Limits, NotTaken, send

MAX_ATTEMPTS: Final = 12
FIRST_REST: Final = timedelta(seconds=10)
LONGEST_REST: Final = timedelta(minutes=10)
LONGEST_WAIT: Final = timedelta(hours=1)
# Seconds for which the thread that asks the database waits for those that send.
_PATIENCE: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Claim:
    """A delivery that is this worker's for its lease, and the webhook as it was then."""

    delivery: Delivery
    webhook: Webhook


class Dispatcher:
    """What one worker sends. All methods are called in one thread."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._under_way: dict[int, _Claim] = {}
        self._came_back: SimpleQueue[tuple[_Claim, Exception | None]] = SimpleQueue()
        self._unrecorded: deque[tuple[_Claim, Exception | None]] = deque()

    def go_on(self) -> int:
        """Write down what has been sent, begin what is due; returns how many that were, and are under way."""
        moved = self._record() + self._begin()
        if self._under_way and not moved:
            moved = self._record(wait=_PATIENCE)
        return moved + len(self._under_way)

    def finish(self) -> None:
        """Wait for what is under way, which cannot take longer than its whole time."""
        until = monotonic() + self._limits.whole + 1
        while self._under_way and monotonic() < until:
            self._record(wait=_PATIENCE)

    def _begin(self) -> int:
        begun = 0
        for claim in self._claims():
            try:
                sent = letter(claim.delivery, claim.webhook)
            except Exception as error:
                self._unrecorded.append((claim, error))
            else:
                threading.Thread(target=self._send, args=(claim, sent), name="delivery", daemon=True).start()
            self._under_way[claim.delivery.pk] = claim
            begun += 1
        return begun

    def _send(self, claim: _Claim, sent: Letter) -> None:
        """The life of a thread that sends; it asks nothing of the database."""
        try:
            send(sent, self._limits)
        except Exception as error:
            self._came_back.put((claim, error))
        else:
            self._came_back.put((claim, None))

    def _claims(self) -> Iterator[_Claim]:
        """Those that were not away come first; the others leave them half of the threads."""
        for webhook in webhooks_with_something_due().order_by("failures", "pk"):
            busy = sum(claim.webhook.pk == webhook.pk for claim in self._under_way.values())
            most = 1 if webhook.failures else self._limits.for_one
            threads = self._limits.threads // 2 if webhook.failures else self._limits.threads
            if (free := min(most - busy, threads - len(self._under_way))) > 0:
                for delivery in claim(target_of(webhook.pk), limit=free):
                    yield _Claim(delivery, webhook)

    def _record(self, *, wait: float = 0.0) -> int:
        """How many came back. What the database does not take now is kept for the next time."""
        try:
            self._unrecorded.append(self._came_back.get(timeout=wait) if wait else self._came_back.get_nowait())
            while True:
                self._unrecorded.append(self._came_back.get_nowait())
        except Empty:
            recorded = len(self._unrecorded)
        while self._unrecorded:
            claim, error = self._unrecorded[0]
            with transaction.atomic():
                _record(claim, error)
            self._unrecorded.popleft()
            self._under_way.pop(claim.delivery.pk, None)
        return recorded


def _due() -> Any:
    return Delivery.objects.filter(state=Delivery.State.PENDING, available_at__lte=Now())


def webhooks_with_something_due() -> Any:
    """Those that do not rest and are owed something now: one probe of an index for each, apart for EXPLAIN."""
    target = Concat(Value(WEBHOOK), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    awake = Webhook.objects.filter(Q(rests_until=None) | Q(rests_until__lte=Now()), active=True)
    return awake.filter(Exists(_due().filter(target=target)))


def claim(target: str, *, limit: int) -> list[Delivery]:
    """Take deliveries that are due for the length of a lease; another worker takes others meanwhile."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        due = _due().filter(target=target).order_by("available_at", "id")
        claimed = list(due.select_for_update(skip_locked=skip, of=("self",) if skip else ())[:limit])
        Delivery.objects.filter(pk__in=[delivery.pk for delivery in claimed]).update(
            available_at=Now() + LEASE, attempts=F("attempts") + 1
        )
    return list(
        Delivery.objects.filter(pk__in=[delivery.pk for delivery in claimed]).select_related("entry").order_by("id")
    )


def _record(claim: _Claim, error: Exception | None) -> None:
    """What became of it, unless its lease has ended and somebody else has it: the number of attempts tells."""
    delivery, webhook = claim.delivery, Webhook.objects.filter(pk=claim.webhook.pk, failures=claim.webhook.failures)
    mine = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts, state=Delivery.State.PENDING)
    if error is None:
        mine.update(state=Delivery.State.DONE, done_at=Now(), error="")
        if claim.webhook.failures:
            webhook.update(failures=0, rests_until=None, error="")
        return
    reason = error.reason if isinstance(error, NotTaken) else told(error)
    is_last = delivery.attempts >= MAX_ATTEMPTS
    mine.update(
        error=reason,
        state=Delivery.State.FAILED if is_last else Delivery.State.PENDING,
        available_at=Now() + _spread(min(LONGEST_WAIT, timedelta(seconds=5) * 2 ** min(delivery.attempts, 20))),
    )
    if isinstance(error, NotTaken) and error.is_away:
        rest = min(LONGEST_REST, FIRST_REST * 2 ** min(claim.webhook.failures, 20))
        webhook.update(failures=F("failures") + 1, rests_until=Now() + _spread(rest), error=reason)


def _spread(time: timedelta) -> timedelta:
    """A little longer, each time another: what failed together is not tried again together."""
    return time * random.uniform(1.0, 1.2)
