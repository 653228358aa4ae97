"""The mapping of a record to feeds: one for RSS, Atom and JSON Feed.

The rows of :mod:`syndication.kinds` are the contract: each field of a record either feeds the named attributes of an
:class:`Entry` or is left out for a stated reason. A test changes every field in turn and compares what changes in the
entry.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from cms.core import kinds
from cms.core.kinds import Facet
from cms.core.licences import LICENCES, Licence
from cms.core.records import OPEN_SCHEMES, TERMS, Body, Field, File, Image, Record, Tag, Term, Unit
from cms.ledger.store import Vocabulary
from syndication.entries import Category, Entry, Person
from syndication.kinds import ROWS

# Terms of open vocabularies by scheme and key.
Used = Mapping[str, Mapping[str, Term]]

BODY_MAPPING: Final[dict[str, tuple[str, ...]]] = {"html": ("html",)}
BODY_LEFT_OUT: Final[dict[str, str]] = {"text": "the same words as the HTML"}


# The terms of the city that a category may be beside fields; who publishes is told as such.
_NARROWED_BY: Final = TERMS.keys() - OPEN_SCHEMES - {Field.scheme, Unit.scheme}


def entry(record: Record, body: Body, *, vocabulary: Vocabulary, used: Used) -> Entry:
    """Map a record; ``used`` holds its terms of open vocabularies, looked up for all entries of a feed at once."""
    language = record.language
    publisher = _person(vocabulary.term("unit", record.publisher) if record.publisher else None, language)
    files: tuple[File, ...] = getattr(record, "files", ())
    row = ROWS[record.kind]
    authors: list[Person | None] = [*row.signed(record)] or [publisher or _person(vocabulary.city, language)]
    licence = LICENCES.get(record.licence)
    return Entry(
        id=record.iri,
        url=record.url,
        language=language,
        title=record.title,
        summary=row.summary(record),
        html=row.html(record, body),
        published=record.published_at,
        updated=record.modified_at,
        authors=tuple(author for author in authors if author),
        publisher=publisher,
        categories=(
            *(_category(term, language) for term in _terms(record, vocabulary, used)),
            *row.categories(record, vocabulary.city.iri.partition("/id/")[0]),
        ),
        licence=licence,
        rights=" ".join([*_licence_notice(licence, language), *_material_notices(record.image, files, record)]),
        image=record.image,
        files=files,
        translations=record.translations,
    )


def open_keys(record: Record) -> dict[str, tuple[str, ...]]:
    """The keys of open vocabularies that a record carries."""
    own = {facet.name: _keys(record, facet) for facet in kinds.kind_of(record).open if facet.name != Tag.scheme}
    return {**own, Tag.scheme: record.tags}


def _keys(record: Record, facet: Facet) -> tuple[str, ...]:
    found = getattr(record, facet.field)
    return found if isinstance(found, tuple) else (found,) if found else ()


def rights_notice(licence: Licence | None, language: str) -> str:
    """The licence in words; for a KOGL type with the Creative Commons licence near it, which is never the same."""
    return " ".join(_licence_notice(licence, language))


def _person(term: Term | None, language: str) -> Person | None:
    return Person(term.name(language), term.url(language)) if term else None


def _terms(record: Record, vocabulary: Vocabulary, used: Used) -> Iterable[Term]:
    """The terms that still exist: fields, the main one first, then what it is narrowed by, such as a website or a task
    card, and tags."""
    found = [vocabulary.term(Field.scheme, key) for key in record.topics]
    for facet in kinds.kind_of(record).wide:
        if facet.name in _NARROWED_BY:
            found += [vocabulary.term(facet.name, key) for key in _keys(record, facet)]
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
