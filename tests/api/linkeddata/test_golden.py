"""The documents are exactly what the golden files say; ``WRITE_GOLDEN=1 pytest`` writes them again."""

import json

import pytest
from rdflib import Graph

from api.linkeddata.embedding import embedded
from tests.api.linkeddata.documents import VOCABULARY, all_documents, english_post, full_post
from tests.api.linkeddata.readers import GOLDEN, assert_same, golden, read, triples
from tests.factories import make_body

DOCUMENTS = all_documents()


def expected(name: str) -> Graph:
    return Graph().parse(data=(GOLDEN / f"{name}.nt").read_text(encoding="utf-8"), format="nt")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_says_exactly_the_triples_of_its_golden_file(name):
    found = triples(DOCUMENTS[name])
    assert found == golden(f"{name}.nt", found)
    assert "_:" not in found


def test_the_json_that_search_engines_read_is_exactly_the_golden_one():
    found = json.dumps(DOCUMENTS["post"], ensure_ascii=False, indent=2) + "\n"
    assert found == golden("post.jsonld", found)


def test_there_is_no_golden_file_without_a_document():
    assert {path.name for path in GOLDEN.iterdir()} == {f"{name}.nt" for name in DOCUMENTS} | {"post.jsonld"}


@pytest.mark.parametrize("suffix", ["jsonld", "ttl", "nt", "rdf"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_syntax_reads_back_as_the_same_graph(name, suffix):
    assert_same(read(DOCUMENTS[name], suffix), expected(name))


@pytest.mark.parametrize(("name", "post"), [("post", full_post()), ("post-en", english_post())])
def test_the_form_embedded_in_the_page_is_the_same_graph(name, post):
    found = Graph().parse(data=triples(embedded(post, make_body(), VOCABULARY)), format="nt")
    assert_same(found, expected(name))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_client_that_reads_json_ld_with_rdflib_gets_the_same_graph(name):
    found = Graph().parse(data=json.dumps(DOCUMENTS[name]), format="json-ld")
    assert_same(found, expected(name))
