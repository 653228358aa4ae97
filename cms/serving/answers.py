"""The answers of a WSGI application on their way out: no thread waits for a reader.

A short answer is handed over whole. A long one is written by its thread, as fast as it is made, to an unnamed file
that is sent from there; a file is read piece by piece as the reader takes it.
"""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, Protocol

from cms.core.storage import explained

WHOLE: Final = 1 << 20
PIECE: Final = 64 << 10

Headers = list[tuple[str, str]]
Send = Callable[[Any], Awaitable[None]]


class Body(Protocol):
    """The part of an answer that is sent after the headers, piece by piece."""

    def pieces(self, readers: Executor) -> Any:
        """An asynchronous iterator over the pieces."""

    def close(self) -> None:
        """Nobody reads on."""


class Answer(NamedTuple):
    """An answer as it is sent; ``body`` is the whole of it, or where it comes from."""

    status: str
    headers: Headers
    body: bytes | Body


class File:
    """``wsgi.file_wrapper``: an open file as a body, read in a thread of its own kind only when it can be sent."""

    def __init__(self, file: IO[bytes], block_size: int = PIECE) -> None:
        self._file = file
        self._size = max(block_size, PIECE)

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._file.read(self._size):
            yield piece

    async def pieces(self, readers: Executor) -> Any:
        loop = asyncio.get_running_loop()
        while piece := await loop.run_in_executor(readers, self._file.read, self._size):
            yield piece

    def close(self) -> None:
        self._file.close()


class Spool:
    """A file that a thread writes to its end while the loop already reads it."""

    def __init__(self, folder: Path, loop: asyncio.AbstractEventLoop, *, when_closed: Callable[[], object]) -> None:
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 (closed by whoever ends last)
        self._when_closed = when_closed
        self._loop = loop
        self._changed = asyncio.Event()
        self._written = 0
        self._ends = 2
        self._failed: BaseException | None = None
        self.given_up = False

    def fill(self, pieces: Iterable[bytes]) -> None:
        """Write all pieces, in the thread that makes them; stops where nobody reads on."""
        try:
            with explained():
                for piece in pieces:
                    if self.given_up:
                        break
                    self._write(piece)
        except BaseException as error:
            self._failed = error
            raise
        finally:
            self._loop.call_soon_threadsafe(self._end)

    def _write(self, piece: bytes) -> None:
        left = memoryview(piece)
        while left:
            written = os.write(self._file.fileno(), left)
            left = left[written:]
            self._written += written
        self._loop.call_soon_threadsafe(self._changed.set)

    async def pieces(self, readers: Executor) -> Any:
        position = 0
        while position < self._written or self._ends == 2:
            if position < self._written:
                piece = os.pread(self._file.fileno(), PIECE, position)
                position += len(piece)
                yield piece
            else:
                self._changed.clear()
                if position == self._written and self._ends == 2:
                    await self._changed.wait()
        if self._failed:
            raise ConnectionAbortedError("the answer could not be made to its end") from self._failed

    def close(self) -> None:
        self.given_up = True
        self._end()

    def _end(self) -> None:
        """One of the two that use the file, the thread and the reader, is done with it."""
        self._ends -= 1
        self._changed.set()
        if not self._ends:
            self._file.close()
            self._when_closed()


async def send_answer(
    send: Send, answer: Answer, *, readers: Executor, gone: Callable[[], bool] = lambda: False
) -> None:
    """Send it, as fast as the client takes it; stops where the client has ``gone``."""
    await send(start_of(answer))
    if isinstance(answer.body, bytes):
        await send({"type": "http.response.body", "body": answer.body})
        return
    try:
        async for piece in answer.body.pieces(readers):
            if gone():
                return
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body"})
    finally:
        answer.body.close()


def start_of(answer: Answer) -> dict[str, Any]:
    """The status and headers as ASGI sends them."""
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    return {"type": "http.response.start", "status": int(answer.status[:3]), "headers": headers}
