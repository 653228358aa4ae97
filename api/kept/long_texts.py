"""The compressed form of long texts, of which memory keeps nothing else: made once, and by one request at a time.

To compress 32 MB takes a core for half a second or more, and 32 MB of memory. So whoever asks meanwhile is sent the
text as it is, and so is everybody where even the compressed form is too long to keep, which is found out once.
"""

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from threading import Lock
from typing import Any, Final, NamedTuple

_GZIP: Final = 16 + zlib.MAX_WBITS
# The fastest: three times as fast as the usual level, and a tenth longer for ordinary text.
_LEVEL: Final = 1
# Names of texts that are too long; a few bytes each.
_KNOWN: Final = 1_000


class Packed(NamedTuple):
    """The compressed text; or, without a form to keep, the parts of the text as they came."""

    small: bytes | None
    parts: Iterable[bytes]


class LongTexts:
    """Compresses texts to at most ``largest`` bytes."""

    def __init__(self, *, largest: int) -> None:
        self._largest = largest
        self._working = Lock()
        self._too_long: set[object] = set()

    def packed(self, name: object, parts: Iterable[bytes]) -> Packed:
        """The text of that name, which must change with it, compressed, or ``parts`` to be sent as they are."""
        if name in self._too_long or not self._working.acquire(blocking=False):
            return Packed(None, parts)
        try:
            found = self._pack(parts)
        finally:
            self._working.release()
        if found.small is None:
            if len(self._too_long) >= _KNOWN:
                self._too_long.clear()
            self._too_long.add(name)
        return found

    def _pack(self, parts: Iterable[bytes]) -> Packed:
        """Read until the compressed form is too long, which for text is soon."""
        packer = zlib.compressobj(_LEVEL, wbits=_GZIP)
        iterator, read, small = iter(parts), [], bytearray()
        for part in iterator:
            read.append(part)
            small += packer.compress(part)
            if len(small) > self._largest:
                return Packed(None, _Resumed(read, iterator, parts))
        small += packer.flush()
        if len(small) > self._largest:
            return Packed(None, _Resumed(read, iterator, parts))
        return Packed(bytes(small), parts)


class _Resumed:
    """The part of an answer that was read, and the rest of it; closing it closes the answer."""

    def __init__(self, read: list[bytes], rest: Iterator[bytes], answer: Any) -> None:
        self._parts = chain(read, rest)
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._parts

    def close(self) -> None:
        close = getattr(self._answer, "close", None)
        if close is not None:
            close()
