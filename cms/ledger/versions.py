"""Former versions of public items, for outputs: what the public could read before an item's last changes.

A version is served while its item is public and the rules in force have judged it clear beside what the item says now.
Whose rules these are, a room above says (:func:`judged_by`); while nobody does, none is served.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from cms.core import kinds, showing
from cms.core.records import Body, Record, from_data, to_data
from cms.ledger import shown
from cms.ledger.items import Item
from cms.ledger.models import Entry, EntryVersion
from cms.ledger.moments import microseconds

# So many addresses are asked for at once.
_ASKED: Final = 5_000
_PRESENT: Final = ("entry__record__files", "entry__record__translations")
_READ: Final = ("pk", "entry_id", "version", "changed_at", "record", "entry__kind", *_PRESENT)
_rules: Final[list[Callable[[], str]]] = []


def judged_by(rules: Callable[[], str]) -> None:
    """Let a room above say what the rules in force are called."""
    _rules[:] = [rules]


def rules_in_force() -> str:
    """The name of the rules in force; empty where nobody says it."""
    return next((rules() for rules in _rules), "")


@dataclass(frozen=True)
class FormerItem(Item):
    """A version read as the item that it was of; ``row`` is the key of its row."""

    row: int


@dataclass(frozen=True)
class Version:
    """A former version: its number, when it became public, and what the public read."""

    number: int
    changed_at: datetime
    item: FormerItem


def of_entries(entry_ids: Collection[int], *, first: int) -> dict[int, list[Version]]:
    """The last ``first`` versions of each of these entries, the newest first. Two queries, none where none are kept.

    Pictures and files that nothing public shows any more are left out of them, and translations that the item does not
    have any more; those that it has are told as they are now.
    """
    rules = rules_in_force() if settings.MADANG_KEPT_VERSIONS else ""
    if not rules or not entry_ids:
        return {}
    found = list(_served(rules).filter(entry__in=entry_ids, place__lte=first).values_list(*_READ))
    records = [from_data(kinds.kind(row[5]).record, row[4]) for row in found]
    closed = _closed(url for record in records for url in showing.urls(record, Body()))
    closed |= _unlisted(records, {file["url"] for row in found for file in row[6] or ()})
    versions: dict[int, list[Version]] = {}
    for (pk, entry, number, changed_at, _, kind, _, translations), record in zip(found, records, strict=True):
        data = to_data(showing.without(record, closed))
        named = {other.key for other in record.translations}
        data["translations"] = [other for other in translations or () if other["key"] in named]
        item = FormerItem(entry, kind, microseconds(record.published_at), data, pk)
        versions.setdefault(entry, []).append(Version(number, changed_at, item))
    return versions


def bodies(rows: Collection[int]) -> dict[int, Body]:
    """The bodies of versions by their rows, without what :func:`of_entries` leaves out. Two queries."""
    found = list(EntryVersion.objects.filter(pk__in=rows).values_list("pk", "html", "text"))
    closed = _closed(url for _, html, _ in found for url in showing.addresses(html))
    return {pk: Body(html=showing.html_without(html, closed), text=text) for pk, html, text in found}


def _served(rules: str) -> Any:
    """The versions that the public may read, each with its ``place`` among those of its entry."""
    place = Window(RowNumber(), partition_by=[F("entry")], order_by=F("version").desc())
    public = Q(entry__expires_us=None) | Q(entry__expires_us__gt=microseconds(timezone.now()))
    judged = EntryVersion.objects.filter(rules=rules, sequence=F("entry__sequence"), site=F("entry__site"))
    kept = judged.filter(public, entry__state=Entry.State.PUBLIC).annotate(place=place)
    return kept.filter(place__lte=settings.MADANG_KEPT_VERSIONS).order_by("entry", "-version")


def _closed(urls: Iterable[str]) -> set[str]:
    """Those of these addresses that are the library's and that nothing public shows. One query."""
    paths = {url: path for url in urls if (path := showing.path_of(url))}
    wanted = sorted(set(paths.values()))
    known = {path for batch in _batches(wanted) for path in shown.shown_of(batch)}
    return {url for url, path in paths.items() if path not in known}


def _unlisted(records: Iterable[Record], listed: Collection[str]) -> set[str]:
    """The files of these records that are not the library's, and that their items do not list any more."""
    urls = {file.url for record in records for file in getattr(record, "files", ())}
    return {url for url in urls if showing.path_of(url) is None and url not in listed}


def _batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(paths), _ASKED):
        yield paths[start : start + _ASKED]
