"""The page of a search: what it shows, where its links lead, and what it answers to whatever it is asked."""

import re
from dataclasses import replace
from urllib.parse import quote, unquote, urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.search import engines
from cms.search.requests import MAX_LETTERS, Order, Place, Request
from frontend.search.addresses import Addressed
from retrieval import ranking
from tests.background import keep
from tests.factories import BASE_URL, make_post, make_terms, post_key, store, withdraw
from tests.frontend.conftest import Read, parsed, texts, values


def address(path: str = "/search/", **query: str | list[str]) -> str:
    return f"{path}?{urlencode(query, doseq=True)}"


def titles(shown: object) -> list[str]:
    """The titles of hits, without the blanks that stand around what is marked."""
    return [heading.get_text() for heading in shown.select(".hit h3")]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("indexed")
def test_posts_are_found_and_what_was_looked_for_is_marked(page: Read) -> None:
    shown = page(address(q="23호 개통"))
    assert titles(shown)[0] == "자전거길 23호 개통"
    first = shown.select_one(".hit")
    assert "".join(texts(first, "h3 mark")) == "23호개통"
    assert values(first, "h3 a") == [make_post(23).url]
    assert texts(first, ".kind") == ["소식"]
    assert texts(first, ".meta span") == ["게시 2026. 11. 5.", "자전거팀"]
    assert texts(shown, "header .find") == [], "one box is enough, which keeps what narrows"
    assert texts(shown, "h1") == ["‘ 23호 개통 ’ 검색"]
    assert shown.title.get_text() == "‘23호 개통’ 검색 | 새별시"


@pytest.mark.usefixtures("indexed")
def test_pages_follow_each_other_to_the_end_and_lead_back(page: Read) -> None:
    for order in ("relevance", "newest"):
        seen: list[str] = []
        at: str | None = address(q="자전거", order=order)
        while at:
            shown = page(at)
            seen += titles(shown)
            at = next(iter(values(shown, ".pager a[rel~=next]")), None)
        expected = ["Cycle path 24 opens", *(f"자전거길 {number}호 개통" for number in range(1, 24))]
        assert sorted(seen) == sorted(expected)
        assert values(shown, ".pager a[rel~=prev]") == (
            [address(f"{BASE_URL}/search/", q="자전거")] * (order != "newest")
        )
        back = values(shown, ".pager a:not([rel~=next])")[0]
        assert titles(page(back))[0] == seen[0]


@pytest.mark.usefixtures("indexed")
def test_a_hit_in_another_language_says_so_and_leads_to_its_translation(page: Read) -> None:
    for number, translated in ((23, ["Cycle path 24 opens"]), (22, [])):
        hit = page(address("/en/search/", q=f"{number}호 개통")).select(".hit")[0]
        assert texts(hit, ".hit-language") == ["Korean"]
        assert texts(hit, ".hit-translation a") == translated
        assert values(hit, ".hit-translation a") == [f"{BASE_URL}/en/traffic/post-24/"] * len(translated)
    assert page(address(q="23호 개통")).select(".hit-language, .hit-translation") == []


def test_the_page_before_the_third_is_the_second() -> None:
    third = Request(site="x", text="자전거", after=Place(Order.RELEVANCE, 40, 7))
    second = Place(Order.RELEVANCE, 20, 0).encode()
    assert Addressed(request=third, url="/search/").previous == f"{address(q='자전거')}&after={second}"


@pytest.mark.usefixtures("indexed")
def test_newest_first_has_the_newest_first_and_says_that_it_does(page: Read) -> None:
    shown = page(address(q="자전거", order="newest"))
    assert titles(shown)[:2] == ["Cycle path 24 opens", "자전거길 23호 개통"]
    assert texts(shown, ".order [aria-current]") == ["최신순"]
    assert texts(page(address(q="자전거")), ".order [aria-current]") == ["관련도순"]


