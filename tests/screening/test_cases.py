"""Every labelled case is found exactly, and stays so however its characters are written."""

import unicodedata

import pytest

from screening import Kind, mask, screen
from tests.screening.labelled import read_cases, score, spans

CASES = read_cases()
WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789-@.:"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_what_is_marked_is_found_and_nothing_else(case):
    assert spans(case.text) == case.expected


def test_every_kind_has_cases_and_none_is_missed_or_wrong():
    scores = score(CASES)
    assert {kind for kind, one in scores.items() if one.found >= 5} == set(Kind) - {Kind.MARKED}
    assert {kind: (one.precision, one.recall) for kind, one in scores.items()} == dict.fromkeys(Kind, (1.0, 1.0))


def test_there_are_about_as_many_traps_as_findings():
    traps = sum(not case.expected for case in CASES)
    assert traps >= 200
    assert len(CASES) - traps >= 200


def test_full_width_digits_and_signs_are_found_at_the_same_places():
    assert [spans(case.text.translate(WIDE)) for case in CASES] == [case.expected for case in CASES]


def test_a_zero_width_space_behind_every_character_moves_the_positions_only():
    found = [spans("".join(f"{letter}\u200b" for letter in case.text)) for case in CASES]
    assert found == [tuple((kind, 2 * start, 2 * end - 1) for kind, start, end in case.expected) for case in CASES]


def test_decomposed_hangul_moves_the_positions_only():
    for case in CASES:
        places, text = [0], ""
        for letter in case.text:
            text += unicodedata.normalize("NFD", letter) if "가" <= letter <= "힣" else letter
            places.append(len(text))
        assert spans(text) == tuple((kind, places[start], places[end]) for kind, start, end in case.expected)


def test_what_is_masked_keeps_its_length_and_is_found_no_more():
    for case in CASES:
        masked = mask(case.text, screen(case.text))
        assert len(masked) == len(case.text)
        assert spans(masked) == ()
