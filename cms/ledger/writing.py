"""Writing the ledger. Everything that changes together is written together, under the lock of the city's clock."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any, Final
from unicodedata import normalize
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.core import channels, kinds, rows, showing
from cms.core.hashing import hash_texts
from cms.core.hosts import is_public_base
from cms.core.records import Body, Record, from_data, to_data
from cms.core.rows import BATCH, batches
from cms.ledger import aspects, bounds, clocks, deliveries, generation, keeping, listing_changes, shown
from cms.ledger.aspects import aspect_of
from cms.ledger.bounds import Changed
from cms.ledger.calendar import calendars
from cms.ledger.facets import record_listings, record_orders
from cms.ledger.models import Address, Clock, Entry, EntryBody, Listing, OccurrenceRow
from cms.ledger.moments import microseconds
from cms.ledger.stored_paths import stored_path
from cms.normal_form import kept_host


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A record that is to be public, with what the ledger keeps beside it.

    ``is_new`` says that this transaction has made the page, so that the ledger cannot know its key yet.
    """

    record: Record
    body: Body
    page_id: int | None = None
    expires_at: datetime | None = None
    is_new: bool = False


@dataclass(frozen=True)
class Written:
    """The outcome for the entry of one item: it was created, updated, returned or withdrawn.

    ``moved`` says that its address is another one. ``left`` are the listings that the item is in no more.
    """

    action: str
    entry_id: int
    key: str
    page_id: int | None
    url: str
    moved: bool = False
    left: tuple[str, ...] = field(default=(), compare=False)


@transaction.atomic
def publish(publications: Sequence[Publication]) -> list[Written]:
    """Make these records public; one whose digest the ledger already has changes nothing.

    What a new one has beside its entry is written before the clock is locked, since everybody waits for that.
    """
    items = [_Item(publication) for publication in publications]
    new = [item for item in items if item.publication.is_new]
    _take_ids(new)
    _store_beside(new)
    known_keys = [item.key for item in items if not item.publication.is_new]
    locked = clocks.lock_each((item.site for item in items), keys=known_keys)
    known = _entries_by_key(known_keys)
    for item in items:
        item.follow(known.get(item.key))
    if shown.keep({item.pk: item.shows for item in items if item.is_current}):
        generation.replace_on_commit(vocabulary=False)
    stale = [item for item in items if not item.is_current]
    if not stale:
        return []
    now = timezone.now()
    _take_ids([item for item in stale if not item.pk])
    left = _catch_up(stale, locked)
    numbers = {site: count(clock.sequence + 1) for site, clock in locked.items()}
    for item in stale:
        item.date(next(numbers[item.site]), now)
    with keeping.former([item.before for item in stale if item.before]):
        _store(stale)
    aspects.keep(aspect_of(item.publication.record) for item in stale)
    changed = [item.changed() for item in stale]
    bounds.follow(changed, now=now)
    listing_changes.follow(changed, now=now)
    _advance(locked, dict.fromkeys(left, 0) | Counter(item.site for item in stale), now)
    deliveries.owe(item.told() for item in stale)
    return [item.written() for item in stale]


@transaction.atomic
def withdraw(entry_ids: Iterable[int], *, reason: str) -> list[Written]:
    """Take these entries out of every output; what stays is a tombstone with the key and the addresses."""
    wanted = list(entry_ids)
    locked = clocks.lock_of(wanted)
    written: list[Written] = []
    for ids in batches(wanted):
        entries = list(Entry.objects.filter(pk__in=ids, state=Entry.State.PUBLIC).order_by("pk"))
        now = timezone.now()
        records = {entry.pk: stored_record(entry) for entry in entries}
        whole = {entry.pk: entry.record for entry in entries}
        changed = [Changed(pk, record, None) for pk, record in records.items()]
        numbers = {site: count(clock.sequence + 1) for site, clock in locked.items()}
        for entry in entries:
            entry.state, entry.reason, entry.digest = Entry.State.GONE, reason, ""
            entry.record = {name: entry.record[name] for name in ("key", "iri", "url", "site", "language")}
            entry.sequence, entry.changed_at, entry.expires_us = next(numbers[entry.site]), now, None
            entry.version += 1
        Entry.objects.bulk_update(entries, _WITHDRAWN_FIELDS, batch_size=BATCH)
        gone = [entry.pk for entry in entries]
        Listing.objects.filter(entry__in=gone).delete()
        _forget_times(entries)
        EntryBody.objects.filter(entry__in=gone).delete()
        keeping.forget(gone)
        shown.forget(gone)
        if entries:
            bounds.follow(changed, now=now)
            listing_changes.follow(changed, now=now)
            _advance(locked, Counter(entry.site for entry in entries), now)
            deliveries.owe(replace(deliveries.change_of(entry), record=whole[entry.pk]) for entry in entries)
        written += [
            Written(
                "withdrawn", e.pk, str(e.key), e.page_id, e.record["url"], left=tuple(record_listings(records[e.pk]))
            )
            for e in entries
        ]
    return written


