"""The places where a number of a person, a plate or the number of a house may begin, and where only a house's can."""

import pytest

from screening.text.figures import beginnings


@pytest.mark.parametrize(
    ("text", "digits", "numbers"),
    [
        ("제2021-1234호, 2021. 2. 10. 14:00, 금1,234,567원, #12, 4 x 100 m", [], []),
        ("2021-02-10, 012345678901234", [], []),
        ("문의 010-0000-1234", [3], [3]),
        ("010 | 0000 | 1234", [0], [0]),
        ("12나 0000", [0], [0]),
        ("나래로 12, 101동", [4], []),
        ("나래로 12-3번지", [4], []),
        ("나래로 12-3 (101-1203)", [4], [4]),
        ("나래동\n12", [4], []),
        ("나래로 12 010-0000-1234", [4, 7], [4, 7]),
        ("나래로 1234 5678", [4], []),
        ("나래로 1234 56789", [4], [4]),
        ("나래로 12나 0000", [4], [4]),
        ("나래로 1 2 3나 0 0 0 0", [4], [4]),
    ],
)
def test_figures_are_looked_at_where_something_can_begin(text, digits, numbers):
    assert beginnings(text) == (digits, numbers)


def test_the_telephones_of_a_letterhead_are_passed_by():
    text = "세종대로 110 / 전화 02-000-0000 /전송 02-000-0001 / office@example.go.kr, 010-0000-1234"
    assert beginnings(text) == ([5, text.index("010")], [text.index("010")])


def test_a_telephone_in_a_row_without_a_fax_is_none_of_a_letterhead():
    assert beginnings("가나 / 전화 02-000-0000 / 독거") == ([len("가나 / 전화 ")], [len("가나 / 전화 ")])
