"""The documents keep the SHACL shapes, and the shapes catch documents that do not."""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph

import api.linkeddata
from tests.api.linkeddata.documents import all_documents, full_post, post_document
from tests.api.linkeddata.readers import triples

SHAPES = Path(api.linkeddata.__file__).parent / "shapes"
DOCUMENTS = all_documents()


def shape_of(name: str) -> str:
    own = {
        "post": "news_article",
        "document": "document",
        "meeting": "meeting",
        "notice": "notice",
        "catalogue": "catalogue",
    }
    return own.get(name.partition("-")[0], "terms")


def check(document, shape: str) -> tuple[bool, str]:
    data = Graph().parse(data=triples(document), format="nt")
    conforms, _, text = validate(data, shacl_graph=Graph().parse(SHAPES / f"{shape}.ttl"), inference="none")
    return conforms, text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_keeps_its_shape(name):
    conforms, text = check(DOCUMENTS[name], shape_of(name))
    assert conforms, text


@pytest.mark.parametrize(
    "missing", ["author", "publisher", "datePublished", "dateModified", "url", "dct:title", "cc:attributionName"]
)
def test_a_post_without_what_is_mandatory_breaks_its_shape(missing):
    document = post_document(full_post())
    del document[missing]
    assert not check(document, "news_article")[0]


def test_a_kogl_type_declared_the_same_as_a_creative_commons_licence_breaks_the_shape():
    document = post_document(full_post())
    same = {**document["@included"][0], "skos:exactMatch": {"@id": "https://creativecommons.org/licenses/by/4.0/"}}
    assert not check({**document, "@included": [same]}, "news_article")[0]


@pytest.mark.parametrize(
    "missing",
    ["name", "author", "publisher", "identifier", "dct:accessRights", "dct:type", "prov:wasGeneratedBy", "dct:created"],
)
def test_a_document_without_what_is_mandatory_breaks_its_shape(missing):
    document = {key: value for key, value in DOCUMENTS["document"].items() if key != missing}
    assert not check(document, "document")[0]


def test_a_closed_document_may_not_carry_its_files_and_must_name_its_ground():
    closed = DOCUMENTS["document-closed"]
    files = {name: DOCUMENTS["document"][name] for name in ("encoding", "dcat:distribution")}
    assert not check({**closed, **files}, "document")[0]
    assert not check({key: value for key, value in closed.items() if key != "dct:rights"}, "document")[0]


@pytest.mark.parametrize("missing", ["name", "eventStatus", "organizer", "subjectOf", "dct:publisher"])
def test_a_meeting_without_what_is_mandatory_breaks_its_shape(missing):
    document = {key: value for key, value in DOCUMENTS["meeting"].items() if key != missing}
    assert not check(document, "meeting")[0]


def test_a_committee_outside_the_city_breaks_its_shape():
    document = {key: value for key, value in DOCUMENTS["committee-10"].items() if key != "org:subOrganizationOf"}
    assert not check(document, "terms")[0]


@pytest.mark.parametrize("missing", ["dct:title", "dct:description", "dct:publisher", "dcat:dataset"])
def test_a_catalogue_without_what_dcat_ap_makes_mandatory_breaks_its_shape(missing):
    document = {key: value for key, value in DOCUMENTS["catalogue"].items() if key != missing}
    assert not check(document, "catalogue")[0]


@pytest.mark.parametrize(
    "missing", ["dct:identifier", "dct:accrualPeriodicity", "dcat:contactPoint", "dcat:keyword", "dct:language"]
)
def test_a_dataset_without_what_portals_ask_breaks_its_shape(missing):
    catalogue = DOCUMENTS["catalogue"]
    datasets = [{key: value for key, value in one.items() if key != missing} for one in catalogue["dcat:dataset"]]
    assert not check({**catalogue, "dcat:dataset": datasets}, "catalogue")[0]


@pytest.mark.parametrize("named", [one["@id"] for one in DOCUMENTS["catalogue"]["@included"]])
def test_a_catalogue_that_does_not_say_what_its_values_are_breaks_its_shape(named):
    catalogue = DOCUMENTS["catalogue"]
    included = [one for one in catalogue["@included"] if one["@id"] != named]
    assert not check({**catalogue, "@included": included}, "catalogue")[0]


def test_a_unit_outside_the_tree_breaks_its_shape():
    document = {key: value for key, value in DOCUMENTS["unit-5"].items() if key != "org:subOrganizationOf"}
    assert not check(document, "terms")[0]


@pytest.mark.parametrize("missing", ["name", "dateModified", "publisher", "url", "cc:attributionName"])
def test_a_notice_without_what_is_mandatory_breaks_its_shape(missing):
    document = {key: value for key, value in DOCUMENTS["notice"].items() if key != missing}
    assert not check(document, "notice")[0]


def test_an_answer_without_its_text_breaks_the_shape_of_its_question():
    question = DOCUMENTS["notice-question"]
    answer = {key: value for key, value in question["acceptedAnswer"].items() if key != "text"}
    assert not check({**question, "acceptedAnswer": answer}, "notice")[0]


def test_a_board_without_its_department_and_city_breaks_its_shape():
    document = {key: value for key, value in DOCUMENTS["board"].items() if "publisher" not in key}
    assert not check(document, "terms")[0]