def add_address(url: str, entry_id: int) -> None:
    """Let ``url`` lead, by redirect, to an entry whose page has another address."""
    host, path = address_of(url)
    site = Entry.objects.values_list("site", flat=True).get(pk=entry_id)
    Address.objects.get_or_create(host=host, path=path, site=site, defaults={"entry_id": entry_id})


def address_of(url: str) -> tuple[str, str]:
    """The host (with its port) of an absolute address, and what stands for its decoded NFC path."""
    parts = urlsplit(url)
    return kept_host(parts.netloc), stored_path(normalize("NFC", unquote(parts.path)))


def digest(publication: Publication) -> str:
    """The digest that two publications share exactly when every output of theirs would be the same."""
    return _Item(publication).digest


def _digest(publication: Publication, record: str) -> str:
    body, expires_at = publication.body, publication.expires_at
    return hash_texts((record, body.html, body.text, expires_at.isoformat() if expires_at else ""))


def stored_record(entry: Entry) -> Record:
    """The record of a public entry."""
    return from_data(kinds.kind(entry.kind).record, entry.record)


_WITHDRAWN_FIELDS: Final = [
    "state", "reason", "digest", "record", "sequence", "changed_at", "expires_us", "version",
]  # fmt: skip
_ENTRY_FIELDS: Final = [
    "id", "key", "kind", "site", "language", "page_id", "published_us", *_WITHDRAWN_FIELDS,
]  # fmt: skip


class _Item:
    """A publication on its way into the ledger: first what can be worked out before anything is locked."""

    def __init__(self, publication: Publication) -> None:
        self.key = UUID(publication.record.key)
        self.site = publication.record.site
        self.shows = showing.paths(publication.record, publication.body)
        self.before: Entry | None = None
        self.pk, self.version = 0, 1
        self._say(publication)

    def _say(self, publication: Publication) -> None:
        self.publication = publication
        self.data = to_data(publication.record) | {"version": 1}
        self.first_record = rows.encoded(self.data)
        self.digest = _digest(publication, self.first_record)

    def follow(self, before: Entry | None) -> None:
        """Take the place of the entry that the ledger has, and its IRI if the world has been told of it."""
        if before is None:
            return
        self.before, self.pk, self.version = before, before.pk, before.version + 1
        record, iri = self.publication.record, before.record["iri"]
        if record.iri != iri and is_public_base(iri):
            self._say(replace(self.publication, record=replace(record, iri=iri)))

    @property
    def is_current(self) -> bool:
        """Whether that entry says just this."""
        entry = self.before
        if entry is None or entry.state != Entry.State.PUBLIC:
            return False
        return entry.digest == self.digest and entry.page_id == self.publication.page_id

    def date(self, sequence: int, now: datetime) -> None:
        """Give it its place among the changes."""
        self.sequence, self.changed_at = sequence, now

    def row(self) -> tuple[Any, ...]:
        """Its values of ``_ENTRY_FIELDS``."""
        record, expires_at = self.publication.record, self.publication.expires_at
        head = (self.pk, self.key, record.kind, record.site, record.language, self.publication.page_id)
        expires_us = microseconds(expires_at) if expires_at else None
        data = self.first_record if self.version == 1 else self.data | {"version": self.version}
        state = (Entry.State.PUBLIC.value, "", self.digest, data, self.sequence, self.changed_at, expires_us)
        return (*head, microseconds(record.published_at), *state, self.version)

    def changed(self) -> Changed:
        """What shards of the sitemap have to know of it."""
        before = self.before
        public = before is not None and before.state == Entry.State.PUBLIC
        old = stored_record(before) if before and public else None
        return Changed(self.pk, old, self.publication.record)

    def told(self) -> channels.Change:
        """What channels are told of it."""
        record = self.publication.record
        return channels.Change(
            pk=self.pk,
            key=record.key,
            kind=record.kind,
            site=record.site,
            language=record.language,
            url=record.url,
            published_at=record.published_at,
            record=self.data | {"version": self.version},
            sequence=self.sequence,
            changed_at=self.changed_at,
            version=self.version,
            is_public=True,
        )

    def written(self) -> Written:
        """What is done to its entry."""
        record, before = self.publication.record, self.before
        if before is None:
            action, moved = "created", True
        elif before.state == Entry.State.GONE:
            action, moved = "returned", True
        else:
            action, moved = "updated", before.record["url"] != record.url
        return Written(action, self.pk, record.key, self.publication.page_id, record.url, moved, self._left())

    def _left(self) -> tuple[str, ...]:
        if self.before is None or self.before.state == Entry.State.GONE:
            return ()
        now = set(record_listings(self.publication.record))
        return tuple(name for name in record_listings(stored_record(self.before)) if name not in now)