@pytest.mark.usefixtures("indexed")
def test_filters_are_chips_that_can_be_taken_away_one_by_one(page: Read) -> None:
    shown = page(address(q="자전거길", field="traffic", unit="bike-team", since="2026-11-01"))
    chips = shown.select(".narrowed-value")
    assert [re.sub(r"^\S+ \S+: ", "", " ".join(chip.get_text(" ").split())) for chip in chips] == [
        "부서: 자전거팀",
        "분야: 교통",
        "게시한 날: 2026. 11. 1. ~",
    ]
    assert unquote(chips[0]["href"]) == f"{BASE_URL}/search/?q=자전거길&field=traffic&since=2026-11-01"
    assert unquote(chips[2]["href"]) == f"{BASE_URL}/search/?q=자전거길&unit=bike-team&field=traffic"
    assert [unquote(url) for url in values(shown, ".narrowed-all")] == [f"{BASE_URL}/search/?q=자전거길"]
    form = shown.select_one("main form.find")
    hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    assert hidden == {"unit": "bike-team", "field": "traffic", "since": "2026-11-01"}


@pytest.mark.usefixtures("indexed")
def test_what_narrows_is_offered_with_counts_and_taken_away_where_it_is_chosen(page: Read) -> None:
    shown = page(address(q="자전거"))
    assert texts(shown, "#narrowing section:has(#by-field) li") == ["교통 23", "건강 1"]
    chosen = page(address(q="자전거", field="health"))
    assert titles(chosen) == ["Cycle path 24 opens"]
    (away,) = values(chosen, "#narrowing section:has(#by-field) [aria-current]")
    assert unquote(away) == f"{BASE_URL}/search/?q=자전거"


@pytest.mark.usefixtures("indexed_documents")
def test_kinds_are_tabs_with_counts_that_stay_beside_the_chosen_one(page: Read) -> None:
    whole = page(address(q="자전거"))
    counts = dict(text.rsplit(" ", 1) for text in texts(whole, ".tabs li"))
    assert set(counts) == {"전체", "문서", "회의"}
    assert int(counts["전체"]) == int(counts["문서"]) + int(counts["회의"])
    assert texts(whole, ".tabs [aria-current]") == [f"전체 {counts['전체']}"]
    meetings = page(address(q="자전거", kind="meeting"))
    assert dict(text.rsplit(" ", 1) for text in texts(meetings, ".tabs li")) == counts
    assert set(texts(meetings, ".hit .kind")) == {"회의"}


@pytest.mark.usefixtures("indexed_documents")
def test_kinds_that_are_not_on_the_first_page_are_named_so_that_none_is_buried(page: Read) -> None:
    shown = page(address(q="정비 계획"))
    kinds = set(texts(shown, ".hit .kind"))
    named = texts(shown, ".reading a")
    counts = dict(text.rsplit(" ", 1) for text in texts(shown, ".tabs li"))
    assert [text.split(" ")[0] for text in named] == [
        kind for kind in counts if kind not in {"전체", *kinds} and counts[kind] != "0"
    ]


@pytest.mark.usefixtures("indexed_documents")
def test_a_document_shows_its_openness_and_leads_to_its_page_around_it(page: Read) -> None:
    shown = page(address("/en/search/", openness="closed", kind="document"))
    (hit,) = shown.select(".hit")
    assert texts(hit, ".badge") == ["Closed"]
    assert values(hit, "h3 a")[0].startswith(f"{BASE_URL}/en/documents/")
    assert hit.select_one("h3")["lang"] == "ko"


@pytest.mark.usefixtures("indexed")
def test_what_is_withdrawn_is_not_shown_any_more(page: Read) -> None:
    assert titles(page(address(q="23호")))[0] == "자전거길 23호 개통"
    withdraw(post_key(23))
    assert "자전거길 23호 개통" not in titles(page(address(q="23호")))


@pytest.mark.usefixtures("indexed")
def test_a_page_of_a_search_is_not_for_search_engines_and_leads_to_the_same_elsewhere(page: Read) -> None:
    shown = page(address(q="자전거", field="traffic"))
    assert values(shown, "meta[name=robots]", "content") == ["noindex, follow"]
    assert shown.select("script[type='application/ld+json'], link[hreflang]") == []
    (english,) = values(shown, ".languages a[lang=en]")
    assert unquote(english) == f"{BASE_URL}/en/search/?q=자전거&field=traffic"
    feeds = [f"{BASE_URL}/search/feed.{suffix}?q=자전거&field=traffic" for suffix in ("atom", "rss", "json")]
    assert [unquote(url) for url in values(shown, "link[rel=alternate]")] == feeds
    assert [unquote(url) for url in values(shown, ".feeds a")] == feeds


