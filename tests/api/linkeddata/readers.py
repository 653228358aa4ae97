"""Reading documents back as independent clients do: pyld for JSON-LD, rdflib for the rest, golden files for both."""

import json
import os
from pathlib import Path
from typing import Any

from pyld import jsonld
from rdflib import Graph
from rdflib.compare import isomorphic, to_isomorphic

from api.linkeddata.syntaxes import write

GOLDEN = Path(__file__).parents[2] / "contracts" / "linkeddata"
PARSERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}


def _refuse(url: str, options: Any) -> Any:
    raise AssertionError(f"a reader had to fetch {url}")


def triples(document: str | bytes | dict[str, Any]) -> str:
    """The sorted N-Triples of a description in JSON-LD, by a processor that passes W3C's tests and fetches nothing."""
    data = document if isinstance(document, dict) else json.loads(document)
    found = jsonld.to_rdf(data, {"format": "application/n-quads", "documentLoader": _refuse})
    return "".join(sorted(f"{line}\n" for line in found.split("\n") if line))


def read(document: dict[str, Any], suffix: str) -> Graph:
    """The graph that a client reads from the bytes served under a suffix."""
    content, _ = write(document, suffix)
    if suffix == "jsonld":
        return Graph().parse(data=triples(content), format="nt")
    return Graph().parse(data=content, format=PARSERS[suffix])


def assert_same(found: Graph, expected: Graph) -> None:
    __tracebackhide__ = True
    assert len(expected) > 0
    if not isomorphic(found, expected):
        ours, theirs = set(to_isomorphic(found)), set(to_isomorphic(expected))
        raise AssertionError(f"only in the first: {ours - theirs}\nonly in the second: {theirs - ours}")


def golden(name: str, found: str) -> str:
    """The text of a golden file; written first where WRITE_GOLDEN is set, so that a diff shows what changed."""
    path = GOLDEN / name
    if os.environ.get("WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    return path.read_text(encoding="utf-8")
