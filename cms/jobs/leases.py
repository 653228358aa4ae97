"""One machine at a time: a row with a holder and an end, by the database's clock, which no machine's own can outrun.

A holder that was killed lets go when its lease ends. A holder that was cut off stops believing a little earlier, by
its own steady clock; what it might still write in a transaction, :func:`fence` refuses.
"""

import os
import secrets
import socket
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Final

from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from cms.jobs.models import Lease

MACHINE: Final = socket.gethostname()[:120]
# Of a lease, how much earlier its holder stops believing in it than others do.
_MARGIN: Final = 0.2

_working: ContextVar[tuple[str, int] | None] = ContextVar("working", default=None)


class LeaseLost(Exception):
    """Somebody else has the job now; nothing of the transaction may be kept."""


def fence() -> None:
    """Let the transaction of a job's step go on only while the job is this worker's, and keep it so until its end.

    LeaseLost where another has taken it over. Nothing is asked outside of a worker, such as in a command.
    """
    if held := _working.get():
        name, token = held
        if not Lease.objects.select_for_update(no_key=True).filter(name=name, token=token).exists():
            raise LeaseLost(name)


class Leases:
    """The leases that one worker holds. Threads may ask and keep at the same time."""

    def __init__(self, *, length: timedelta) -> None:
        self.holder = f"{MACHINE}:{os.getpid()}:{secrets.token_hex(4)}"
        self._length = length
        self._lock = threading.Lock()
        self._held: dict[str, tuple[int, float]] = {}
        self._known: set[str] = set()

    def holds(self, name: str) -> bool:
        """Return whether this worker may believe that it is the only one."""
        token_and_end = self._held.get(name)
        return token_and_end is not None and monotonic() < token_and_end[1]

    @contextmanager
    def working(self, name: str) -> Iterator[None]:
        """Work in the context as the holder of ``name``."""
        held = self._held.get(name)
        reset = _working.set((name, held[0]) if held else None)
        try:
            yield
        except LeaseLost:
            self._held.pop(name, None)
            raise
        finally:
            _working.reset(reset)

    def keep(self, names: Collection[str]) -> None:
        """Renew what is held of ``names``, and take what nobody holds. What a transaction holds is left to it."""
        with self._lock:
            until = monotonic() + self._length.total_seconds() * (1 - _MARGIN)
            with transaction.atomic():
                kept = {lease.name: lease.token for lease in self._obtainable(names)}
                Lease.objects.filter(name__in=kept).update(holder=self.holder, expires_at=Now() + self._length)
            self._held |= {name: (token, until) for name, token in kept.items()}

    def _obtainable(self, names: Collection[str]) -> list[Lease]:
        if unknown := set(names) - self._known:
            past = datetime(1970, 1, 1, tzinfo=UTC)
            Lease.objects.bulk_create([Lease(name=n, expires_at=past) for n in unknown], ignore_conflicts=True)
            self._known |= unknown
        skip = connection.features.has_select_for_update_skip_locked
        free = Q(holder=self.holder) | Q(expires_at__lte=Now())
        leases = list(Lease.objects.select_for_update(skip_locked=skip).filter(free, name__in=names))
        if new := [lease for lease in leases if lease.holder != self.holder]:
            Lease.objects.filter(pk__in=[lease.pk for lease in new]).update(token=F("token") + 1)
            for lease in new:
                lease.token += 1
        return leases

    def of_others(self, names: Collection[str]) -> set[str]:
        """Those of ``names`` that another worker has taken over."""
        others = Lease.objects.filter(name__in=names).exclude(holder=self.holder)
        return set(others.values_list("name", flat=True)) if names else set()

    def let_go(self, names: Collection[str]) -> None:
        """Let others have these at once."""
        with self._lock:
            held = {name for name in names if self._held.pop(name, None)}
            Lease.objects.filter(name__in=held, holder=self.holder).update(expires_at=Now())
