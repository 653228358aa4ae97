"""AVIF without what was written beside the picture (ISO/IEC 14496-12 and 23008-12).

Positions within the file are written all over it, so nothing is taken out: what may not stay is overwritten with
zeros where it stands, and its box becomes free space. Of an animation its still picture is kept: Willow knows no
animated AVIF.
"""

import struct
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from cms.core.errors import BadInput
from cms.core.pictures.profiles import plain

_TOP: Final = frozenset({b"ftyp", b"meta", b"mdat"})
_META: Final = frozenset({b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp", b"iref", b"idat", b"grpl", b"dinf"})
_ITEMS: Final = frozenset({b"av01", b"grid", b"iovl", b"iden", b"tmap"})
_PROPERTIES: Final = frozenset(
    b"ispe pixi colr av1C irot imir clap pasp auxC a1op lsel a1lx clli mdcv amve cclv ndwt".split()
)


def stripped(data: bytes, exif: bytes) -> Iterator[bytes]:
    """The picture; it tells its orientation by a property, so ``exif`` is not needed. BadInput where it is cut off."""
    file = bytearray(data)
    boxes = list(_boxes(file, 0, len(file)))
    kept = sorted(place for box in boxes if box.kind == b"meta" for place in _clean_meta(file, box))
    for box in boxes:
        if box.kind == b"mdat":
            _zero_between(file, box, kept)
        elif box.kind not in _TOP:
            _erase(file, box)
    yield bytes(file)


@dataclass(frozen=True, slots=True)
class _Box:
    """The extent of a box: its header at ``start``, its content from ``body`` to ``end``."""

    kind: bytes
    start: int
    body: int
    end: int


def _boxes(file: bytearray, at: int, end: int) -> Iterator[_Box]:
    while at < end:
        size, kind = _read(">I4s", file, at, end)
        body = at + 8
        if size == 1:
            (size,) = _read(">Q", file, body, end)
            body += 8
        stop = at + size if size else end
        if not body <= stop <= end:
            raise BadInput("the AVIF file ends within a box")
        yield _Box(kind, at, body, stop)
        at = stop


def _read(form: str, file: bytearray, at: int, end: int) -> tuple[Any, ...]:
    if at + struct.calcsize(form) > end:
        raise BadInput("the AVIF file ends within a box")
    return struct.unpack_from(form, file, at)


def _erase(file: bytearray, box: _Box) -> None:
    file[box.start + 4 : box.start + 8] = b"free"
    _zero(file, box.body, box.end)


def _zero(file: bytearray, start: int, end: int) -> None:
    if not 0 <= start <= end <= len(file):
        raise BadInput("the AVIF file ends before what it names")
    file[start:end] = bytes(end - start)


def _zero_between(file: bytearray, box: _Box, kept: list[tuple[int, int]]) -> None:
    """Overwrite what no picture has its bytes in; ``kept`` is in order."""
    at = box.body
    for start, end in kept[bisect_left(kept, (box.body, 0)) : bisect_left(kept, (box.end, 0))]:
        _zero(file, at, max(at, start))
        at = max(at, end)
    _zero(file, min(at, box.end), box.end)


def _clean_meta(file: bytearray, meta: _Box) -> list[tuple[int, int]]:
    """Overwrite what is no picture; the places in the file where the pictures have their bytes."""
    boxes = list(_boxes(file, meta.body + 4, meta.end))
    for box in boxes:
        if box.kind not in _META:
            _erase(file, box)
    kept_boxes = [box for box in boxes if box.kind in _META]
    found = {box.kind: box for box in kept_boxes}
    if len(found) < len(kept_boxes):
        raise BadInput("the AVIF file says something of its picture twice")
    if not {b"iinf", b"iloc"} <= found.keys():
        raise BadInput("the AVIF file says nothing of its picture")
    pictures = _pictures(file, found[b"iinf"])
    places = list(_extents(file, found[b"iloc"], found.get(b"idat")))
    kept = sorted((start, end) for item, start, end in places if item in pictures)
    if b"idat" in found:
        _zero_between(file, found[b"idat"], kept)
    if b"iprp" in found:
        _clean_properties(file, found[b"iprp"])
    return kept


def _clean_properties(file: bytearray, iprp: _Box) -> None:
    for container in _boxes(file, iprp.body, iprp.end):
        if container.kind == b"ipco":
            for prop in _boxes(file, container.body, container.end):
                if prop.kind not in _PROPERTIES:
                    _erase(file, prop)
                elif prop.kind == b"colr" and bytes(file[prop.body : prop.body + 4]) in (b"prof", b"rICC"):
                    file[prop.body + 4 : prop.end] = plain(bytes(file[prop.body + 4 : prop.end]))


def _pictures(file: bytearray, iinf: _Box) -> set[int]:
    """The items that are pictures; the names of all, and the kinds of the others, are overwritten."""
    pictures = set()
    (is_wide,) = _read(">B", file, iinf.body, iinf.end)
    entries = iinf.body + 4 + (4 if is_wide else 2)
    for box in _boxes(file, entries, iinf.end):
        (version,) = _read(">B", file, box.body, box.end)
        item, kind_at = _item_of(file, box, version)
        is_picture = version >= 2 and bytes(file[kind_at : kind_at + 4]) in _ITEMS
        if is_picture:
            pictures.add(item)
        _zero(file, min(kind_at + 4 * is_picture, box.end), box.end)
    return pictures


def _item_of(file: bytearray, box: _Box, version: int) -> tuple[int, int]:
    """The number of an item, and where its kind stands."""
    form = ">I" if version == 3 else ">H"
    (item,) = _read(form, file, box.body + 4, box.end)
    return int(item), box.body + 4 + struct.calcsize(form) + 2


def _extents(file: bytearray, iloc: _Box, idat: _Box | None) -> Iterator[tuple[int, int, int]]:
    """Each item with the place of each of its parts in the file."""
    reader = _Reader(file, iloc.body, iloc.end)
    version, _flags = reader.number(1), reader.number(3)
    sizes, more = reader.number(1), reader.number(1)
    offset_size, length_size, base_size = sizes >> 4, sizes & 15, more >> 4
    index_size = more & 15 if version else 0
    wide = 4 if version == 2 else 2
    for _ in range(reader.number(wide)):
        item = reader.number(wide)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        base = reader.number(base_size)
        if method == 1 and idat is not None:
            base += idat.body
        parts = reader.number(2)
        if parts > 1 and not index_size + offset_size + length_size:
            raise BadInput("the AVIF file names parts of its picture without saying where they are")
        for _ in range(parts):
            reader.number(index_size)
            start = base + reader.number(offset_size)
            length = reader.number(length_size)
            if method < 2:
                yield item, start, start + length


class _Reader:
    """Numbers of any size, one after the other."""

    def __init__(self, file: bytearray, at: int, end: int) -> None:
        self._file, self._at, self._end = file, at, end

    def number(self, size: int) -> int:
        start, self._at = self._at, self._at + size
        if self._at > self._end:
            raise BadInput("the AVIF file ends within a box")
        return int.from_bytes(self._file[start : self._at], "big")
