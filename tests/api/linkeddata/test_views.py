"""Dereferencing through HTTP."""

import re
from datetime import UTC, datetime
from unicodedata import normalize
from urllib.parse import quote

import pytest
from rdflib import DCTERMS, RDF, RDFS, Graph, Literal, Namespace, URIRef

from api.linkeddata.syntaxes import SUFFIXES
from cms.ledger.models import Entry, ListingChange
from cms.ledger.moments import microseconds
from tests.api.linkeddata.readers import PARSERS, assert_same, triples
from tests.factories import (
    BASE_URL,
    HOST,
    NOON,
    SITE,
    document_key,
    make_city,
    make_committee,
    make_document,
    make_meeting,
    make_post,
    make_released_terms,
    make_section,
    make_task,
    make_terms,
    make_unit,
    management_number,
    meeting_key,
    post_key,
    store,
    withdraw,
)

pytestmark = pytest.mark.django_db

KEY = post_key(1)
THING = f"/id/post/{KEY}"
DATA = f"/data/post/{KEY}"
PAGE = make_post(1).url
TAG = quote("자전거")
LISTINGS = {"post": SITE, "document": f"{SITE}:section:documents"}
OFFERS = "text/html, application/ld+json, text/turtle, application/n-triples, application/rdf+xml"


@pytest.fixture
def get(client):
    store([make_post(1), make_post(2)])

    def ask(path, accept=None, **headers):
        headers = {"Host": HOST, **headers} | ({"Accept": accept} if accept is not None else {})
        return client.get(path, headers=headers)

    return ask


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        (None, PAGE),
        ("", PAGE),
        ("*/*", PAGE),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", PAGE),
        ("text/html", PAGE),
        ("text/*;q=0.5, text/turtle", f"{DATA}.ttl"),
        ("application/ld+json", f"{DATA}.jsonld"),
        ("application/n-triples", f"{DATA}.nt"),
        ("application/rdf+xml", f"{DATA}.rdf"),
        # What RDF clients send: HTML beside RDF, and the weights decide.
        ("text/turtle, text/html;q=0.5, */*;q=0.1", f"{DATA}.ttl"),
        ("text/html;q=0.3, application/rdf+xml;q=0.9, text/turtle;q=0.8", f"{DATA}.rdf"),
        ("text/html, text/turtle;q=0.9", PAGE),
        ("text/html;q=0, */*;q=0.1", f"{DATA}.jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', f"{DATA}.jsonld"),
        ("TEXT/Turtle", f"{DATA}.ttl"),
    ],
)
def test_a_thing_leads_to_what_the_client_prefers(get, accept, location):
    response = get(THING, accept)
    assert (response.status_code, response["Location"], response["Vary"]) == (303, location, "Accept")
    assert response.content == b""


def test_a_redirect_names_every_document_about_the_thing(get):
    assert get(THING)["Link"] == (
        f'<{DATA}.jsonld>; rel="describedby"; type="application/ld+json", '
        f'<{DATA}.ttl>; rel="describedby"; type="text/turtle", '
        f'<{DATA}.nt>; rel="describedby"; type="application/n-triples", '
        f'<{DATA}.rdf>; rel="describedby"; type="application/rdf+xml"'
    )


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0", "text/html;q=7", "nonsense"])
def test_when_nothing_fits_the_answer_names_what_is_offered(get, accept):
    response = get(THING, accept)
    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"
    assert response["Vary"] == "Accept"
    assert response.json()["where"] == "Accept"
    assert response.json()["detail"] == f"offered here: {OFFERS}"


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        ("jsonld", "application/ld+json"),
        ("ttl", "text/turtle; charset=utf-8"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
    ],
)
def test_a_document_has_its_type_its_links_and_open_access(get, suffix, content_type):
    response = get(f"{DATA}.{suffix}", "text/html")
    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    assert response["Link"] == (
        f'<{BASE_URL}{THING}>; rel="describes", <{PAGE}>; rel="canonical", '
        '<https://www.kogl.or.kr/info/license.do#01-tab>; rel="license"'
    )
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Accept" not in response.get("Vary", "")
    assert not response.cookies


def test_the_four_documents_hold_the_same_graph_and_the_text_of_the_post(get):
    expected = Graph().parse(data=triples(get(f"{DATA}.jsonld").content), format="nt")
    assert "본문 1 & 더" in {str(value) for value in expected.objects()}
    for suffix, parser in PARSERS.items():
        assert_same(Graph().parse(data=get(f"{DATA}.{suffix}").content, format=parser), expected)


