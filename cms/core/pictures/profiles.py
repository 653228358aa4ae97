"""The profile of a picture's colours without the words and numbers in it (ICC.1:2022, clause 7).

Beside what a decoder computes with, a profile may name the device that it was measured for, down to its serial number,
the program and the minute. What may not stay is overwritten with zeros where it stands, so that a profile keeps its
length and formats need not be made anew around it.
"""

import struct
from typing import Final

_HEADER: Final = 128
_ENTRY: Final = 12
_MOST_TAGS: Final = 100
# Size, version, class, colour spaces; the signature, without the program's platform; intent and white point.
_KEPT_OF_HEADER: Final = ((0, 4), (8, 24), (36, 40), (64, 80))
# White and black, primaries, curves, tables of both directions, and how high dynamics are coded.
_KEPT: Final = frozenset(
    b"wtpt bkpt chad rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC gamt cicp "
    b"A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 B2A3 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3".split()
)


def plain(profile: bytes) -> bytes:
    """The profile with nothing but what colours are computed with, as long as before; zeros for what is no profile."""
    tags = _tags(profile)
    cleaned = bytearray(len(profile))
    if not tags:
        return bytes(cleaned)
    for start, end in (*_KEPT_OF_HEADER, *((start, start + size) for _, start, size in tags)):
        cleaned[start:end] = profile[start:end]
    struct.pack_into(">I", cleaned, _HEADER, len(tags))
    for number, tag in enumerate(tags):
        struct.pack_into(">4sII", cleaned, _HEADER + 4 + number * _ENTRY, *tag)
    return bytes(cleaned)


def _tags(profile: bytes) -> list[tuple[bytes, int, int]]:
    """Signature, place and size of what is kept; nothing of what is no profile or names what it does not have."""
    if len(profile) < _HEADER + 4 or profile[36:40] != b"acsp":
        return []
    (count,) = struct.unpack_from(">I", profile, _HEADER)
    first = _HEADER + 4 + count * _ENTRY
    if count > _MOST_TAGS or first > len(profile):
        return []
    table = [struct.unpack_from(">4sII", profile, _HEADER + 4 + number * _ENTRY) for number in range(count)]
    kept = [tag for tag in table if tag[0] in _KEPT]
    whole = all(first <= start and start + size <= len(profile) for _, start, size in kept)
    return kept if whole else []
