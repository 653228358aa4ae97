"""The few threads that run the WSGI application, and what becomes of them while the database is silent."""

import asyncio
import logging
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final, Protocol
from wsgiref.types import WSGIApplication, WSGIEnvironment

from cms.core.errors import Unavailable
from cms.serving.answers import WHOLE, Answer, File, Headers, Spool

# Seconds after which a request is given up that waits for a thread while the database owes an answer for some time
# too. One that writes is waited for longer: whoever sent it cannot know whether it was done.
_PATIENCE: Final = {"GET": 0.8, "HEAD": 0.8, "OPTIONS": 0.8}
_LONGER: Final = 5.0
_AGAIN: Final = 0.1
_OWING: Final = 0.4
AWAY: Final = "the database does not answer at the moment"

logger = logging.getLogger(__name__)


class Contact(Protocol):
    """The contact with the database as it is known at this moment; asking never waits."""

    def lost(self) -> bool:
        """It does not, and it is known."""

    def owing(self) -> float:
        """For how many seconds it has been owing the answer to the last question; 0 where it owes none."""


class _Reply:
    """The place where a thread puts its answer; one that nobody waits for any more is closed."""

    def __init__(self, loop: asyncio.AbstractEventLoop, *, measured: bool) -> None:
        self.loop = loop
        self.measured = measured
        self.answer: asyncio.Future[Answer] = loop.create_future()

    def give(self, answer: Answer) -> None:
        self._call(self._set, answer)

    def fail(self, error: BaseException) -> None:
        self._call(self._fail, error)

    def _call(self, settle: Any, value: Any) -> None:
        # The loop is closed where the process has ended meanwhile.
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(settle, value)

    def _set(self, answer: Answer) -> None:
        if not self.answer.done():
            self.answer.set_result(answer)
        elif not isinstance(answer.body, bytes):
            answer.body.close()

    def _fail(self, error: BaseException) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)


class Threads:
    """``count`` threads for ``application``; ``waiting`` requests may wait for one, ``streams`` long answers lie in
    ``folder`` at once."""

    def __init__(
        self, application: WSGIApplication, *, contact: Contact, folder: Path, count: int, waiting: int, streams: int
    ) -> None:
        self._application = application
        self._contact = contact
        self._folder = folder
        self._count = count
        self._most = waiting
        self._waiting = 0
        self._stuck = 0
        self._streams = BoundedSemaphore(streams)
        self._pool = self._new_pool()

    async def ask(self, environ: WSGIEnvironment) -> Answer:
        """Have it answered by a thread, which closes the body. Unavailable where too many wait, or the database falls
        silent meanwhile."""
        if self._waiting >= self._most:
            environ["wsgi.input"].close()
            raise Unavailable("too many requests wait for an answer")
        # The answer to HEAD has no body that its length could be taken from.
        reply = _Reply(asyncio.get_running_loop(), measured=environ["REQUEST_METHOD"] != "HEAD")
        self._waiting += 1
        try:
            self._pool.submit(self._work, environ, reply).add_done_callback(partial(_refuse_unbegun, environ, reply))
            return await self._answered(reply.answer, patience=_PATIENCE.get(environ["REQUEST_METHOD"], _LONGER))
        finally:
            self._waiting -= 1

    async def _answered(self, answer: asyncio.Future[Answer], *, patience: float) -> Answer:
        """The answer. That a statement takes long is no reason to give up: then the database answers others."""
        while not (await asyncio.wait({answer}, timeout=patience))[0]:
            if self._contact.lost() or self._contact.owing() > _OWING:
                answer.cancel()
                self._replace_stuck_threads()
                raise Unavailable(AWAY)
            patience = _AGAIN
        return answer.result()

    def _replace_stuck_threads(self) -> None:
        """A thread that waits for a silent database cannot be called back: others take its place, it ends later.

        Who was waiting for one of them is refused, and asked nothing of the application.
        """
        self._stuck += 1
        if self._stuck >= self._count:
            self._stuck = 0
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = self._new_pool()

    def _new_pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._count, thread_name_prefix="request")

    def _work(self, environ: WSGIEnvironment, reply: _Reply) -> None:
        """Ask the application, in a thread; where nobody waits any more it is not asked."""
        try:
            if not reply.answer.cancelled():
                self._run(environ, reply)
        except BaseException as error:
            logger.exception("a request ended in an error that nothing has answered")
            reply.fail(error)
        finally:
            environ["wsgi.input"].close()

    def _run(self, environ: WSGIEnvironment, reply: _Reply) -> None:
        started: list[Any] = []
        environ["wsgi.file_wrapper"] = File
        result: Any = self._application(environ, lambda *start: started.extend(start))  # type: ignore[arg-type]
        status, headers = started[:2]
        if isinstance(result, File):
            reply.give(Answer(status, headers, result))
            return
        try:
            self._read(status, headers, result, reply)
        finally:
            if close := getattr(result, "close", None):
                close()

    def _read(self, status: str, headers: Headers, result: Iterable[bytes], reply: _Reply) -> None:
        """Read an answer to its end, in the thread that it belongs to: its rows come from a connection of that."""
        pieces, first, size = iter(result), [], 0
        for piece in pieces:
            first.append(piece)
            size += len(piece)
            if size > WHOLE:
                self._spool(status, headers, chain(first, pieces), reply)
                return
        body = b"".join(first)
        if reply.measured and status[:3] not in ("204", "304"):
            headers = headers if _says_length(headers) else [*headers, ("Content-Length", str(len(body)))]
        reply.give(Answer(status, headers, body))

    def _spool(self, status: str, headers: Headers, pieces: Iterable[bytes], reply: _Reply) -> None:
        if not self._streams.acquire(blocking=False):
            reply.fail(Unavailable("too many long answers are being fetched"))
            return
        spool = Spool(self._folder, reply.loop, when_closed=self._streams.release)
        reply.give(Answer(status, headers, spool))
        spool.fill(pieces)


def _refuse_unbegun(environ: WSGIEnvironment, reply: _Reply, work: "Future[None]") -> None:
    """Once the work is done or was taken back: then nobody else answers."""
    if work.cancelled():
        environ["wsgi.input"].close()
        reply.fail(Unavailable(AWAY))


def _says_length(headers: Headers) -> bool:
    return any(name.lower() == "content-length" for name, _ in headers)
