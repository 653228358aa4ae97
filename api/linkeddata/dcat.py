"""The catalogue of a city's open data (DCAT 3, with what DCAT-AP makes mandatory): its news, their feeds and the API.

It also describes the concept schemes that fields and tags belong to.
"""

from typing import Any, Final

from api.linkeddata import rights
from api.linkeddata.documents import document
from api.linkeddata.mapping import Mapping, Node, Scope, labels, language_iri
from cms.core.records import City, Field
from cms.publication.vocabulary import Vocabulary

_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
# dcat:mediaType takes what IANA has registered; it has no RSS and no JSON Feed.
_REGISTERED: Final = {"application/atom+xml", "application/xml"}
_FEEDS: Final = (
    ("feed.rss", "RSS", "application/rss+xml"),
    ("feed.atom", "Atom", "application/atom+xml"),
    ("feed.json", "JSON Feed", "application/feed+json"),
)
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
    "graphql": {"ko": "{} GraphQL API", "en": "GraphQL API of {}"},
    "fields": {"ko": "{} 시정 분야", "en": "Fields of city affairs of {}"},
    "tags": {"ko": "{} 태그", "en": "Tags of {}"},
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


def _dataset(city: City, scope: Scope) -> Node:
    return {
        "@id": scope.in_catalogue("posts"),
        "@type": "dcat:Dataset",
        "dct:title": _words("posts", scope),
        "dct:description": _words("posts_about", scope),
        "dct:publisher": city.iri,
        "dct:language": _languages(city, scope),
        "dcat:theme": [field.iri for field in scope.vocabulary.all(Field.scheme)],
        "dcat:distribution": [*_feeds(city), _sitemap(scope)],
    }


def _feeds(city: City) -> list[Node]:
    return [
        _distribution(f"{url}{path}", [{"@value": f"{name} ({language})"}], media_type)
        for language, url in city.urls.items()
        for path, name, media_type in _FEEDS
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
        node["dcat:mediaType"] = f"{_MEDIA_TYPES}{media_type}"
    return node


def _service(city: City, scope: Scope) -> Node:
    return {
        "@id": scope.in_catalogue("graphql"),
        "@type": "dcat:DataService",
        "dct:title": _words("graphql", scope),
        "dcat:endpointURL": f"{scope.base}/graphql",
        "dcat:servesDataset": scope.in_catalogue("posts"),
    }


def _schemes(city: City, scope: Scope) -> list[Node]:
    fields: Node = {
        "@id": scope.in_catalogue("fields"),
        "@type": "skos:ConceptScheme",
        "dct:title": _words("fields", scope),
        "skos:hasTopConcept": [field.iri for field in scope.vocabulary.all(Field.scheme)],
    }
    tags: Node = {"@id": scope.in_catalogue("tags"), "@type": "skos:ConceptScheme", "dct:title": _words("tags", scope)}
    return [fields, tags]


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
        ("urls", "dcat:dataset", _dataset),
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
