"""The catalogue of a city's open data (DCAT 3, with what DCAT-AP makes mandatory): news, released documents, meetings,
their feeds and lists, and the API.

It also describes the concept schemes that fields, tags, task cards and functions belong to.
"""

from typing import Any, Final

from api.linkeddata import concepts, rights
from api.linkeddata.documents import document
from api.linkeddata.mapping import Mapping, Node, Scope, labels, language_iri
from api.linkeddata.media import MEDIA_TYPES
from cms.core.records import City, Document, Field, Meeting, Section, Term
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


def catalogue(vocabulary: Vocabulary) -> dict[str, Any]:
    """The catalogue of a city as a JSON-LD document."""
    return document(CATALOGUE.node(vocabulary.city, Scope(vocabulary)))


def _words(name: str, scope: Scope) -> list[Node]:
    return labels({language: text.format(scope.city.name(language)) for language, text in _WORDS[name].items()})


def _publisher(city: City, scope: Scope) -> Node:
    return {"@id": city.iri, "@type": "foaf:Agent", "foaf:name": labels(city.names) or city.key}


def _languages(city: City, scope: Scope) -> list[str]:
    return sorted({language_iri(language) for language in (city.default_language, *city.urls)})


def _datasets(city: City, scope: Scope) -> list[Node]:
    """The news, and the released documents and the meetings where the city has such sections."""
    themes = {"dcat:theme": [field.iri for field in scope.vocabulary.all(Field.scheme)]}
    found = [_dataset("posts", [*_feeds(city), _sitemap(scope)], scope) | themes]
    if section := scope.vocabulary.term(Section.scheme, Document.section):
        found.append(_dataset("documents", [*_feeds(section), *_lists(scope)], scope))
    if section := scope.vocabulary.term(Section.scheme, Meeting.section):
        found.append(_dataset("meetings", _feeds(section), scope))
    return found


def _dataset(name: str, distributions: list[Node], scope: Scope) -> Node:
    return {
        "@id": scope.in_catalogue(name),
        "@type": "dcat:Dataset",
        "dct:title": _words(name, scope),
        "dct:description": _words(f"{name}_about", scope),
        "dct:publisher": scope.city.iri,
        "dct:language": _languages(scope.city, scope),
        "dcat:distribution": distributions,
    }


def _feeds(term: Term) -> list[Node]:
    return [
        _distribution(f"{url}{path}", [{"@value": f"{name} ({language})"}], media_type)
        for language, url in term.urls.items()
        for path, name, media_type in _FEEDS
    ]


def _lists(scope: Scope) -> list[Node]:
    page = f"{scope.base}/open-data/"
    return [
        _distribution(page, [{"@value": name}], media_type) | {"@id": f"{page}#{suffix}"}
        for suffix, name, media_type in _LISTS
    ]


def _sitemap(scope: Scope) -> Node:
    return _distribution(f"{scope.base}/sitemap.xml", _words("sitemap", scope), "application/xml")


def _distribution(url: str, title: list[Node], media_type: str) -> Node:
    node: Node = {
        "@id": f"{url}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dcat:accessURL": url,
        "encodingFormat": media_type,
    }
    if media_type in _REGISTERED:
        node["dcat:mediaType"] = f"{MEDIA_TYPES}{media_type}"
    return node


def _service(city: City, scope: Scope) -> Node:
    return {
        "@id": scope.in_catalogue("graphql"),
        "@type": "dcat:DataService",
        "dct:title": _words("graphql", scope),
        "dcat:endpointURL": f"{scope.base}/graphql",
        "dcat:servesDataset": [dataset["@id"] for dataset in _datasets(city, scope)],
    }


def _schemes(city: City, scope: Scope) -> list[Node]:
    fields = _scheme("fields", scope) | {
        "skos:hasTopConcept": [field.iri for field in scope.vocabulary.all(Field.scheme)]
    }
    found = [fields, _scheme("tags", scope)]
    if scope.vocabulary.term(Section.scheme, Document.section):
        found += [_scheme("tasks", scope), _scheme("functions", scope), *concepts.schemes(scope)]
    return found


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
        ("licence", "@included", lambda city, scope: rights.descriptions([city])),
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
