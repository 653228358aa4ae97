"""The pictures of pages: each in the width that it is shown in, the largest of the first screen before all else."""

from dataclasses import replace
from typing import Any

import pytest

from cms.core.records import Image
from tests.factories import BASE_URL, make_image, make_post, make_rendition, store
from tests.frontend.conftest import Read

pytestmark = pytest.mark.usefixtures("city")
WIDTHS = (1200, 960, 640, 320)
SRCSET = ", ".join(f"{BASE_URL}/media/images/40-{width}.webp {width}w" for width in WIDTHS)


def in_widths() -> Image:
    whole = make_image(40)
    sizes = (make_rendition(f"40-{one}", width=one, height=one * 2 // 3, type="image/webp") for one in WIDTHS)
    return replace(whole, renditions=(*whole.renditions, *sizes))


def preloaded(shown: Any) -> list[dict[str, str]]:
    return [link.attrs for link in shown.select("head link[rel=preload]")]


@pytest.mark.parametrize(
    ("address", "place"), [("/", ".front-lead"), (make_post(40).url, ".cover")], ids=["home", "post"]
)
def test_the_largest_picture_of_the_first_screen_is_fetched_before_the_style_sheets_have_told(
    page: Read, address: str, place: str
) -> None:
    store([make_post(40, image=in_widths(), images=())], [])
    shown = page(address)
    (picture,) = shown.select(f"{place} img")
    assert (picture["srcset"], picture["src"], picture["width"], picture["height"]) == (
        SRCSET,
        f"{BASE_URL}/media/images/40.webp",
        "1200",
        "800",
    )
    assert picture["fetchpriority"] == "high" and "loading" not in picture.attrs
    (link,) = preloaded(shown)
    assert (link["as"], link["href"], link["imagesrcset"], link["imagesizes"], link["fetchpriority"]) == (
        "image",
        picture["src"],
        picture["srcset"],
        picture["sizes"],
        "high",
    )


def test_the_other_pictures_wait_and_are_as_wide_as_their_place(page: Read) -> None:
    store([make_post(40, image=in_widths()), make_post(41), make_post(42)], [])
    shown = page("/traffic/")
    first, *others = shown.select(".story-image img")
    assert (first.get("fetchpriority"), first.get("loading")) == ("high", None)
    assert {one.get("loading") for one in others} == {"lazy"}
    (narrow,) = shown.select(f'.story-image img[srcset="{SRCSET}"]')
    assert narrow["sizes"] == "(min-width: 36rem) 10rem, 100vw"
    assert all(one["width"] and one["height"] for one in (first, *others)) and preloaded(shown) == []


def test_a_picture_that_was_stored_in_one_size_is_shown_in_it(page: Read) -> None:
    store([make_post(40)], [])
    shown = page("/")
    (picture,) = shown.select(".front-lead img")
    assert not {"srcset", "sizes"} & picture.attrs.keys()
    (link,) = preloaded(shown)
    assert link["href"] == picture["src"] and not {"imagesrcset", "imagesizes"} & link.keys()


def test_a_page_without_a_picture_above_preloads_none(page: Read) -> None:
    store([make_post(40, image=None)], [])
    assert preloaded(page(make_post(40).url)) == []
