"""The catalogue of a city's open data (DCAT 3, with what DCAT-AP makes mandatory): news, released documents, meetings,
their feeds and lists, and the API.

It also describes the concept schemes that fields, tags, task cards and functions belong to.
"""

from collections.abc import Mapping as Dictionary
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from api.linkeddata import concepts, rights
from api.linkeddata.documents import document
from api.linkeddata.items import moment
from api.linkeddata.mapping import Mapping, Node, Scope, labels, language_iri
from api.linkeddata.ranges import AVAILABLE, CONTINUOUS, MEDIA_TYPES, media_format, with_classes
from cms.core.records import City, Document, Field, Meeting, Section, Term
from cms.publication.facets import home_name
from cms.publication.listing_changes import Part, changed_at
from cms.publication.selectors import first_published
from cms.publication.vocabulary import Vocabulary

# dcat:mediaType takes what IANA has registered; it has no RSS and no JSON Feed.
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REGISTERED: Final = {"application/atom+xml", "application/xml", "application/json", "text/csv", _XLSX}
_FEEDS: Final = (
    ("feed.rss", "RSS", "application/rss+xml"),
    ("feed.atom", "Atom", "application/atom+xml"),
    ("feed.json", "JSON Feed", "application/feed+json"),
)
# The lists of released documents by week and by month, which the page of open data leads to.
_LISTS: Final = (("csv", "CSV", "text/csv"), ("json", "JSON", "application/json"), ("xlsx", "XLSX", _XLSX))
_WORDS: Final = {
    "catalogue": {"ko": "{} 공개 데이터 목록", "en": "Open data of {}"},
    "catalogue_about": {
        "ko": "{}에서 공개하는 소식과 이를 기계로 읽는 방법",
        "en": "What {} publishes, and the ways to read it by machine",
    },
    "posts": {"ko": "{} 소식", "en": "News of {}"},
    "posts_about": {
        "ko": "{} 모든 부서에서 올린 소식. 이용 조건은 글마다 표시됩니다.",
        "en": "News posted by every department of {}. Each item states its own licence.",
    },
    "documents": {"ko": "{} 공개 문서", "en": "Released documents of {}"},
    "documents_about": {
        "ko": "{}에서 생산한 모든 결재문서의 목록과 공개된 원문. 비공개 문서는 사유와 함께 목록에 있습니다.",
        "en": "Every document that {} produced: what is open in full, what is closed as a record with its ground.",
    },
    "meetings": {"ko": "{} 위원회 회의", "en": "Committee meetings of {}"},
    "meetings_about": {
        "ko": "{} 위원회의 회의 일정, 안건, 의결과 회의록",
        "en": "Meetings of the committees of {}: when, on what, what was decided, and the minutes.",
    },
    "graphql": {"ko": "{} GraphQL API", "en": "GraphQL API of {}"},
    "fields": {"ko": "{} 시정 분야", "en": "Fields of city affairs of {}"},
    "tags": {"ko": "{} 태그", "en": "Tags of {}"},
    "tasks": {"ko": "{} 단위과제", "en": "Task cards of {}"},
    "functions": {"ko": "{} 기능분류", "en": "Functions of {}"},
    "sitemap": {"ko": "사이트맵", "en": "Sitemap"},
}


_KEYWORDS: Final = {
    "posts": {"ko": "시정 소식", "en": "city news"},
    "documents": {"ko": "정보공개", "en": "freedom of information"},
    "meetings": {"ko": "위원회", "en": "committees"},
}


class Dates(NamedTuple):
    """When the oldest of a dataset was published, and when any of it last changed."""

    begun: datetime
    changed: datetime


