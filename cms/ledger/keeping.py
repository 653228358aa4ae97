"""Keeping former versions: copied before a public entry is written over, judged, and removed with what they are of.

Which of them the public may read is :mod:`cms.ledger.versions`. Whoever writes them holds the clocks of their cities.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from cms.core import kinds
from cms.core.records import Body, Record, from_data
from cms.jobs.leases import fence
from cms.ledger import clocks
from cms.ledger.bookmarks import hold
from cms.ledger.given import each, erase, given
from cms.ledger.models import Bookmark, Clock, Entry, EntryVersion
from cms.ledger.moments import microseconds
from cms.ledger.versions import rules_in_force

TIDYING: Final = "versions"
# So many entries are tidied in one transaction.
_TIDIED: Final = 500

_COPY: Final = (
    "INSERT INTO publication_entryversion"
    " (entry_id, site, version, record, html, text, changed_at, rules, sequence)"
    " SELECT e.id, e.site, e.version, e.record, b.html, b.text, e.changed_at, '', 0 FROM {given}"
    " JOIN publication_entry e ON e.id = given.id JOIN publication_entrybody b ON b.entry_id = e.id"
)
# What is beyond the number kept, of another city than its entry is in today, or of none that is public.
_TRIM: Final = (
    "DELETE FROM publication_entryversion WHERE id IN (SELECT id FROM (SELECT v.id,"
    " v.site = e.site AND e.state = 'public' AS stays,"
    " ROW_NUMBER() OVER (PARTITION BY v.entry_id ORDER BY v.version DESC) AS place"
    " FROM publication_entryversion v JOIN publication_entry e ON e.id = v.entry_id WHERE {which}) kept"
    " WHERE place > %s OR NOT stays)"
)


@contextmanager
def former(entries: Sequence[Entry]) -> Iterator[None]:
    """Keep what the public reads of these entries, which are as they are stored, while the caller writes over them.

    Two statements, none where nothing is kept. What is not public any more leaves nothing behind.
    """
    now_us = microseconds(timezone.now())
    public = [entry.pk for entry in entries if _is_public(entry, now_us)]
    forget([entry.pk for entry in entries if not _is_public(entry, now_us)])
    if not settings.MADANG_KEPT_VERSIONS or not public:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_COPY.format(given=given("id bigint")), [each(public)])
        yield
        which = f"v.entry_id IN (SELECT id FROM {given('id bigint')})"
        cursor.execute(_TRIM.format(which=which), [each(public), settings.MADANG_KEPT_VERSIONS])


def _is_public(entry: Entry, now_us: int) -> bool:
    return entry.state == Entry.State.PUBLIC and (entry.expires_us is None or entry.expires_us > now_us)


def forget(entry_ids: Collection[int]) -> None:
    """Remove the versions of entries that leave, kept by a former setting too. One statement, none for no entries."""
    if entry_ids:
        erase(EntryVersion.objects.filter(entry__in=entry_ids))


@dataclass(frozen=True)
class Waiting:
    """The versions of an entry that wait for a judgement, by their rows, beside what the entry says now."""

    entry: int
    page_id: int | None
    sequence: int
    now: tuple[Record, Body]
    versions: Mapping[int, tuple[Record, Body]]


def entries_waiting(*, limit: int, leaving: QuerySet[Any, int]) -> list[int]:
    """Entries with a version that the rules in force have not judged, but for those to leave. Two queries at most."""
    rules = rules_in_force()
    if not settings.MADANG_KEPT_VERSIONS or not rules:
        return []
    found: set[int] = set()
    for others in (Q(rules__lt=rules), Q(rules__gt=rules)):
        rows = EntryVersion.objects.filter(others).exclude(entry__in=leaving).order_by("rules", "entry")
        found.update(rows.values_list("entry_id", flat=True)[:limit])
    return sorted(found)[:limit]


def waiting(entry_ids: Sequence[int]) -> list[Waiting]:
    """The versions of these entries that the rules in force have not judged beside what the entry says now."""
    entries = list(Entry.objects.filter(pk__in=entry_ids, state=Entry.State.PUBLIC).select_related("body"))
    judged = Q(rules=rules_in_force(), sequence=F("entry__sequence"))
    rows: dict[int, list[EntryVersion]] = {}
    for row in EntryVersion.objects.filter(entry__in=entry_ids).exclude(judged).order_by("entry", "-version"):
        rows.setdefault(row.entry_id, []).append(row)
    return [_waiting(entry, rows.get(entry.pk, ())) for entry in entries]


def _waiting(entry: Entry, rows: Sequence[EntryVersion]) -> Waiting:
    record = kinds.kind(entry.kind).record
    now = from_data(record, entry.record), Body(html=entry.body.html, text=entry.body.text)
    versions = {row.pk: (from_data(record, row.record), Body(html=row.html, text=row.text)) for row in rows}
    return Waiting(entry.pk, entry.page_id, entry.sequence, now, versions)


@transaction.atomic
def settle(judged: Sequence[tuple[Waiting, Collection[int]]], *, entry_ids: Sequence[int], rules: str) -> None:
    """Let the public read those rows that these rules found clear, and remove the others, and those of what has left.

    What has changed since it was read, waits to be judged again. ``entry_ids`` are the entries that were asked for.
    """
    fence()
    locked = clocks.lock_of(entry_ids)
    public = Entry.objects.filter(pk__in=entry_ids, state=Entry.State.PUBLIC)
    at = dict(public.values_list("pk", "sequence"))
    erase(EntryVersion.objects.filter(entry__in=set(entry_ids) - at.keys()))
    same = [(one, clear) for one, clear in judged if at.get(one.entry) == one.sequence]
    clear = [row for _, rows in same for row in rows]
    found = [row for one, rows in same for row in one.versions if row not in rows]
    erase(EntryVersion.objects.filter(pk__in=found))
    beside = Entry.objects.filter(pk=OuterRef("entry")).values("sequence")
    EntryVersion.objects.filter(pk__in=clear).update(rules=rules, sequence=Subquery(beside))
    _tell(locked)


@transaction.atomic
def judge_again(page_ids: Collection[int]) -> None:
    """Let the versions of what these pages publish wait for another judgement; until then nobody reads them."""
    if not settings.MADANG_KEPT_VERSIONS:
        return
    rows = EntryVersion.objects.filter(entry__page_id__in=page_ids).exclude(rules="")
    if entries := set(rows.values_list("entry_id", flat=True)):
        locked = clocks.lock_of(entries)
        EntryVersion.objects.filter(entry__in=entries).update(rules="")
        _tell(locked)


def _tell(locked: Mapping[str, Clock]) -> None:
    """Let no answer live on that was made before: what is kept anywhere asks these clocks."""
    now = timezone.now()
    for _, clock in sorted(locked.items()):
        clocks.advance(clock, 1, now)


def tidy() -> int:
    """Remove of some entries what the city keeps no more of them, and let wait what was judged beside something else.

    From the bookmark on; returns how many entries were gone past, 0 where the last of all is among them.
    """
    return _tidy() if EntryVersion.objects.exists() else 0


@transaction.atomic
def _tidy() -> int:
    fence()
    bookmark = hold(TIDYING)
    if bookmark is None:
        return 0
    rows = EntryVersion.objects.filter(entry__gt=bookmark.sequence).order_by("entry")
    ids = list(rows.values_list("entry_id", flat=True).distinct()[: _TIDIED + 1])
    is_last, ids = len(ids) <= _TIDIED, ids[:_TIDIED]
    if ids:
        clocks.lock_of(ids)
        with connection.cursor() as cursor:
            which = "v.entry_id > %s AND v.entry_id <= %s"
            most = settings.MADANG_KEPT_VERSIONS
            cursor.execute(_TRIM.format(which=which), [bookmark.sequence, ids[-1], most])
        beside = EntryVersion.objects.filter(entry__in=ids).exclude(rules="")
        beside.exclude(sequence=Subquery(Entry.objects.filter(pk=OuterRef("entry")).values("sequence"))).update(
            rules=""
        )
    Bookmark.objects.filter(pk=bookmark.pk).update(sequence=0 if is_last else ids[-1])
    return 0 if is_last else len(ids)
