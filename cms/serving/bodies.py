"""The body of a request on its way in: whole, within a size and at a minimum rate, before anybody works on it."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import IO, Any, Final

from cms.core.errors import TooLarge, TooSlow, Unavailable
from cms.core.storage import explained

IN_MEMORY: Final = 256 << 10

Receive = Callable[[], Awaitable[Any]]


class BrokenOff(Exception):
    """The client has gone before it had sent everything; there is nobody to answer."""


@dataclass(frozen=True, slots=True)
class Pace:
    """A body must come at ``rate`` bytes a second after the first ``grace`` seconds, and never pause for ``stall``."""

    grace: float = 20.0
    stall: float = 20.0
    rate: int = 500


class Room:
    """The bytes on the disk that the bodies of one process may have together; whoever sends them proves nothing yet."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._lock = Lock()

    def take(self, size: int) -> None:
        """Unavailable where there is not so much left."""
        with self._lock:
            if size > self._left:
                raise Unavailable("too many large requests are being sent")
            self._left -= size

    def give(self, size: int) -> None:
        """Let others have it."""
        with self._lock:
            self._left += size


class _Body(tempfile.SpooledTemporaryFile[bytes]):
    """A body on its way in; it gives its room back when it is closed."""

    def __init__(self, folder: Path, room: Room) -> None:
        super().__init__(max_size=IN_MEMORY, dir=str(folder))
        self._room = room
        self._taken = 0

    def grow(self, size: int) -> None:
        """Take room for so many bytes: none for those that lie in memory, which are taken in whatever else there is."""
        wanted = size if size > IN_MEMORY else 0
        self._room.take(wanted - self._taken)
        self._taken = wanted

    def close(self) -> None:
        try:
            super().close()
        finally:
            taken, self._taken = self._taken, 0
            self._room.give(taken)


async def take_in(receive: Receive, *, limit: int, pace: Pace, folder: Path, room: Room) -> IO[bytes]:
    """The whole body as a file that stands at its start: small ones in memory, others in an unnamed file of ``folder``.

    TooLarge beyond ``limit`` bytes, TooSlow below the pace, StoreFull where the disk is, Unavailable where ``room`` is
    taken; the caller closes the file.
    """
    loop = asyncio.get_running_loop()
    began, taken = loop.time(), 0
    file = _Body(folder, room)
    try:
        more = True
        while more:
            left = began + pace.grace + taken / pace.rate - loop.time()
            message = await _next(receive, seconds=min(left, pace.stall))
            data, more = message.get("body", b""), message.get("more_body", False)
            taken += len(data)
            if taken > limit:
                raise TooLarge(f"a request to this address has at most {limit:,} bytes", where="body")
            file.grow(taken)
            with explained():
                file.write(data)
        file.seek(0)
    except BaseException:
        _discard(file)
        raise
    return file


async def _next(receive: Receive, *, seconds: float) -> Any:
    try:
        message = await asyncio.wait_for(receive(), max(seconds, 0.0))
    except TimeoutError as error:
        raise TooSlow("the request came too slowly and was given up") from error
    if message["type"] == "http.disconnect":
        raise BrokenOff
    return message


def _discard(file: Any) -> None:
    """Close it; that what it held could not be written any more is told already, and nobody needs it."""
    with suppress(OSError):
        file.close()
