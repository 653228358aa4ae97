"""The pages of released documents."""

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from cms.core.records import Advance, Expense, Research
from tests.factories import (
    BASE_URL,
    HOST,
    NOON,
    make_closed,
    make_document,
    make_unit,
    store,
    withdraw,
)
from tests.frontend.conftest import Read, texts, values

pytestmark = pytest.mark.usefixtures("released")
OPEN = "/documents/20261103000001/"
PARTIAL = "/documents/20261103000024/"
CLOSED = "/documents/20261103000025/"


def sheet(shown: Any, heading: str) -> dict[str, str]:
    """A table of facts as names and values."""
    part = f"section[aria-labelledby={heading}]"
    return dict(zip(texts(shown, f"{part} dt"), texts(shown, f"{part} dd"), strict=True))


def test_the_newest_documents_come_first_and_older_ones_follow_to_the_end(page: Read) -> None:
    seen, address = [], f"{BASE_URL}/documents/"
    while address:
        shown = page(address)
        seen += texts(shown, ".row h3")
        (address,) = values(shown, "a[rel=next]") or [""]
    assert seen == [f"자전거길 정비 계획 {number}호" for number in range(25, 0, -1)]


def test_a_row_says_how_open_a_document_is_what_kind_of_which_unit_and_when_it_was_made(page: Read) -> None:
    shown = page("/documents/")
    assert texts(shown, ".row")[0] == "비공개 결재문서 자전거길 정비 계획 25호 자전거팀-25 자전거팀 생산 2026. 11. 4."
    assert values(shown, ".row h3 a")[0] == f"{BASE_URL}{CLOSED}"
    assert texts(page("/units/bike-team/documents/"), ".row .meta")[0] == "자전거팀-25 생산 2026. 11. 4."


def test_no_page_counts_the_documents(page: Read) -> None:
    assert "25건" not in page("/documents/").get_text()


def test_the_head_of_a_listing_names_its_own_feeds(page: Read) -> None:
    for path in ("/documents/", "/units/bike-team/documents/", "/tasks/bike-roads/"):
        expected = [f"{BASE_URL}{path}feed.{suffix}" for suffix in ("atom", "rss", "json")]
        assert values(page(path), ".feeds a") == expected
        assert values(page(path), "head link[rel=alternate][href*='feed.']") == expected


def test_the_eight_grounds_are_told_beside_the_list(page: Read) -> None:
    assert len(page("/documents/").select(".grounds li")) == 8


def test_an_open_document_shows_its_text_its_files_and_all_that_is_known_of_it(page: Read) -> None:
    shown = page(OPEN)
    assert texts(shown, ".breadcrumbs li") == ["처음", "정보공개", "자전거팀"]
    assert texts(shown, ".article-head .row-marks") == ["공개 결재문서"]
    assert texts(shown, ".article-head .meta > div") == [
        "문서번호 자전거팀-1",
        "생산 부서 자전거팀",
        "생산 2026. 11. 4.",
        "공개 2026. 11. 5.",
    ]
    assert texts(shown, ".prose") == ["본문 1 & 더"]
    assert texts(shown, ".files li") == ["계획.pdf 원본 · PDF · 53.0 KB · KOGL 1"]
    assert shown.select(".notice, .request") == []
    assert sheet(shown, "facts") == {
        "관리번호": "20261103000001",
        "문서번호": "자전거팀-1",
        "기안": "주무관 이새벽",
        "결재자": "과장 한아침",
        "생산": "2026. 11. 4.",
        "결재": "2026. 11. 4.",
        "공개": "2026. 11. 5.",
        "단위과제": "자전거길 관리",
        "기능 분류": "교통 자전거",
        "공개 구분": "공개",
        "보존 기간": "5년 (2031. 12. 31.까지)",
    }
    assert values(shown, "section[aria-labelledby=facts] a") == [f"{BASE_URL}/tasks/bike-roads/"]


def test_a_document_can_be_shared_credited_and_embedded_as_a_post_can(page: Read) -> None:
    shown = page(OPEN)
    assert len(shown.select(".share a")) == 8
    assert texts(shown, "#attribution") == [
        f"자전거팀, ‘자전거길 정비 계획 1호’(2026. 11. 5.), KOGL 1, {BASE_URL}{OPEN}"
    ]
    assert shown.select_one("#embed").get_text().startswith(f'<blockquote cite="{BASE_URL}{OPEN}"')
    assert values(shown, "head link[rel=license]") == ["https://www.kogl.or.kr/info/license.do#01-tab"]
    assert len(shown.select("link[rel=alternate][href*=oembed]")) == 2
    assert len(shown.select("script[type='application/ld+json']")) == 1


