"""The catalogue of a city's open data (DCAT 3, with what DCAT-AP makes mandatory): news and the other kinds of records,
their feeds and lists, and the API.

It also describes the concept schemes that fields, tags, task cards and functions belong to.
"""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from api.linkeddata import concepts, datasets, rights
from api.linkeddata.datasets import languages_of, monthly, period_of
from api.linkeddata.items import moment
from api.linkeddata.jsonld import description
from api.linkeddata.mapping import Mapping, Node, Scope, labels
from api.linkeddata.ranges import with_classes
from api.linkeddata.wording import CATALOGUE_ABOUT, CATALOGUE_NAME, GRAPHQL, SCHEMES, words
from cms.core import kinds
from cms.core.records import City, Document, Field, Term
from cms.derived.lists import Period
from cms.ledger.facets import home_name
from cms.ledger.store import Part, Vocabulary, store


class Dates(NamedTuple):
    """The moments when the oldest of a dataset was published, and when any of it last changed."""

    begun: datetime
    changed: datetime


def catalogue(
    vocabulary: Vocabulary, dates: Dictionary[str, Dates] = MappingProxyType({}), months: Sequence[Period] = ()
) -> dict[str, Any]:
    """The catalogue of a city as a description in JSON-LD.

    ``dates`` are those of the datasets by the section that they are of, empty for news; ``months`` are those in which
    documents were released, the newest first, of which a year is told.
    """
    scope = Scope(vocabulary)
    node = CATALOGUE.node(vocabulary.city, scope)
    sections = datasets.sections()
    for dataset in node["dcat:dataset"]:
        if found := dates.get(sections[dataset["@id"].rpartition("#")[2]]):
            dataset.update(_dated(dataset["@id"], found))
    if months:
        series, lists = monthly(months[:MONTHS], scope)
        dated = _dated(series["@id"], dates[section]) if (section := kinds.section_of(Document)) in dates else {}
        node["@included"] = [*node.get("@included", []), series | dated]
        node["dcat:dataset"] += lists
    return description(with_classes(node))


# A year of monthly lists is told; the page that the series leads to has all.
MONTHS: Final = 12


def _dated(iri: str, dates: Dates) -> Node:
    since = moment(dates.begun)
    return {
        "dct:issued": since,
        "dct:modified": moment(dates.changed),
        "dct:temporal": period_of(iri, since),
    }


def dates_of(vocabulary: Vocabulary) -> dict[str, Dates]:
    """The dates of the datasets that have something in them. Two queries for each."""
    listings = {section: home_name(vocabulary.site, section) for section in _sections(vocabulary)}
    return {
        section: Dates(begun, store.changed_at([Part(listing)]))
        for section, listing in listings.items()
        if (begun := store.first_published(listing)) is not None
    }


def _sections(vocabulary: Vocabulary) -> list[str]:
    """The sections that are datasets, beside the news, which is in none."""
    own = dict.fromkeys(kind.section for kind in kinds.registered() if vocabulary.section_of(kind.record))
    return ["", *own]


def _publisher(city: City, scope: Scope) -> Node:
    return {"@id": city.iri, "@type": "foaf:Agent", "foaf:name": labels(city.names) or city.key}


def _described(city: City, scope: Scope) -> list[Node]:
    """The descriptions of what others are named by: the licence, and the fields as the concepts that they are."""
    return [*rights.descriptions([city]), *(_theme(field, scope) for field in scope.vocabulary.all(Field.scheme))]


def _theme(field: Term, scope: Scope) -> Node:
    name = labels(field.names) or field.key
    return {
        "@id": field.iri,
        "@type": "skos:Concept",
        "skos:prefLabel": name,
        "skos:inScheme": scope.in_catalogue("fields"),
    }


def _service(city: City, scope: Scope) -> Node:
    return {
        "@id": scope.in_catalogue("graphql"),
        "@type": "dcat:DataService",
        "dct:title": words(GRAPHQL, scope),
        "dcat:endpointURL": f"{scope.origin}/graphql",
        "dcat:servesDataset": [dataset["@id"] for dataset in datasets.datasets(city, scope)],
    }


def _schemes(city: City, scope: Scope) -> list[Node]:
    fields = _scheme("fields", scope) | {
        "skos:hasTopConcept": [field.iri for field in scope.vocabulary.all(Field.scheme)]
    }
    sections = _sections(scope.vocabulary)
    found = [fields, _scheme("tags", scope)]
    of_documents = kinds.section_of(Document) in sections
    if of_documents:
        found += [_scheme("tasks", scope), _scheme("functions", scope)]
    if sections[1:]:
        found += concepts.of_disclosure(scope)
    return found + (concepts.of_documents(scope) if of_documents else [])


def _scheme(name: str, scope: Scope) -> Node:
    return {"@id": scope.in_catalogue(name), "@type": "skos:ConceptScheme", "dct:title": words(SCHEMES[name], scope)}


CATALOGUE: Final = Mapping(
    source=City,
    types="dcat:Catalog",
    rows=(
        ("iri", "@id", lambda city, scope: f"{scope.base}/data/catalogue"),
        ("names", "dct:title", lambda city, scope: words(CATALOGUE_NAME, scope)),
        ("names", "dct:description", lambda city, scope: words(CATALOGUE_ABOUT, scope)),
        ("iri names key", "dct:publisher", _publisher),
        ("default_language urls", "dct:language", lambda city, scope: languages_of(city)),
        ("urls", "foaf:homepage", lambda city, scope: city.url(city.default_language)),
        ("licence", "dct:license", lambda city, scope: rights.address(city.licence)),
        ("licence urls", "@included", _described),
        ("urls", "dcat:dataset", datasets.datasets),
        ("iri", "dcat:service", _service),
        ("iri", "dcat:themeTaxonomy", _schemes),
    ),
    left_out={
        "site": "the same as its key",
        "descriptions": "about the city, not about its data",
        "order": "a place in menus",
        "logo": "how the pages look",
        "colour": "how the pages look",
        "layouts": "how the pages look",
        "pins": "how the pages look",
    },
)
