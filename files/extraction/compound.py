"""OLE compound files, read within limits: named streams, and the raw deflate that HWP puts into them."""

import struct
import zlib
from io import BytesIO
from typing import Final, Self

import olefile

from files.extraction.outcome import Reason
from files.extraction.reading import Reading, Unreadable

_CHUNK: Final = 1 << 18
_LONG: Final = struct.Struct("<I")
_PAIR: Final = struct.Struct("<II")
_FIRST_SET_AT: Final = 44
_MOST_PROPERTIES: Final = 200
_NARROW, _WIDE = 30, 31  # VT_LPSTR, VT_LPWSTR


class Compound:
    """The streams of one container. Defects of the container are reported when it is closed: text may be missing."""

    def __init__(self, data: bytes, reading: Reading) -> None:
        self._reading = reading
        try:
            self._ole = olefile.OleFileIO(BytesIO(data))
            self.paths: list[tuple[str, ...]] = [tuple(path) for path in self._ole.listdir()]
        except (OSError, ValueError, IndexError, struct.error) as error:
            raise Unreadable(Reason.BROKEN, "the directory of the OLE container") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *exc: object) -> None:
        if kind is None and self._ole.parsing_issues:
            self._reading.problem(Reason.BROKEN, "the OLE container has defects")
        self._ole.close()

    def read(self, *path: str) -> bytes:
        """A whole stream; it cannot be larger than the container."""
        return bytes(self._ole.openstream(list(path)).read())

    def inflate(self, *path: str) -> bytes:
        """A whole stream out of raw deflate, counted; raises ``Unreadable`` where it is cut short."""
        decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
        content = bytearray()
        waiting = self.read(*path)
        while waiting and not decompressor.eof:
            try:
                chunk = decompressor.decompress(waiting, _CHUNK)
            except zlib.error as error:
                raise Unreadable(Reason.BROKEN, "/".join(path)) from error
            self._reading.output.inflate(len(chunk))
            content += chunk
            waiting = decompressor.unconsumed_tail
        if not decompressor.eof:
            content += decompressor.flush()
        if not decompressor.eof:
            raise Unreadable(Reason.BROKEN, "/".join(path))
        return bytes(content)

    def properties(self, *path: str) -> dict[int, str]:
        """The strings in a property set (MS-OLEPS 2.21), by their identifiers; an empty one where there is no set."""
        if path not in self.paths:
            return {}
        stream = self.read(*path)
        (start,) = _LONG.unpack_from(stream, _FIRST_SET_AT)
        (count,) = _LONG.unpack_from(stream, start + 4)
        pairs = (_PAIR.unpack_from(stream, start + 8 + 8 * number) for number in range(min(count, _MOST_PROPERTIES)))
        values = {key: _string(stream, start + offset) for key, offset in pairs}
        return {key: value for key, value in values.items() if value}


def _string(stream: bytes, place: int) -> str:
    """A string up to its terminator: HWP counts characters where the format counts bytes."""
    (kind,) = _LONG.unpack_from(stream, place)
    if kind == _WIDE:
        return stream[place + 8 :].decode("utf-16-le", "replace").partition("\0")[0]
    if kind == _NARROW:
        return stream[place + 8 :].partition(b"\0")[0].decode("cp949", "replace")
    return ""
