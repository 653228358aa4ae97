"""Connections that cannot be held for nothing: deadlines for headers and readers, bounds for their size and number.

uvicorn reads HTTP with llhttp and waits for a client for as long as that likes; this adds what it leaves open. A
request's body has its deadline where it is taken in, in :mod:`cms.serving.bodies`.
"""

import asyncio
import fcntl
import re
import socket
import struct
import sys
import termios
from dataclasses import dataclass
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# What a header has beside its name and value: a colon, a space, the end of its line.
_BETWEEN: Final = 4
_AUTHORITY_END: Final = re.compile(rb"[/?#]")
_NO_LINGER: Final = struct.pack("ii", 1, 0)
_CLOSE: Final = b"content-length: 0\r\nconnection: close\r\n"
_TOO_LARGE: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\n" + _CLOSE + b"\r\n"
_TOO_SLOW: Final = b"HTTP/1.1 408 Request Timeout\r\n" + _CLOSE + b"\r\n"
_TOO_MANY: Final = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\n" + _CLOSE + b"\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """The patience with a client: how long it is waited for, in seconds, and how much of it is taken.

    ``headers``: until a request's headers are complete. ``stall``: while nothing at all comes or goes. ``rate``: the
    bytes a second that a body must reach, or a reader, over each ``stall``. ``header_bytes``: the size of the request
    line and headers. ``connections``: in this process.
    """

    headers: float = 10.0
    stall: float = 20.0
    rate: int = 500
    header_bytes: int = 64 << 10
    connections: int = 4_000


class Connection(HttpToolsProtocol):
    """One connection; ``patience`` is set for all of them, before the first."""

    patience: Patience = Patience()
    # Those that have no request under way, the longest waiting first: what is given up where there are too many.
    _idle: dict["Connection", None] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._received = 0
        self._in_headers = True
        self._beside = 0
        self._resumed = 0
        self._deadline: asyncio.TimerHandle | None = None
        self._reader: asyncio.TimerHandle | None = None
        if len(self.connections) > self.patience.connections and not self._give_up_another():
            self._end(_TOO_MANY)
            return
        self._wait_for_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        if self._reader:
            self._reader.cancel()
            self._reader = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        waited = self._in_headers
        self._beside += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if not self._in_headers:
            if self._beside > self.patience.header_bytes:
                self._end(_TOO_LARGE)
            return
        self._received += len(data) if waited else 0
        if self._received > self.patience.header_bytes:
            self._end(_TOO_LARGE)
        elif self._deadline is None:
            self._wait_for_headers()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Fields after a body are none of its headers, which were checked before it came (RFC 9110, 6.5.1)."""
        if self._in_headers:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._in_headers = False
        self._received = 0
        self._beside = 0
        self._stop_waiting()
        if len(self.url) + sum(len(n) + len(v) + _BETWEEN for n, v in self.headers) > self.patience.header_bytes:
            self._end(_TOO_LARGE)
            return
        self._take_host_of_target()
        super().on_headers_complete()

    def _take_host_of_target(self) -> None:
        """Put the host of a whole address in the request line in place of the header's (RFC 9112, 3.2.2)."""
        scheme, whole, rest = self.url.partition(b"://")
        if not whole or scheme.lower() not in (b"http", b"https"):
            return
        for place, (name, _) in enumerate(self.headers):
            if name == b"host":
                self.headers[place] = (name, _AUTHORITY_END.split(rest, maxsplit=1)[0])
                return

    def on_message_begin(self) -> None:
        self._in_headers = True
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        self._beside = 0
        if not self.transport.is_closing():
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self.transport.is_closing():
            super().on_message_complete()

    def on_response_complete(self) -> None:
        more = bool(self.pipeline)
        super().on_response_complete()
        self._watch_reader()
        if not more and not self.transport.is_closing():
            self._in_headers = True
            self._idle[self] = None

    def _unset_keepalive_if_required(self) -> None:
        super()._unset_keepalive_if_required()
        if self._deadline is None:
            self._idle.pop(self, None)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_reader()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._resumed += 1

    def _wait_for_headers(self) -> None:
        self._idle[self] = None
        self._deadline = self.loop.call_later(self.patience.headers, self._headers_are_late)

    def _stop_waiting(self) -> None:
        self._idle.pop(self, None)
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _headers_are_late(self) -> None:
        """A connection that never said anything, as browsers open in advance, is closed without a word."""
        self._deadline = None
        if self.cycle is not None and not self.cycle.response_complete:
            # The client sends its next request while it still waits for this answer.
            self._wait_for_headers()
            return
        self._end(_TOO_SLOW if self._received else b"")

    def _give_up_another(self) -> bool:
        """Make room by closing the connection that has waited longest for its next request; whether there was one."""
        for other in self._idle:
            other._stop_waiting()
            other._abort()
            self.connections.discard(other)
            return True
        return False

    def _end(self, answer: bytes) -> None:
        self._stop_waiting()
        if self.transport.is_closing():
            return
        # In the middle of an answer nothing else can be said.
        if answer and (self.cycle is None or self.cycle.response_complete or not self.cycle.response_started):
            self.transport.write(answer)
        self.transport.close()

    def _watch_reader(self) -> None:
        """See to it that what waits to be sent is taken, also after the connection was asked to close."""
        if self._reader is None and self.transport.get_write_buffer_size():
            later = self.loop.call_later
            self._reader = later(self.patience.stall, self._reader_is_late, self._untaken(), self._resumed)

    def _reader_is_late(self, untaken: int, resumed: int) -> None:
        self._reader = None
        taken = untaken - self._untaken()
        if self._resumed == resumed and taken < self.patience.rate * self.patience.stall:
            self._abort()
        else:
            self._watch_reader()

    def _untaken(self) -> int:
        """The number of bytes written and not acknowledged: here, and in the system's buffer, maybe megabytes."""
        return int(self.transport.get_write_buffer_size()) + _in_system(self.transport.get_extra_info("socket"))

    def _abort(self) -> None:
        """End it without sending what is left: the system would keep that, and go on trying for minutes."""
        if connection := self.transport.get_extra_info("socket"):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self.transport.abort()


def _in_system(connection: Any) -> int:
    if connection is None or sys.platform != "linux" or connection.fileno() < 0:
        return 0
    return int.from_bytes(fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4)), sys.byteorder)
