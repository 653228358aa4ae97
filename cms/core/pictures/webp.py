"""WebP, animated too, without what was written beside the picture (RFC 9649)."""

import struct
from collections.abc import Iterator
from typing import Final

from cms.core.errors import BadInput
from cms.core.pictures.profiles import plain

_HEAD: Final = 8
_FRAME_HEAD: Final = 16
_BITSTREAMS: Final = frozenset({b"ALPH", b"VP8 ", b"VP8L"})
_KEPT: Final = _BITSTREAMS | {b"ANIM"}
_EXIF, _XMP = 0x08, 0x04


def stripped(data: bytes, exif: bytes) -> Iterator[bytes]:
    """The picture in pieces, with ``exif`` as its only Exif data; BadInput where it is cut off.

    An orientation is written only into the extended form: a simple one has had no Exif data.
    """
    chunks = list(_chunks(data[12 : 8 + struct.unpack("<I", data[4:8])[0]]))
    extended = any(kind == b"VP8X" for kind, _ in chunks)
    kept = [piece for kind, payload in chunks for piece in _kept(kind, payload, has_exif=bool(exif))]
    if extended and exif:
        kept.append(_chunk(b"EXIF", exif))
    yield b"RIFF" + struct.pack("<I", 4 + sum(map(len, kept))) + b"WEBP"
    yield from kept


def _kept(kind: bytes, payload: bytes, *, has_exif: bool) -> Iterator[bytes]:
    if kind == b"VP8X" and payload:
        flags = (payload[0] & ~(_EXIF | _XMP)) | (_EXIF if has_exif else 0)
        yield _chunk(kind, bytes((flags,)) + payload[1:])
    elif kind == b"ANMF":
        parts = (_chunk(part, data) for part, data in _chunks(payload[_FRAME_HEAD:]) if part in _BITSTREAMS)
        yield _chunk(kind, payload[:_FRAME_HEAD] + b"".join(parts))
    elif kind == b"ICCP":
        yield _chunk(kind, plain(payload))
    elif kind in _KEPT:
        yield _chunk(kind, payload)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while head := data[at : at + _HEAD]:
        if len(head) < _HEAD:
            raise BadInput("the WebP file ends within a chunk")
        kind, length = struct.unpack("<4sI", head)
        payload = data[at + _HEAD : at + _HEAD + length]
        if len(payload) < length:
            raise BadInput("the WebP file ends within a chunk")
        yield kind, payload
        at += _HEAD + length + length % 2


def _chunk(kind: bytes, payload: bytes) -> bytes:
    return kind + struct.pack("<I", len(payload)) + payload + bytes(len(payload) % 2)
