"""Every name that linked data gives to something of ours leads to what is said of it."""

import re
from dataclasses import replace
from urllib.parse import quote, unquote, urlsplit

import pytest
from rdflib import SKOS, Graph, Namespace, URIRef

from tests.api.linkeddata.documents import (
    advance_document,
    closed_meeting,
    english_post,
    expense_document,
    full_document,
    full_post,
    research_document,
)
from tests.factories import (
    BASE_URL,
    HOST,
    make_closed,
    make_committee,
    make_document,
    make_meeting,
    make_released_terms,
    make_section,
    make_task,
    make_translation,
    store,
)

pytestmark = pytest.mark.django_db
DCT = Namespace("http://purl.org/dc/terms/")
# What clients of linked data send; what is no linked data is given as it is.
ACCEPT = "application/n-triples, */*;q=0.1"
# Files, which this store has none of, each with a door and tests of its own; and an endpoint, which answers questions.
FILES = re.compile(r"/(?:media|files|attachments|graphql)(?:/|$)")
DATA = re.compile(r"/(?:id|data)/")


@pytest.fixture
def follow(client):
    """The status at an address of ours and the graph there, redirects followed."""

    def ask(iri):
        for _ in range(3):
            parts = urlsplit(iri)
            answer = client.get(
                f"{parts.path}?{parts.query}".rstrip("?"), headers={"Host": parts.netloc or HOST, "Accept": ACCEPT}
            )
            if answer.status_code not in (301, 303):
                break
            iri = answer["Location"]
        is_graph = answer.get("Content-Type", "").startswith("application/n-triples")
        return answer.status_code, Graph().parse(data=answer.content, format="nt") if is_graph else None

    return ask


def test_every_iri_of_ours_leads_to_what_is_said_of_it(follow):
    posts = [
        full_post(translations=(make_translation(2),)),
        english_post(translations=(make_translation(1, language="ko", url=full_post().url),)),
    ]
    documents = [full_document(), expense_document(), make_closed(3), research_document(), advance_document()]
    meetings = [make_meeting(1), replace(closed_meeting(), committee="bike-committee", translations=())]
    store([*posts, *documents, *meetings], make_released_terms())
    waiting = [f"{BASE_URL}/data/catalogue", *(one.iri for one in [*posts, *documents, *meetings])]
    answers, named, wrong = {}, set(waiting), {}
    while waiting:
        iri = waiting.pop()
        document = iri.partition("#")[0]
        if document not in answers:
            answers[document] = follow(document)
        status, graph = answers[document]
        if status != 200:
            wrong[iri] = status
        elif DATA.match(urlsplit(iri).path) and (graph is None or (URIRef(iri), None, None) not in graph):
            wrong[iri] = "nothing is said of it there"
        waiting += ours(graph) - named
        named |= ours(graph)
    assert wrong == {}
    assert f"{BASE_URL}/id/function/{quote('교통')}/{quote('자전거')}" in named and len(answers) > 40


def ours(graph):
    found = {str(node) for triple in graph or () for node in triple if isinstance(node, URIRef)}
    return {iri for iri in found if iri.startswith(f"{BASE_URL}/") and not FILES.match(urlsplit(iri).path)}


def test_a_function_says_its_place_in_the_classification(follow):
    deeper = make_task("lanes", functions=("교통", "자전거", "차로/표시"))
    store([make_document(1, functions=("교통", "옛 과제"))], [*make_released_terms(), deeper])
    _, graph = follow(f"{BASE_URL}/id/function/{quote('교통')}")
    top, middle = (function(*path) for path in (("교통",), ("교통", "자전거")))
    assert set(graph.objects(top, SKOS.narrower)) == {middle}
    assert set(graph.objects(top, SKOS.topConceptOf)) == {URIRef(f"{BASE_URL}/data/catalogue#functions")}
    _, graph = follow(str(middle))
    assert set(graph.objects(middle, SKOS.narrower)) == {function("교통", "자전거", "차로/표시")}
    assert set(graph.objects(middle, SKOS.broader)) == {top}
    assert [str(label) for label in graph.objects(middle, SKOS.prefLabel)] == ["자전거"]
    status, graph = follow(str(function("교통", "자전거", "차로/표시")))
    assert status == 200 and (function("교통", "자전거", "차로/표시"), None, None) in graph
    assert follow(str(function("교통", "옛 과제")))[0] == 200, "the path that a document had when it was made"


@pytest.mark.parametrize("path", ["경제", "교통/자전거/없음", "교통/", "%00", "a" * 500])
def test_a_function_that_nothing_public_names_is_not_found(follow, path):
    store([make_document(1)], make_released_terms())
    assert follow(f"{BASE_URL}/id/function/{quote(unquote(path))}")[0] in (404, 400)
    assert follow(f"{BASE_URL}/data/function/{quote(unquote(path))}.ttl")[0] in (404, 400)


def test_a_city_of_committees_alone_describes_how_open_their_minutes_are(follow):
    meeting = replace(closed_meeting(), committee="bike-committee", translations=())
    store([meeting], [*make_released_terms()[:-3], make_section("committees"), make_committee()])
    _, catalogue = follow(f"{BASE_URL}/data/catalogue")
    _, graph = follow(meeting.iri)
    for property in (DCT.accessRights, DCT.rights):
        (concept,) = graph.objects(None, property)
        assert (concept, SKOS.prefLabel, None) in catalogue


def function(*path):
    return URIRef(f"{BASE_URL}/id/function/{'/'.join(quote(step, safe='') for step in path)}")


def test_functions_cost_one_query_in_each_state_of_the_vocabulary(client, django_assert_num_queries):
    store([make_document(1)], make_released_terms())
    ask = {"Host": HOST, "Accept": "text/turtle"}
    address = f"/data/function/{quote('교통')}.ttl"
    assert client.get(address, headers=ask).status_code == 200
    with django_assert_num_queries(1):  # the clock, for Last-Modified
        client.get(f"/data/function/{quote('교통')}.nt", headers=ask)
