"""The words of RDF for each kind: a row a kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from api.linkeddata import boards, documents, events, meetings, posts, webpages
from api.linkeddata.mapping import Mapping, Node, Scope
from api.linkeddata.wording import OF_DOCUMENTS, OF_EVENTS, OF_MEETINGS, OF_NOTICES, Words
from cms.core.kinds import Rows
from cms.core.records import Body, Term


def _in_section(section: Term, scope: Scope) -> set[str]:
    """The languages of a city's own pages, and of those of a section."""
    return {scope.city.default_language, *section.urls}


def _in_own(section: Term, scope: Scope) -> set[str]:
    """The city's own language alone, in which documents are approved."""
    return {scope.city.default_language}


@dataclass(frozen=True, kw_only=True)
class Said:
    """A row: ``mapping`` says the record, ``body`` adds what it says of its body.

    ``names_classes`` says of which class everything is that the values name, as catalogues of documents ask for.
    ``words`` are what the catalogue calls the dataset of a kind with a section of its own, ``languages`` those of its
    items.
    """

    mapping: Mapping[Any]
    body: Callable[[Node, Body, Scope], Node]
    names_classes: bool = False
    words: Words | None = None
    languages: Callable[[Term, Scope], set[str]] = _in_section


ROWS: Final = Rows(
    "api/linkeddata/kinds.py",
    {
        "post": Said(
            mapping=posts.POST,
            body=lambda node, body, scope: node | posts.BODY.node(body, scope),
        ),
        "document": Said(
            mapping=documents.DOCUMENT,
            body=lambda node, body, scope: documents.TEXT.node(body, scope) | node,
            names_classes=True,
            words=OF_DOCUMENTS,
            languages=_in_own,
        ),
        "meeting": Said(mapping=meetings.MEETING, body=meetings.with_minutes, words=OF_MEETINGS),
        "page": Said(
            mapping=webpages.PAGE,
            body=lambda node, body, scope: webpages.BODY.node(body, scope) | node,
        ),
        "event": Said(
            mapping=events.EVENT,
            body=lambda node, body, scope: events.BODY.node(body, scope) | node,
            words=OF_EVENTS,
        ),
        "notice": Said(mapping=boards.NOTICE, body=boards.with_text, words=OF_NOTICES),
    },
)