@pytest.mark.usefixtures("indexed")
def test_nothing_is_searched_before_anything_is_asked(page: Read) -> None:
    shown = page("/search/")
    assert (texts(shown, "h1"), shown.select(".hit, .tabs, .feeds")) == (["검색"], [])
    assert len(shown.select(".search-how li")) == 5


@pytest.mark.usefixtures("indexed")
def test_what_a_form_sends_empty_is_not_in_the_address(get: Read) -> None:
    answer = get(address(q="자전거", since="", until="", kind=""))
    assert (answer.status_code, unquote(answer["Location"])) == (302, f"{BASE_URL}/search/?q=자전거")
    assert get("/search/?q=")["Location"] == f"{BASE_URL}/search/"
    assert get("/search")["Location"].endswith("/search/")


@pytest.mark.usefixtures("indexed")
def test_what_was_not_found_at_all_cannot_be_narrowed(page: Read) -> None:
    narrowing = "#narrowing, .narrowing-open, .tabs"
    assert page(address(q="쿠알라룸푸르")).select(narrowing) == []
    assert len(page(address(q="쿠알라룸푸르", field="traffic")).select(narrowing)) == 3


@pytest.mark.usefixtures("indexed")
def test_where_nothing_is_found_there_is_help(page: Read) -> None:
    shown = page(address(q="쿠알라룸푸르", field="traffic"))
    assert texts(shown, "#count") in (["검색 결과가 없습니다."], ["일치하는 결과가 없습니다. 비슷한 결과입니다."])
    assert f"{BASE_URL}/units/" in values(shown, ".search-help a")
    assert address(f"{BASE_URL}/search/", q="쿠알라룸푸르") in values(shown, ".search-help a")


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("typed", ["???", "%", '"', "-"])
def test_where_nothing_can_be_looked_for_nothing_is_found_and_there_is_help(page: Read, typed: str) -> None:
    shown = page(address(q=typed))
    assert (texts(shown, "#count"), texts(shown, ".hit")) == (["검색 결과가 없습니다."], [])
    assert f"{BASE_URL}/units/" in values(shown, ".search-help a")


@pytest.mark.usefixtures("indexed")
def test_a_word_that_was_read_otherwise_says_so_and_can_be_looked_for_as_it_is(page: Read) -> None:
    shown = page(address(q="wkwjsrj"))
    assert texts(shown, ".reading") == ["‘wkwjsrj’을(를) ‘자전거’로 읽고 찾았습니다. ‘wkwjsrj’ 그대로 찾기"]
    (typed,) = values(shown, ".reading a")
    assert typed == f"{BASE_URL}/search/?q=wkwjsrj&typed=1"
    assert "입력한 그대로 찾은 결과입니다." in texts(page(typed), ".reading")[0]


