"""What a feed says of a record: one mapping for RSS, Atom and JSON Feed, which differ only in how they write it.

:data:`MAPPING` is the contract: each field of a record either feeds the named attributes of an :class:`Entry` or is
left out for a stated reason. A test changes every field in turn and compares what changes in the entry.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cms.core.licences import LICENCES, Licence
from cms.core.records import Body, File, Image, Post, Record, Term, Translation
from cms.publication.vocabulary import Vocabulary

MAPPING: Final[dict[str, tuple[str, ...]]] = {
    "iri": ("id",),
    "url": ("url",),
    "language": ("language", "authors", "publisher", "categories", "rights"),
    "title": ("title",),
    "summary": ("summary",),
    "published_at": ("published",),
    "modified_at": ("updated",),
    "byline": ("authors",),
    "publisher": ("publisher", "authors"),
    "topics": ("categories",),
    "website": ("categories",),
    "tags": ("categories",),
    "image": ("image", "rights"),
    "files": ("files", "rights"),
    "licence": ("licence", "rights"),
    "translations": ("translations",),
}
LEFT_OUT: Final[dict[str, str]] = {
    "key": "the last part of the IRI, which is the id",
    "site": "a feed is of one city, and the IRI is on its host",
    "version": "the ledger's own count; `updated` is what a reader compares",
    "images": "they stand in the body, each with its caption and credit",
}
BODY_MAPPING: Final[dict[str, tuple[str, ...]]] = {"html": ("html",)}
BODY_LEFT_OUT: Final[dict[str, str]] = {"text": "the same words as the HTML"}


@dataclass(frozen=True, slots=True)
class Person:
    """Who is named as author or publisher; ``url`` is a page about them."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A vocabulary value: ``scheme`` and ``term`` make its IRI, ``label`` is its name in the feed's language."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, in no format yet. ``summary`` is plain text, ``html`` the whole sanitised body."""

    id: str
    url: str
    language: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    authors: tuple[Person, ...]
    publisher: Person | None
    categories: tuple[Category, ...]
    licence: Licence | None
    rights: str
    image: Image | None
    files: tuple[File, ...]
    translations: tuple[Translation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of a feed: ``rel`` of the IANA registry, ``type`` a media type, ``hreflang`` a BCP 47 tag."""

    rel: str
    href: str
    type: str = ""
    hreflang: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A page of a listing as a feed, in no format yet. ``url`` is the HTML page it belongs to, ``links`` all others."""

    id: str
    url: str
    self_url: str
    media_type: str
    language: str
    title: str
    subtitle: str
    updated: datetime
    author: Person
    licence: Licence | None
    rights: str
    logo: Image | None
    links: tuple[Link, ...]
    entries: tuple[Entry, ...]

    def link(self, rel: str) -> str | None:
        """The address of the first link with that relation, or None."""
        return next((link.href for link in self.links if link.rel == rel), None)


def entry(record: Record, body: Body, *, vocabulary: Vocabulary, tags: Mapping[str, Term]) -> Entry:
    """Map a record; ``tags`` holds the terms of its tags, looked up for all entries of a feed at once."""
    language = record.language
    publisher = _person(vocabulary.term("unit", record.publisher) if record.publisher else None, language)
    byline = record.byline if isinstance(record, Post) else ""
    files = record.files if isinstance(record, Post) else ()
    author = Person(byline) if byline else publisher or _person(vocabulary.city, language)
    licence = LICENCES.get(record.licence)
    return Entry(
        id=record.iri,
        url=record.url,
        language=language,
        title=record.title,
        summary=record.summary,
        html=body.html,
        published=record.published_at,
        updated=record.modified_at,
        authors=(author,) if author else (),
        publisher=publisher,
        categories=tuple(_category(term, language) for term in _terms(record, vocabulary, tags)),
        licence=licence,
        rights=" ".join([*_licence_notice(licence, language), *_material_notices(record.image, files, record)]),
        image=record.image,
        files=files,
        translations=record.translations,
    )


def rights_notice(licence: Licence | None, language: str) -> str:
    """The licence in words; for a KOGL type with the Creative Commons licence near it, which is never the same."""
    return " ".join(_licence_notice(licence, language))


def _person(term: Term | None, language: str) -> Person | None:
    return Person(term.name(language), term.url(language)) if term else None


def _terms(record: Record, vocabulary: Vocabulary, tags: Mapping[str, Term]) -> Iterable[Term]:
    """The terms of a record that still exist: fields, the main one first, then the website, then tags."""
    website = record.website if isinstance(record, Post) else None
    found = [vocabulary.term("field", key) for key in record.topics]
    found.append(vocabulary.term("website", website) if website else None)
    found += [tags.get(key) for key in record.tags]
    return (term for term in found if term is not None)


def _category(term: Term, language: str) -> Category:
    return Category(term.iri.rpartition("/")[0], term.key, term.name(language))


_NEAR: Final = {"ko": "가장 가까운 크리에이티브 커먼즈 이용허락:", "en": "Nearest Creative Commons licence:"}
_PICTURE: Final = {"ko": "대표 사진", "en": "Cover image"}


def _licence_notice(licence: Licence | None, language: str) -> list[str]:
    if licence is None:
        return []
    notice = [f"{licence.name(language)}."]
    if licence.near:
        notice.append(f"{_NEAR.get(language, _NEAR['en'])} {licence.near}")
    return notice


def _material_notices(image: Image | None, files: Iterable[File], record: Record) -> list[str]:
    """Credit and licence of the cover image and of the files, where they say more than the record's own licence."""
    picture = _PICTURE.get(record.language, _PICTURE["en"])
    named: list[tuple[str, Image | File]] = [(picture, image)] if image else []
    named += [(file.title, file) for file in files]
    notices = []
    for name, material in named:
        own = LICENCES.get(material.licence) if material.licence != record.licence else None
        said = ", ".join(part for part in (material.credit, own.short if own else "") if part)
        if said:
            notices.append(f"{name}: {said}.")
    return notices
