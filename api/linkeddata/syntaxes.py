"""The syntaxes that a description in JSON-LD is served in; every one of them is read from that same one.

rdflib's JSON-LD reader is fed a Python dict with an inline context, so nothing is ever fetched. Graphs are kept in
``SimpleMemory``, which remembers the order of insertion: with rdflib's default store the bytes, and so the ETag, would
differ from process to process.
"""

import json
from collections.abc import Callable
from typing import Any, Final

from rdflib import RDF, Graph
from rdflib.plugins.parsers.jsonld import to_rdf

Description = dict[str, Any]


def graph(description: Description) -> Graph:
    """The triples of a description."""
    found = Graph(store="SimpleMemory", bind_namespaces="none")
    found.bind("rdf", RDF)
    to_rdf(description, found)
    return found


def _json(description: Description) -> bytes:
    return json.dumps(description, ensure_ascii=False, separators=(",", ":")).encode()


def _rdf(syntax: str) -> Callable[[Description], bytes]:
    return lambda description: graph(description).serialize(format=syntax, encoding="utf-8")


_WRITERS: Final[dict[str, tuple[str, Callable[[Description], bytes]]]] = {
    "jsonld": ("application/ld+json", _json),
    "ttl": ("text/turtle; charset=utf-8", _rdf("turtle")),
    "nt": ("application/n-triples", _rdf("nt")),
    "rdf": ("application/rdf+xml", _rdf("xml")),
}
SUFFIXES: Final = {content_type.partition(";")[0]: suffix for suffix, (content_type, _) in _WRITERS.items()}


def write(description: Description, suffix: str) -> tuple[bytes, str]:
    """The bytes of a description and their content type, by the suffix of the syntax in addresses."""
    content_type, writer = _WRITERS[suffix]
    return writer(description), content_type
