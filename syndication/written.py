"""Written feeds as head, entries and end, so that an entry is written once and appears in many feeds."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Written:
    """A feed as bytes, apart at its entries."""

    head: bytes
    entries: tuple[bytes, ...]
    end: bytes
    separator: bytes = b""

    def with_entries(self, entries: Iterable[bytes]) -> bytes:
        """The whole feed with these entries in place of its own."""
        return self.head + self.separator.join(entries) + self.end


class Shelf:
    """Written entries by what they were written from, the least recently used dropped beyond ``limit`` bytes."""

    def __init__(self, *, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> bytes | None:
        """The bytes that were kept under ``key``, if they still are."""
        with self._lock:
            value = self._kept.get(key)
            if value is not None:
                self._kept.move_to_end(key)
            return value

    def keep(self, key: Hashable, value: bytes) -> None:
        """Keep ``value``; one larger than an eighth of the limit is not worth the others' place."""
        if len(value) > self._limit // 8:
            return
        with self._lock:
            self._size += len(value) - len(self._kept.pop(key, b""))
            self._kept[key] = value
            while self._size > self._limit:
                self._size -= len(self._kept.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._size = 0
