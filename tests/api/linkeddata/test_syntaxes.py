"""The syntaxes, with texts that try to break them."""

import os
import socket
import subprocess
import sys

import pytest
from lxml import etree
from rdflib import Graph

from api.linkeddata.syntaxes import SUFFIXES, write
from cms.core.text import clean_text
from tests.api.linkeddata.documents import all_documents
from tests.api.linkeddata.hostile import HOSTILE, hostile_documents
from tests.api.linkeddata.readers import GOLDEN, assert_same, read, triples


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_arrives_unchanged_in_every_syntax(text):
    for content in hostile_documents(text):
        expected = Graph().parse(data=triples(content), format="nt")
        assert clean_text(text) in {str(value) for value in expected.objects()}
        for suffix in SUFFIXES.values():
            assert_same(read(content, suffix), expected)


@pytest.mark.parametrize("text", HOSTILE)
def test_rdf_xml_is_well_formed_whatever_people_write(text):
    for content in hostile_documents(text):
        root = etree.fromstring(write(content, "rdf")[0])
        assert root.tag == "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"


def test_no_syntax_needs_the_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    document = all_documents()["post"]
    assert all(len(write(document, suffix)[0]) > 1000 for suffix in SUFFIXES.values())


def test_the_media_types_are_those_that_are_registered():
    document = all_documents()["catalogue"]
    assert {suffix: write(document, suffix)[1] for suffix in SUFFIXES.values()} == {
        "jsonld": "application/ld+json",
        "ttl": "text/turtle; charset=utf-8",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
    }


def test_every_process_writes_the_same_bytes():
    """Else each worker would have its own ETag, and a client that meets another worker no 304."""
    script = (
        "import hashlib, json, pathlib, sys\n"
        "from api.linkeddata.syntaxes import SUFFIXES, write\n"
        "document = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8'))\n"
        "print([hashlib.sha256(write(document, suffix)[0]).hexdigest() for suffix in SUFFIXES.values()])\n"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script, str(GOLDEN / "post.jsonld")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1


def test_turtle_uses_the_prefixes_that_people_know():
    text = write(all_documents()["post"], "ttl")[0].decode()
    assert "@prefix schema: <https://schema.org/> ." in text
    assert "ns1:" not in text
    assert "dct:title" in text