def test_the_file_made_for_reading_is_shown_in_the_page_and_its_folder_alone_may_be_framed(
    page: Read, get: Read
) -> None:
    frame = page(PARTIAL).select_one(".viewer iframe")
    address = f"{BASE_URL}/attachments/00000000-0000-5000-8000-000000000002/{2:064x}/"
    assert (frame["loading"], frame["title"]) == ("lazy", "계획.pdf 원문")
    assert frame["src"].startswith(address)
    assert values(page(PARTIAL), ".viewer a.button") == [frame["src"]]
    policy = dict(rule.split(" ", 1) for rule in get(PARTIAL)["Content-Security-Policy"].split("; "))
    assert policy["frame-src"].split()[-1] == address
    assert "/attachments/" not in get("/documents/")["Content-Security-Policy"]


def test_a_page_sends_forms_to_the_city_alone(get: Read) -> None:
    for path in ("/documents/", PARTIAL, "/nowhere/"):
        assert f"form-action 'self' {HOST};" in get(path)["Content-Security-Policy"]


def test_a_partly_open_document_says_what_was_left_out_and_that_something_is_covered(page: Read) -> None:
    shown = page(PARTIAL)
    assert texts(shown, ".notice h2") == ["일부만 공개하는 문서입니다"]
    assert "개인정보" in texts(shown, ".grounds-list strong")
    assert "가렸습니다" in texts(shown, ".notice-masked")[0]
    assert sheet(shown, "facts")["공개 구분"] == "부분공개 (정보공개법 제9조 제1항 제6호)"
    assert len(shown.select(".prose")) == len(shown.select(".request")) == 1


def test_a_closed_document_says_why_until_when_and_how_to_request_it_and_shows_nothing_else(page: Read) -> None:
    shown = page(CLOSED)
    assert texts(shown, "h1") == ["자전거길 정비 계획 25호"]
    assert shown.select(".prose, .files, .viewer, .licence") == []
    assert texts(shown, ".grounds-list strong") == ["감사·입찰·인사·내부 검토"]
    assert texts(shown, ".notice-facts > div") == [
        "사유 내부 검토 과정에 있는 사항",
        "검토 단계 타당성 검토",
        "다시 살피는 날 2027. 3. 1.",
    ]
    assert texts(shown, ".steps h3") == [
        "청구서를 냅니다",
        "10일 안에 결정을 받습니다",
        "결정이 다르면 이의를 신청합니다",
    ]
    assert "30일 안에 이의신청" in texts(shown, ".steps")[0]
    assert values(shown, ".steps a") == ["tel:02-120"]


def test_the_text_of_a_request_names_the_document_on_the_page_and_in_the_letter(page: Read) -> None:
    shown = page(CLOSED)
    words = shown.select_one("#request-words").get_text()
    assert words.splitlines() == [
        "아래 문서의 공개를 청구합니다.",
        "관리번호: 20261103000025",
        "문서번호: 자전거팀-25",
        "제목: 자전거길 정비 계획 25호",
        "담당 부서: 자전거팀",
        f"주소: {BASE_URL}{CLOSED}",
    ]
    letter = parse_qs(urlsplit(values(shown, ".request-ways a")[1]).query)
    assert letter == {"subject": ["정보공개 청구: 20261103000025"], "body": [words]}


def test_a_request_by_mail_has_the_title_as_it_is(page: Read) -> None:
    title = "\"R&D\" 협약 <안> '초안'"
    store([make_closed(30, title=title)], [])
    shown = page("/documents/20261103000030/")
    letter = parse_qs(urlsplit(values(shown, ".request-ways a")[1]).query)
    assert letter["body"] == [shown.select_one("#request-words").get_text()]
    assert f"제목: {title}" in letter["body"][0].splitlines()


def test_every_document_says_whom_to_ask(page: Read) -> None:
    for path in (OPEN, PARTIAL, CLOSED):
        shown = page(path)
        assert values(shown, ".contact a")[:2] == [f"{BASE_URL}/units/bike-team/", "tel:02-120"]
        assert values(shown, ".contact-mail")[0].startswith("mailto:?subject=")


def test_a_review_that_is_overdue_says_so(page: Read) -> None:
    store([make_closed(30, review_on=date(2026, 11, 20)), make_closed(31, review_on=date(2026, 11, 21))], [])
    assert "다시 검토하고 있습니다" in texts(page("/documents/20261103000030/"), ".notice-facts")[0]
    assert "다시 검토하고 있습니다" not in texts(page("/documents/20261103000031/"), ".notice-facts")[0]


def test_expenses_research_and_advance_publications_show_their_own_fields(page: Read) -> None:
    expense = Expense(spent_at=NOON, place="별빛식당", purpose="간담회", target="과장 외 4명", amount=1_088_500)
    research = Research(year=2026, institution="새별연구원", category="교통")
    advance = Advance(category="공통업무", path=("예산", "상품권"), telephone="02-121")
    store(
        [
            make_document(31, genre="expense", expense=expense, files=()),
            make_document(32, genre="research", research=research, files=()),
            make_document(33, genre="advance-publication", advance=advance, files=()),
        ],
        [],
    )
    assert sheet(page("/documents/20261103000031/"), "expense") == {
        "쓴 날": "2026. 11. 5. 12:00",
        "금액": "1,088,500원",
        "목적": "간담회",
        "대상": "과장 외 4명",
        "장소": "별빛식당",
    }
    assert sheet(page("/documents/20261103000032/"), "research") == {
        "연도": "2026",
        "수행 기관": "새별연구원",
        "분류": "교통",
    }
    assert sheet(page("/documents/20261103000033/"), "advance") == {
        "구분": "공통업무",
        "공표 목록": "예산 상품권",
        "전화": "02-121",
    }


