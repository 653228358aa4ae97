"""JSON-LD inside pages: the same documents, written so that nothing in them can end the script element."""

import json
from typing import Any, Final

from api.linkeddata.context import context
from api.linkeddata.documents import document, record_node, term_node
from api.linkeddata.mapping import Node, Scope
from api.linkeddata.terms import known, page, publishing
from cms.core.records import Body, City, Committee, Document, Field, Meeting, Record, Section, Task, Term, Unit, Website
from cms.publication.vocabulary import Vocabulary

# Valid JSON, and inert in HTML: neither "</script>" nor "<!--" can appear, nor what old scripts take for a line end.
_INERT: Final = tuple((character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029")


def embedded(record: Record, body: Body, vocabulary: Vocabulary) -> str:
    """The content of a record page's ``application/ld+json`` script: the graph that ``/data/`` serves."""
    return _inert(document(record_node(record, vocabulary, body=body), language=record.language))


def embedded_term(term: Term, language: str, vocabulary: Vocabulary) -> str:
    """The content of a listing page's script: the term, its page in ``language`` and the trail that leads there."""
    scope = Scope(vocabulary, language)
    nodes = [term_node(term, vocabulary), *_site(term, scope), *_trail(term, scope)]
    return _inert({"@context": context(), "@graph": nodes})


def _inert(value: dict[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _INERT:
        text = text.replace(character, escape)
    return text


def _site(term: Term, scope: Scope) -> list[Node]:
    """On the home page the name of the site, where search engines look for it."""
    if not isinstance(term, City) or not (url := page(term, scope)):
        return []
    name = term.name(scope.language)
    return [{"@id": f"{url}#site", "@type": "WebSite", "name": name, "url": url, "publisher": {"@id": term.iri}}]


def _trail(term: Term, scope: Scope) -> list[Node]:
    """Breadcrumbs from the home page; none where there would be fewer than two."""
    steps = [step for step in (scope.city, *_line(term, scope)) if step.url(scope.language)]
    if len(steps) < 2 or isinstance(term, City):
        return []
    items = [
        {"@type": "ListItem", "position": place, "name": step.name(scope.language), "item": step.url(scope.language)}
        for place, step in enumerate(steps, start=1)
    ]
    return [{"@id": f"{steps[-1].url(scope.language)}#trail", "@type": "BreadcrumbList", "itemListElement": items}]


# Terms whose pages belong to a section of the site.
_SECTIONS: Final[dict[type[Term], str]] = {Task: Document.section, Committee: Meeting.section}


def _line(term: Term, scope: Scope) -> list[Term]:
    """A term below those it belongs to, the highest first; a circle of units is cut."""
    if isinstance(term, Website):
        return [*known(Field, [term.field], scope), term]
    if section := _SECTIONS.get(type(term)):
        return [*known(Section, [section], scope), term]
    line: list[Term] = [] if isinstance(term, Unit) else [term]
    while isinstance(term, Unit) and term not in line:
        line.insert(0, term)
        term = publishing(term.parent, scope)
    return line
