"""The records and terms that a store is asked about, spread over all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from bench.measure import Request


@dataclass(frozen=True)
class Question:
    """The requests of one question, in turn, and its name; ``per_byte`` where an answer is as long as its content."""

    name: str
    requests: Sequence[Request]
    per_byte: bool = False


@dataclass(frozen=True)
class Sample:
    """Records by kind and terms by scheme, both as stored JSON, and the parts and numbers of shards of the sitemap."""

    records: Mapping[str, Sequence[dict[str, Any]]]
    terms: Mapping[str, Sequence[dict[str, Any]]]
    shards: Sequence[tuple[str, int]]

    def paths(self, scheme: str, part: str = "") -> list[str]:
        """The paths of the pages of its terms."""
        return [f"{path_of(url)}{part}" for term in self.terms[scheme] for url in term["urls"].values()]

    @property
    def documents(self) -> list[str]:
        """The paths of the pages that list all documents."""
        terms = [term for term in self.terms["section"] if term["key"] == "documents"]
        return [path_of(url) for term in terms for url in term["urls"].values()]

    @property
    def unit_documents(self) -> list[str]:
        """The paths of the documents of units, in the languages of the section of documents."""
        languages = {code for term in self.terms["section"] if term["key"] == "documents" for code in term["urls"]}
        return [
            f"{path_of(url)}documents/"
            for term in self.terms["unit"]
            for language, url in term["urls"].items()
            if language in languages
        ]

    @property
    def initials(self) -> list[str]:
        """The initials of the names of units."""
        from cms.ledger.directories import initial_of

        return sorted({initial_of(term["names"]["ko"]) for term in self.terms["unit"] if "ko" in term["names"]})

    @property
    def month(self) -> str:
        """A month in which something was published, such as ``2026-11``."""
        return str(max(record["published_at"] for found in self.records.values() for record in found)[:7])


def path_of(url: str) -> str:
    """The decoded path of an address."""
    return unquote(urlsplit(url).path)


def sample(times: int) -> Sample:
    """A number of each that are spread over the whole store."""
    from cms.core import kinds
    from cms.core.records import TERMS
    from cms.ledger.models import Entry, ShardRow

    records = {
        kind: _spread(Entry.objects.filter(kind=kind, state="public"), "record", times) for kind in kinds.names()
    }
    terms = {scheme: _spread(_used(scheme), "data", times) for scheme in TERMS}
    shards = ShardRow.objects.filter(listed=True).order_by("part", "number").values_list("part", "number")
    return Sample(records, terms, list(shards))


def _used(scheme: str) -> Any:
    """The terms of a scheme that list something, or all where none does."""
    from django.db.models import CharField, Exists, OuterRef, Value
    from django.db.models.functions import Concat

    from cms.ledger.models import Listing, TermRow

    name = Concat("site", Value(":"), "scheme", Value(":"), "key", output_field=CharField())
    rows = TermRow.objects.filter(scheme=scheme)
    used = rows.alias(listing=name).filter(Exists(Listing.objects.filter(listing=OuterRef("listing"))))
    return used if used.exists() else rows


def _spread(rows: Any, name: str, times: int) -> list[dict[str, Any]]:
    first, last = (rows.order_by(order).values_list("pk", flat=True).first() for order in ("pk", "-pk"))
    if first is None:
        return []
    places = [first + (last - first) * number // max(times - 1, 1) for number in range(times)]
    found = (rows.filter(pk__gte=place).order_by("pk").values_list("pk", name).first() for place in places)
    return list(dict(row for row in found if row).values())
