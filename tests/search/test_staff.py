"""The staff directory: what a question is about, and who answers for it."""

from datetime import date

import pytest

from cms.core.errors import BadInput
from cms.core.records import StaffPosition
from cms.search import staff
from tests.api.linkeddata.vocabulary import FixedVocabulary
from tests.factories import make_city, make_position, make_unit


def position(key: str, duties: str, **over) -> StaffPosition:
    return make_position(1, key=key, **{"names": {"ko": "주무관"}, "descriptions": {"ko": duties}} | over)


HOUSING = make_unit("housing", names={"ko": "주택정책과", "en": "Housing"}, parent="bureau", order=2)
CITY = FixedVocabulary(
    [
        make_city(),
        make_unit("bureau", names={"ko": "도시국"}, descriptions={"ko": "주택과 도시계획"}, order=1),
        HOUSING,
        make_unit("parks", names={"ko": "공원과"}, order=3),
        make_unit("gone", names={"ko": "주택과"}, closed_on=date(2025, 1, 1), order=4),
    ],
    staff={
        "housing": (position("1", "청년 주거비 지원"), position("2", "공공임대주택 입주 신청")),
        "parks": (position("1", "공원 예약", holder="김이름"),),
    },
)


def found(query: str = "", **over) -> list[str]:
    return [f"{one.unit.key}/{one.position.key}" for one in staff.page(CITY, query=query, **over).items]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("주택 담당 전화", ("주택",)),
        ("주택담당전화번호", ("주택",)),
        ("주택을 담당하는 곳", ("주택",)),
        ("청년 주거비", ("청년", "주거비")),
        ("전화번호", ("전화번호",)),
        ("who is in charge of Housing", ("housing",)),
        ("", ()),
        ("!!!", ()),
    ],
)
def test_a_question_is_about_what_remains_without_the_words_of_asking(query: str, words: tuple[str, ...]) -> None:
    assert staff.asked(query) == words


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", ["housing/1", "housing/2", "parks/1"]),
        ("주택 담당 전화", ["housing/1", "housing/2"]),
        ("임대 주택", ["housing/2"]),
        ("공원 주무관 연락처", ["parks/1"]),
        ("김이름", ["parks/1"]),
        ("세금", []),
    ],
)
def test_positions_are_found_by_title_duties_name_and_unit(query: str, keys: list[str]) -> None:
    assert found(query) == keys


def test_of_a_unit_are_those_in_it_and_below_it() -> None:
    assert found(unit="bureau") == ["housing/1", "housing/2"]
    assert found(unit="parks") == ["parks/1"]


def test_pages_follow_each_other_without_a_gap() -> None:
    first = staff.page(CITY, first=2)
    assert (len(first.items), first.has_next) == (2, True)
    rest = staff.page(CITY, first=2, after=first.end)
    assert ([one.unit.key for one in rest.items], rest.has_next) == (["parks"], False)


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("주택 담당 전화", True),
        ("주택담당부서", True),
        ("여권 문의처", True),
        ("who is the contact for housing", True),
        ("주택", False),
        ("전기차 보조금", False),
        ("contactless payment", False),
        ("", False),
    ],
)
def test_a_search_that_asks_whom_to_call_says_so_in_words(query: str, asks: bool) -> None:
    assert staff.is_for_whom(query) is asks


def test_units_that_say_it_themselves_come_before_those_with_such_a_position() -> None:
    assert [unit.key for unit in staff.units_for(CITY, "주택 담당 전화", most=5)] == ["bureau", "housing"]
    assert [unit.key for unit in staff.units_for(CITY, "주거비", most=5)] == ["housing"]
    assert staff.units_for(CITY, "", most=5) == []


@pytest.mark.parametrize(
    ("over", "where"), [({"query": "가" * 201}, "query"), ({"first": 0}, "first"), ({"first": 101}, "first")]
)
def test_a_question_that_cannot_be_answered_is_refused(over: dict, where: str) -> None:
    with pytest.raises(BadInput) as raised:
        staff.page(CITY, **over)
    assert raised.value.where == where
