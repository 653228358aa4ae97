"""Clients that speak HTTP byte by byte."""

import contextlib
import select
import socket
import time
from collections.abc import Iterator

from tests.serving.running import Program


@contextlib.contextmanager
def connections(program: Program, count: int, first: bytes = b"") -> Iterator[list[socket.socket]]:
    """A number of connections, each of which has sent this."""
    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(contextlib.closing(program.connect())) for _ in range(count)]
        # One that says nothing may have been given up by now, and a send of nothing would find that out.
        for one in opened if first else ():
            one.sendall(first)
        yield opened


def read_all(connection: socket.socket) -> bytes:
    """Whatever comes until the other side ends it, by force or not."""
    got = []
    with contextlib.suppress(ConnectionResetError, BrokenPipeError):
        while piece := connection.recv(1 << 16):
            got.append(piece)
    return b"".join(got)


def read_until(connection: socket.socket, end: bytes) -> bytes:
    """Whatever comes until it ends so: an answer may arrive in several pieces."""
    got = b""
    while not got.endswith(end) and (piece := connection.recv(1 << 16)):
        got += piece
    return got


def status(answer: bytes) -> int:
    """The number in its first line; 0 where nothing was said."""
    return int(answer.split(b" ", 2)[1]) if answer else 0


def trickle(connection: socket.socket, data: bytes, *, pieces: int, pause: float) -> None:
    """Send it in so many pieces."""
    size = -(-len(data) // pieces)
    for start in range(0, len(data), size):
        connection.sendall(data[start : start + size])
        time.sleep(pause)


def is_open(connection: socket.socket) -> bool:
    """Return whether the other side has not ended it."""
    connection.setblocking(False)
    try:
        return connection.recv(1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True
    except ConnectionResetError:
        return False
    finally:
        connection.setblocking(True)
        connection.settimeout(30)


def is_broken(connection: socket.socket) -> bool:
    """Return whether the other side has torn it down, though there is still something to read."""
    poll = select.poll()
    poll.register(connection, 0)
    return bool(poll.poll(0))


def paused(data: bytes, *, seconds: float) -> bytes:
    """The data, after a pause."""
    time.sleep(seconds)
    return data
