"""Whole JSON-LD documents: a mapping's node under the context."""

from typing import Any

from api.linkeddata import schema_org, terms
from api.linkeddata.context import context
from api.linkeddata.mapping import Node, Scope
from cms.core.records import Body, Record, Term
from cms.publication.vocabulary import Vocabulary


def record_node(record: Record, vocabulary: Vocabulary, *, body: Body | None = None) -> Node:
    """A record as a node without a context; lists leave the body out."""
    scope = Scope(vocabulary, record.language)
    node = schema_org.RECORDS[type(record)].node(record, scope)
    return node | schema_org.BODY.node(body, scope) if body else node


def term_node(term: Term, vocabulary: Vocabulary) -> Node:
    """A term as a node without a context, its texts in every language."""
    return terms.TERMS[type(term)].node(term, Scope(vocabulary))


def document(node: Node, *, language: str = "") -> dict[str, Any]:
    """A node under the context whose plain texts are in ``language``."""
    return {"@context": context(language), **node}
