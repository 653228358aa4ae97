"""The text that is covered, and the text that stays to be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import mask, screen
from screening.text.numerals import DIGITS


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("991231-3123455", "991231-*******"),
        ("991231-7123455", "991231-*******"),
        ("010-0000-1234", "010-****-****"),
        ("01000001234", "010********"),
        ("+82-10-0000-1234", "+82-10-****-****"),
        ("011-000-1234", "011-***-****"),
        ("０１０－００００－１２３４", "０１０－****－****"),
        ("자택 02-000-0000", "자택 02-***-****"),
        ("자택 (031) 000-0000", "자택 (031) ***-****"),
        ("hong@example.com으로", "h***@example.com으로"),
        ("a@b.com", "*@b.com"),
        ("여권번호 M000A0001", "여권번호 M********"),
        ("면허번호 11-99-000000-00", "면허번호 11-**-******-**"),
        ("면허번호 서울 99-000000-00", "면허번호 서울 99-******-**"),
        ("국민은행 000000-00-000000", "국민은행 ******-**-******"),
        ("4111-1111-1111-1111", "4111-****-****-****"),
        ("차량번호 서울 12가 0000", "차량번호 서울 12가 ****"),
        ("건강보험증번호 1-0000000000", "건강보험증번호 *-**********"),
        ("성명: 홍길동", "성명: 홍*동"),
        ("신청인 홍 길 동 귀하", "신청인 홍 * 동 귀하"),
        ("성명: 심청", "성명: 심*"),
        ("성명: 남궁연화", "성명: 남**화"),
        ("성명: Hong Gildong", "성명: H*** G******"),
        ("자택 서울특별시 누리구 마당로 12, 101동 1203호", "자택 서울특별시 누리구 *** **, **** *****"),
        ("자택 (00000) 서울특별시 누리구 마당로 12", "자택 (*****) 서울특별시 누리구 *** **"),
        ("주소는 누리시 마당로 백이십길 오, 팔백일동 이백삼호", "주소는 누리시 *** **** *, **** ****"),
        ("거주지: 마당로 12-3", "거주지: *** **-*"),
    ],
)
def test_each_kind_leaves_what_offices_leave(text, masked):
    assert mask(text, screen(text)) == masked


def test_without_findings_the_text_stays_as_it_is():
    assert mask("주택과-991231", ()) == "주택과-991231"


def test_invisible_characters_inside_a_number_stay_in_place():
    text = "010\u200b-0000-\u200b1234"
    assert mask(text, screen(text)) == "010\u200b-****-\u200b****"


CARRIERS = (
    "{}",
    "1,{},50000",
    "홍보물/{}/서울",
    "({})",
    "[{}]",
    '"가","{}","나"',
    "| 가 | {} | 나 |",
    "가\t{}\t나",
    "가;{};나",
    "<td>{}</td>",
    "※{}",
    "{}입니다.",
)
VALUES = (
    "991231-3123455",
    "991231-31234**",
    "구구일이삼일-삼일이삼사오오",
    "991231-7123455",
    "010-0000-1234",
    "O1O-0000-1234",
    "공일공 공공공공 일이삼사",
    "⓪①⓪-0000-1234",
    "+82-10-0000-1234",
    "자택 02-000-0000",
    "계좌번호 110-000-000000",
    "계좌번호3000000000000",
    "4111-1111-1111-1111",
    "여권번호 M12300000",
    "M000A0001",
    "면허번호 서울 99-000000-00",
    "11-99-000000-00",
    "건강보험증번호 1-0000000000",
    "차량번호 12가0056",
    "서울 12가 0056",
    "hong99@example.com",
    "hong99 (at) example [dot] com",
    "hong99 골뱅이 example 점 com",
    "자택 서울특별시 누리구 마당로 12, 101동 1203호",
    "나래아파트 101동 1203호",
    "거주지: 마당로\n12-3",
)


def secret(found, text):
    """Return the last three signs of what was found that are digits or stand for one: what no mask may leave."""
    value = text[found.start : found.end].partition("@")[0].partition(" (at)")[0].partition(" 골뱅이")[0]
    return [found.start + place for place, letter in enumerate(value) if letter.isdigit() or letter in DIGITS][-3:]


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("value", VALUES)
def test_no_sign_that_tells_stands_after_masking_in_any_carrier(carrier, value):
    text = carrier.format(value)
    found = screen(text)
    masked = mask(text, found)
    assert found
    assert len(masked) == len(text)
    assert screen(masked) == ()
    for one in found:
        assert {masked[place] for place in secret(one, text)} <= {"*"}


@given(st.sampled_from(VALUES), st.sampled_from(VALUES), st.sampled_from(CARRIERS), st.sampled_from(", \n/;|\t"))
def test_masking_two_values_side_by_side_leaves_nothing_to_find(first, second, carrier, sign):
    text = carrier.format(f"{first}{sign}{second}")
    masked = mask(text, screen(text))
    assert len(masked) == len(text)
    assert screen(masked) == ()
