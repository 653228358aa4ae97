"""Help where nothing is found: wider filters, single words, units to ask; and what hits have in common."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.search import limits
from cms.search.help import help_with
from cms.search.requests import Request
from tests.background import keep
from tests.factories import (
    BASE_URL,
    HOST,
    SITE,
    make_document,
    make_post,
    make_released_terms,
    make_tag,
    make_terms,
    make_unit,
    post_key,
    store,
    withdraw,
)
from tests.frontend.conftest import Read, texts, values

HELP = """query ($q: String, $f: [SearchFilter!]) { searchHelp(query: $q, filters: $f, publishedSince: "2026-01-01") {
    words { text estimatedCount countIsExact } wider { without estimatedCount countIsExact }
    units { key telephone name } } }"""


@pytest.fixture
def ask(client: Any) -> Any:
    def send(query: str, **variables: Any) -> Any:
        sent = {"query": query, "variables": variables}
        return client.post("/graphql", sent, content_type="application/json", HTTP_HOST=HOST).json()

    return send


@pytest.mark.usefixtures("indexed")
def test_filters_without_which_something_is_found_are_named_with_counts(ask: Any) -> None:
    filters = [{"name": "field", "values": ["health"]}, {"name": "language", "values": ["ko"]}]
    found = ask(HELP, q="23호", f=filters)["data"]["searchHelp"]
    ways = [["field"], ["field", "language", "published"]]
    assert found["wider"] == [{"without": way, "estimatedCount": 1, "countIsExact": True} for way in ways]
    one = ask(HELP.replace(', publishedSince: "2026-01-01"', ""), q="23호", f=filters[:1])["data"]["searchHelp"]
    assert [(wider["without"], wider["estimatedCount"]) for wider in one["wider"]] == [(["field"], 1)]


@pytest.mark.usefixtures("indexed")
def test_the_page_leads_to_the_wider_search_that_finds_something(page: Read) -> None:
    shown = page("/search/?q=23호&field=health")
    links = {link.get_text(): link["href"] for link in shown.select(".search-help a")}
    assert links["분야 조건을 빼고 찾기"] == f"{BASE_URL}/search/?q=23%ED%98%B8"
    assert "분야 조건을 빼고 찾기 (1건)" in texts(shown, ".search-help li")
    assert len(page(links["분야 조건을 빼고 찾기"]).select(".hit")) >= 1


@pytest.mark.usefixtures("indexed")
def test_words_that_find_something_alone_are_offered_where_together_they_do_not(ask: Any) -> None:
    found = ask(HELP, q="쿠알라룸푸르 23호")["data"]["searchHelp"]["words"]
    assert found == [{"text": "23호", "estimatedCount": 1, "countIsExact": True}]
    withdraw(post_key(23))
    assert ask(HELP, q="쿠알라룸푸르 23호")["data"]["searchHelp"]["words"] == []


@pytest.mark.usefixtures("indexed")
def test_what_was_quoted_is_offered_without_its_quotes(ask: Any) -> None:
    found = ask(HELP, q='"23호 자전거"')["data"]["searchHelp"]["words"]
    assert [word["text"] for word in found] == ["23호 자전거"]


@pytest.mark.usefixtures("indexed")
def test_a_quoted_phrase_is_offered_with_the_blanks_that_texts_have(ask: Any) -> None:
    found = ask(HELP, q='"자전거길23호"')["data"]["searchHelp"]["words"]
    assert [word["text"] for word in found] == ['"자전거길 23호"', "자전거길23호"]


@pytest.mark.usefixtures("indexed")
def test_all_words_but_one_are_offered_before_single_ones_and_none_that_says_nothing(ask: Any) -> None:
    for typed, offered in {
        "자전거길 23호 쿠알라룸푸르": ["자전거길 23호"],
        "자전거길에서 쿠알라룸푸르": [],
        "23호에서 쿠알라룸푸르": ["23호"],
    }.items():
        found = ask(HELP, q=typed)["data"]["searchHelp"]["words"]
        assert [word["text"] for word in found] == offered, typed


@pytest.mark.usefixtures("indexed")
def test_words_that_narrow_are_left_out_like_filters_and_what_is_not_there_is_named(ask: Any, page: Read) -> None:
    query = "query ($q: String) { searchHelp(query: $q) { wider { without text } unknown { name value } } }"
    for typed, name, value in (("unit:없는과 23호", "unit", "없는과"), ("23호 연도:1999", "year", "1999")):
        found = ask(query, q=typed)["data"]["searchHelp"]
        assert found["wider"] == [{"without": [name], "text": "23호"}]
        assert found["unknown"] == [{"name": name, "value": value}]
    assert ask(query, q="unit:자전거팀 year:2026 쿠알라룸푸르")["data"]["searchHelp"]["unknown"] == []
    shown = page("/search/?q=unit:없는과 23호")
    assert "‘없는과’(이)라는 부서가 없습니다." in texts(shown, ".search-help li")
    links = {link.get_text(): link["href"] for link in shown.select(".search-help a")}
    assert links["부서 조건을 빼고 찾기"] == f"{BASE_URL}/search/?q=23%ED%98%B8"
    assert "1999년에 만든 자료가 없습니다." in texts(page("/search/?q=23호 연도:1999"), ".search-help li")


@pytest.mark.django_db
def test_the_unit_to_ask_is_that_of_the_search_or_whose_duty_it_is(ask: Any, page: Read) -> None:
    lamps = make_unit(
        "lamps", names={"ko": "도로조명팀", "en": "Street Lights"}, descriptions={"ko": "가로등 설치와 보수"},
        telephone="02-120",
    )  # fmt: skip
    store([make_post(1)], [*make_terms(), lamps])
    keep()
    of_duty = ask(HELP, q="가로등 고장")["data"]["searchHelp"]["units"]
    assert of_duty == [{"key": "lamps", "telephone": "02-120", "name": "도로조명팀"}]
    narrowed = ask(HELP, q="가로등", f=[{"name": "unit", "values": ["bike-team"]}])["data"]["searchHelp"]["units"]
    assert [unit["key"] for unit in narrowed] == ["bike-team", "lamps"]
    assert ask(HELP, q="쿠알라룸푸르")["data"]["searchHelp"]["units"] == []
    shown = page("/en/search/?q=가로등")
    assert values(shown, ".search-help a.telephone") == ["tel:02-120"]
    assert "Ask: Street Lights 02-120" in texts(shown, ".search-help li")


@pytest.mark.usefixtures("indexed")
def test_help_makes_a_bounded_number_of_searches() -> None:
    asked = Request(
        site=SITE,
        text="하나 둘 셋 넷 다섯 여섯 일곱",
        filters=dict.fromkeys(("field", "unit", "tag", "website", "language", "committee"), ("x",)),
    )
    help_with(asked)
    with CaptureQueriesContext(connection) as captured:
        help_with(asked)
    assert len(captured) <= 4 * 25, [one["sql"][:80] for one in captured]


@pytest.mark.usefixtures("indexed")
def test_help_is_limited_like_several_searches(client: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MADANG_SEARCH_RATE = 3
    monkeypatch.setattr(limits, "_buckets", limits.Buckets(clock=lambda: 0.0))
    asked = {"path": "/search/?q=쿠알라룸푸르", "HTTP_HOST": HOST, "HTTP_ACCEPT": "text/html"}
    answers = [client.get(**asked, REMOTE_ADDR="192.0.2.7") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]


@pytest.mark.usefixtures("city")
def test_help_of_what_nobody_can_mean_is_refused(ask: Any) -> None:
    (error,) = ask(HELP, q="x", f=[{"name": "kind", "values": ["nothing"]}])["errors"]
    assert error["extensions"] == {"code": "BAD_INPUT", "where": "kind"}


@pytest.mark.django_db
def test_what_hits_have_in_common_leads_to_searches_in_the_words_of_the_city(ask: Any, page: Read) -> None:
    tags = [make_tag("따릉이"), make_tag("드묾")]
    of_posts = [("자전거", "따릉이"), ("따릉이",), ("드묾", "따릉이")]
    posts = [make_post(number, tags=of_post) for number, of_post in enumerate(of_posts, 1)]
    store([*posts, make_document(4), make_document(5)], [*make_released_terms(), *tags])
    keep()
    query = '{ search(query: "자전거") { related { __typename key name } } }'
    assert ask(query)["data"]["search"]["related"] == [
        {"__typename": "Tag", "key": "따릉이", "name": "따릉이"},
        {"__typename": "Task", "key": "bike-roads", "name": "자전거길 관리"},
    ]
    # What one hit of five has is not what they share, and what authors wrote is in the language of what has it.
    assert ask(query.replace('"자전거"', '"자전거", readerLanguage: "en"'))["data"]["search"]["related"] == []
    assert values(page("/search/?q=자전거"), ".related a")[0] == f"{BASE_URL}/search/?q=%EB%94%B0%EB%A6%89%EC%9D%B4"
    assert ask('{ search(query: "쿠알라룸푸르") { related { key } } }')["data"]["search"]["related"] == []


@pytest.mark.django_db
def test_a_department_that_is_named_stands_above_the_results_with_its_telephone(ask: Any, page: Read) -> None:
    bureau = make_unit("port", names={"ko": "항만국", "en": "Port Bureau"}, telephone="02-120")
    team = make_unit("parking", names={"ko": "주차장 관리팀"}, telephone="02-121")
    parks = make_unit("parks", names={"ko": "공원과"})
    store([make_post(1)], [*make_terms(), bureau, team, parks])
    keep()
    query = "query ($q: String!) { search(query: $q) { units { key telephone } } }"
    for typed, keys in {
        "항만국": ["port"],
        "항만국 전화번호": ["port"],
        "항만국은 어디": ["port"],
        "PORT bureau phone": ["port"],
        "주차장관리팀": ["parking"],
        "신고 주차장 관리팀": ["parking"],
        "항만국 공원과 주차장관리팀": ["port", "parks"],
        "항만": [],
        "항만국장": [],
        "-항만국 자전거": [],
        "": [],
    }.items():
        assert [unit["key"] for unit in ask(query, q=typed)["data"]["search"]["units"]] == keys, typed
    shown = page("/search/?q=항만국 전화번호")
    assert (texts(shown, ".named li"), values(shown, ".named .telephone")) == (["항만국 02-120"], ["tel:02-120"])
    assert "물어볼 곳: 항만국 02-120" not in texts(shown, ".search-help li")
    assert texts(page("/en/search/?q=port bureau"), ".named li") == ["Port Bureau 02-120"]
    assert page("/search/?q=자전거").select(".named") == []
