"""The weighing where no word right beside an address says whose it is."""

import pytest

from screening import Kind
from tests.screening.labelled import read_marked, spans

HOME = "누리시 마당구 나래로 12"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"행사 장소: {HOME}, 302호", "a flat alone does not outweigh a place"),
        (f"나래건설 공사 위치: {HOME}", "an address alone is nobody's"),
        (f"담당 김하늘, {HOME}", "an official is named where he works"),
        (f"나래의원 원장 김하늘({HOME}, 302호)", "a body outweighs who is named beside it"),
        (f"(우)00000 {HOME} 전화 02-000-0000", "the letter of an office has its telephone"),
        ("힐스테이트 101동 앞 도로 정비", "a block is no flat"),
        ("도담동 3통 12반까지 총 1,203세대", "several wards are a district"),
        ("힐스테이트 101동~105동 승강기 교체", "several blocks are an estate"),
    ],
)
def test_what_is_not_outweighed_is_no_home(text, why):
    assert spans(text) == (), why


@pytest.mark.parametrize(
    "marked",
    [
        f"사망 장소: «home_address:{HOME}, 302호»",
        f"빈집 정비 공고: «person_name:김하늘» («home_address:{HOME}»)",
        f"공고 대상: «home_address:{HOME}» 주민 «person_name:김하늘»",
        f"이○희 («home_address:{HOME}»)",
        f"(우)«home_address:00000 {HOME}»",
        f"[택배] «home_address:{HOME}, 302호» 문앞에 두었습니다",
        "당첨자: «person_name:김하늘» - «home_address:힐스테이트 101동»",
        "«home_address:누리시 마당구 나래아파트 백오동 칠백이호»에 거주",
        "«home_address:101동 1203호, 나래로 12»",
        "아랫집 «home_address:504호»에서 담배 연기가 올라옵니다",
        "«home_address:5층 502호, 나래로 123길 9-4»에 거주하는 임차인",
        "독거 어르신 댁(«home_address:8통 4반»)에 연탄 전달",
        f"착불 / «home_address:{HOME}» / «person_name:김하늘» / «mobile:010-0000-7716»",
    ],
)
def test_what_speaks_for_a_home_outweighs_a_place_or_a_matter(marked):
    case = read_marked(marked)
    assert spans(case.text) == case.expected


def test_a_name_beside_a_home_is_found_without_a_word_that_announces_it():
    assert Kind.PERSON_NAME not in {kind for kind, _, _ in spans("김하늘")}
    assert spans(f"김하늘, {HOME}") == ((Kind.PERSON_NAME, 0, 3), (Kind.HOME_ADDRESS, 5, 5 + len(HOME)))


def test_a_town_named_after_a_body_is_none():
    case = read_marked("주소: «home_address:누리시 나래로 12 (은행동, 시청빌라)»")
    assert spans(case.text) == case.expected
    assert spans("주소: 누리시 나래로 12 (은행)") == ()


def test_what_is_counted_and_the_name_of_a_house_may_begin_alike():
    case = read_marked("주소: «home_address:누리시 나래로 12 대림빌 302호»")
    assert spans(case.text) == case.expected
    assert spans("누리시 나래로 12 대를 견인") == ()
