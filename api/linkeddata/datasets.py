"""The datasets of a city with their distributions (DCAT 3): news, the records of each kind with a section of its own,
what is counted of documents and the lists of them.

Each distribution is a file at an address of its own. What it offers has the licence of the city but where an item of
it states another.
"""

from collections.abc import Iterable
from typing import Final

from api.linkeddata import rights
from api.linkeddata.items import moment
from api.linkeddata.kinds import ROWS
from api.linkeddata.mapping import Node, Scope, labels, language_iri
from api.linkeddata.ranges import AVAILABLE, CONTINUOUS, MEDIA_TYPES, MONTHLY, media_format
from api.linkeddata.wording import LISTS, OF_POSTS, SITEMAP, STATISTICS, Words, words
from cms.core import kinds
from cms.core.kinds import Kind
from cms.core.records import City, Document, Field, Section, Term
from cms.derived.lists import Period

# dcat:mediaType takes what IANA has registered; it has no RSS and no JSON Feed.
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REGISTERED: Final = {"application/atom+xml", "application/xml", "application/json", "text/csv", _XLSX}
_FEEDS: Final = (
    ("feed.rss", "RSS", "application/rss+xml"),
    ("feed.atom", "Atom", "application/atom+xml"),
    ("feed.json", "JSON Feed", "application/feed+json"),
)
# The formats of the monthly lists of documents.
_FILES_OF_LISTS: Final = (("csv", "CSV", "text/csv"), ("json", "JSON", "application/json"), ("xlsx", "XLSX", _XLSX))


def languages_of(city: City) -> list[str]:
    """The languages of a city's pages."""
    return sorted({language_iri(language) for language in (city.default_language, *city.urls)})


def datasets(city: City, scope: Scope) -> list[Node]:
    """The news, and what is in the sections that the city has."""
    fields = scope.vocabulary.all(Field.scheme)
    themes = {"dcat:theme": [field.iri for field in fields]}
    names = [name for field in fields for name in labels(field.names)]
    files = [*_feeds(city, scope), _sitemap(scope)]
    found = [_dataset(NEWS, OF_POSTS, files, scope, languages=languages_of(city)) | themes]
    found[0]["dcat:keyword"] += names
    for kind in kinds.registered():
        section = scope.vocabulary.term(Section.scheme, kind.section) if kind.section else None
        if section is not None:
            found += _of_section(kind, section, scope)
    return found


# What the catalogue calls the city's own listing, and what is counted of documents.
NEWS: Final = "posts"
COUNTS: Final = "statistics"


def sections() -> dict[str, str]:
    """The section that each dataset is of, empty for news, by the name of the dataset."""
    own = {kind.plural: kind.section for kind in kinds.registered() if kind.section}
    return {NEWS: "", **own, COUNTS: kinds.section_of(Document)}


def _of_section(kind: Kind, section: Term, scope: Scope) -> list[Node]:
    said = ROWS[kind.name]
    assert said.words is not None
    languages = sorted({language_iri(language) for language in said.languages(section, scope)})
    found = [_dataset(kind.plural, said.words, _feeds(section, scope), scope, languages=languages)]
    return [*found, _statistics(scope, languages)] if kind.record is Document else found


def _dataset(name: str, about: Words, distributions: list[Node], scope: Scope, *, languages: list[str]) -> Node:
    return _described(name, about, scope, languages=languages) | {
        "dct:accrualPeriodicity": CONTINUOUS,
        "dcat:distribution": distributions,
    }


def _described(name: str, about: Words, scope: Scope, *, languages: list[str]) -> Node:
    """The common part of a dataset and a series of them."""
    return {
        "@id": scope.in_catalogue(name),
        "@type": "dcat:Dataset",
        "dct:title": words(about.title, scope),
        "dct:description": words(about.about, scope),
        "dct:publisher": scope.city.iri,
        "dct:identifier": scope.in_catalogue(name),
        "dct:language": languages,
        "dcat:contactPoint": _contact(scope),
        "dcat:keyword": labels(about.keyword),
    }


def _contact(scope: Scope) -> Node:
    """Whom to ask: the city, at its home page."""
    city = scope.city
    node: Node = {"@id": scope.in_catalogue("contact"), "@type": ["vcard:Kind", "vcard:Organization"]}
    url = city.url(city.default_language)
    return node | {"vcard:fn": labels(city.names) or city.key} | ({"vcard:hasURL": url} if url else {})


def _feeds(term: Term, scope: Scope) -> list[Node]:
    return [
        _file(f"{url}{path}", [{"@value": f"{name} ({language})"}], media_type, scope)
        | {"dct:language": language_iri(language)}
        for language, url in term.urls.items()
        for path, name, media_type in _FEEDS
    ]


def _statistics(scope: Scope, languages: list[str]) -> Node:
    """The table of the page of statistics, as a dataset."""
    table = _file(f"{scope.origin}/statistics.csv", [{"@value": "CSV"}], "text/csv", scope)
    return _dataset(COUNTS, STATISTICS, [table], scope, languages=languages) | {
        "dcat:landingPage": f"{scope.origin}/statistics/"
    }


def monthly(periods: Iterable[Period], scope: Scope) -> tuple[Node, list[Node]]:
    """The series of the monthly lists of documents, and the datasets of these months in it."""
    languages = [language_iri(scope.city.default_language)]
    series = _described("lists", LISTS, scope, languages=languages) | {
        "@type": "dcat:DatasetSeries",
        "dct:accrualPeriodicity": MONTHLY,
        "dcat:landingPage": f"{scope.origin}/open-data/",
    }
    return series, [_month(period, series, scope) for period in periods]


def _month(period: Period, series: Node, scope: Scope) -> Node:
    base, iri = f"{scope.origin}/open-data/documents/{period.name}", scope.in_catalogue(f"lists/{period.name}")
    files = [
        _file(f"{base}.{suffix}", [{"@value": f"{period.name} ({name})"}], media_type, scope)
        for suffix, name, media_type in _FILES_OF_LISTS
    ]
    since, until = map(moment, period.ends)
    return series | {
        "@id": iri,
        "@type": "dcat:Dataset",
        "dct:title": [title | {"@value": f"{title['@value']} {period.name}"} for title in series["dct:title"]],
        "dct:identifier": iri,
        "dct:accrualPeriodicity": CONTINUOUS,
        "dct:issued": since,
        "dct:temporal": period_of(iri, since) | {"dcat:endDate": until},
        "dcat:inSeries": series["@id"],
        "dcat:distribution": files,
    }


def period_of(dataset: str, since: str) -> Node:
    """The period that a dataset covers, open at its end."""
    return {"@id": f"{dataset}-period", "@type": "dct:PeriodOfTime", "dcat:startDate": since}


def _sitemap(scope: Scope) -> Node:
    return _file(f"{scope.origin}/sitemap.xml", words(SITEMAP, scope), "application/xml", scope)


def _file(url: str, title: list[Node], media_type: str, scope: Scope) -> Node:
    """The file at the address itself; how long it is shows when it is made."""
    node: Node = {
        "@id": scope.lasting(f"{url}#distribution"),
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dcat:accessURL": url,
        "dcat:downloadURL": url,
        "encodingFormat": media_type,
        "dct:format": media_format(media_type, scope.lasting(f"{url}#format")),
        "dcatap:availability": AVAILABLE,
    }
    if media_type in _REGISTERED:
        node["dcat:mediaType"] = f"{MEDIA_TYPES}{media_type}"
    if licence := rights.address(scope.city.licence):
        node["dct:license"] = licence
    return node
