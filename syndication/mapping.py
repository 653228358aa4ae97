"""What a feed says of a record: one mapping for RSS, Atom and JSON Feed.

:data:`MAPPINGS` is the contract: each field of a record either feeds the named attributes of an :class:`Entry` or is
left out for a stated reason. A test changes every field in turn and compares what changes in the entry.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from cms.core.licences import LICENCES, Licence
from cms.core.records import Body, Document, File, Image, Meeting, Post, Record, Tag, Task, Term
from cms.ledger.vocabulary import Vocabulary
from syndication import released
from syndication.entries import Category, Entry, Person

# Terms of open vocabularies by scheme and key.
Used = Mapping[str, Mapping[str, Term]]

_COMMON: Final[dict[str, tuple[str, ...]]] = {
    "iri": ("id",),
    "url": ("url",),
    "language": ("language", "authors", "publisher", "categories", "rights"),
    "title": ("title",),
    "summary": ("summary",),
    "published_at": ("published",),
    "modified_at": ("updated",),
    "publisher": ("publisher", "authors"),
    "topics": ("categories",),
    "tags": ("categories",),
    "image": ("image", "rights"),
    "files": ("files", "rights"),
    "licence": ("licence", "rights"),
    "translations": ("translations",),
}
_BY_CONCEPT: Final[dict[str, tuple[str, ...]]] = {
    "language": (*_COMMON["language"], "html"),
    "openness": ("categories", "html"),
    "grounds": ("html",),
    "reason": ("html",),
}
MAPPINGS: Final[dict[type[Record], dict[str, tuple[str, ...]]]] = {
    Post: _COMMON | {"byline": ("authors",), "website": ("categories",)},
    Document: _COMMON
    | _BY_CONCEPT
    | {
        "language": (*_COMMON["language"], "html", "summary"),
        "openness": ("categories", "html", "summary"),
        "grounds": ("html", "summary"),
        "reason": ("html", "summary"),
        "number": ("html",),
        "genre": ("categories", "html"),
        "produced_on": ("html",),
        "masked": ("html",),
        "officials": ("authors",),
        "task": ("categories",),
    },
    Meeting: _COMMON
    | _BY_CONCEPT
    | {
        "committee": ("categories",),
        "status": ("html",),
        "held_at": ("html",),
        "place": ("html",),
        "agenda": ("html",),
        "links": ("html",),
    },
}
_LEFT_OUT: Final[dict[str, str]] = {
    "key": "the last part of the IRI, which is the id",
    "site": "a feed is of one city, and the IRI is on its host",
    "version": "the ledger's own count; `updated` is what a reader compares",
}
_ON_THE_PAGE: Final = "a fact for the page and for linked data"
LEFT_OUT: Final[dict[type[Record], dict[str, str]]] = {
    Post: _LEFT_OUT | {"images": "they stand in the body, each with its caption and credit"},
    Document: _LEFT_OUT
    | {"management_number": "the last part of the address", "functions": "the path of the task card"}
    | dict.fromkeys(("approved_on", "review_on", "review_stage", "retention", "retained_until"), _ON_THE_PAGE)
    | dict.fromkeys(("expense", "research", "advance"), _ON_THE_PAGE),
    Meeting: _LEFT_OUT | dict.fromkeys(("attendees", "review_on", "review_stage"), _ON_THE_PAGE),
}
BODY_MAPPING: Final[dict[str, tuple[str, ...]]] = {"html": ("html",)}
BODY_LEFT_OUT: Final[dict[str, str]] = {"text": "the same words as the HTML"}


def entry(record: Record, body: Body, *, vocabulary: Vocabulary, used: Used) -> Entry:
    """Map a record; ``used`` holds its terms of open vocabularies, looked up for all entries of a feed at once."""
    language = record.language
    publisher = _person(vocabulary.term("unit", record.publisher) if record.publisher else None, language)
    files: tuple[File, ...] = getattr(record, "files", ())
    authors: list[Person | None] = [*_signed(record)] or [publisher or _person(vocabulary.city, language)]
    licence = LICENCES.get(record.licence)
    return Entry(
        id=record.iri,
        url=record.url,
        language=language,
        title=record.title,
        summary=released.summary(record),
        html=released.html(record, body),
        published=record.published_at,
        updated=record.modified_at,
        authors=tuple(author for author in authors if author),
        publisher=publisher,
        categories=(
            *(_category(term, language) for term in _terms(record, vocabulary, used)),
            *released.categories(record, base=vocabulary.city.iri.partition("/id/")[0]),
        ),
        licence=licence,
        rights=" ".join([*_licence_notice(licence, language), *_material_notices(record.image, files, record)]),
        image=record.image,
        files=files,
        translations=record.translations,
    )


def open_keys(record: Record) -> dict[str, tuple[str, ...]]:
    """The keys of open vocabularies that a record carries."""
    task = record.task if isinstance(record, Document) else None
    return {Task.scheme: (task,) if task else (), Tag.scheme: record.tags}


def rights_notice(licence: Licence | None, language: str) -> str:
    """The licence in words; for a KOGL type with the Creative Commons licence near it, which is never the same."""
    return " ".join(_licence_notice(licence, language))


def _person(term: Term | None, language: str) -> Person | None:
    return Person(term.name(language), term.url(language)) if term else None


def _signed(record: Record) -> list[Person]:
    """Who is named as having written it."""
    if isinstance(record, Document):
        return [Person(official.name) for official in record.officials if official.role == "drafter"]
    return [Person(record.byline)] if isinstance(record, Post) and record.byline else []


def _terms(record: Record, vocabulary: Vocabulary, used: Used) -> Iterable[Term]:
    """The terms that still exist: fields, the main one first, then the website or committee, the task card, tags."""
    found = [vocabulary.term("field", key) for key in record.topics]
    for scheme in ("website", "committee"):
        key = getattr(record, scheme, None)
        found.append(vocabulary.term(scheme, key) if key else None)
    found += [used.get(scheme, {}).get(key) for scheme, keys in open_keys(record).items() for key in keys]
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
