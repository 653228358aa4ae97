"""Whole descriptions in JSON-LD: a mapping's node under the context."""

from collections.abc import Mapping as Dictionary
from types import MappingProxyType
from typing import Any, Final

from api.linkeddata import terms
from api.linkeddata.boards import BOARD
from api.linkeddata.committees import COMMITTEE
from api.linkeddata.context import context
from api.linkeddata.items import moment
from api.linkeddata.kinds import ROWS
from api.linkeddata.mapping import Mapping, Node, Scope, labels
from api.linkeddata.ranges import with_classes
from api.linkeddata.units import UNIT
from cms.core.records import Body, Record, Term
from cms.ledger.store import Tombstone, Vocabulary

TERMS: Final[dict[type[Term], Mapping[Any]]] = {
    mapping.source: mapping
    for mapping in (
        terms.CITY,
        terms.SECTION,
        terms.FIELD,
        terms.WEBSITE,
        UNIT,
        COMMITTEE,
        BOARD,
        terms.TAG,
        terms.TASK,
    )
}
NO_IRIS: Final[Dictionary[str, str]] = MappingProxyType({})
_WITHDRAWN: Final = {"ko": "공개가 끝났습니다.", "en": "It is no longer published."}


def record_node(
    record: Record, vocabulary: Vocabulary, *, body: Body | None = None, iris: Dictionary[str, str] = NO_IRIS
) -> Node:
    """A record as a node without a context; lists leave the body out. ``iris`` are those of its translations by key."""
    scope = Scope(vocabulary, record.language, iris=iris)
    said = ROWS[record.kind]
    node = said.mapping.node(record, scope)
    if said.names_classes:
        node = with_classes(node)
    return said.body(node, body, scope) if body else node


def term_node(term: Term, vocabulary: Vocabulary) -> Node:
    """A term as a node without a context, its texts in every language."""
    return TERMS[type(term)].node(term, Scope(vocabulary))


def tombstone(left: Tombstone) -> dict[str, Any]:
    """The description of what has been withdrawn: that it is gone and since when, and nothing of what it was."""
    since = {"@value": moment(left.gone_at), "@type": "xsd:dateTime"}
    node = {"@id": left.iri, "@type": "prov:Entity", "prov:invalidatedAtTime": since}
    return description(node | {"rdfs:comment": labels(_WITHDRAWN)})


def description(node: Node, *, language: str = "") -> dict[str, Any]:
    """A node under the context whose plain texts are in ``language``."""
    return {"@context": context(language), **node}
