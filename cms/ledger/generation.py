"""Tokens that change whenever the ledger, or its vocabulary, has changed: what every cache in every process compares.

Twice eight random bytes in a small file that all processes of the machine map into memory: a writer replaces them after
its commit, a reader compares them at the cost of a slice. Changes made on another machine are seen by asking the
clock: a process that serves asks in the background (:func:`follow`), any other at most once a second when it needs to
know. A value never returns, so a cache filled during a change can never look fresh again.
"""

import mmap
import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from cms.ledger import moments
from cms.ledger.contact import Contact, OwnConnection

CHECK_SECONDS: Final = 1.0
_HALF: Final = 8
_SIZE: Final = 2 * _HALF

Generation = tuple[bytes, int]
T = TypeVar("T")


class _Stamp:
    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if os.fstat(descriptor).st_size < _SIZE:
                # Written and not only made longer: on a full disk a hole ends the process (SIGBUS) when it is touched.
                os.pwrite(descriptor, os.urandom(_SIZE), 0)
            self._map = mmap.mmap(descriptor, _SIZE)
        finally:
            os.close(descriptor)
        self._lock = threading.Lock()
        self._checked = 0.0
        self._seen = (-1, -1)
        self._remote = [0, 0]
        self.followed = False

    def current(self, *, vocabulary: bool) -> Generation:
        if not self.followed and time.monotonic() - self._checked > CHECK_SECONDS:
            self._ask_the_clock()
        return (self._map[_HALF:], self._remote[1]) if vocabulary else (self._map[:], self._remote[0])

    def _ask_the_clock(self) -> None:
        """Ask it, in one thread at a time: the others go on with what is known, unless that is nothing."""
        if not self._lock.acquire(blocking=not self._checked):
            return
        try:
            if time.monotonic() - self._checked > CHECK_SECONDS:
                self.tell(moments.clock())
        finally:
            self._lock.release()

    def tell(self, moment: moments.Moment) -> None:
        """Take what the clock says."""
        seen = (moment.sequence, moment.vocabulary)
        self._remote = [count + (new != old) for count, new, old in zip(self._remote, seen, self._seen, strict=True)]
        self._seen = seen
        self._checked = time.monotonic()

    def replace(self, *, vocabulary: bool) -> None:
        if vocabulary:
            self._map[:] = os.urandom(_SIZE)
        else:
            self._map[:_HALF] = os.urandom(_HALF)


_stamp: _Stamp | None = None
_contact: Contact | None = None


def _the_stamp() -> _Stamp:
    global _stamp
    if _stamp is None:
        _stamp = _Stamp(Path(settings.MADANG_STATE_DIR) / "generation")
    return _stamp


def current(*, vocabulary: bool = False) -> Generation:
    """The token of now; with ``vocabulary`` the one that stays while only items change."""
    return _the_stamp().current(vocabulary=vocabulary)


_read: dict[str, tuple[Generation, Any]] = {}


def fresh(name: str, read: Callable[[], T], *, vocabulary: bool = True) -> T:
    """Return what ``read`` gave since the ledger, or its vocabulary alone, last changed, kept under ``name``."""
    token = current(vocabulary=vocabulary)
    kept = _read.get(name)
    if kept is None or kept[0] != token:
        kept = (token, read())
        _read[name] = kept
    value: T = kept[1]
    return value


def kept(name: str) -> Any:
    """Return what ``fresh`` kept under ``name`` at last, whatever has changed since; None for nothing. No query."""
    found = _read.get(name)
    return found[1] if found else None


def follow() -> Contact:
    """Ask the clock in the background from now on; current() never waits then. To be called once, by a server."""
    global _contact
    stamp = _the_stamp()
    _contact = Contact(OwnConnection(), stamp.tell, is_remote=connection.vendor != "sqlite")
    stamp.followed = True
    _contact.start()
    return _contact


def reachable() -> bool:
    """Return whether the database answers: as the background knows, or by asking it where nothing does that."""
    if _contact:
        return not _contact.lost()
    try:
        moments.clock()
    except DatabaseError:
        return False
    return True


def lost_for() -> float:
    """For how many seconds the database has been known not to answer; 0 where nothing asks in the background."""
    return _contact.lost_for() if _contact else 0.0


def replace(*, vocabulary: bool = True) -> None:
    """Declare caches stale, at once."""
    _the_stamp().replace(vocabulary=vocabulary)


def replace_on_commit(*, vocabulary: bool) -> None:
    """Declare caches stale when the current transaction has committed."""
    transaction.on_commit(partial(replace, vocabulary=vocabulary))
