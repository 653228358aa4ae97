"""Colours in which text can be read, and those in which it cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.colours import BLACK, CONTRAST, WHITE, contrast, hexadecimal, is_readable, readable_on_white, rgb


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == 21
    assert contrast("#777777", WHITE) == pytest.approx(4.478, abs=0.001)


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_any_colour_has_a_nearest_one_that_can_be_read_on_white(channels: tuple[int, int, int]) -> None:
    colour = hexadecimal(channels)
    found = readable_on_white(colour)
    assert contrast(found, WHITE) >= CONTRAST
    assert all(after <= before for before, after in zip(channels, rgb(found), strict=True))
    if is_readable(colour, WHITE):
        assert found == colour


def test_a_light_colour_becomes_a_darker_one_of_the_same_kind() -> None:
    assert readable_on_white("#0b50d0") == "#0b50d0"
    assert readable_on_white("#f2a900") == "#9d6e00"
