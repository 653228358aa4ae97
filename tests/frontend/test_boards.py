"""The pages of boards and notices."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import BASE_URL, NOON, make_board, make_board_terms, make_notice, make_released_terms, store
from tests.frontend.conftest import Read, texts, values

BOARD = "/traffic/road-notices/"
# The day of these tests, as tests/frontend/conftest.py sets it.
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def boards(db: None) -> None:
    faq = make_board(
        "questions",
        type="faq",
        categories=("대여", "도로"),
        is_numbered=False,
        names={"ko": "자주 묻는 질문"},
        urls={"ko": f"{BASE_URL}/traffic/questions/"},
    )
    store([], [*make_released_terms(), *make_board_terms(), faq])


def titles(page: Any) -> list[str]:
    return texts(page, ".board tbody .board-title a")


def test_what_is_pinned_stands_first_and_once_on_the_first_page_alone(page: Read) -> None:
    store([make_notice(1, title="고정한 글", pinned_until=TODAY)], [])
    store([make_notice(number, title=f"글 {number}") for number in range(2, 25)], [])
    first = page(BOARD)
    (rest,) = values(first, "a[rel=next]")
    assert titles(first) == ["고정한 글", *(f"글 {number}" for number in range(24, 4, -1))]
    assert titles(page(rest)) == [f"글 {number}" for number in (4, 3, 2)] + ["고정한 글"]


def test_a_period_that_is_over_is_said_on_the_board_and_on_the_notice(page: Read) -> None:
    store(
        [
            make_notice(1),
            make_notice(2, ends_on=TODAY),
            make_notice(3, starts_on=TODAY + timedelta(days=1), ends_on=TODAY + timedelta(days=2)),
        ],
        [],
    )
    assert texts(page(BOARD), ".board-period .badge") == ["예정", "진행 중", "마감"]
    told = page(make_notice(1).url)
    assert texts(told, ".period p")[-1] == "기간이 끝났습니다. 내용은 기록으로 남겨 둡니다."


def test_a_list_by_status_may_be_short_and_goes_on_until_all_are_told(page: Read) -> None:
    later = {"starts_on": TODAY + timedelta(days=5), "ends_on": TODAY + timedelta(days=90)}
    store([make_notice(number, **later) for number in range(1, 26)], [])
    store([make_notice(number, title=f"진행 {number}", ends_on=TODAY) for number in range(26, 29)], [])
    shown = page(f"{BOARD}?status=open")
    assert texts(shown, ".empty strong") == ["이 페이지에는 조건에 맞는 글이 없습니다. 다음 페이지에서 이어집니다."]
    (rest,) = values(shown, "a[rel=next]")
    assert titles(page(rest)) == ["진행 28", "진행 27", "진행 26"]
    assert len(titles(page(f"{BOARD}?status=upcoming"))) == 20
    assert titles(page(f"{BOARD}?status=closed")) == []


def test_questions_stand_by_category_in_the_order_of_their_editor(page: Read) -> None:
    told = {"board": "questions", "type": "faq", "number": "", "starts_on": None, "ends_on": None, "files": ()}
    asked = [("도로", 1), ("대여", 2), ("대여", 1), ("", 1)]
    store(
        [
            make_notice(number, title=f"질문 {number}", category=category, order=order, **told)
            for number, (category, order) in enumerate(asked, 1)
        ],
        [],
    )
    shown = page("/traffic/questions/")
    assert texts(shown, ".sections h2") == ["대여", "도로", "그 밖의 질문"]
    assert texts(shown, ".question summary > span:last-of-type") == [f"질문 {number}" for number in (3, 2, 1, 4)]
    assert len(shown.select(".question-answer")) == 4


@pytest.mark.parametrize("listing", [BOARD, "/notices/"])
def test_a_month_shows_what_came_out_in_it_and_the_way_to_the_one_before(page: Read, listing: str) -> None:
    store([make_notice(1, published_at=NOON.replace(year=2025, month=2)), make_notice(2)], [])
    shown = page(f"{listing}2026/11/")
    assert titles(shown) == ["자전거도로 정비 계획(안) 공고 2호"]
    assert texts(shown, ".months [aria-current]") == ["11월"]
    assert values(shown, ".aside .links a") == [f"{BASE_URL}{listing}2025/02/", f"{BASE_URL}{listing}"]
    assert titles(page(f"{listing}2025/02/")) == ["자전거도로 정비 계획(안) 공고 1호"]
    assert f"{BASE_URL}{listing}2026/11/" in values(page(listing), "main a")


def test_an_empty_month_is_not_for_search_engines(page: Read) -> None:
    shown = page(f"{BOARD}2026/10/")
    assert texts(shown, ".empty strong") == ["아직 올라온 글이 없습니다."]
    assert values(shown, "meta[name=robots]", "content") == ["noindex, follow"]


@pytest.mark.parametrize("path", [BOARD, "/notices/", f"{BOARD}2026/11/", f"{BOARD}?status=closed", make_notice(1).url])
def test_a_page_takes_as_many_queries_for_one_notice_as_for_twenty(get: Read, path: str) -> None:
    def queries() -> int:
        get(path)
        with CaptureQueriesContext(connection) as found:
            assert get(path).status_code == 200
        return len(found)

    store([make_notice(1, pinned_until=TODAY)], [])
    one = queries()
    store([make_notice(number) for number in range(2, 21)], [])
    assert queries() == one
