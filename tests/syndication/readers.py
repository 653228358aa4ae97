"""Reading what syndication writes as independent clients do: schemas, feedparser and golden files."""

import json
import os
from pathlib import Path
from typing import Any

import feedparser
from jsonschema import Draft202012Validator
from lxml import etree

CONTRACTS = Path(__file__).parents[1] / "contracts" / "syndication"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"

_ATOM_SCHEMA = etree.RelaxNG(etree.parse(CONTRACTS / "atom.rng"))
_SITEMAP_SCHEMA = etree.XMLSchema(etree.parse(CONTRACTS / "sitemap.xsd"))
_JSON_SCHEMA = Draft202012Validator(json.loads((CONTRACTS / "jsonfeed.schema.json").read_text(encoding="utf-8")))


def golden(name: str, found: bytes) -> bytes:
    """The bytes of a golden file; written first where WRITE_GOLDEN is set, so that a diff shows what changed."""
    path = CONTRACTS / name
    if os.environ.get("WRITE_GOLDEN"):
        path.write_bytes(found)
    return path.read_bytes()


def lines(document: bytes) -> bytes:
    """XML with a line for each tag, so that a difference can be read."""
    return document.replace(b"><", b">\n<") + b"\n"


def atom(document: bytes) -> etree._Element:
    """The root of a document that RFC 4287's schema, and the rules that its schema cannot say, accept."""
    root = etree.fromstring(document)
    _ATOM_SCHEMA.assertValid(root)
    for element in [root, *root.iter(f"{ATOM}entry")]:
        alternates = [
            (link.get("type"), link.get("hreflang")) for link in element.findall(f"{ATOM}link[@rel='alternate']")
        ]
        assert len(alternates) == len(set(alternates)), "4.1.1: one alternate of each type and language"
    assert root.find(f"{ATOM}author") is not None or all(
        entry.find(f"{ATOM}author") is not None for entry in root.iter(f"{ATOM}entry")
    ), "4.1.1: an author"
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)), "4.1.1: ids are not repeated"
    return root


def json_feed(document: bytes) -> dict[str, Any]:
    """A document that the schema written from JSON Feed 1.1 accepts."""
    data: dict[str, Any] = json.loads(document)
    _JSON_SCHEMA.validate(data)
    ids = [item["id"] for item in data["items"]]
    assert len(ids) == len(set(ids))
    return data


def sitemap(document: bytes) -> etree._Element:
    """The root of a document that the schema of sitemaps accepts."""
    root = etree.fromstring(document)
    _SITEMAP_SCHEMA.assertValid(root)
    assert len(document) < 50 * 1024 * 1024
    return root


def parsed(document: bytes) -> Any:
    """The feed as feedparser reads it; it must be well formed."""
    found = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.get("bozo_exception")
    return found
