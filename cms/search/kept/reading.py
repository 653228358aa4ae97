"""Reading an index: which segments it has now, and blocks of them, those that never change out of memory.

What is read once of a segment is good for as long as the process lives, since a segment never changes; only its graves
do, which are read again when their number has changed. A segment is known by its id and when it was made: SQLite gives
the id of a row that was rolled back to another one.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

import numpy as np
from django.db import connection
from django.db.models.functions import Length

from cms.ledger.given import each, given, rows
from cms.search.kept import blocks
from cms.search.kept.blocks import Head
from cms.search.kept.cursors import bytes_cursor
from cms.search.models import Block, Segment
from retrieval.scoring import Mask
from retrieval.segments import Columns, Dimension

Name = tuple[int, int]
# Bytes, as the database has them, of what is kept of all segments in a process.
MOST_KEPT: Final = 48 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A segment as an index has it at a moment; ``number`` is its id, ``since`` when it was made."""

    number: int
    size: int
    dead: int
    newest_us: int
    oldest_us: int
    since: str

    @property
    def living(self) -> int:
        """The number of its texts that are to be found."""
        return self.size - self.dead


def parts(index: str) -> list[Part]:
    """The segments of an index that have something to be found, that with the newest text first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, size, dead, newest_us, oldest_us, CAST(since AS text) FROM search_segment"
            " WHERE index_name = %s AND state = %s AND dead < size ORDER BY newest_us DESC, id DESC",
            [index, Segment.State.READY],
        )
        return [Part(*row) for row in cursor.fetchall()]


def raw_blocks(names: Iterable[Name]) -> dict[Name, bytes]:
    """These blocks, each by segment and number; those that are no more are left out. One query, none for none."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    with bytes_cursor() as cursor:
        cursor.execute(
            "SELECT b.segment_id, b.number, b.data FROM search_block b"
            f" JOIN {given('segment bigint, number bigint')} ON b.segment_id = given.segment"
            " AND b.number = given.number",
            [rows(wanted)],
        )
        return {(segment, number): bytes(data) for segment, number, data in cursor.fetchall()}


def kept(index: str, keys: Sequence[int]) -> dict[int, str]:
    """The texts of these keys as an index keeps them, by key. One query, none for none.

    Joined so that SQLite looks up each key: left to choose, it reads all texts of the index beside each of them.
    """
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.key, t.parts FROM {given('key bigint')} CROSS JOIN search_indexedtext t"
            " WHERE t.index_name = %s AND t.key = given.key",
            [each(keys), index],
        )
        return dict(cursor.fetchall())


def blocks_from(number: int, first: int, end: int) -> list[bytes]:
    """The blocks of a segment from ``first`` on, up to ``end``, in their order. One query."""
    with bytes_cursor() as cursor:
        cursor.execute(
            "SELECT data FROM search_block WHERE segment_id = %s AND number >= %s AND number < %s ORDER BY number",
            [number, first, end],
        )
        return [bytes(data) for (data,) in cursor.fetchall()]


def sizes_from(number: int, first: int) -> list[int]:
    """The bytes of each of the blocks of a segment from ``first`` on, in their order. One query."""
    found = Block.objects.filter(segment_id=number, number__gte=first).order_by("number")
    return list(found.values_list(Length("data"), flat=True))


class _Memory:
    """What was read of segments, the least used of which is forgotten first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._found: OrderedDict[Any, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Any) -> Any:
        with self._lock:
            if name not in self._found:
                return None
            self._found.move_to_end(name)
            return self._found[name][0]

    def put(self, name: Any, value: Any, size: int) -> None:
        with self._lock:
            self._size += size - self._found.pop(name, (None, 0))[1]
            self._found[name] = (value, size)
            while self._size > self._most:
                self._size -= self._found.popitem(last=False)[1][1]


_memory: Final = _Memory(MOST_KEPT)


def heads(found: Iterable[Part]) -> dict[int, Head]:
    """The heads of segments, by number. One query at most."""
    return _remembered([(part, blocks.HEAD) for part in found], blocks.head_of)


def texts(found: Iterable[Part]) -> dict[int, Columns]:
    """Keys and moments of the texts of segments, by number. One query at most."""
    return _remembered([(part, blocks.TEXTS) for part in found], blocks.texts_of)


def dimension(name: str, found: Iterable[Part]) -> dict[int, Dimension]:
    """The values in one dimension, by number of the segment, of those that have any. Two queries at most."""
    wanted = list(found)
    heads_of = heads(wanted)
    names = [
        (part, block)
        for part in wanted
        if part.number in heads_of and (block := heads_of[part.number].block_of_dimension(name)) is not None
    ]
    return _remembered(names, blocks.dimension_of)


def _remembered(names: Iterable[tuple[Part, int]], read: Callable[[bytes], Any]) -> dict[int, Any]:
    """What was made of blocks before, or is made now; of each segment one block. One query at most."""
    wanted = list(names)
    known = {part.number: _memory.get((part.number, part.since, block)) for part, block in wanted}
    missing = {(part.number, block): part.since for part, block in wanted if known[part.number] is None}
    for (number, block), data in raw_blocks(missing).items():
        known[number] = read(data)
        _memory.put((number, missing[number, block], block), known[number], len(data))
    return {number: value for number, value in known.items() if value is not None}


def living(found: Iterable[Part]) -> dict[int, Mask]:
    """Of each segment which texts are to be found. One query at most."""
    wanted = list(found)
    known = {part: _memory.get((part, "living")) for part in wanted if part.dead}
    missing = [part.number for part, mask in known.items() if mask is None]
    graves = dict(Segment.objects.filter(pk__in=missing).values_list("pk", "graves")) if missing else {}
    masks: dict[int, Mask] = {}
    for part in wanted:
        if not part.dead:
            masks[part.number] = np.ones(part.size, np.bool_)
        elif known[part] is not None:
            masks[part.number] = known[part]
        elif part.number in graves:
            masks[part.number] = ~unpacked(bytes(graves[part.number]), part.size)
            _memory.put((part, "living"), masks[part.number], part.size)
    return masks


def unpacked(graves: bytes, size: int) -> Mask:
    """The marks of the dead among so many texts."""
    if not graves:
        return np.zeros(size, np.bool_)
    return np.unpackbits(np.frombuffer(graves, np.uint8), count=size).astype(np.bool_)


def packed(dead: Mask) -> bytes:
    """The marks as they are stored."""
    return np.packbits(dead).tobytes()
