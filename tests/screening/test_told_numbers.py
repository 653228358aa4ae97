"""A word says what a number is: then no sign between its digits hides it, and no longer number is taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import Kind, mask, screen

TOLD = [
    ("주민등록번호", "9912311234567", Kind.RESIDENT_NUMBER),
    ("외국인등록번호", "9912315234567", Kind.ALIEN_NUMBER),
    ("운전면허번호", "113012345678", Kind.DRIVER_LICENCE),
    ("건강보험증 번호", "50000123456", Kind.HEALTH_INSURANCE),
    ("카드번호", "4111111111111111", Kind.CARD),
    ("휴대전화", "01000001234", Kind.MOBILE),
    ("자택전화", "0540001234", Kind.HOME_PHONE),
]
SIGNS = ("-", " ", ".", "/", "·", " - ", ". ", "–", "ㅡ", "~")


def parted(digits, signs):
    """The digits with a sign, or none, behind each but the last."""
    return "".join(digit + sign for digit, sign in zip(digits, [*signs, ""], strict=True))


@pytest.mark.parametrize(("word", "digits", "kind"), TOLD)
@given(data=st.data())
def test_a_number_behind_its_word_is_found_whatever_parts_its_digits(word, digits, kind, data):
    sign = data.draw(st.sampled_from(SIGNS))
    places = data.draw(st.sets(st.integers(3, len(digits) - 5), min_size=1))
    number = parted(digits, [sign if place in places else "" for place in range(len(digits) - 1)])
    text = f"{word}: {number} 확인"
    found = screen(text)
    assert [(one.kind, text[one.start : one.end]) for one in found] == [(kind, number)]
    assert screen(mask(text, found)) == ()


@pytest.mark.parametrize(("word", "digits", "kind"), TOLD[:5])
def test_one_digit_more_is_no_such_number(word, digits, kind):
    for number in (f"{digits}5", f"{digits[:7]}-{digits[7:]}5"):
        assert kind not in [found.kind for found in screen(f"{word} {number}")]