def _take_ids(items: Sequence[_Item]) -> None:
    for item, pk in zip(items, rows.take_ids(Entry, len(items)) if items else (), strict=True):
        item.pk = pk


def _entries_by_key(keys: Iterable[UUID]) -> dict[UUID, Entry]:
    return {entry.key: entry for batch in batches(keys) for entry in Entry.objects.filter(key__in=batch)}


def _store(items: Sequence[_Item]) -> None:
    """The entries, and what those have beside them that are not new."""
    old = [item for item in items if item.before]
    rows.insert(Entry, _ENTRY_FIELDS, [item.row() for item in items if not item.before])
    rows.insert(Entry, _ENTRY_FIELDS, [item.row() for item in old], replace=("id",))
    if old:
        Listing.objects.filter(entry__in=[item.pk for item in old]).delete()
        _forget_times([item.before for item in old if item.before])
    _store_beside([item for item in items if not item.publication.is_new], replace=bool(old))


def _store_beside(items: Sequence[_Item], *, replace: bool = False) -> None:
    bodies = [(item.pk, item.publication.body.html, item.publication.body.text) for item in items]
    rows.insert(EntryBody, ("entry", "html", "text"), bodies, replace=("entry",) if replace else ())
    if replace:
        shown.keep({item.pk: item.shows for item in items})
    else:
        shown.add({item.pk: item.shows for item in items})
    listings = [place for item in items for place in _places(item.pk, item.publication.record)]
    rows.insert(Listing, ("entry", "listing", "aspect", "published_us"), listings)
    times = [time for item in items for time in _times(item.pk, item.publication.record)]
    rows.insert(OccurrenceRow, ("entry", "aspect", "calendar", "at_us", "before_us", "starts_us", "ends_us"), times)
    addresses = [(*address_of(item.publication.record.url), item.site, item.pk, None, "") for item in items]
    once = ("host", "path", "site")
    rows.insert(Address, (*once, "entry", "term", "language"), addresses, replace=once)


def _places(pk: int, record: Record) -> Iterator[tuple[Any, ...]]:
    """Its places in the listings, by the time that orders each."""
    published_us, aspect = microseconds(record.published_at), aspect_of(record).number
    for name in record_listings(record):
        yield pk, name, aspect, published_us
    for name, moment in record_orders(record):
        yield pk, name, aspect, microseconds(moment)


def _times(pk: int, record: Record) -> Iterator[tuple[Any, ...]]:
    """Its places in the calendars."""
    aspect = aspect_of(record).number
    return ((pk, aspect, *row) for row in calendars(record))


def _forget_times(entries: Iterable[Entry]) -> None:
    """Take entries out of the calendars that they can stand in."""
    timed = kinds.timed()
    if found := [entry.pk for entry in entries if entry.kind in timed]:
        OccurrenceRow.objects.filter(entry__in=found).delete()


def _catch_up(items: Iterable[_Item], locked: Mapping[str, Clock]) -> set[str]:
    """Let no item have a number again that it had in another city; returns the cities that items have left."""
    left = set()
    for item in items:
        if item.before and item.before.site != item.site:
            clock = locked[item.site]
            clock.sequence = max(clock.sequence, item.before.sequence)
            left.add(item.before.site)
    return left


def _advance(locked: Mapping[str, Clock], numbers: Mapping[str, int], now: datetime) -> None:
    """``numbers`` says how many changes each city had."""
    for site, number in sorted(numbers.items()):
        clocks.advance(locked[site], number, now)
