"""The syntaxes that a JSON-LD document is served in; every one of them is read from that same document.

rdflib's JSON-LD reader is fed a Python dict with an inline context, so nothing is ever fetched. Graphs are kept in
``SimpleMemory``, which remembers the order of insertion: with rdflib's default store the bytes, and so the ETag, would
differ from process to process.
"""

import json
from collections.abc import Callable
from typing import Any, Final

from rdflib import RDF, Graph
from rdflib.plugins.parsers.jsonld import to_rdf

Document = dict[str, Any]


def graph(document: Document) -> Graph:
    """The triples of a document."""
    found = Graph(store="SimpleMemory", bind_namespaces="none")
    found.bind("rdf", RDF)
    to_rdf(document, found)
    return found


def _json(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _rdf(syntax: str) -> Callable[[Document], bytes]:
    return lambda document: graph(document).serialize(format=syntax, encoding="utf-8")


_WRITERS: Final[dict[str, tuple[str, Callable[[Document], bytes]]]] = {
    "jsonld": ("application/ld+json", _json),
    "ttl": ("text/turtle; charset=utf-8", _rdf("turtle")),
    "nt": ("application/n-triples", _rdf("nt")),
    "rdf": ("application/rdf+xml", _rdf("xml")),
}
SUFFIXES: Final = {content_type.partition(";")[0]: suffix for suffix, (content_type, _) in _WRITERS.items()}


def write(document: Document, suffix: str) -> tuple[bytes, str]:
    """The bytes of a document and their content type, by the suffix of the syntax in addresses."""
    content_type, writer = _WRITERS[suffix]
    return writer(document), content_type
