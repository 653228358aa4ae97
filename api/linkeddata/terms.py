"""The vocabularies: organisations (schema.org, W3C ORG), concepts (SKOS) and websites, each with its own description.

Names are said in every language there is; inside a post, :func:`organisation`, :func:`concept` and :func:`website`
say just enough of a term, in the language of the post, for a reader who follows no link.
"""

from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dictionary
from typing import Any, Final, TypeVar, cast

from api.linkeddata import concepts
from api.linkeddata.mapping import Mapping, Node, Scope, by_script, label, labels, language_iri
from api.linkeddata.media import IMAGE
from cms.core.records import City, Field, Section, Tag, Task, Term, Unit, Website
from cms.ledger.chart import children
from cms.ledger.directories import LISTED, below

T = TypeVar("T", bound=Term)
UNIT_TYPES: Final = ["GovernmentOrganization", "org:OrganizationalUnit"]
_ORGANISATION: Final = {City: ["GovernmentOrganization", "org:FormalOrganization"], Unit: UNIT_TYPES}
_MENU: Final = "a place in menus: says nothing about the thing"
LISTED_ORDER: Final = {"order": _MENU}
_LOOK: Final = "how the pages look: says nothing about the thing"
_PINS: Final = "what pages show first: says nothing about the thing"


def organisation(term: City | Unit, scope: Scope) -> Node:
    """A city or a unit as the publisher or author of something."""
    node = {"@id": term.iri, "@type": _ORGANISATION[type(term)], "name": label(term.names, scope.language) or term.key}
    if url := page(term, scope):
        node["url"] = url
    if isinstance(term, City) and term.logo:
        node["logo"] = IMAGE.node(term.logo, scope)
    return node


def concept(term: Field | Tag | Task, scope: Scope) -> Node:
    """A field, a tag or a task card as the subject of something."""
    return {
        "@id": term.iri,
        "@type": "skos:Concept",
        "skos:prefLabel": label(_names(term), scope.language) or term.key,
        "skos:inScheme": scope.in_catalogue(f"{term.scheme}s"),
    }


def _names(term: Field | Tag | Task) -> Dictionary[str, str]:
    """Whoever writes a tag does not say in which language."""
    return by_script(term.names) if isinstance(term, Tag) else term.names


def website(term: Website, scope: Scope) -> Node:
    """A website as what something is part of."""
    node = {"@id": term.iri, "@type": "WebSite", "name": label(term.names, scope.language) or term.key}
    if url := page(term, scope):
        node["url"] = url
    return node


def page(term: Term, scope: Scope) -> str | None:
    """The page of a term in the language of the scope, else of the city, else in any."""
    urls = term.urls
    return urls.get(scope.language) or urls.get(scope.city.default_language) or next(iter(urls.values()), None)


def known(scheme: type[T], keys: Iterable[str | None], scope: Scope) -> list[T]:
    """The terms of these keys, in order; one that was removed since is left out."""
    found = (scope.vocabulary.term(scheme.scheme, key) for key in keys if key)
    return [cast(T, term) for term in found if term]


def publishing(unit: str | None, scope: Scope) -> City | Unit:
    """The unit of that key; the city where there is none, or it was dissolved."""
    found = scope.vocabulary.term(Unit.scheme, unit) if unit else None
    return cast(Unit, found) if found else scope.city


def organisation_named(name: str, scope: Scope) -> City | Unit | None:
    """The city or unit of this name in any language, however it is spaced; None where there is none or several."""

    def read() -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for term in (scope.city, *scope.vocabulary.all(Unit.scheme)):
            for key in {_squeezed(one) for one in term.names.values()}:
                found.setdefault(key, []).append(term)
        return found

    bearers = scope.vocabulary.once(("organisations by name",), read).get(_squeezed(name), [])
    return cast(City | Unit, bearers[0]) if len(bearers) == 1 else None


def _squeezed(name: str) -> str:
    return "".join(name.split()).casefold()


def _pages(term: Term, scope: Scope) -> list[Node]:
    return [
        {"@id": url, "@type": "CollectionPage", "inLanguage": language} for language, url in term.urls.items() if url
    ]


def _iris(terms: Iterable[Term]) -> list[Node]:
    return [{"@id": term.iri} for term in terms]


