"""Writing the ledger. Everything that changes together is written together, under the clock's lock."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.utils import timezone

from cms.core import rows
from cms.core.records import Body, Meeting, Record, to_data
from cms.publication import deliveries, generation
from cms.publication.calendar import calendars
from cms.publication.models import Address, Clock, Entry, EntryBody, Listing
from cms.publication.selectors import function_key, listing_name, microseconds

BATCH: Final = 500


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A record that is to be public, with what the ledger keeps beside it."""

    record: Record
    body: Body
    page_id: int | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Change:
    """What the ledger did: ``action`` is created, updated, returned or withdrawn. ``moved``: the address changed."""

    action: str
    entry_id: int
    key: str
    page_id: int | None
    url: str
    moved: bool = False


def lock_clock() -> Clock:
    """The clock, locked until the transaction ends; made on first use."""
    clock = Clock.objects.select_for_update().first()
    if clock is None:
        Clock.objects.get_or_create(pk=1, defaults={"changed_at": timezone.now()})
        clock = Clock.objects.select_for_update().get()
    return clock


@transaction.atomic
def publish(publications: Sequence[Publication]) -> list[Change]:
    """Make these records public; one whose digest the ledger already has changes nothing."""
    data = {publication.record.key: to_data(publication.record) for publication in publications}
    digests = {item.record.key: _digest(item, data[item.record.key]) for item in publications}
    clock = lock_clock()
    known = {entry.key: entry for entry in _entries_by_key(publications)}
    stale = [
        publication
        for publication in publications
        if not _is_current(known.get(_uuid(publication)), digests[publication.record.key], publication)
    ]
    if not stale:
        return []
    now = timezone.now()
    entries, changes = [], []
    for number, publication in enumerate(stale, start=clock.sequence + 1):
        before = known.get(_uuid(publication))
        entry = _entry(publication, before, data=data[publication.record.key], sequence=number, now=now)
        entry.digest = digests[publication.record.key]
        entries.append(entry)
        changes.append((before, entry))
    result = [_change(was, entry, publication) for (was, entry), publication in zip(changes, stale, strict=True)]
    _store(entries, stale)
    _advance(clock, entries, now)
    return [replace(change, entry_id=entry.pk) for change, entry in zip(result, entries, strict=True)]


@transaction.atomic
def withdraw(entry_ids: Iterable[int], *, reason: str) -> list[Change]:
    """Take these entries out of every output; what stays is a tombstone with the key and the addresses."""
    clock = lock_clock()
    changes: list[Change] = []
    for ids in batches(entry_ids):
        entries = list(Entry.objects.filter(pk__in=ids, state=Entry.State.PUBLIC).order_by("pk"))
        now = timezone.now()
        for number, entry in enumerate(entries, start=clock.sequence + 1):
            entry.state, entry.reason, entry.digest = Entry.State.GONE, reason, ""
            entry.record = {name: entry.record[name] for name in ("key", "iri", "url", "site", "language")}
            entry.sequence, entry.changed_at, entry.expires_us = number, now, None
            entry.version += 1
        Entry.objects.bulk_update(entries, _WITHDRAWN_FIELDS, batch_size=BATCH)
        gone = [entry.pk for entry in entries]
        Listing.objects.filter(entry__in=gone).delete()
        EntryBody.objects.filter(entry__in=gone).delete()
        if entries:
            _advance(clock, entries, now)
        changes += [Change("withdrawn", e.pk, str(e.key), e.page_id, e.record["url"]) for e in entries]
    return changes


def add_address(url: str, entry_id: int) -> None:
    """Let ``url`` lead, by redirect, to an entry whose page has another address."""
    host, path = address_of(url)
    Address.objects.get_or_create(host=host, path=path, defaults={"entry_id": entry_id})


def address_of(url: str) -> tuple[str, str]:
    """The host (with its port) and the decoded NFC path of an absolute address."""
    parts = urlsplit(url)
    return parts.netloc, normalize("NFC", unquote(parts.path))


def digest(publication: Publication) -> str:
    """What two publications share exactly when every output of theirs would be the same."""
    return _digest(publication, to_data(publication.record))


def _digest(publication: Publication, record: dict[str, Any]) -> str:
    expires = publication.expires_at and publication.expires_at.isoformat()
    values = [record | {"version": 0}, to_data(publication.body), expires]
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def record_listings(record: Record) -> list[str]:
    """The listings that a record appears in."""
    facets = [("field", topic) for topic in record.topics] + [("tag", tag) for tag in record.tags]
    facets += [("unit", record.publisher)] if record.publisher else []
    facets += [(facet, value) for facet in _OWN_FACETS if (value := getattr(record, facet, None))]
    if functions := getattr(record, "functions", ()):
        facets.append(("function", function_key(functions)))
    home = listing_name(record.site, "section", record.section) if record.section else record.site
    return [home, *dict.fromkeys(listing_name(record.site, facet, value) for facet, value in facets)]


