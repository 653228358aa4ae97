"""Check digits and dates."""

import pytest

from screening import Confidence, screen
from screening.numbers.checksums import is_birth, is_card, luhn, resident_check


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("9912313", True),
        ("9913313", False),
        ("9912323", False),
        ("9900103", False),
        ("0002293", True),
        ("0002291", False),
        ("9912319", False),
        ("9912310", False),
    ],
)
def test_a_birth_is_a_day_of_the_calendar_and_a_century(digits, expected):
    assert is_birth(digits) is expected


def test_the_check_digit_holds_for_old_numbers_only():
    assert resident_check("9912313123455")
    assert not resident_check("9912314765432")


def test_luhn_holds_for_published_test_cards_and_not_for_their_neighbours():
    assert luhn("4111111111111111")
    assert not luhn("4111111111111112")


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("5555555555554444", True),
        ("378282246310005", True),
        ("30569309025904", False),
        ("36227206271667", True),
        ("0000000000000000", False),
        ("1111111111111117", False),
    ],
)
def test_a_card_has_an_issuer_a_length_and_a_check_digit(digits, expected):
    assert is_card(digits) is expected


def test_the_check_digit_raises_the_confidence_and_never_rejects():
    assert [found.confidence for found in screen("991231-3123455")] == [Confidence.CERTAIN]
    assert [found.confidence for found in screen("991231-4765432")] == [Confidence.LIKELY]
    assert [found.confidence for found in screen("9912314765432")] == [Confidence.POSSIBLE]
    assert [found.confidence for found in screen("주민등록번호 991231-4765432")] == [Confidence.CERTAIN]
