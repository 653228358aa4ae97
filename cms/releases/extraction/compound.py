"""OLE compound files, read within limits: named streams, and the raw deflate that HWP puts into them."""

import struct
import zlib
from io import BytesIO
from typing import Final, Self

import olefile

from cms.releases.extraction.outcome import Reason
from cms.releases.extraction.reading import Reading, Unreadable

_CHUNK: Final = 1 << 18


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
            chunk = decompressor.decompress(waiting, _CHUNK)
            self._reading.output.inflate(len(chunk))
            content += chunk
            waiting = decompressor.unconsumed_tail
        if not decompressor.eof:
            content += decompressor.flush()
        if not decompressor.eof:
            raise Unreadable(Reason.BROKEN, "/".join(path))
        return bytes(content)

    def properties(self, *path: str) -> dict[int, str]:
        """The text properties of a property set stream (MS-OLEPS 2.21), by their identifiers."""
        values = self._ole.getproperties(list(path), convert_time=False)
        return {key: _text(value) for key, value in values.items() if isinstance(value, str | bytes)}


def _text(value: str | bytes) -> str:
    """The value up to its terminator: HWP counts characters where the format counts otherwise."""
    text = value.decode("cp949", "replace") if isinstance(value, bytes) else value
    return text.partition("\0")[0]