_HOSTILE = [
    "a" * 10_000,
    "\0",
    "%00",
    '"',
    '"""',
    "- - -",
    "AND OR NOT ( ) * :",
    "unit:",
    "unit:none number: year:x",
    "'; DROP TABLE core_user; --",
    'kind = "post" OR 1 = 1',
    "\u202eabc\u2066",
    "\ufffd\uffff",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "ㅊㅅㄴ",
    "ᄀ" * 300,
]
_NAMES = (
    "q kind field unit website tag committee task function openness genre ground licence language file year"
    " since until produced-since produced-until order typed after"
).split()


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("name", _NAMES)
def test_whatever_stands_in_an_address_is_answered_or_refused_in_plain_words(get: Read, name: str) -> None:
    for value in _HOSTILE:
        for base in ("/search/", "/en/search/"):
            answer = get(address(base, **{"q": "자전거", name: value}))
            assert answer.status_code in (200, 400), (name, value)
            shown = parsed(answer)
            assert len(shown.select("h1")) == 1
            assert "Traceback" not in answer.content.decode()
            assert {script.get("src") for script in shown.select("script")} <= {
                "/static/madang/site.js",
                "/static/madang/search.js",
            }
            if answer.status_code == 400:
                assert texts(shown, "#wrong") and answer["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"kind": "nobody"}, "kind"),
        ({"openness": "ajar"}, "openness"),
        ({"year": "MMXXVI"}, "year"),
        ({"ground": "9"}, "ground"),
        ({"since": "yesterday"}, "since"),
        ({"order": "best"}, "order"),
        ({"after": "forged"}, None),
        ({"after": Place(Order.NEWEST, 1, 1).encode()}, None),
        ({"tag": [str(number) for number in range(51)]}, "filters"),
    ],
)
def test_a_value_that_cannot_be_is_named_and_what_was_typed_is_kept(
    get: Read, query: dict[str, str], where: str | None
) -> None:
    answer = get(address(q="자전거", **query))
    shown = parsed(answer)
    assert (answer.status_code, values(shown, "#find-main", "value")) == (400, ["자전거"])
    assert (f"확인할 곳: {where}" in texts(shown, ".search-notice")[0]) is (where is not None)
    assert [unquote(url) for url in values(shown, ".search-notice a")] == [f"{BASE_URL}/search/?q=자전거"]


@pytest.mark.usefixtures("indexed")
def test_a_program_is_refused_in_its_own_form(get: Read) -> None:
    answer = get(address(kind="nobody"), Accept="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.usefixtures("indexed")
def test_a_text_that_is_too_long_is_cut_and_the_page_says_so(page: Read) -> None:
    shown = page(address(q="자전거 " * 1_000))
    assert len(values(shown, "#find-main", "value")[0]) <= MAX_LETTERS
    assert "앞 200자만 읽고 찾았습니다." in texts(shown, ".band p")


@pytest.mark.usefixtures("indexed")
def test_a_page_is_kept_only_once_the_index_has_heard_of_all(get: Read) -> None:
    store([make_post(99)], ())
    assert get(address(q="자전거길 99호"))["Cache-Control"] == "no-store"
    keep()
    after = get(address(q="자전거길 99호"))
    assert (after["Cache-Control"], titles(parsed(after))[0]) == ("public, max-age=60", "자전거길 99호 개통")


@pytest.mark.usefixtures("indexed")
def test_who_searches_more_often_than_the_limit_is_told_to_wait(get: Read, settings: object) -> None:
    settings.MADANG_SEARCH_RATE = 1  # type: ignore[attr-defined]
    answers = [get(address(q=f"자전거 {number}", kind="post", since="2026-01-01")) for number in range(3)]
    refused = answers[-1]
    assert (refused.status_code, refused["Cache-Control"]) == (429, "no-store")
    assert 1 <= int(refused["Retry-After"]) <= 60
    shown = parsed(refused)
    assert texts(shown, "h1") == ["검색을 너무 자주 하셨습니다"]
    assert f"{refused['Retry-After']}초 뒤에" in shown.select_one(".error").get_text()
    sent = {one["name"]: one.get("value") for one in shown.select("form[role=search] input")}
    assert sent == {"q": "자전거 2", "kind": "post", "since": "2026-01-01"}
    assert get("/search/").status_code == 200, "nothing is searched there"


@pytest.mark.usefixtures("city")
def test_a_page_of_twenty_hits_takes_as_many_queries_as_one_of_one(get: Read) -> None:
    keep()
    counts = []
    # Both have a hit with a translation in the language of the page.
    for at in (address(q="자전거", field="health"), address("/en/search/", q="자전거", field="traffic")):
        get(at)
        with CaptureQueriesContext(connection) as captured:
            get(at)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20, counts


@pytest.mark.usefixtures("db")
def test_no_text_becomes_markup(page: Read) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>자전거{{ 7*7 }}"
    store([make_post(1, title=hostile, summary=hostile)], make_terms())
    keep()
    shown = page(address(q="자전거"))
    assert titles(shown) == [hostile]
    assert shown.select("img[src=x], main script") == []


@pytest.mark.parametrize("path", ["/traffic/search/", quote("/traffic/소식-23/search/"), "/units/search/"])
@pytest.mark.usefixtures("indexed")
def test_there_is_no_search_below_other_pages(get: Read, path: str) -> None:
    assert get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        ("/documents/", {"kind": "document"}),
        ("/en/documents/", {"kind": "document"}),
        ("/units/bike-team/documents/", {"kind": "document", "unit": "bike-team"}),
        ("/committees/", {"kind": "meeting"}),
        ("/committees/bike-committee/", {"committee": "bike-committee"}),
    ],
)
@pytest.mark.usefixtures("released")
def test_a_list_of_documents_or_meetings_searches_within_it_too(get: Read, path: str, hidden: dict[str, str]) -> None:
    (form,) = parsed(get(path)).select("main form[role=search]")
    assert {field["name"]: field["value"] for field in form.select("input[type=hidden]")} == hidden