def catalogue(vocabulary: Vocabulary, dates: Dictionary[str, Dates] = MappingProxyType({})) -> dict[str, Any]:
    """The catalogue of a city as a JSON-LD document; ``dates`` by the section of the dataset, empty for news."""
    node = CATALOGUE.node(vocabulary.city, Scope(vocabulary))
    for dataset, section in zip(node["dcat:dataset"], _sections(vocabulary), strict=True):
        if found := dates.get(section):
            dataset |= {
                "dct:issued": moment(found.begun),
                "dct:modified": moment(found.changed),
                "dct:temporal": {
                    "@id": f"{dataset['@id']}-period",
                    "@type": "dct:PeriodOfTime",
                    "dcat:startDate": moment(found.begun),
                },
            }
    return document(with_classes(node))


def dates_of(vocabulary: Vocabulary) -> dict[str, Dates]:
    """The dates of the datasets that have something in them. Two queries for each."""
    listings = {section: home_name(vocabulary.site, section) for section in _sections(vocabulary)}
    return {
        section: Dates(begun, changed_at([Part(listing)]))
        for section, listing in listings.items()
        if (begun := first_published(listing)) is not None
    }


def _sections(vocabulary: Vocabulary) -> list[str]:
    """The sections that are datasets, beside the news, which is in none."""
    return ["", *(name for name in (Document.section, Meeting.section) if vocabulary.term(Section.scheme, name))]


def _words(name: str, scope: Scope) -> list[Node]:
    return labels({language: text.format(scope.city.name(language)) for language, text in _WORDS[name].items()})


def _publisher(city: City, scope: Scope) -> Node:
    return {"@id": city.iri, "@type": "foaf:Agent", "foaf:name": labels(city.names) or city.key}


def _languages(city: City, scope: Scope) -> list[str]:
    return sorted({language_iri(language) for language in (city.default_language, *city.urls)})


def _described(city: City, scope: Scope) -> list[Node]:
    """What others are named by: the licence, and the fields as the concepts that they are."""
    return [*rights.descriptions([city]), *(_theme(field, scope) for field in scope.vocabulary.all(Field.scheme))]


def _theme(field: Term, scope: Scope) -> Node:
    name = labels(field.names) or field.key
    return {
        "@id": field.iri,
        "@type": "skos:Concept",
        "skos:prefLabel": name,
        "skos:inScheme": scope.in_catalogue("fields"),
    }


def _datasets(city: City, scope: Scope) -> list[Node]:
    """The news, and the released documents and the meetings where the city has such sections."""
    fields = scope.vocabulary.all(Field.scheme)
    themes = {"dcat:theme": [field.iri for field in fields]}
    words = [word for field in fields for word in labels(field.names)]
    found = [
        _dataset("posts", [*_feeds(city, scope), _sitemap(scope)], scope, languages=_languages(city, scope)) | themes
    ]
    found[0]["dcat:keyword"] += words
    if section := scope.vocabulary.term(Section.scheme, Document.section):
        approved_in = [language_iri(city.default_language)]
        found.append(_dataset("documents", [*_feeds(section, scope), *_lists(scope)], scope, languages=approved_in))
    if section := scope.vocabulary.term(Section.scheme, Meeting.section):
        told_in = sorted({language_iri(language) for language in (city.default_language, *section.urls)})
        found.append(_dataset("meetings", _feeds(section, scope), scope, languages=told_in))
    return found


def _dataset(name: str, distributions: list[Node], scope: Scope, *, languages: list[str]) -> Node:
    return {
        "@id": scope.in_catalogue(name),
        "@type": "dcat:Dataset",
        "dct:title": _words(name, scope),
        "dct:description": _words(f"{name}_about", scope),
        "dct:publisher": scope.city.iri,
        "dct:identifier": scope.in_catalogue(name),
        "dct:language": languages,
        "dct:accrualPeriodicity": CONTINUOUS,
        "dcat:contactPoint": _contact(scope),
        "dcat:keyword": labels(_KEYWORDS[name]),
        "dcat:distribution": distributions,
    }


def _contact(scope: Scope) -> Node:
    """Whom to ask: the city, at its home page."""
    city = scope.city
    node: Node = {"@id": scope.in_catalogue("contact"), "@type": ["vcard:Kind", "vcard:Organization"]}
    url = city.url(city.default_language)
    return node | {"vcard:fn": labels(city.names) or city.key} | ({"vcard:hasURL": url} if url else {})


