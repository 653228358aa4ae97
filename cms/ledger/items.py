"""The values in which the ledger answers: items, pages of listings, and what is left of items that have gone."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final
from uuid import UUID

from cms.core import kinds
from cms.core.records import Body, Record, RecordData, from_data, to_data
from cms.ledger.cursors import Cursor
from cms.ledger.moments import microseconds

# So many items has a page of a listing at most.
MAX_FIRST: Final = 100


@dataclass(frozen=True)
class Item:
    """A public entry as read: ``data`` is the record as stored JSON, ``record`` the same as a dataclass."""

    id: int
    kind: str
    published_us: int
    data: RecordData

    @classmethod
    def draft(cls, record: Record) -> "Item":
        """A record that is not in the ledger, as if it were; no entry has its id."""
        return cls(0, record.kind, microseconds(record.published_at), to_data(record))

    @cached_property
    def record(self) -> Record:
        return from_data(kinds.kind(self.kind).record, self.data)

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.published_us, self.id)


@dataclass(frozen=True)
class Page:
    """One page of a listing. It may be short, even empty, and still have a next one: follow ``end``."""

    items: tuple[Item, ...]
    has_next: bool
    end: Cursor | None


@dataclass(frozen=True)
class Found:
    """The item that a key or an address leads to: a public one with its body, or an item that has gone."""

    item: Item
    body: Body | None
    gone: bool


@dataclass(frozen=True)
class Tombstone:
    """The remains of an item that has gone: its name, and since when."""

    iri: str
    gone_at: datetime


def stored_key(key: str) -> UUID | None:
    """The key as it is stored; None for what is none, or is not written as keys are."""
    try:
        uuid = UUID(key)
    except ValueError:
        return None
    return uuid if str(uuid) == key.lower() else None