@pytest.mark.usefixtures("indexed_documents")
def test_days_of_publication_and_of_production_are_chosen_in_one_form(page: Read) -> None:
    shown = page(address(q="정비", kind="document", until="2026-11-30", **{"produced-since": "2026-11-01"}))
    (form,) = shown.select("form.period")
    fields = {field["name"]: field.get("value", "") for field in form.select("input")}
    assert fields == {
        "q": "정비",
        "kind": "document",
        "since": "",
        "until": "2026-11-30",
        "produced-since": "2026-11-01",
        "produced-until": "",
    }
    assert texts(form, "legend") == ["게시한 날", "만든 날"]
    assert all(form.select_one(f"label[for='{field['id']}']") for field in form.select("input[type=date]"))
    chips = texts(shown, ".narrowed-value")
    assert [chip.partition(": ")[2] for chip in chips][1:] == [
        "게시한 날: ~ 2026. 11. 30.",
        "만든 날: 2026. 11. 1. ~",
    ]
    assert len(titles(shown)) > 0
    assert titles(page(address(q="정비", kind="document", **{"produced-until": "2020-01-01"}))) == []


@pytest.mark.usefixtures("indexed")
def test_where_the_best_end_and_there_are_more_the_order_of_dates_is_offered(
    page: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "CANDIDATES", 10)
    monkeypatch.setattr(ranking.best, "__defaults__", (10,))
    shown = page(address(q="자전거"))
    assert len(titles(shown)) == 10
    assert [unquote(url) for url in values(shown, ".results-end a")] == [f"{BASE_URL}/search/?q=자전거&order=newest"]
    assert values(page(address(q="자전거", order="newest")), ".results-end a") == []


@pytest.mark.usefixtures("indexed")
def test_a_number_is_exact_where_a_pair_of_syllables_tells_it(page: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking.best, "__defaults__", (10,))
    assert texts(page(address(q="개통")), "#count") == ["23건"]
    shown = page(address(q="자전거길"))
    assert (texts(shown, "#count"), texts(shown, ".narrowing-note")) == (["약 23건"], ["건수는 어림한 값입니다."])
    assert texts(shown, ".tabs [aria-current]") == ["전체 23"]
    assert texts(page(address(q="개통")), ".narrowing-note") == []


