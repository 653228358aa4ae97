"""Writing an index: a batch of texts becomes a segment, and what it replaces or what leaves is marked as dead.

Each call is part of the caller's transaction and holds the row of its index, so that batches follow one another.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
from django.db import connection
from django.utils import timezone

from cms.core import rows
from cms.ledger.given import each, given
from cms.search.kept import blocks, reading, words
from cms.search.models import Block, Index, IndexedText, Segment
from retrieval.merging import slices_of
from retrieval.segments import PARTS, Columns, Text, fold_together, segment_of
from retrieval.squeezing import parts_of_all

# Between the parts of a text as they are kept: no squeezed text has one.
BETWEEN: Final = "\n"


@dataclass(frozen=True, slots=True)
class _Had:
    """A text as an index has it; ``words`` were counted for it in an ``edition``."""

    batch: int = 0
    digest: int | None = None
    words: str = ""
    edition: int = 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """A text to be kept, with its digest, and the words of it that are in the lexicon."""

    text: Text
    digest: int
    words: str


def write(
    index: str,
    texts: Sequence[Text],
    *,
    gone: Collection[int] = (),
    is_known: Callable[[int], bool] = lambda key: True,
) -> None:
    """Put these texts into an index, in the place of those of the same keys, and take those of the keys ``gone`` out.

    The lexicon has the words of texts whose keys are known: such as may be told to whoever asks.

    A text that the index has as it is stays where it is. A number of statements that does not depend on how many texts
    there are, but for inserts in batches and for one for each segment in which something dies.
    """
    held = hold(index)
    keys = {text.key for text in texts}
    gone = set(gone) - keys
    had = _had(index, keys | gone)
    fold_together(texts)
    digests = {text.key: digest_of(text, held.edition) for text in texts}
    texts = [text for text in texts if had.get(text.key, _Had()).digest != digests[text.key]]
    left = {key: had[key] for key in (*(text.key for text in texts), *gone) if key in had}
    _bury(index, {key: one.batch for key, one in left.items()})
    counted = {text.key: words.counted(text) for text in texts if is_known(text.key)}
    words.count(index, came=counted.values(), left=(one.words for one in left.values() if one.edition == held.edition))
    if gone:
        _delete(index, gone & had.keys())
    if not texts:
        return
    held.batch += 1
    held.save(update_fields=["batch"])
    _keep(held, [_Kept(text, digests[text.key], counted.get(text.key, "")) for text in texts], had=had.keys())
    segment = segment_of(texts)
    add(
        index, segment.columns, blocks.blocks_of(segment.columns, slices_of(segment)), first=held.batch, last=held.batch
    )


def begin_anew(index: str) -> None:
    """Let each text be written once more, also one that is as the index has it, whenever it is written next.

    The lexicon begins anew with it.
    """
    held = hold(index)
    held.edition += 1
    held.save(update_fields=["edition"])
    words.forget(index)


def digest_of(text: Text, edition: int) -> int:
    """The digest of all that an index has of a text, in an edition of the index."""
    values = (f"{name}\0{value}" for name, values in sorted(text.values.items()) for value in values)
    said = "\0\0".join((str(edition), str(text.moment), *(text.folded[part.name] for part in PARTS), *values, ""))
    digest = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), signed=True)


def hold(index: str) -> Index:
    """The row of an index, locked until the transaction ends; made on first use."""
    found = Index.objects.select_for_update().filter(name=index).first()
    if found is None:
        Index.objects.bulk_create([Index(name=index)], ignore_conflicts=True)
        found = Index.objects.select_for_update().get(name=index)
    return found


def add(index: str, columns: Columns, made: Iterable[tuple[int, bytes]], *, first: int, last: int) -> None:
    """Store a segment that can be found at once."""
    segment = row_of(index, columns, first=first, last=last, state=Segment.State.READY)
    segment.save(force_insert=True)
    for some in rows.batches(made):
        add_blocks(segment.pk, some)


def add_blocks(number: int, made: Iterable[tuple[int, bytes]]) -> None:
    """Store some blocks of a segment. One statement."""
    rows.insert(Block, ("segment_id", "number", "data"), [(number, *block) for block in made])


def row_of(index: str, columns: Columns, *, first: int, last: int, state: Segment.State) -> Segment:
    """The row of a segment with these texts."""
    oldest, newest = (int(columns.moments[at]) if len(columns) else 0 for at in (0, -1))
    return Segment(
        index_name=index,
        first=first,
        last=last,
        size=len(columns),
        newest_us=newest,
        oldest_us=oldest,
        state=state,
        since=timezone.now(),
    )


def kept_keys(index: str, *, after: int, most: int) -> list[int]:
    """The keys that an index has after one of them, in their order. One query."""
    found = IndexedText.objects.filter(index_name=index, key__gt=after).order_by("key")
    return list(found.values_list("key", flat=True)[:most])


def _had(index: str, keys: Collection[int]) -> dict[int, _Had]:
    """The texts of these keys as the index has them, by key. A query for each five hundred."""
    found: dict[int, _Had] = {}
    for some in rows.batches(sorted(keys)):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT t.key, t.batch, t.digest, t.words, t.edition FROM {given('key bigint')}"
                " JOIN search_indexedtext t ON t.index_name = %s AND t.key = given.key",
                [each(some), index],
            )
            found |= {key: _Had(*of_key) for key, *of_key in cursor.fetchall()}
    return found


def _bury(index: str, had: Mapping[int, int]) -> None:
    """Mark the texts of these keys as dead in the segments that have them."""
    if not had:
        return
    ready = Segment.objects.filter(index_name=index, state=Segment.State.READY, first__lte=max(had.values()))
    ranges = sorted(ready.filter(last__gte=min(had.values())).values_list("first", "last", "pk"))
    firsts = [first for first, _, _ in ranges]
    in_segment: defaultdict[int, list[int]] = defaultdict(list)
    for key, batch in had.items():
        at = int(np.searchsorted(firsts, batch, side="right")) - 1
        if at >= 0 and batch <= ranges[at][1]:
            in_segment[ranges[at][2]].append(key)
    for number, keys in in_segment.items():
        _mark(number, keys)


def _mark(number: int, keys: Sequence[int]) -> None:
    row = Segment.objects.get(pk=number)
    columns = blocks.texts_of(reading.raw_blocks([(number, blocks.TEXTS)])[number, blocks.TEXTS])
    dead = reading.unpacked(bytes(row.graves), row.size) | np.isin(columns.keys, keys)
    row.graves, row.dead = reading.packed(dead), int(dead.sum())
    row.save(update_fields=["graves", "dead"])


def _delete(index: str, keys: Collection[int]) -> None:
    for some in rows.batches(sorted(keys)):
        IndexedText.objects.filter(index_name=index, key__in=some).delete()


def _keep(held: Index, texts: Sequence[_Kept], *, had: Collection[int]) -> None:
    """Keep the squeezed parts of texts, for what pairs of syllables cannot tell, and the words counted for them.

    Those that the index had are written over; all others are new, which costs half as much to say.
    """
    names = ("index_name", "key", "batch", "parts", "digest", "words", "edition")
    for are_new in (True, False):
        those = [one for one in texts if (one.text.key not in had) is are_new]
        for some in rows.batches(those):
            values = [
                (held.name, one.text.key, held.batch, BETWEEN.join(parts.values()), one.digest, one.words, held.edition)
                for one, parts in zip(some, parts_of_all([one.text for one in some]), strict=True)
            ]
            rows.insert(IndexedText, names, values, replace=() if are_new else ("index_name", "key"))


def parts_from(kept: str) -> dict[str, str]:
    """The parts of a text by their names, as they were kept."""
    return dict(zip((part.name for part in PARTS), kept.split(BETWEEN), strict=True))