def units_below(parent: str | None, scope: Scope) -> list[str]:
    """Those of the chart, of very many only the first: each of the others says itself what it is part of."""
    return [unit.iri for unit in children(scope.vocabulary).get(parent, [])[:LISTED]]


def _websites_of(field: Field, scope: Scope) -> list[Node]:
    return _iris(below(scope.vocabulary, Website.scheme, "field").get(field.key, [])[:LISTED])


def _logo(term: City | Website, scope: Scope) -> Node | None:
    return IMAGE.node(term.logo, scope) if term.logo else None


def _area(city: City, scope: Scope) -> Node:
    return {"@id": f"{city.iri}#area", "@type": "City", "name": labels(city.names)}


_ADDRESSED: Final[tuple[tuple[str, str, Any], ...]] = (
    ("iri", "@id", lambda term, scope: term.iri),
    ("key", "dct:identifier", lambda term, scope: term.key),
    ("urls", "url", page),
    ("urls", "mainEntityOfPage", _pages),
)
NAMED: Final[tuple[tuple[str, str, Any], ...]] = (
    *_ADDRESSED,
    ("names key", "name", lambda term, scope: labels(term.names) or term.key),
    ("descriptions", "description", lambda term, scope: labels(term.descriptions)),
)
_CONCEPT: Final[tuple[tuple[str, str, Any], ...]] = (
    *_ADDRESSED,
    ("names key", "skos:prefLabel", lambda term, scope: labels(_names(term)) or term.key),
    ("descriptions", "skos:definition", lambda term, scope: labels(term.descriptions)),
    ("site", "skos:inScheme", lambda term, scope: scope.in_catalogue(f"{term.scheme}s")),
)


def _reached(name: str) -> Callable[[City, Scope], str]:
    """How the city itself is reached, as the foot of its pages in its own language says it."""

    def read(city: City, scope: Scope) -> str:
        layout = city.layout(city.default_language)
        return getattr(layout, name) if layout else ""

    return read


CITY: Final = Mapping(
    source=City,
    types=_ORGANISATION[City],
    rows=(
        *NAMED,
        ("names", "areaServed", _area),
        ("logo", "logo", _logo),
        ("key", "org:hasSubOrganization", lambda city, scope: units_below(None, scope)),
        *(("layouts", name, _reached(name)) for name in ("address", "telephone", "email")),
    ),
    left_out={
        "site": "the same as its key",
        "order": _MENU,
        "colour": _LOOK,
        "pins": _PINS,
        "default_language": "a rule for editors and pages: each item states its own language",
        "licence": "a default for new items: each item states its own licence",
    },
)
FIELD: Final = Mapping(
    source=Field,
    types="skos:Concept",
    rows=(
        *_CONCEPT,
        ("site", "skos:topConceptOf", lambda field, scope: scope.in_catalogue("fields")),
        ("key", "subjectOf", _websites_of),
    ),
    left_out={"order": _MENU, "colour": _LOOK, "icon": _LOOK, "pins": _PINS},
)
TAG: Final = Mapping(source=Tag, types="skos:Concept", rows=_CONCEPT, left_out=LISTED_ORDER)
WEBSITE: Final = Mapping(
    source=Website,
    types="WebSite",
    rows=(
        *NAMED,
        ("language", "inLanguage", lambda website, scope: website.language),
        ("language", "dct:language", lambda website, scope: language_iri(website.language)),
        ("field", "dct:subject", lambda website, scope: _iris(known(Field, [website.field], scope))),
        ("site unit", "publisher dct:publisher", lambda website, scope: {"@id": publishing(website.unit, scope).iri}),
        ("logo", "image", _logo),
    ),
    left_out={"order": _MENU, "colour": _LOOK, "layouts": _LOOK, "pins": _PINS},
)
SECTION: Final = Mapping(
    source=Section,
    types="Collection",
    rows=(
        *NAMED,
        ("site", "publisher dct:publisher", lambda section, scope: {"@id": scope.city.iri}),
    ),
    left_out=LISTED_ORDER,
)
TASK: Final = Mapping(
    source=Task,
    types="skos:Concept",
    rows=(
        *_CONCEPT,
        ("functions", "skos:broader", lambda task, scope: concepts.function(task.functions, scope)),
    ),
    left_out=LISTED_ORDER,
)
