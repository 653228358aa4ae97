"""The syntaxes of feeds, and the writing of one out of entries of which many were written before.

The bodies, and the terms of tags not seen before, are read only for entries that this process has not written yet in
that format.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cms.core.records import OPEN_SCHEMES, Body
from cms.ledger.store import Generation, Item, Vocabulary, store
from syndication.entries import Entry, Feed
from syndication.jsonfeed import json_feed
from syndication.mapping import entry, open_keys
from syndication.writer import atom, rss
from syndication.written import Shelf, Written

# In each process: about 3,000 entries of usual length.
SHELF: Final = Shelf(limit=16 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class Format:
    """A syntax of feeds: its media type and how it is written."""

    media_type: str
    content_type: str
    write: Callable[[Feed], Written]


FORMATS: Final[dict[str, Format]] = {
    "rss": Format("application/rss+xml", "application/rss+xml; charset=utf-8", rss),
    "atom": Format("application/atom+xml", "application/atom+xml; charset=utf-8", atom),
    "json": Format("application/feed+json", "application/feed+json", json_feed),
}


def written(
    suffix: str,
    items: Sequence[Item],
    whole: Callable[[Iterable[Entry]], Feed],
    *,
    terms: Vocabulary,
    token: Generation,
) -> bytes:
    """The feed of these items in a format, with the entries that are on the shelf taken from there.

    ``whole`` makes the feed of the others; ``token`` is the vocabulary's generation from before anything was read.
    """
    keys = {item.id: _shelf_key(item, suffix, token) for item in items}
    pieces = {item.id: SHELF.get(keys[item.id]) for item in items}
    missing = [item for item in items if pieces[item.id] is None]
    texts = store.bodies(item.id for item in missing) if missing else {}
    found = FORMATS[suffix].write(whole(_entries(terms, missing, texts)))
    for item, piece in zip(missing, found.entries, strict=True):
        pieces[item.id] = piece
        if item.id in texts:
            SHELF.keep(keys[item.id], piece)
    return found.with_entries(piece for piece in pieces.values() if piece is not None)


def _shelf_key(item: Item, suffix: str, token: Generation) -> Hashable:
    """The key of an entry that was written: one version of a record, and the names in the vocabulary of that moment."""
    return suffix, token, item.data["key"], item.data["version"], item.data["modified_at"]


def _entries(terms: Vocabulary, items: Sequence[Item], texts: dict[int, Body]) -> Iterable[Entry]:
    found = [item.record for item in items]
    wanted: dict[str, set[str]] = {scheme: set() for scheme in OPEN_SCHEMES}
    for record in found:
        for scheme, keys in open_keys(record).items():
            wanted[scheme].update(keys)
    used = {scheme: terms.open_terms(scheme, keys) for scheme, keys in wanted.items() if keys}
    for item, record in zip(items, found, strict=True):
        yield entry(record, texts.get(item.id, Body()), vocabulary=terms, used=used)