def test_the_page_embeds_the_same_graph(get):
    page = get(PAGE.removeprefix(BASE_URL), "text/html").content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert triples(script) == triples(get(f"{DATA}.jsonld").content)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("wanted", ["turtle", "xml", "json-ld"])
def test_rdflib_follows_the_iri_of_a_post_to_its_graph(server, wanted):
    store([make_post(1)])
    found = Graph().parse(f"http://127.0.0.1:{server.port}{THING}", format=wanted)
    assert_same(found, Graph().parse(data=triples(server.get(f"{DATA}.jsonld").content), format="nt"))


@pytest.mark.parametrize("suffix", ["jsonld", "ttl", "nt", "rdf"])
def test_a_document_that_a_client_has_is_not_sent_again(get, suffix):
    first = get(f"{DATA}.{suffix}")
    again = get(f"{DATA}.{suffix}", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get(f"{DATA}.{suffix}", **{"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"/id/post/{post_key(99)}",
        "/id/post/1",
        f"/id/unit/{KEY}",
        f"/id/nothing/{KEY}",
        "/id/tag/none",
        "/id/tag/%00",
        "/id/tag/a%0Ab",
        f"/id/tag/{TAG}%0A",
        "/id/unit/%ED%A0%80",
        f"/data/post/{post_key(99)}.ttl",
        "/data/tag/none.nt",
        "/data/tag/%00.jsonld",
    ],
)
def test_what_was_never_published_answers_404(get, path):
    response = get(path, "application/ld+json")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


PROV = Namespace("http://www.w3.org/ns/prov#")
SCHEMA = Namespace("https://schema.org/")
LEFT = {
    (URIRef(f"{BASE_URL}/id/post/{KEY}"), RDF.type, PROV.Entity),
    (URIRef(f"{BASE_URL}/id/post/{KEY}"), PROV.invalidatedAtTime, Literal(NOON.astimezone(UTC))),
    (URIRef(f"{BASE_URL}/id/post/{KEY}"), RDFS.comment, Literal("공개가 끝났습니다.", lang="ko")),
    (URIRef(f"{BASE_URL}/id/post/{KEY}"), RDFS.comment, Literal("It is no longer published.", lang="en")),
}


@pytest.mark.parametrize("suffix", PARSERS)
@pytest.mark.parametrize("expired", [False, True], ids=["withdrawn", "expired"])
def test_of_what_was_withdrawn_is_told_that_it_is_gone_and_since_when_and_nothing_else(get, suffix, expired):
    if expired:
        Entry.objects.filter(key=KEY).update(expires_us=microseconds(NOON))
    else:
        withdraw(KEY)
    accept = {suffix: media_type for media_type, suffix in SUFFIXES.items()}[suffix]
    for path in (f"{DATA}.{suffix}", THING):
        response = get(path, accept)
        assert (response.status_code, response["Content-Type"].partition(";")[0]) == (410, accept)
        assert set(Graph().parse(data=response.content, format=PARSERS[suffix])) == LEFT
        assert (response["Vary"], response["Access-Control-Allow-Origin"]) == ("Accept", "*")
    assert get(f"/id/post/{post_key(2)}").status_code == 303


@pytest.mark.parametrize("accept", ["", "*/*", "text/html", "application/problem+json", "application/json"])
def test_what_was_withdrawn_answers_410(get, accept):
    withdraw(KEY)
    response = get(THING, accept)
    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert "자전거길" not in response.content.decode()


@pytest.mark.parametrize("term", make_terms(), ids=lambda term: f"{term.scheme}-{term.key}")
def test_every_term_can_be_dereferenced(get, term):
    path = term.iri.removeprefix(f"{BASE_URL}/id/")
    assert get(f"/id/{path}")["Location"] == term.urls["ko"]
    assert get(f"/id/{path}", "text/turtle")["Location"] == f"/data/{path}.ttl"
    found = Graph().parse(data=get(f"/data/{path}.ttl").content, format="turtle")
    assert term.iri in {str(subject) for subject in found.subjects()}


def test_a_key_typed_in_decomposed_hangul_leads_to_the_same_key(get):
    answer = get(f"/data/tag/{quote(normalize('NFD', '자전거'))}.ttl")
    assert (answer.status_code, answer["Location"]) == (301, f"/data/tag/{quote('자전거')}.ttl")
    assert get(answer["Location"]).status_code == 200


def test_a_term_without_a_page_leads_to_data(client):
    store([], [make_city(), make_unit(urls={})])
    path = "/id/unit/bike-team"
    assert client.get(path, headers={"Host": HOST})["Location"] == "/data/unit/bike-team.jsonld"
    assert client.get(path, headers={"Host": HOST, "Accept": "text/html"}).status_code == 406


def test_the_catalogue_is_negotiated_and_served(get):
    assert get("/data/catalogue")["Location"] == "/data/catalogue.jsonld"
    assert get("/data/catalogue", "text/turtle")["Location"] == "/data/catalogue.ttl"
    response = get("/data/catalogue.ttl")
    assert response["Content-Type"] == "text/turtle; charset=utf-8"
    assert response["Link"] == '<https://www.kogl.or.kr/info/license.do#01-tab>; rel="license"'
    assert "dcat:Catalog" in response.content.decode()


def test_an_installation_without_content_answers_404(client):
    for path in (THING, f"{DATA}.ttl", "/data/catalogue.ttl"):
        response = client.get(path, headers={"Accept": "text/turtle"})
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("path", [THING, f"{DATA}.ttl", "/data/catalogue", "/data/catalogue.ttl"])
def test_nothing_can_be_written(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("thing", [make_document(1), make_meeting(1), make_section(), make_task(), make_committee()])
def test_released_documents_meetings_and_their_terms_are_dereferenced(get, thing):
    store([make_document(1), make_meeting(1)], [term for term in make_released_terms() if term not in make_terms()])
    path = thing.iri.removeprefix(BASE_URL)
    page = thing.url if hasattr(thing, "version") else thing.urls["ko"]
    assert (get(path).status_code, get(path)["Location"]) == (303, page)
    data = path.replace("/id/", "/data/")
    assert get(path, "text/turtle")["Location"] == f"{data}.ttl"
    expected = Graph().parse(data=triples(get(f"{data}.jsonld").content), format="nt")
    for suffix, form in PARSERS.items():
        assert_same(Graph().parse(data=get(f"{data}.{suffix}").content, format=form), expected)


def test_a_withdrawn_document_is_gone_as_a_thing_too(get):
    store([make_document(1)], [make_section()])
    withdraw(document_key(1))
    for path in (f"/id/document/{document_key(1)}", f"/data/document/{document_key(1)}.ttl"):
        assert get(path).status_code == 410
    assert get(f"/id/meeting/{document_key(1)}").status_code == 404


@pytest.mark.parametrize("public", [True, False])
def test_a_decision_links_the_documents_that_are_public_and_names_the_others(get, public):
    store([make_document(1), make_meeting(1)], [term for term in make_released_terms() if term not in make_terms()])
    if not public:
        withdraw(document_key(1))
    found = Graph().parse(data=get(f"/data/meeting/{meeting_key(1)}.ttl").content, format="turtle")
    decision = URIRef(f"{make_meeting(1).iri}#agenda-1")
    document = URIRef(make_document(1).iri)
    number = Literal(management_number(1))
    assert set(found.objects(decision, SCHEMA.citation)) == {document if public else number}
    assert set(found.objects(document, DCTERMS.identifier)) == ({number} if public else set())
    page = get(make_meeting(1).url.removeprefix(BASE_URL)).content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert triples(script) == triples(get(f"/data/meeting/{meeting_key(1)}.jsonld").content)


def test_the_datasets_of_the_catalogue_say_since_when_they_are_and_when_they_last_changed(get):
    store([make_document(1)], [term for term in make_released_terms() if term not in make_terms()])
    found = get("/data/catalogue.jsonld").json()
    news, documents, statistics, meetings, of_november = found["dcat:dataset"]
    assert of_november["@id"] == f"{BASE_URL}/data/catalogue#lists/2026-11"
    for dataset, oldest in (
        (news, make_post(1)),
        (documents, make_document(1)),
        (statistics, make_document(1)),
    ):
        begun = oldest.published_at.astimezone(UTC)
        assert datetime.fromisoformat(dataset["dct:issued"]) == begun
        assert datetime.fromisoformat(dataset["dct:temporal"]["dcat:startDate"]) == begun
        (changed,) = ListingChange.objects.filter(listing=LISTINGS[oldest.kind], language="ko").values_list(
            "changed_at"
        )
        assert datetime.fromisoformat(dataset["dct:modified"]) == changed[0].replace(microsecond=0)
    assert not {"dct:issued", "dct:modified", "dct:temporal"} & meetings.keys()
    assert documents["dct:language"] == ["http://id.loc.gov/vocabulary/iso639-1/ko"]
