"""Length-prefixed JSON over a socket: what the parent and a confined process say to each other.

A frame is four bytes of length, big-endian, and one JSON object in UTF-8. Files travel beside a frame as descriptors.
"""

import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

Message: TypeAlias = dict[str, Any]

MAX_FRAME_BYTES: Final = 4 << 20
OUT_OF_MEMORY: Final = 77  # the exit status that says so
_LENGTH: Final = struct.Struct(">I")
_MAX_FILES: Final = 4


class Malformed(Exception):
    """The other side sent something that is not a frame; a compromised process is one that may."""


def send(channel: socket.socket, message: Message, files: Sequence[int] = (), *, deadline: float | None = None) -> None:
    """Write one frame and hand over open file descriptors with its first bytes; raises ``OSError``."""
    _limit_wait(channel, deadline)
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    frame = _LENGTH.pack(len(body)) + body
    sent = socket.send_fds(channel, [frame], list(files)) if files else 0
    # Nothing more is an error too where the other side has read all and ended.
    if sent < len(frame):
        channel.sendall(memoryview(frame)[sent:])


def receive(channel: socket.socket, *, deadline: float | None = None) -> Message | None:
    """Read one frame, None when the other side has closed.

    Raises ``Malformed``, ``TimeoutError`` once ``time.monotonic()`` passes ``deadline``, and other ``OSError``.
    """
    _limit_wait(channel, deadline)
    prefix = channel.recv(_LENGTH.size)
    return _rest(channel, prefix, deadline) if prefix else None


def receive_with_files(channel: socket.socket) -> tuple[Message | None, list[int]]:
    """Read one frame and the open descriptors that came with it; the caller closes them."""
    prefix, files, _flags, _address = socket.recv_fds(channel, _LENGTH.size, _MAX_FILES)
    return (_rest(channel, prefix, None) if prefix else None), files


def _rest(channel: socket.socket, prefix: bytes, deadline: float | None) -> Message:
    prefix += _exactly(channel, _LENGTH.size - len(prefix), deadline)
    (length,) = _LENGTH.unpack(prefix)
    if length > MAX_FRAME_BYTES:
        raise Malformed(f"a frame of {length} bytes")
    try:
        message = json.loads(_exactly(channel, length, deadline))
    except (ValueError, RecursionError) as error:
        raise Malformed("a frame that is not JSON") from error
    if not isinstance(message, dict):
        raise Malformed("a frame that is not an object")
    return message


def _exactly(channel: socket.socket, size: int, deadline: float | None) -> bytes:
    buffer = bytearray(size)
    view = memoryview(buffer)
    while view:
        _limit_wait(channel, deadline)
        count = channel.recv_into(view)
        if not count:
            raise Malformed("a frame that ends early")
        view = view[count:]
    return bytes(buffer)


def _limit_wait(channel: socket.socket, deadline: float | None) -> None:
    """Let the next read wait until ``deadline`` and not a moment per read longer: a sender may drip."""
    if deadline is not None:
        channel.settimeout(max(0.001, deadline - time.monotonic()))
