"""The functions that templates can call."""

import tomllib
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from frontend.environment import address, autonym, begins, cover, environment, icon, readable_address

CITY = Path(__file__).parents[2] / "cms" / "subsites" / "data" / "city.toml"


def test_every_field_of_the_made_up_city_has_a_drawing_of_its_own() -> None:
    names = [field["icon"] for field in tomllib.loads(CITY.read_text(encoding="utf-8"))["fields"]]
    drawings = {str(icon(name)) for name in names}
    assert len(drawings) == len(names) == 12
    assert str(icon("field")) not in drawings


def test_a_drawing_that_does_not_exist_is_a_plain_one() -> None:
    assert icon("no-such-thing") == icon("field")


def test_drawings_are_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in icon("globe")
    assert 'class="icon icon-small"' in icon("globe", "small")


def test_a_term_is_linked_in_the_reader_s_language_else_in_english_else_in_any() -> None:
    korean, english = {"language": "ko", "url": "/ko"}, {"language": "en", "url": "/en"}
    assert address({"pages": [korean, english]}, "ko") == "/ko"
    assert address({"pages": [korean, english]}, "ja") == "/en"
    assert address({"pages": [korean]}, "ja") == "/ko"
    assert address({"pages": []}, "ja") is None


def test_languages_call_themselves_by_their_own_name() -> None:
    assert [autonym(tag) for tag in ("ko", "en", "zh-hant", "tlh")] == ["한국어", "English", "繁體中文", "tlh"]


def test_an_address_is_shown_with_its_hangul() -> None:
    assert readable_address("https://a.example/%EC%86%8C%EC%8B%9D/") == "https://a.example/소식/"


def test_a_key_of_the_data_comes_before_a_method_of_dicts() -> None:
    made = environment(autoescape=True)
    assert made.from_string("{{ data.items }}").render(data={"items": "한 가지"}) == "한 가지"


def test_a_misspelt_name_fails_and_text_is_escaped() -> None:
    made = environment(autoescape=True)
    assert made.from_string("{{ data.title }}").render(data={"title": "<b>"}) == "&lt;b&gt;"
    with pytest.raises(UndefinedError):
        made.from_string("{{ data.titel }}").render(data={"title": "x"})


@pytest.mark.parametrize(
    ("html", "summary", "again"),
    [
        ("<p>길이  열립니다 &amp; 닫힙니다.</p><p>더.</p>", "길이 열립니다 & 닫힙니다. 더.", True),
        ("<p>길이 열립니다.</p><p>내년에는 더 깁니다.</p>", "길이 열립니다. 내년에는…", True),
        ('<figure><img alt="강"><figcaption>저녁</figcaption></figure><p>길이 열립니다.</p>', "길이 열립니다.", True),
        ("<p>본문입니다.</p>", "길이 열립니다.", False),
        ("", "길이 열립니다.", False),
    ],
)
def test_a_summary_that_was_made_of_the_text_is_known(html: str, summary: str, again: bool) -> None:
    assert begins(html, summary) is again


@pytest.mark.parametrize(
    ("image", "images", "is_shown"),
    [
        ("a", [], True),
        ("a", [("b", "강")], True),
        ("a", [("b", "강"), ("a", "산")], True),
        ("a", [("a", "강")], False),
        ("a", [("a", "")], False),
        ("a", [("b", ""), ("a", "강"), ("c", "산")], False),
    ],
)
def test_a_picture_is_large_above_the_text_where_the_text_does_not_show_it_first(image, images, is_shown) -> None:
    post = {"image": {"url": image}, "images": [{"url": url, "alt": alt} for url, alt in images]}
    assert cover(post) == (post["image"] if is_shown else None)
    assert cover(post | {"image": None}) is None
