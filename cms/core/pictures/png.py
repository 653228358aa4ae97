"""PNG without what was written beside the picture (W3C PNG, third edition).

Of an animation its still picture is kept: no rendition moves, and Willow knows no animated PNG.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

from cms.core.errors import BadInput
from cms.core.pictures.profiles import plain

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_KEPT: Final = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB cICP mDCV cLLI sBIT bKGD pHYs hIST".split())
_HEAD: Final = 8
# Far more than profiles have; what inflates to more is none.
_PROFILE_BYTES: Final = 16 << 20


def stripped(data: bytes, exif: bytes) -> Iterator[bytes]:
    """The picture in pieces, with ``exif`` as its only Exif data; BadInput where its end is missing."""
    yield SIGNATURE
    told = not exif
    for kind, chunk in _chunks(data):
        if kind == b"IDAT" and not told:
            yield _chunk(b"eXIf", exif)
            told = True
        if kind == b"iCCP":
            yield _profile(chunk[_HEAD:-4])
        if kind in _KEPT:
            yield chunk
        if kind == b"IEND":
            return
    raise BadInput("the PNG file ends before the picture does")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while head := data[at : at + _HEAD]:
        if len(head) < _HEAD:
            raise BadInput("the PNG file ends within a chunk")
        length, kind = struct.unpack(">I4s", head)
        end = at + _HEAD + length + 4
        if end > len(data):
            raise BadInput("the PNG file ends within a chunk")
        yield kind, data[at:end]
        at = end


def _profile(payload: bytes) -> bytes:
    """The chunk of the profile under a name that says nothing; none where it is no profile."""
    _name, _, compressed = payload.partition(b"\0")
    inflated = zlib.decompressobj()
    try:
        profile = plain(inflated.decompress(compressed[1:], _PROFILE_BYTES))
    except zlib.error:
        return b""
    if not inflated.eof or not any(profile):
        return b""
    return _chunk(b"iCCP", b"profile\0\0" + zlib.compress(profile))


def _chunk(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + kind + payload + struct.pack(">I", zlib.crc32(kind + payload))
