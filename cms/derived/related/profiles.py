"""The profiles of documents, by which they are compared: read from public records, kept where their like are found.

A profile is written in the transaction that finds the document's relations, so words and citations are counted once,
whatever ends a worker in between; it leaves with its document.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, Self

from django.db import connection

from cms.core.rows import insert
from cms.derived import models
from cms.derived.related import citations
from cms.derived.related.citations import Citation, number_key
from cms.derived.related.keywords import keywords
from cms.ledger.facets import function_key
from cms.ledger.given import erase, given, rows

_LONGEST: Final = 120
# How many documents of a city there are is counted as a word that all of them have.
_EVERY: Final = ""


@dataclass(frozen=True)
class Profile:
    """The data by which a public document is compared."""

    entry_id: int
    site: str
    published_us: int
    produced_on: date
    approved_on: date | None = None
    number: str = ""
    task: str = ""
    function: str = ""
    words: str = ""
    cited: str = ""

    @classmethod
    def of(cls, entry_id: int, record: Mapping[str, Any], text: str, *, published_us: int) -> Self:
        """The profile of a stored record and the beginning of its text."""
        number = number_key(record.get("number", ""))[:_LONGEST]
        approved_on = record.get("approved_on")
        cited = citations.citations(f"{record['title']}\n{text}", own=number)
        return cls(
            entry_id=entry_id,
            site=record["site"],
            published_us=published_us,
            produced_on=date.fromisoformat(record["produced_on"]),
            approved_on=date.fromisoformat(approved_on) if approved_on else None,
            number=number,
            task=record.get("task") or "",
            function=function_key(record.get("functions", ())),
            words=" ".join(keywords(record["title"], text)),
            cited=" ".join(map(str, cited)),
        )

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        return tuple(self.words.split())

    @cached_property
    def keyword_set(self) -> frozenset[str]:
        return frozenset(self.words.split())

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(Citation.parse(text) for text in self.cited.split())

    def cites(self, other: "Profile") -> bool:
        """Return whether the text names the number of ``other``, as that of its day."""
        if not (self.cited and other.number in self.cited and other.number):
            return False
        days = (other.produced_on, other.approved_on)
        return any(citation.names(other.number, days=days, cited_on=self.produced_on) for citation in self.citations)


_COLUMNS: Final = (
    "entry_id", "site", "published_us", "produced_on", "approved_on", "number", "task", "function", "words", "cited",
)  # fmt: skip


def stored(entry_ids: Iterable[int]) -> dict[int, Profile]:
    """The profiles of those that have one. One query."""
    found = models.Profile.objects.filter(pk__in=list(entry_ids)).values_list(*_COLUMNS)
    return {values[0]: Profile(*values) for values in found}


def of_numbers(site: str, numbers: Iterable[str], *, most: int) -> list[int]:
    """The documents of a city with these numbers, as :func:`number_key` writes them. One query."""
    found = models.Profile.objects.filter(site=site, number__in=list(numbers)).exclude(number="")
    return list(found.order_by("number", "-produced_on").values_list("entry_id", flat=True)[:most])


@dataclass(frozen=True)
class Rarity:
    """The number of documents of each city that have a word, with its id; ``total`` counts the documents."""

    words: dict[tuple[str, str], tuple[int, int]]

    def total(self, site: str) -> int:
        """All documents of a city."""
        return self.words.get((site, _EVERY), (0, 0))[1]

    def documents(self, site: str, word: str) -> int:
        """Those that have the word."""
        return self.words.get((site, word), (0, 0))[1]

    def word_id(self, site: str, word: str) -> int:
        """The id under which they are found."""
        return self.words[site, word][0]


def rarity(profiles: Iterable[Profile]) -> Rarity:
    """The rarity of the words of these profiles. One query."""
    wanted = {(profile.site, word) for profile in profiles for word in (*profile.keywords, _EVERY)}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT w.site, w.word, w.id, w.documents FROM {given('site text, word text')}"
            " JOIN publication_word w ON w.site = given.site AND w.word = given.word",
            [rows(sorted(wanted))],
        )
        return Rarity({(site, word): (pk, documents) for site, word, pk, documents in cursor.fetchall()})


def replace(old: Sequence[Profile], new: Sequence[Profile]) -> None:
    """Take the old profiles out of the indexes and put the new ones in; some statements, whatever the number."""
    _remove(old)
    _count(old, new)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publication_keyword (word_id, entry_id) SELECT w.id, given.entry FROM"
            f" {given('entry bigint, site text, word text')} JOIN publication_word w ON w.site = given.site"
            " AND w.word = given.word",
            [rows((profile.entry_id, profile.site, word) for profile in new for word in profile.keywords)],
        )
    citing = [
        (profile.site, number, profile.entry_id)
        for profile in new
        for number in sorted({citation.number for citation in profile.citations})
    ]
    insert(models.Citation, ("site", "number", "entry_id"), citing)
    insert(models.Profile, _COLUMNS, [[getattr(profile, name) for name in _COLUMNS] for profile in new])


def _remove(profiles: Sequence[Profile]) -> None:
    known = rarity(profiles) if profiles else Rarity({})
    for profile in profiles:
        words = [known.word_id(profile.site, word) for word in profile.keywords]
        erase(models.Keyword.objects.filter(word_id__in=words, entry_id=profile.entry_id))
        numbers = {citation.number for citation in profile.citations}
        erase(models.Citation.objects.filter(site=profile.site, number__in=numbers, entry_id=profile.entry_id))
    erase(models.Profile.objects.filter(pk__in=[profile.entry_id for profile in profiles]))


def _count(old: Sequence[Profile], new: Sequence[Profile]) -> None:
    """Count the words anew; a word that no document has any more leaves, since it may be why a document was taken
    down."""
    change: Counter[tuple[str, str]] = Counter()
    for profiles, sign in ((old, -1), (new, 1)):
        for profile in profiles:
            change.update(dict.fromkeys([(profile.site, word) for word in (*profile.keywords, _EVERY)], sign))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publication_word (site, word, documents) SELECT given.site, given.word, given.change FROM"
            f" {given('site text, word text, change bigint')} WHERE TRUE ON CONFLICT (site, word)"
            " DO UPDATE SET documents = publication_word.documents + excluded.documents",
            [rows((*word, number) for word, number in sorted(change.items()) if number)],
        )
    fewer: dict[str, list[str]] = {}
    for (site, word), number in change.items():
        if number < 0:
            fewer.setdefault(site, []).append(word)
    for site, words in fewer.items():
        erase(models.Word.objects.filter(site=site, word__in=words, documents__lte=0))
