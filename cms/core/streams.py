"""Opening a file that nobody has looked at: compressed or not, never larger or hungrier than allowed."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from cms.core.errors import BadInput, TooLarge

HEAD_BYTES: Final = 4096
# Text of a city shrinks ten times, machine-made XML fifty; more is an attack.
MAX_EXPANSION: Final = 200
_FREE_BYTES: Final = 16 * 2**20
# One item with all its text; pictures are not in the file.
MAX_ITEM_BYTES: Final = 16 * 2**20
_GZIP: Final = b"\x1f\x8b"


class Source:
    """A file being read; ``position`` counts bytes of the file itself, which is what progress is measured by."""

    def __init__(self, raw: BinaryIO, *, size: int) -> None:
        self._raw = raw
        self._inner: BinaryIO | gzip.GzipFile = raw
        self.size = size
        self.read_bytes = 0
        self._item_start = 0
        if raw.read(2) == _GZIP:
            raw.seek(0)
            self._inner = gzip.GzipFile(fileobj=raw)
        else:
            raw.seek(0)

    @property
    def position(self) -> int:
        """The number of bytes of the file that have been read."""
        return self._raw.tell()

    def read(self, size: int = 2**16, /) -> bytes:
        """The next bytes; BadInput where the compression is broken, TooLarge where the limits are passed."""
        try:
            data = self._inner.read(size)
        except (EOFError, OSError, zlib.error) as error:
            raise BadInput(f"the compressed file is damaged ({error})") from error
        self.read_bytes += len(data)
        if self.read_bytes > _FREE_BYTES + MAX_EXPANSION * self.size:
            raise TooLarge(f"the file unpacks to more than {MAX_EXPANSION} times its size")
        if self.read_bytes - self._item_start > MAX_ITEM_BYTES:
            raise TooLarge(f"an item is larger than {MAX_ITEM_BYTES // 2**20} MB")
        return data

    def item_done(self) -> None:
        """The limit for one item begins anew."""
        self._item_start = self.read_bytes

    def lines(self) -> Iterator[bytes]:
        """Whole lines, without their end."""
        rest = b""
        while data := self.read():
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                self.item_done()
                yield line
        if rest:
            yield rest


@contextmanager
def opened(path: Path) -> Iterator[Callable[[], Source]]:
    """The same open file for every pass, so that nobody can exchange it between the check and the import."""
    with path.open("rb") as raw:
        size = path.stat().st_size

        def source() -> Source:
            raw.seek(0)
            return Source(raw, size=size)

        yield source