# Facets that only some kinds of records have, each under its field's own name.
_OWN_FACETS: Final = ("website", "task", "committee", "genre", "openness")
_WITHDRAWN_FIELDS: Final = [
    "state", "reason", "digest", "record", "sequence", "changed_at", "expires_us", "version",
]  # fmt: skip
_WRITTEN_FIELDS: Final = [
    *_WITHDRAWN_FIELDS, "kind", "site", "language", "page_id", "published_us",
]  # fmt: skip


_ENTRY_FIELDS: Final = ["id", "key", *(name for name in _WRITTEN_FIELDS if name != "key")]


def _uuid(publication: Publication) -> Any:
    return Entry._meta.get_field("key").to_python(publication.record.key)


def _entries_by_key(publications: Sequence[Publication]) -> Iterator[Entry]:
    for batch in batches(publication.record.key for publication in publications):
        yield from Entry.objects.filter(key__in=batch)


def _is_current(entry: Entry | None, value: str, publication: Publication) -> bool:
    return (
        entry is not None
        and entry.state == Entry.State.PUBLIC
        and entry.digest == value
        and entry.page_id == publication.page_id
    )


def _entry(
    publication: Publication, before: Entry | None, *, data: dict[str, Any], sequence: int, now: datetime
) -> Entry:
    record, version = publication.record, before.version + 1 if before else 1
    return Entry(
        pk=before.pk if before else None,
        key=_uuid(publication),
        kind=record.kind,
        site=record.site,
        language=record.language,
        page_id=publication.page_id,
        state=Entry.State.PUBLIC,
        reason="",
        published_us=microseconds(record.published_at),
        expires_us=microseconds(publication.expires_at) if publication.expires_at else None,
        sequence=sequence,
        changed_at=now,
        version=version,
        record=data | {"version": version},
    )


def _change(before: Entry | None, entry: Entry, publication: Publication) -> Change:
    url = publication.record.url
    if before is None:
        action, moved = "created", True
    elif before.state == Entry.State.GONE:
        action, moved = "returned", True
    else:
        action, moved = "updated", before.record["url"] != url
    return Change(action, entry.pk or 0, publication.record.key, publication.page_id, url, moved)


def _store(entries: list[Entry], publications: list[Publication]) -> None:
    new = [entry for entry in entries if entry.pk is None]
    for entry, pk in zip(new, rows.take_ids(Entry, len(new)) if new else (), strict=True):
        entry.pk = pk
    old = {entry.pk for entry in entries} - {entry.pk for entry in new}
    if old:
        Entry.objects.bulk_update([entry for entry in entries if entry.pk in old], _WRITTEN_FIELDS, batch_size=BATCH)
        Listing.objects.filter(entry__in=old).delete()
    rows.insert(Entry, _ENTRY_FIELDS, [[getattr(entry, name) for name in _ENTRY_FIELDS] for entry in new])
    pairs = list(zip(entries, publications, strict=True))
    bodies = [(entry.pk, item.body.html, item.body.text) for entry, item in pairs]
    rows.insert(EntryBody, ("entry", "html", "text"), bodies, replace=("entry",) if old else ())
    listings = [
        (entry.pk, name, entry.kind, entry.language, entry.published_us)
        for entry, item in pairs
        for name in record_listings(item.record)
    ]
    listings += [
        (entry.pk, name, entry.kind, entry.language, microseconds(item.record.held_at))
        for entry, item in pairs
        if isinstance(item.record, Meeting)
        for name in calendars(item.record)
    ]
    rows.insert(Listing, ("entry", "listing", "kind", "language", "published_us"), listings)
    addresses = [(*address_of(item.record.url), entry.pk, None, "") for entry, item in pairs]
    rows.insert(Address, ("host", "path", "entry", "term", "language"), addresses, replace=("host", "path"))


def _advance(clock: Clock, entries: Sequence[Entry], now: datetime) -> None:
    clock.sequence += len(entries)
    clock.changed_at = now
    clock.save(update_fields=["sequence", "changed_at"])
    deliveries.owe(entries, now=now)
    generation.replace_on_commit(vocabulary=False)


def batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    """``values`` in lists of at most :data:`BATCH`."""
    batch: list[Any] = []
    for value in values:
        batch.append(value)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