@pytest.mark.usefixtures("indexed")
def test_the_page_says_that_another_engine_stands_in(page: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "예비 검색" not in page(address(q="자전거")).get_text()
    ask = engines.ask
    monkeypatch.setattr(engines, "ask", lambda *asked: replace(ask(*asked), is_standby=True))
    assert "지금은 예비 검색으로 찾은 결과입니다." in page(address(q="자전거")).get_text()


@pytest.mark.usefixtures("city")
def test_a_value_that_cannot_be_is_named_in_words_too(get: Read) -> None:
    shown = parsed(get(address(q="x", **{"produced-until": "soon"})))
    assert "확인할 곳: produced-until (만든 날)" in texts(shown, ".search-notice")[0]


@pytest.mark.usefixtures("indexed")
def test_a_period_that_ends_before_it_begins_is_said_beside_its_form_with_all_that_was_entered(get: Read) -> None:
    days = {"since": "2026-11-01", "produced-since": "2026-11-05", "produced-until": "2026-11-04"}
    for base, said in (
        ("/search/", "종료일이 시작일보다 빠릅니다."),
        ("/en/search/", "The last day is before the first."),
    ):
        answer = get(address(base, q="자전거", field="traffic", until="", order="newest", **days))
        shown = parsed(answer)
        assert (answer.status_code, texts(shown, "#backwards")) == (400, [said])
        (form,) = shown.select(".search-notice form.period")
        assert {field["name"]: field.get("value", "") for field in form.select("input")} == {
            "q": "자전거", "field": "traffic", "order": "newest", "until": "", **days,
        }  # fmt: skip
        assert values(form, "[aria-invalid]", "name") == ["produced-since", "produced-until"]
        assert values(form, "[aria-invalid]", "aria-describedby") == ["backwards", "backwards"]
        assert values(shown, "#find-main", "value") == ["자전거"]
    other = parsed(get(address(q="자전거", after="forged", since="2026-11-02", until="2026-11-01")))
    assert (texts(other, "#backwards"), values(other, "#find-main", "value")) == ([], ["자전거"])
    assert "확인할 곳: period (기간)" in texts(other, ".search-notice")[0]


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"after": "forged"}, "after (다음 결과의 자리)"),
        ({"order": "best"}, "order (정렬)"),
        ({"since": "0001-01-01"}, "period (기간)"),
        ({"tag": [str(number) for number in range(51)]}, "filters (조건)"),
        ({"task": "x" * 501}, "task (단위과제)"),
    ],
)
def test_each_parameter_that_is_named_is_named_in_words_too(get: Read, query: dict[str, str], named: str) -> None:
    assert f"확인할 곳: {named}" in texts(parsed(get(address(q="x", **query))), ".search-notice")[0]


@pytest.mark.usefixtures("indexed")
def test_what_is_only_similar_stands_apart_under_a_heading_of_its_own(page: Read) -> None:
    for base, said in (
        ("/search/", "찾는 말이 모두 있지는 않은 비슷한 자료"),
        ("/en/search/", "Similar, without all of the words"),
    ):
        shown = page(address(base, q="자전거길 23호 개통"))
        found, similar = shown.select(".results > ol.rows .hit"), shown.select(".similar .hit")
        assert ([one.select_one("h3").get_text() for one in found], len(similar)) == (["자전거길 23호 개통"], 19)
        assert texts(shown, ".similar h2") == [said]
        assert [int(hit["data-position"]) for hit in [*found, *similar]] == list(range(1, 21))
    (following,) = values(shown, ".pager a[rel~=next]")
    later = page(following)
    assert (texts(later, "#count"), texts(later, ".similar h2")) == (texts(shown, "#count"), [said])
    assert page(address(q="자전거")).select(".similar") == []
    assert page(address(q="쿠알라룸푸르 23호")).select(".similar") == []


@pytest.mark.usefixtures("indexed")
def test_the_first_link_of_a_page_with_results_leads_to_them(page: Read) -> None:
    for base, said in (("/search/", "검색 결과 바로가기"), ("/en/search/", "Skip to the results")):
        shown = page(address(base, q="자전거"))
        first = shown.select("a, button, input")[0]
        assert (first["href"], first.get_text()) == ("#results", said)
        assert shown.select_one("#results")["tabindex"] == "-1"
        assert [one.find_next("nav")["class"] for one in shown.select("main .skip[href='#results']")] == [["tabs"]]
        assert [link["href"] for link in page(base).select("a.skip")] == ["#main"]


@pytest.mark.usefixtures("indexed_documents")
def test_kinds_that_are_counted_are_in_the_plural(page: Read) -> None:
    shown = page(address("/en/search/", q="자전거"))
    assert [text.rsplit(" ", 1)[0] for text in texts(shown, ".tabs li")] == ["All", "Documents", "Meetings"]
    assert set(texts(shown, ".hit .kind")) <= {"Document", "Meeting"}
    days = {" + ".join(text.split()[0] for text in texts(hit, ".meta span:has(time)")) for hit in shown.select(".hit")}
    assert days == {"Published + Produced", "Published + When"}