def _feeds(term: Term, scope: Scope) -> list[Node]:
    return [
        _feed(f"{url}{path}", [{"@value": f"{name} ({language})"}], media_type, scope)
        | {"dct:language": language_iri(language)}
        for language, url in term.urls.items()
        for path, name, media_type in _FEEDS
    ]


def _lists(scope: Scope) -> list[Node]:
    """Each week and each month is a file, which the page names; what the city says of its documents has its licence."""
    page, licence = f"{scope.origin}/open-data/", rights.address(scope.city.licence)
    more: Node = {"dct:license": licence} if licence else {}
    return [
        _distribution(page, [{"@value": name}], media_type, scope) | {"@id": scope.lasting(f"{page}#{suffix}")} | more
        for suffix, name, media_type in _LISTS
    ]


def _sitemap(scope: Scope) -> Node:
    return _feed(f"{scope.origin}/sitemap.xml", _words("sitemap", scope), "application/xml", scope)


def _feed(url: str, title: list[Node], media_type: str, scope: Scope) -> Node:
    """What is there at the address itself."""
    return _distribution(url, title, media_type, scope) | {"dcat:downloadURL": url}


def _distribution(url: str, title: list[Node], media_type: str, scope: Scope) -> Node:
    node: Node = {
        "@id": scope.lasting(f"{url}#distribution"),
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dcat:accessURL": url,
        "encodingFormat": media_type,
        "dct:format": media_format(media_type, scope.lasting(f"{url}#format")),
        "dcatap:availability": AVAILABLE,
    }
    if media_type in _REGISTERED:
        node["dcat:mediaType"] = f"{MEDIA_TYPES}{media_type}"
    return node


def _service(city: City, scope: Scope) -> Node:
    return {
        "@id": scope.in_catalogue("graphql"),
        "@type": "dcat:DataService",
        "dct:title": _words("graphql", scope),
        "dcat:endpointURL": f"{scope.origin}/graphql",
        "dcat:servesDataset": [dataset["@id"] for dataset in _datasets(city, scope)],
    }


def _schemes(city: City, scope: Scope) -> list[Node]:
    fields = _scheme("fields", scope) | {
        "skos:hasTopConcept": [field.iri for field in scope.vocabulary.all(Field.scheme)]
    }
    sections = _sections(scope.vocabulary)
    found = [fields, _scheme("tags", scope)]
    of_documents = Document.section in sections
    if of_documents:
        found += [_scheme("tasks", scope), _scheme("functions", scope)]
    if sections[1:]:
        found += concepts.of_disclosure(scope)
    return found + (concepts.of_documents(scope) if of_documents else [])


def _scheme(name: str, scope: Scope) -> Node:
    return {"@id": scope.in_catalogue(name), "@type": "skos:ConceptScheme", "dct:title": _words(name, scope)}


CATALOGUE: Final = Mapping(
    source=City,
    types="dcat:Catalog",
    rows=(
        ("iri", "@id", lambda city, scope: f"{scope.base}/data/catalogue"),
        ("names", "dct:title", lambda city, scope: _words("catalogue", scope)),
        ("names", "dct:description", lambda city, scope: _words("catalogue_about", scope)),
        ("iri names key", "dct:publisher", _publisher),
        ("default_language urls", "dct:language", _languages),
        ("urls", "foaf:homepage", lambda city, scope: city.url(city.default_language)),
        ("licence", "dct:license", lambda city, scope: rights.address(city.licence)),
        ("licence urls", "@included", _described),
        ("urls", "dcat:dataset", _datasets),
        ("iri", "dcat:service", _service),
        ("iri", "dcat:themeTaxonomy", _schemes),
    ),
    left_out={
        "site": "the same as its key",
        "descriptions": "about the city, not about its data",
        "order": "a place in menus",
        "logo": "how the pages look",
        "colour": "how the pages look",
    },
)
