"""GIF, animated too, without what was written beside the picture (GIF89a)."""

from collections.abc import Iterator
from typing import Final

from cms.core.errors import BadInput

_HEADER: Final = 13
_DESCRIPTOR: Final = 10
_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS: Final = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0"})


def stripped(data: bytes, exif: bytes) -> Iterator[bytes]:
    """The picture in pieces; the format knows no Exif data. BadInput where it is cut off.

    A missing trailer is added, since many programs leave it out.
    """
    at = _HEADER + _table(data, 10)
    yield _take(data, 0, at)
    while at < len(data) and data[at] != _TRAILER:
        kind = data[at]
        if kind == _IMAGE:
            start = at + _DESCRIPTOR + _table(data, at + 9) + 1
            end = _blocks_end(data, start)
            yield _take(data, at, end)
        elif kind == _EXTENSION:
            end = _blocks_end(data, at + 2)
            yield _kept(data[at:end])
        elif kind == 0:
            end = at + 1  # left between blocks by some programs, and passed over by all
        else:
            raise BadInput("the GIF file is damaged")
        at = end
    yield bytes((_TRAILER,))


def _kept(extension: bytes) -> bytes:
    """The time of a frame, and how often all are shown; no words, and no profile of colours: no browser reads it."""
    label, name = extension[1], extension[3:14]
    if label == _CONTROL:
        return extension
    if label == _APPLICATION and name in _LOOPS and extension[14:16] == b"\x03\x01":
        return extension[:18] + b"\0"
    return b""


def _table(data: bytes, flags_at: int) -> int:
    """The length in bytes of the colour table that these flags announce."""
    flags = _take(data, flags_at, flags_at + 1)[0]
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    """The end of a row of sub-blocks, its terminator included."""
    while length := _take(data, at, at + 1)[0]:
        at += length + 1
    return at + 1


def _take(data: bytes, start: int, end: int) -> bytes:
    if end > len(data):
        raise BadInput("the GIF file ends before the picture does")
    return data[start:end]
