"""The places of pages in other languages that frame what is written in the city's own."""

import pytest

from cms.ledger.frames import Frames

CITY = "https://saebyeol.example"
FRAMES = Frames({"ko": f"{CITY}/", "en": f"{CITY}/en/", "ja": f"{CITY}/ja/"}, "ko")


def test_a_frame_stands_at_the_same_path_below_the_home_page_of_its_language() -> None:
    assert FRAMES.address(f"{CITY}/documents/1/", "en") == f"{CITY}/en/documents/1/"
    assert FRAMES.address(f"{CITY}/documents/1/", "ja") == f"{CITY}/ja/documents/1/"
    assert FRAMES.original("/en/documents/1/") == ("en", "/documents/1/")


@pytest.mark.parametrize(
    ("url", "language"),
    [
        (f"{CITY}/documents/1/", "ko"),
        (f"{CITY}/documents/1/", "fr"),
        (f"{CITY}/en/committees/a/", "en"),
        (f"{CITY}/en/committees/a/", "ja"),
        (f"{CITY}/", "en"),
        ("https://traffic.example/documents/1/", "en"),
    ],
)
def test_nothing_else_has_one(url: str, language: str) -> None:
    assert FRAMES.address(url, language) is None


@pytest.mark.parametrize(
    "path", ["/en/", "/english/documents/", "/documents/1/", "/fr/documents/1/", "", "en/documents/"]
)
def test_no_other_path_is_one(path: str) -> None:
    assert FRAMES.original(path) is None


def test_a_city_that_has_no_home_page_in_its_own_language_frames_nothing() -> None:
    alone = Frames({"en": f"{CITY}/en/"}, "ko")
    assert (alone.address(f"{CITY}/documents/1/", "en"), alone.original("/en/documents/1/")) == (None, None)


def test_a_city_below_a_folder_keeps_it() -> None:
    below = Frames({"en": f"{CITY}/city/", "ko": f"{CITY}/ko/"}, "en")
    assert below.address(f"{CITY}/city/documents/1/", "ko") == f"{CITY}/ko/documents/1/"
    assert below.original("/ko/documents/1/") == ("ko", "/city/documents/1/")
