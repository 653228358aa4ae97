"""The datasets of a city with their distributions (DCAT 3): news, meetings, released documents, what is counted of them
and the lists of them.

Each distribution is a file at an address of its own. What it offers has the licence of the city but where an item of
it states another.
"""

from collections.abc import Iterable
from typing import Final

from api.linkeddata import rights
from api.linkeddata.items import moment
from api.linkeddata.mapping import Node, Scope, labels, language_iri
from api.linkeddata.ranges import AVAILABLE, CONTINUOUS, MEDIA_TYPES, MONTHLY, media_format
from api.linkeddata.wording import KEYWORDS, words
from cms.core.records import City, Document, Field, Meeting, Term
from cms.derived.lists import Period
from cms.ledger.moments import moment_of

# dcat:mediaType takes what IANA has registered; it has no RSS and no JSON Feed.
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_REGISTERED: Final = {"application/atom+xml", "application/xml", "application/json", "text/csv", _XLSX}
_FEEDS: Final = (
    ("feed.rss", "RSS", "application/rss+xml"),
    ("feed.atom", "Atom", "application/atom+xml"),
    ("feed.json", "JSON Feed", "application/feed+json"),
)
# The formats of the monthly lists of documents.
_LISTS: Final = (("csv", "CSV", "text/csv"), ("json", "JSON", "application/json"), ("xlsx", "XLSX", _XLSX))


def languages_of(city: City) -> list[str]:
    """The languages of a city's pages."""
    return sorted({language_iri(language) for language in (city.default_language, *city.urls)})


def datasets(city: City, scope: Scope) -> list[Node]:
    """The news, and the released documents, their statistics and the meetings where the city has such sections."""
    fields = scope.vocabulary.all(Field.scheme)
    themes = {"dcat:theme": [field.iri for field in fields]}
    names = [name for field in fields for name in labels(field.names)]
    found = [_dataset("posts", [*_feeds(city, scope), _sitemap(scope)], scope, languages=languages_of(city)) | themes]
    found[0]["dcat:keyword"] += names
    if section := scope.vocabulary.section_of(Document):
        approved_in = [language_iri(city.default_language)]
        found.append(_dataset("documents", _feeds(section, scope), scope, languages=approved_in))
        found.append(_statistics(scope, approved_in))
    if section := scope.vocabulary.section_of(Meeting):
        told_in = sorted({language_iri(language) for language in (city.default_language, *section.urls)})
        found.append(_dataset("meetings", _feeds(section, scope), scope, languages=told_in))
    return found


def _dataset(name: str, distributions: list[Node], scope: Scope, *, languages: list[str]) -> Node:
    return _described(name, scope, languages=languages) | {
        "dct:accrualPeriodicity": CONTINUOUS,
        "dcat:distribution": distributions,
    }


def _described(name: str, scope: Scope, *, languages: list[str]) -> Node:
    """What a dataset and a series of them have in common."""
    return {
        "@id": scope.in_catalogue(name),
        "@type": "dcat:Dataset",
        "dct:title": words(name, scope),
        "dct:description": words(f"{name}_about", scope),
        "dct:publisher": scope.city.iri,
        "dct:identifier": scope.in_catalogue(name),
        "dct:language": languages,
        "dcat:contactPoint": _contact(scope),
        "dcat:keyword": labels(KEYWORDS[name]),
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
    """What the page of statistics shows, as one table."""
    table = _file(f"{scope.origin}/statistics.csv", [{"@value": "CSV"}], "text/csv", scope)
    return _dataset("statistics", [table], scope, languages=languages) | {
        "dcat:landingPage": f"{scope.origin}/statistics/"
    }


def monthly(periods: Iterable[Period], scope: Scope) -> tuple[Node, list[Node]]:
    """The series of the monthly lists of documents, and the datasets of these months in it."""
    languages = [language_iri(scope.city.default_language)]
    series = _described("lists", scope, languages=languages) | {
        "@type": "dcat:DatasetSeries",
        "dct:accrualPeriodicity": MONTHLY,
        "dcat:landingPage": f"{scope.origin}/open-data/",
    }
    return series, [_month(period, series, scope) for period in periods]


def _month(period: Period, series: Node, scope: Scope) -> Node:
    base, iri = f"{scope.origin}/open-data/documents/{period.name}", scope.in_catalogue(f"lists/{period.name}")
    files = [
        _file(f"{base}.{suffix}", [{"@value": f"{period.name} ({name})"}], media_type, scope)
        for suffix, name, media_type in _LISTS
    ]
    since, until = (moment(moment_of(at)) for at in period.range_us)
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
    return _file(f"{scope.origin}/sitemap.xml", words("sitemap", scope), "application/xml", scope)


def _file(url: str, title: list[Node], media_type: str, scope: Scope) -> Node:
    """What is there at the address itself; how long it is shows when it is made."""
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
