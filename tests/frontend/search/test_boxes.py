"""The box in the header of every page, and what tells browsers and search engines of the search."""

import json
from xml.etree import ElementTree

import pytest

from tests.background import keep
from tests.factories import BASE_URL, make_post, store
from tests.frontend.conftest import Read, parsed, values

pytestmark = pytest.mark.usefixtures("city")
_IN = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.mark.parametrize(
    ("path", "action"),
    [
        ("/", f"{BASE_URL}/search/"),
        ("/en/", f"{BASE_URL}/en/search/"),
        ("/traffic/", f"{BASE_URL}/search/"),
        ("/en/units/", f"{BASE_URL}/en/search/"),
        ("/nowhere/", f"{BASE_URL}/search/"),
        ("/en/nowhere/", f"{BASE_URL}/en/search/"),
    ],
)
def test_every_page_has_a_labelled_box_that_searches_in_its_language(get: Read, path: str, action: str) -> None:
    (form,) = parsed(get(path)).select("header form[role=search]")
    assert (form["action"], form["method"]) == (action, "get")
    (box,) = form.select("input")
    assert (box["name"], box["type"]) == ("q", "search")
    assert form.select_one(f"label[for={box['id']}]").get_text()


def test_a_page_in_a_language_without_words_of_its_own_searches_there_too(get: Read) -> None:
    (form,) = parsed(get("/ja/walk/")).select("header form[role=search]")
    assert form["action"] == f"{BASE_URL}/en/search/"


@pytest.mark.parametrize(("base", "name", "language"), [("", "새별시", "ko"), ("en/", "Saebyeol", "en")])
def test_a_browser_is_told_where_to_search(get: Read, base: str, name: str, language: str) -> None:
    (address,) = values(parsed(get(f"/{base}")), "link[rel=search]")
    assert address == f"{BASE_URL}/{base}opensearch.xml"
    answer = get(address)
    assert answer["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert (root.tag, root.findtext(f"{_IN}ShortName")) == (f"{_IN}OpenSearchDescription", name)
    assert root.findtext(f"{_IN}Language") == language
    assert [url.attrib["template"] for url in root.iter(f"{_IN}Url")] == [
        f"{BASE_URL}/{base}search/?q={{searchTerms}}",
        f"{BASE_URL}/{base}search/feed.atom?q={{searchTerms}}",
        f"{BASE_URL}/{base}search/suggest?form=opensearch&q={{searchTerms}}",
        f"{BASE_URL}/{base}opensearch.xml",
    ]
    suggested = get(f"/{base}search/suggest?form=opensearch&q=자전거")
    assert suggested["Content-Type"] == "application/x-suggestions+json"
    typed, texts = json.loads(suggested.content)
    assert (typed, type(texts)) == ("자전거", list)
    assert get(address, If_None_Match=answer["ETag"]).status_code == 304


@pytest.mark.parametrize("path", ["/traffic/opensearch.xml", "/nowhere/opensearch.xml", "/traffic/search/suggest"])
def test_there_is_nothing_of_it_below_other_pages(get: Read, path: str) -> None:
    assert get(path).status_code == 404


def test_the_home_page_tells_search_engines_how_to_search(get: Read) -> None:
    (script,) = parsed(get("/en/")).select("script[type='application/ld+json']")
    (site,) = [node for node in json.loads(script.string)["@graph"] if node["@type"] == "WebSite"]
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{BASE_URL}/en/search/?q={{search_term_string}}"


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=" + "a" * 10_000, "?q=%ED%A0%80", "?q=a&q=b", "?other=1"])
def test_whatever_is_typed_is_answered_with_a_list(get: Read, query: str) -> None:
    answer = get(f"/search/suggest{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert json.loads(answer.content) == {"suggestions": []}


def test_suggestions_are_kept_as_long_as_a_page_once_the_index_has_heard_of_all(get: Read) -> None:
    store([make_post(99)], ())
    assert get("/search/suggest?q=자전거")["Cache-Control"] == "no-store"
    keep()
    assert get("/search/suggest?q=자전거")["Cache-Control"] == "public, max-age=60"


def test_who_types_more_than_the_limit_is_told_to_wait(get: Read, settings: object) -> None:
    settings.MADANG_SEARCH_RATE = 1  # type: ignore[attr-defined]
    answers = [get("/search/suggest?q=a") for _ in range(6)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused and all(int(answer["Retry-After"]) >= 1 for answer in refused)


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        ("/traffic/", {"field": "traffic"}),
        ("/traffic/bike/", {"website": "bike"}),
        ("/units/bike-team/", {"unit": "bike-team"}),
        ("/tags/%EC%9E%90%EC%A0%84%EA%B1%B0/", {"tag": "자전거"}),
    ],
)
def test_a_page_of_a_term_searches_within_it_too(get: Read, path: str, hidden: dict[str, str]) -> None:
    (form,) = parsed(get(path)).select("main form[role=search]")
    assert {field["name"]: field["value"] for field in form.select("input[type=hidden]")} == hidden
    assert form["action"] == f"{BASE_URL}/search/"
    assert form.select_one("input[type=search]")["name"] == "q"
