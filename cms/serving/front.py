"""The ASGI application around the WSGI one: what it takes to answer without keeping a thread waiting for a client.

An answer that is kept goes out from the event loop. Everything else waits here until its body is in, is worked on by
one of a few threads, and is sent from here, so that a slow client costs a connection and never a thread.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from cms.core.errors import MadangError, TooLarge, Unavailable
from cms.serving.answers import Answer, Send, send_answer, start_of
from cms.serving.bodies import BrokenOff, Pace, Receive, Room, take_in
from cms.serving.environ import environ_of
from cms.serving.proxies import Proxies
from cms.serving.threads import AWAY, Contact, Threads

# For how long a client is listened to whose body is refused, so that it reads the answer before the connection ends.
_LINGER_SECONDS: Final = 2.0

AtOnce = Callable[[WSGIEnvironment, StartResponse], list[bytes] | None]
Refusal = Callable[[WSGIEnvironment, MadangError], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of what one process takes upon itself.

    ``sizes`` are prefixes of paths with the largest body there in bytes, the first that fits; ``size`` is that of all
    others. ``room``: that of all bodies that lie on the disk at once. ``waiting``: requests that wait for a thread.
    ``streams``: long answers that lie on the disk at once.
    """

    threads: int = 4
    waiting: int = 2_000
    streams: int = 16
    size: int = 2_621_440
    sizes: Sequence[tuple[str, int]] = ()
    room: int = 1 << 31
    pace: Pace = field(default_factory=Pace)

    def size_at(self, path: str) -> int:
        """The largest body in bytes that this path takes."""
        return next((size for prefix, size in self.sizes if path.startswith(prefix)), self.size)


class Front:
    """An ASGI application around ``application``, a WSGI one.

    ``at_once`` answers what needs no thread, or gives None. ``refuse`` words an error for whoever asked. While the
    database is lost, only paths that begin with one of ``independent`` are given a thread. Bodies and long answers
    lie in ``folder``, without a name.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        at_once: AtOnce,
        refuse: Refusal,
        contact: Contact,
        proxies: Proxies,
        folder: Path,
        independent: tuple[str, ...] = (),
        limits: Limits = Limits(),
    ) -> None:
        self._at_once = at_once
        self._refuse = refuse
        self._contact = contact
        self._proxies = proxies
        self._folder = folder
        self._independent = independent
        self._limits = limits
        self._room = Room(limits.room)
        self._readers = ThreadPoolExecutor(limits.threads, thread_name_prefix="reader")
        self._threads = Threads(
            application,
            contact=contact,
            folder=folder,
            count=limits.threads,
            waiting=limits.waiting,
            streams=limits.streams,
        )

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise NotImplementedError(f"no {scope['type']} is spoken here")
        environ = environ_of(scope)
        self._proxies.check(environ)
        answer = self._known(environ)
        if answer is not None:
            await send_answer(send, answer, readers=self._readers)
            return
        try:
            await self._take_in(environ, receive)
        except BrokenOff:
            return
        except MadangError as error:
            await self._turn_away(self._refuse(environ, error), receive, send)
            return
        await self._send(await self._answer(environ), receive, send)

    def _known(self, environ: WSGIEnvironment) -> Answer | None:
        started: list[Any] = []
        body = self._at_once(environ, lambda *start: started.extend(start))  # type: ignore[arg-type]
        return None if body is None else Answer(started[0], started[1], b"".join(body))

    async def _take_in(self, environ: WSGIEnvironment, receive: Receive) -> None:
        """Read the body into ``wsgi.input``; what was sent in chunks has a length from here on."""
        announced = environ.get("CONTENT_LENGTH", "")
        if not announced and "HTTP_TRANSFER_ENCODING" not in environ:
            return
        limit = self._limits.size_at(environ["PATH_INFO"])
        if announced.isdecimal() and int(announced) > limit:
            raise TooLarge(f"a request to this address has at most {limit:,} bytes", where="Content-Length")
        body = await take_in(receive, limit=limit, pace=self._limits.pace, folder=self._folder, room=self._room)
        environ["wsgi.input"] = body
        environ["CONTENT_LENGTH"] = str(body.seek(0, 2))
        body.seek(0)
        environ.pop("HTTP_TRANSFER_ENCODING", None)

    async def _answer(self, environ: WSGIEnvironment) -> Answer:
        try:
            if self._contact.lost() and not environ["PATH_INFO"].startswith(self._independent):
                environ["wsgi.input"].close()
                raise Unavailable(AWAY)
            return await self._threads.ask(environ)
        except MadangError as error:
            return self._refuse(environ, error)

    async def _send(self, answer: Answer, receive: Receive, send: Send) -> None:
        """Send it; of a long one no more is read when the client has gone."""
        if isinstance(answer.body, bytes):
            await send_answer(send, answer, readers=self._readers)
            return
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await send_answer(send, answer, readers=self._readers, gone=gone.done)
        finally:
            gone.cancel()

    async def _turn_away(self, answer: Answer, receive: Receive, send: Send) -> None:
        """Answer before the body is in, and end the connection; what still comes is taken for a moment, unread."""
        assert isinstance(answer.body, bytes)
        await send(start_of(answer._replace(headers=[*answer.headers, ("Connection", "close")])))
        await send({"type": "http.response.body", "body": answer.body, "more_body": True})
        with suppress(TimeoutError):
            await asyncio.wait_for(_drained(receive), _LINGER_SECONDS)
        await send({"type": "http.response.body"})


async def _gone(receive: Receive) -> None:
    """Return when the client has ended the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _drained(receive: Receive) -> None:
    while (await receive()).get("more_body"):
        pass
