"""The watch over the database: one question about the ledger's clock after the other, in a thread of its own.

Requests read what the thread knows and never wait for it. A database can be away in two ways: it refuses, which is an
error at once, or it is silent, which is known only by how long it has been owing the last answer.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from django.db import Error, connections

from cms.ledger import moments

INTERVAL_SECONDS: Final = 0.4
SILENT_SECONDS: Final = 2.0

logger = logging.getLogger(__name__)

Tell = Callable[[moments.Moment], None]


class Contact:
    """Asks ``ask`` again and again, and hands each answer to ``tell``; both run in the thread.

    A file on this machine ``is_remote`` not: it refuses, but it is never silent, only this machine is busy.
    """

    def __init__(self, ask: Callable[[], moments.Moment], tell: Tell, *, is_remote: bool) -> None:
        self._ask = ask
        self._tell = tell
        self._is_remote = is_remote
        self._stop = threading.Event()
        self._first = threading.Event()
        self._asked_at: float | None = None
        self._answered_at = time.monotonic()
        self._failed = False
        self._thread = threading.Thread(target=self._run, name="contact", daemon=True)

    def start(self) -> None:
        """Go on asking in the background; returns with the first answer, or where it does not come."""
        self._thread.start()
        self._first.wait(SILENT_SECONDS)

    def stop(self) -> None:
        """Ask no more."""
        self._stop.set()

    def owing(self) -> float:
        """For how many seconds the database has been owing an answer; 0 where it owes none."""
        asked_at = self._asked_at
        return 0.0 if asked_at is None or not self._is_remote else time.monotonic() - asked_at

    def lost(self) -> bool:
        """True where the last question ended in an error, or has waited too long for its answer."""
        return self._failed or self.owing() > SILENT_SECONDS

    def lost_for(self) -> float:
        """The seconds since the last answer while contact is lost; 0 while it is not."""
        return time.monotonic() - self._answered_at if self.lost() else 0.0

    def _run(self) -> None:
        while not self._stop.is_set():
            self._ask_once()
            self._first.set()
            self._stop.wait(INTERVAL_SECONDS)

    def _ask_once(self) -> None:
        self._asked_at = time.monotonic()
        try:
            moment = self._ask()
        except (Error, OSError) as error:
            if not self._failed:
                logger.error("the database does not answer: %s", error)
            self._failed = True
        else:
            # What was published meanwhile is told before anything counts as fresh again.
            self._tell(moment)
            self._answered_at = time.monotonic()
            if self._failed:
                logger.warning("the database answers again")
            self._failed = False
        self._asked_at = None


class OwnConnection:
    """The clock, read over a connection that belongs to no pool and to the one thread that asks."""

    def __init__(self) -> None:
        self._connection: Any = None

    def __call__(self) -> moments.Moment:
        if self._connection is None:
            self._connection = connections["default"].copy("contact")
            self._connection.settings_dict["OPTIONS"].pop("pool", None)
        try:
            return moments.clock(self._connection)
        except (Error, OSError):
            self._connection.close()
            raise
