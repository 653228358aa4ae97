"""JSON-LD inside pages: the same descriptions, written so that nothing in them can end the script element."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.linkeddata import rights
from api.linkeddata.boards import answers
from api.linkeddata.context import context
from api.linkeddata.jsonld import NO_IRIS, description, record_node, term_node
from api.linkeddata.mapping import Node, Scope
from api.linkeddata.terms import known, page, publishing
from cms.core import kinds
from cms.core.records import Body, City, Field, Record, Section, Term, Unit, Website
from cms.ledger.store import Vocabulary

# Valid JSON, and inert in HTML: neither "</script>" nor "<!--" can appear, nor what old scripts take for a line end.
_INERT: Final = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")


def embedded(record: Record, body: Body, vocabulary: Vocabulary, *, iris: Mapping[str, str] = NO_IRIS) -> str:
    """The content of a record page's ``application/ld+json`` script: the graph that ``/data/`` serves."""
    return _inert(description(record_node(record, vocabulary, body=body, iris=iris), language=record.language))


def embedded_term(term: Term, language: str, vocabulary: Vocabulary, *, questions: Sequence[Node] = ()) -> str:
    """The content of a listing page's script: the term, its page in ``language`` and the trail that leads there.

    ``questions`` are those that the page answers, as GraphQL gives them.
    """
    scope = Scope(vocabulary, language)
    about = term_node(term, vocabulary)
    if found := answers(questions):
        about["mainEntity"] = found
    nodes = [about, *_site(term, scope), *_trail(term, scope)]
    return _inert({"@context": context(), "@graph": nodes})


@dataclass(frozen=True, kw_only=True)
class Part:
    """A page of a city that is no term's own: a month of a listing, a directory, the statistics."""

    url: str
    name: str
    description: str
    language: str


def embedded_part(term: Term, part: Part, vocabulary: Vocabulary, *, kind: str) -> str:
    """The content of such a page's script: the page, what it is of, the trail, and data that can be had there."""
    scope = Scope(vocabulary, part.language)
    node: Node = {
        "@id": part.url,
        "@type": _PAGES.get(kind, "CollectionPage"),
        "name": part.name,
        "url": part.url,
        "inLanguage": part.language,
        "about": {"@id": term.iri},
        "publisher": {"@id": scope.city.iri},
    }
    data = _data(part, _DATA[kind], scope) if kind in _DATA else None
    more = {"description": part.description, "mainEntity": data}
    node |= {name: value for name, value in more.items() if value}
    steps = [_step(step, scope) for step in (scope.city, *_line(term, scope))]
    trail = _breadcrumbs([*dict.fromkeys(steps), (part.name, part.url)], scope)
    return _inert({"@context": context(part.language), "@graph": [node, *trail]})


# Pages that are more, or less, than a collection.
_PAGES: Final = {"follow": "WebPage", "reuse": "WebPage", "open-data": "WebPage", "statistics": "WebPage"}
# The datasets that pages tell of, as the catalogue names them.
_DATA: Final = {"open-data": "documents", "statistics": "statistics"}


def _data(part: Part, name: str, scope: Scope) -> Node:
    """The dataset that a page of figures or lists tells of, as search engines of data read it."""
    licence = rights.address(scope.city.licence)
    node: Node = {
        "@id": scope.in_catalogue(name),
        "@type": "Dataset",
        "name": part.name,
        "description": part.description,
        "url": part.url,
        "creator": {"@id": scope.city.iri},
        "includedInDataCatalog": {"@id": f"{scope.base}/data/catalogue"},
    }
    return node | ({"license": licence} if licence else {})


def _inert(value: dict[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _INERT:
        text = text.replace(character, escape)
    return text


def _site(term: Term, scope: Scope) -> list[Node]:
    """On the home page the name of the site and how it is searched, where search engines look for both."""
    if not isinstance(term, City) or not (url := page(term, scope)):
        return []
    site = {"@id": scope.lasting(f"{url}#site"), "@type": "WebSite", "name": term.name(scope.language), "url": url}
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{url}search/?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return [site | {"publisher": {"@id": term.iri}, "potentialAction": search}]


def _trail(term: Term, scope: Scope) -> list[Node]:
    """Breadcrumbs from the home page; none where there would be fewer than two."""
    if isinstance(term, City):
        return []
    return _breadcrumbs([_step(step, scope) for step in (scope.city, *_line(term, scope))], scope)


def _step(term: Term, scope: Scope) -> tuple[str, str | None]:
    return term.name(scope.language), term.url(scope.language)


def _breadcrumbs(steps: Iterable[tuple[str, str | None]], scope: Scope) -> list[Node]:
    """Names with the addresses of their pages; those without one are no steps."""
    found = [(name, url) for name, url in steps if url]
    if len(found) < 2:
        return []
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(found, start=1)
    ]
    trail = scope.lasting(f"{found[-1][1]}#trail")
    return [{"@id": trail, "@type": "BreadcrumbList", "itemListElement": items}]


def _line(term: Term, scope: Scope) -> list[Term]:
    """A term below those it belongs to, the highest first; a circle of units is cut."""
    if isinstance(term, Website):
        return [*known(Field, [term.field], scope), term]
    if section := kinds.section_below(term.scheme):
        return [*known(Section, [section], scope), term]
    line: list[Term] = [] if isinstance(term, Unit) else [term]
    while isinstance(term, Unit) and term not in line:
        line.insert(0, term)
        term = publishing(term.parent, scope)
    return line