def test_a_document_without_anything_optional_is_still_a_page(page: Read) -> None:
    bare = make_document(
        40, number="", publisher=None, licence="", officials=(), task=None, functions=(), files=(), retention=""
    )
    store([bare], [])
    shown = page("/documents/20261103000040/")
    assert sheet(shown, "facts").keys() == {"관리번호", "생산", "결재", "공개", "공개 구분"}
    assert shown.select(".contact, .files, .viewer, .licence, .request") == []
    closed = make_closed(41, number="", publisher=None, grounds=(), reason="", review_on=None, review_stage="")
    store([closed], [])
    assert page("/documents/20261103000041/").select(".notice-facts, .grounds-list") == []


@pytest.mark.parametrize(
    ("kept", "said"), [("1", "1년"), ("30", "30년"), ("semi-permanent", "준영구"), ("permanent", "영구")]
)
def test_retention_is_said_in_words(page: Read, kept: str, said: str) -> None:
    store([make_document(42, retention=kept, retained_until=None)], [])
    assert sheet(page("/documents/20261103000042/"), "facts")["보존 기간"] == said


def test_a_withdrawn_document_answers_410_and_leaves_every_list(get: Read, page: Read) -> None:
    withdraw(make_document(1).key, make_closed(25).key)
    for path in (OPEN, CLOSED):
        assert get(path).status_code == 410
    for path in ("/documents/", "/units/bike-team/documents/", "/tasks/bike-roads/", "/documents/2026/11/"):
        assert "정비 계획 25호" not in page(path).get_text()


def test_a_month_shows_its_documents_and_the_way_to_the_months_before(page: Read) -> None:
    older = make_document(60, published_at=make_document(60).published_at.replace(year=2025, month=2))
    store([older], [])
    shown = page("/documents/2026/11/")
    assert len(shown.select(".row")) == 20
    assert texts(shown, ".months [aria-current]") == ["11월"]
    assert texts(shown, ".aside .links a") == ["2025년 2월 문서 보기", "최근 문서로"]
    assert texts(page("/documents/2025/02/"), ".row h3") == ["자전거길 정비 계획 60호"]
    narrowed = page("/units/bike-team/documents/2026/11/?openness=closed")
    assert texts(narrowed, ".row h3") == ["자전거길 정비 계획 25호"]
    assert f"{BASE_URL}/units/bike-team/documents/2026/10/?openness=closed" in values(narrowed, ".months a")
    assert values(narrowed, ".aside .links a")[-1] == f"{BASE_URL}/units/bike-team/documents/"


def test_a_month_without_documents_says_so_and_is_not_for_search_engines(page: Read) -> None:
    shown = page("/documents/2026/10/")
    assert "공개한 문서가 없습니다" in texts(shown, ".empty")[0]
    assert values(shown, "meta[name=robots]", "content") == ["noindex, follow"]


def test_the_home_page_and_a_unit_s_page_show_the_newest_documents(page: Read) -> None:
    home, unit = page("/"), page("/units/bike-team/")
    at = "section[aria-labelledby=documents]"
    for shown, part, url in ((home, ".front-documents", "/documents/"), (unit, at, "/units/bike-team/documents/")):
        assert len(shown.select(f"{part} .row")) == 5
        assert values(shown, f"{part} .section-head a") == [f"{BASE_URL}{url}"]
    english = page("/en/units/bike-team/")
    assert values(english, "section[aria-labelledby=documents] .section-head a") == [
        f"{BASE_URL}/en/units/bike-team/documents/"
    ]
    assert page("/units/water/").select("#documents") == []


def test_the_menu_leads_to_the_sections_in_both_languages(page: Read) -> None:
    korean, english = page("/documents/"), page("/en/")
    assert texts(korean, ".menu-list > li > a")[:2] == ["정보공개", "위원회"]
    assert texts(korean, ".menu-list > li > [aria-current]") == ["정보공개"]
    assert texts(page(OPEN), ".menu-list > li > [aria-current]") == ["정보공개"]
    assert texts(english, ".menu-list > li > a")[:2] == ["Documents", "Committees"]
    assert values(english, ".menu-list > li > a")[:2] == [f"{BASE_URL}/en/documents/", f"{BASE_URL}/en/committees/"]


def test_a_city_with_many_units_lets_each_be_chosen(page: Read) -> None:
    store([], [make_unit(f"unit-{number}") for number in range(300)])
    assert len(page("/documents/").select("#unit option")) == 304
