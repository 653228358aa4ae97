"""JPEG without what was written beside the picture (ITU-T T.81, annex B)."""

import re
import struct
from collections.abc import Iterator
from typing import Final

from cms.core.errors import BadInput
from cms.core.pictures.profiles import plain

_START: Final = b"\xff\xd8"
_END: Final = 0xD9
_SCAN: Final = 0xDA
# Frames, tables, restart intervals: what a decoder needs. Every other segment stays only where `_kept` says so.
_NEEDED: Final = frozenset([*range(0xC0, 0xC8), *range(0xC9, 0xE0)]) - {_END, *range(0xD0, 0xD9)}
_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
# A profile of the colours is in one or more segments that begin so, then their number and how many there are.
_PROFILE: Final = b"ICC_PROFILE\0"
_PROFILE_HEAD: Final = len(_PROFILE) + 2


def stripped(data: bytes, exif: bytes) -> Iterator[bytes]:
    """The picture in pieces, with ``exif`` as its only Exif data; BadInput where its end is missing.

    What follows the end is left out: there telephones put second pictures, depth maps and films with a place.
    """
    yield _START
    if exif:
        yield _segment(_APP1, b"Exif\0\0" + exif)
    segments = list(_segments(data))
    yield from _profile(segments)
    for marker, payload, scan in segments:
        if (kept := _kept(marker, payload)) is not None:
            yield _segment(marker, kept)
            yield scan
    yield bytes((0xFF, _END))


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker, payload and, after the header of a scan, its data, up to the end of the picture."""
    at = len(_START)
    while True:
        at, marker = _marker(data, at)
        if marker == _END:
            return
        (length,) = struct.unpack(">H", data[at : at + 2].rjust(2, b"\0"))
        payload = data[at + 2 : at + length]
        if length < 2 or len(payload) != length - 2:
            raise BadInput("the JPEG file ends within a segment")
        at += length
        scan = b""
        if marker == _SCAN:
            following = _AFTER_SCAN.search(data, at)
            if following is None:
                raise BadInput("the JPEG file ends before the picture does")
            scan, at = data[at : following.start()], following.start()
        yield marker, payload, scan


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The next marker and where its segment begins; any number of 0xFF may fill the space before it."""
    start = at
    while data[at : at + 1] == b"\xff":
        at += 1
    if at == start or at >= len(data):
        raise BadInput("the JPEG file is damaged")
    return at + 1, data[at]


def _kept(marker: int, payload: bytes) -> bytes | None:
    """The part of a segment that is kept: the decoder's own, and how its colours are coded."""
    if marker in _NEEDED:
        return payload
    if marker == _APP0 and payload.startswith(b"JFIF\0") and len(payload) >= 14:
        return payload[:12] + bytes(2)  # without the small picture that may follow
    if marker == _APP14 and payload.startswith(b"Adobe"):
        return payload[:12]
    return None


def _profile(segments: list[tuple[int, bytes, bytes]]) -> Iterator[bytes]:
    """The segments of the profile, which may come in any order."""
    parts = sorted(
        (payload for marker, payload, _ in segments if marker == _APP2 and payload.startswith(_PROFILE)),
        key=lambda payload: payload[len(_PROFILE) : _PROFILE_HEAD],
    )
    cleaned = plain(b"".join(part[_PROFILE_HEAD:] for part in parts))
    if any(cleaned):
        at = 0
        for part in parts:
            size = len(part) - _PROFILE_HEAD
            yield _segment(_APP2, part[:_PROFILE_HEAD] + cleaned[at : at + size])
            at += size


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload
