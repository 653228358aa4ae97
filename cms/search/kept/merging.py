"""Merging the segments of an index, one at a time, in the background: many small ones become a large one.

Segments are in tiers, each eight times as large as the one below; eight neighbours of a tier become one. So each text
is written a few times in its life, and a question reads some dozen segments beside the full ones.

A merge reads and writes outside of the transaction in which the new segment takes the place of the old ones, so that
nobody who writes the index waits for it; what died meanwhile is marked in the new one then. One that was killed leaves
a segment that nobody reads, which the next one deletes.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

import numpy as np
from django.db import transaction
from django.utils import timezone

from cms.core import rows
from cms.jobs.leases import fence
from cms.ledger.given import erase
from cms.search.kept import blocks, reading
from cms.search.kept.stored import StoredSegment
from cms.search.kept.writing import add_blocks, hold, row_of
from cms.search.models import Block, Segment
from retrieval.merging import Merging
from retrieval.scoring import Mask
from retrieval.segments import LARGEST

_WIDE: Final = 8
# A segment as large as this is full, and is merged again only once half of it is dead.
_FULL: Final = LARGEST * 3 // 4
# For how long a segment that is over is kept for who has just begun to read it.
_KEPT: Final = timedelta(minutes=1)
_DELETED_AT_ONCE: Final = 2_000


def step() -> int:
    """Do one merge, or delete what is over; returns how many segments were done with."""
    return _clear() or _merge()


def _clear() -> int:
    """Delete some of the blocks of a segment that nobody reads."""
    over = Segment.objects.filter(state=Segment.State.OVER, since__lt=timezone.now() - _KEPT)
    number = over.values_list("pk", flat=True).order_by("pk").first()
    return 0 if number is None else _deleted(number)


def _deleted(number: int) -> int:
    """Delete a segment, some of its blocks at a time."""
    some = list(Block.objects.filter(segment_id=number).values_list("number", flat=True)[:_DELETED_AT_ONCE])
    with transaction.atomic():
        fence()
        erase(Block.objects.filter(segment_id=number, number__in=some))
        if len(some) < _DELETED_AT_ONCE:
            erase(Segment.objects.filter(pk=number))
    return 1


def _merge() -> int:
    for index in Segment.objects.values_list("index_name", flat=True).order_by("index_name").distinct():
        unfinished = Segment.objects.filter(index_name=index, state=Segment.State.MAKING).first()
        if unfinished:
            return _deleted(unfinished.pk)
        found = chosen(
            list(Segment.objects.filter(index_name=index, state=Segment.State.READY).defer("graves").order_by("first"))
        )
        if found:
            _make(index, found)
            return len(found)
    return 0


def chosen(ready: Sequence[Any]) -> Sequence[Any]:
    """Return the neighbours that are to become one, of the segments of an index in their order; none where all is well.

    The smallest ones first.
    """
    for one in ready:
        if one.dead and one.dead * 2 >= one.size:
            return [one]
    for tier in sorted({_tier(one) for one in ready if not _is_full(one)}):
        for run in _runs(ready, tier):
            fitting = _fitting(run)
            if len(fitting) >= _WIDE or (len(fitting) > 1 and _living(fitting) >= _FULL):
                return fitting
    return []


def _tier(one: Any) -> int:
    """Return the tier of a segment: 0 for less than eight texts, 1 for less than 64."""
    living = max(one.size - one.dead, 1)
    return int(living).bit_length() // 3


def _is_full(one: Any) -> bool:
    return bool(one.size - one.dead >= _FULL)


def _runs(ready: Sequence[Any], tier: int) -> list[list[Any]]:
    """Return the rows of neighbours of at most this tier."""
    runs: list[list[Any]] = [[]]
    for one in ready:
        if _tier(one) <= tier and not _is_full(one):
            runs[-1].append(one)
        elif runs[-1]:
            runs.append([])
    return runs


def _fitting(run: Sequence[Any]) -> Sequence[Any]:
    """Return as many of the first of them as one segment can hold."""
    sizes = np.cumsum([one.size - one.dead for one in run])
    return run[: int(np.searchsorted(sizes, LARGEST, side="right"))]


def _living(found: Sequence[Any]) -> int:
    return sum(one.size - one.dead for one in found)


def _make(index: str, found: Sequence[Any]) -> None:
    """Make one segment of several, and let it take their place."""
    numbers = [one.pk for one in found]
    alive = _alive(numbers)
    merging = Merging([StoredSegment.read(number) for number in numbers], [alive[number] for number in numbers])
    made = row_of(index, merging.columns, first=found[0].first, last=found[-1].last, state=Segment.State.MAKING)
    made.save(force_insert=True)
    for some in rows.batches(blocks.blocks_of(merging.columns, merging.slices())):
        add_blocks(made.pk, some)
    with transaction.atomic():
        fence()
        hold(index)
        _mark_what_died(made, merging, numbers, alive)
        made.state = Segment.State.READY
        made.save(update_fields=["state", "graves", "dead"])
        Segment.objects.filter(pk__in=numbers).update(state=Segment.State.OVER, since=timezone.now())
    if not made.size:
        Segment.objects.filter(pk=made.pk).update(state=Segment.State.OVER)


def _alive(numbers: Sequence[int]) -> dict[int, Mask]:
    found = Segment.objects.filter(pk__in=numbers).values_list("pk", "graves", "size")
    return {number: ~reading.unpacked(bytes(graves), size) for number, graves, size in found}


def _mark_what_died(made: Segment, merging: Merging, numbers: Sequence[int], before: dict[int, Mask]) -> None:
    """Mark in a new segment what has died in the old ones since they were read."""
    now = _alive(numbers)
    dead = [keys[before[number] & ~now[number]] for number, keys in zip(numbers, merging.keys_of_each, strict=True)]
    if any(len(keys) for keys in dead):
        marks = np.isin(merging.columns.keys, np.concatenate(dead))
        made.graves, made.dead = reading.packed(marks), int(marks.sum())
