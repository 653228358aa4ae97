"""Colours from the editor, made readable."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.colours import CONTRAST, contrast, hexadecimal, is_readable, mixed
from cms.core.errors import NotFound
from frontend import accents
from frontend.accents import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    MOST,
    TINT,
    Grounds,
    address,
    class_name,
    readable,
    style_sheet,
)

STYLE = Path(__file__).parents[2] / "frontend-templates" / "static" / "madang" / "base.css"
CITY = Path(__file__).parents[2] / "cms" / "subsites" / "data" / "city.toml"


@given(st.tuples(*[st.integers(0, 255)] * 3), st.sampled_from([LIGHT_GROUNDS, DARK_GROUNDS]))
def test_any_colour_becomes_readable_on_the_page_and_on_its_own_tint(
    colour: tuple[int, int, int], grounds: Grounds
) -> None:
    found = readable(hexadecimal(colour), grounds)
    for ground in grounds:
        assert contrast(found, ground) >= CONTRAST
        assert contrast(found, mixed(found, ground, TINT[grounds])) >= CONTRAST


def test_a_colour_that_is_readable_already_stays_as_it_is() -> None:
    assert readable("#0b50d0", LIGHT_GROUNDS) == "#0b50d0"
    assert readable("#86aff9", DARK_GROUNDS) == "#86aff9"


@pytest.mark.parametrize("colour", ["", "red", "#12", "#1234567", "#12345g", "url(x)", "#fff;}", "#ffffff\n"])
def test_what_is_not_a_colour_takes_the_site_s_own(colour: str) -> None:
    assert class_name(colour) == ""
    assert address({"term": {"colour": colour}}) == ""


def test_short_and_capital_forms_are_the_same_colour() -> None:
    assert class_name("#0AF") == class_name("#00aaff") == "accent-00aaff"


def test_the_style_sheet_holds_each_colour_once_in_both_modes() -> None:
    data = {"fields": [{"colour": "#0b50d0"}, {"colour": "#0B50D0"}, {"name": "x"}], "term": {"colour": ""}}
    assert address(data) == "/accents/0b50d0.css"
    light, _, dark = style_sheet("0b50d0").partition("@media(prefers-color-scheme:dark)")
    assert light == ".accent-0b50d0{--accent:#0b50d0}"
    assert dark.startswith("{.accent-0b50d0{--accent:#")


def test_the_same_colours_have_one_address_whatever_their_order_and_never_more_than_there_may_be() -> None:
    colours = [{"colour": f"#{number:06x}"} for number in range(MOST + 5)]
    assert address({"terms": colours}) == address({"terms": colours[::-1]})
    style_sheet(address({"terms": colours}).removeprefix("/accents/").removesuffix(".css"))


@pytest.mark.parametrize(
    "names",
    [
        "",
        "red",
        "0B50D0",
        "0b50d0-0b50d0",
        "ffffff-000000",
        "0b50d0-",
        "0b50d",
        "-".join(f"{n:06x}" for n in range(201)),
    ],
)
def test_an_address_that_no_page_names_is_not_found(names: str) -> None:
    with pytest.raises(NotFound):
        style_sheet(names)


def test_the_tints_reckoned_with_are_those_of_the_style_sheet() -> None:
    style = STYLE.read_text(encoding="utf-8")
    light, dark = style.split("prefers-color-scheme: dark", 1)
    for part, grounds in ((light, LIGHT_GROUNDS), (dark, DARK_GROUNDS)):
        assert f"--tint: {TINT[grounds]:.0%}" in part
        assert f"--ground: {grounds[0]}" in part


def test_the_colours_of_the_made_up_city_are_readable_as_they_are() -> None:
    city = tomllib.loads(CITY.read_text(encoding="utf-8"))
    for term in [*city["fields"], *city["websites"]]:
        assert readable(term["colour"], LIGHT_GROUNDS) == term["colour"], term["key"]


def test_a_style_sheet_of_any_colours_costs_a_few_looks_at_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody may ask for one that no page has, as often as they like."""
    looked: list[str] = []

    def counted(one: str, other: str) -> bool:
        looked.append(one)
        return is_readable(one, other)

    monkeypatch.setattr(accents, "is_readable", counted)
    style_sheet("-".join(f"{0xE1F1A0 + number:06x}" for number in range(MOST)))
    # In both modes, on both grounds and their tints, and as many times as forty steps can be halved.
    assert MOST * 2 < len(looked) <= MOST * 2 * 2 * 2 * 6
