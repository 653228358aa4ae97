"""JSON-LD in pages."""

import json
from html.parser import HTMLParser

import pytest

from api.linkeddata.embedding import embedded, embedded_term
from cms.core.records import Body
from cms.core.text import clean_text
from tests.api.linkeddata.documents import VOCABULARY, full_post
from tests.api.linkeddata.hostile import HOSTILE, with_text
from tests.api.linkeddata.vocabulary import FixedVocabulary
from tests.factories import (
    BASE_URL,
    make_city,
    make_committee,
    make_document,
    make_field,
    make_meeting,
    make_section,
    make_task,
    make_terms,
    make_unit,
    make_website,
)


class Scripts(HTMLParser):
    """Collects the elements of a page and the content of its scripts, as a browser's tokenizer would."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.content = ""

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)

    def handle_data(self, data):
        self.content += data


def in_page(content: str) -> Scripts:
    page = Scripts()
    page.feed(f'<script type="application/ld+json">{content}</script>')
    page.close()
    return page


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_post_can_leave_the_script(text):
    text = clean_text(text)
    terms = [with_text(term, text) for term in make_terms()]
    vocabulary = FixedVocabulary(terms)
    post = with_text(full_post(), text)
    contents = [embedded(post, Body(html=text, text=text), vocabulary)]
    contents += [embedded_term(term, "ko", vocabulary) for term in terms]
    for content in contents:
        page = in_page(content)
        assert page.elements == ["script"]
        assert page.content == content
        assert not set("<>&\u2028\u2029") & set(content)
        assert json.loads(content)["@context"]
    assert json.loads(contents[0])["headline"] == text


def trail(term, language, vocabulary=VOCABULARY):
    nodes = json.loads(embedded_term(term, language, vocabulary))["@graph"]
    lists = [node for node in nodes if node["@type"] == "BreadcrumbList"]
    return [(item["position"], item["name"], item["item"]) for node in lists for item in node["itemListElement"]]


def test_a_website_is_reached_through_its_field():
    assert trail(make_website(), "ko") == [
        (1, "새별시", f"{BASE_URL}/"),
        (2, "교통", f"{BASE_URL}/traffic/"),
        (3, "새별 자전거", f"{BASE_URL}/traffic/bike/"),
    ]


def test_a_unit_is_reached_through_the_units_above_it():
    assert trail(make_unit(), "en") == [
        (1, "Saebyeol", f"{BASE_URL}/en/"),
        (2, "Transport Bureau", f"{BASE_URL}/en/units/transport/"),
        (3, "Bicycle Team", f"{BASE_URL}/en/units/bike-team/"),
    ]


@pytest.mark.parametrize(
    ("term", "names"),
    [
        (make_section(), ["새별시", "정보공개"]),
        (make_task(), ["새별시", "정보공개", "자전거길 관리"]),
        (make_committee(), ["새별시", "위원회", "자전거정책위원회"]),
    ],
)
def test_a_term_of_a_section_is_reached_through_it(term, names):
    assert [name for _, name, _ in trail(term, "ko")] == names


@pytest.mark.parametrize("record", [make_document(), make_meeting()])
def test_a_document_and_a_meeting_are_embedded_as_their_pages_say(record):
    node = json.loads(embedded(record, Body(html="<p>본문</p>", text="본문"), VOCABULARY))
    assert (node["@id"], node["url"], node["name"]) == (record.iri, record.url, record.title)
    assert (node.get("text") or node["subjectOf"][0]["text"]) == "본문"


def test_units_that_name_each_other_as_parent_end_the_trail():
    first, second = make_unit("transport", parent="bike-team"), make_unit("bike-team")
    vocabulary = FixedVocabulary([make_city(), first, second])
    assert [name for _, name, _ in trail(second, "ko", vocabulary)] == ["새별시", "교통국", "자전거팀"]


def test_a_step_without_a_page_in_the_language_is_left_out():
    vocabulary = FixedVocabulary([make_city(urls={}), *make_terms()[1:]])
    assert trail(make_field(), "ko", vocabulary) == []


def test_the_home_page_names_the_site_and_its_search_and_has_no_trail():
    nodes = json.loads(embedded_term(make_city(), "en", VOCABULARY))["@graph"]
    assert [node["@type"] for node in nodes] == [["GovernmentOrganization", "org:FormalOrganization"], "WebSite"]
    assert nodes[1] == {
        "@id": f"{BASE_URL}/en/#site",
        "@type": "WebSite",
        "name": "Saebyeol",
        "url": f"{BASE_URL}/en/",
        "publisher": {"@id": nodes[0]["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{BASE_URL}/en/search/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }
