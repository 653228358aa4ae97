"""The head of every kind of page, for machines: a card for networks, and linked data."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from frontend.folders import FOLDER
from tests.factories import (
    BASE_URL,
    make_board_terms,
    make_document,
    make_event,
    make_meeting,
    make_notice,
    make_post,
    make_released_terms,
    make_section,
    make_web_page,
    store,
)
from tests.frontend.conftest import Read, values


@pytest.fixture(autouse=True)
def one_of_each(db: None) -> None:
    posts = [make_post(23, website="bike"), make_web_page(1)]
    items = [*posts, make_document(1), make_meeting(1), make_event(1), make_notice(1)]
    store(items, [*make_released_terms(), *make_board_terms(), make_section("events", order=3)])


# A page of each kind, by the name of its template.
PAGES = {
    "home": "/",
    "field": "/traffic/",
    "website": "/traffic/bike/",
    "tag": "/tags/자전거/",
    "unit": "/units/bike-team/",
    "archive": "/traffic/2026/11/",
    "post": make_post(23).url,
    "fields": "/fields/",
    "websites": "/websites/",
    "units": "/units/",
    "staff": "/staff/",
    "reuse": "/reuse/",
    "statistics": "/statistics/",
    "open-data": "/open-data/",
    "documents": "/documents/",
    "unit-documents": "/units/bike-team/documents/",
    "task": "/tasks/bike-roads/",
    "documents-archive": "/documents/2026/11/",
    "document": make_document(1).url,
    "committees": "/committees/",
    "committee": "/committees/bike-committee/",
    "meeting": make_meeting(1).url,
    "page": make_web_page(1).url,
    "events": "/events/",
    "events-month": "/events/2026/11/",
    "follow": "/follow/",
    "event": make_event(1).url,
    "notices": "/notices/",
    "board": "/traffic/road-notices/",
    "board-archive": "/traffic/road-notices/2026/11/",
    "notice": make_notice(1).url,
}
# Those that are for nobody to share: errors, the page of a foreign name, that of an installation without a city, and
# that of a search.
OTHERS = {"search", "error", "bare", "misdirected", "first"}
NEEDED = {
    "og:type", "og:title", "og:description", "og:url", "og:site_name", "og:locale", "og:image", "og:image:type",
    "og:image:width", "og:image:height", "og:image:alt", "twitter:card", "twitter:image",
}  # fmt: skip


def address(name: str) -> str:
    return PAGES[name] if "://" in PAGES[name] else quote(PAGES[name])


def card(shown: Any) -> dict[str, str]:
    return {tag.get("property") or tag["name"]: tag["content"] for tag in shown.select("meta[content]") if named(tag)}


def named(tag: Any) -> bool:
    return str(tag.get("property") or tag.get("name")).startswith(("og:", "twitter:"))


def graph(shown: Any) -> list[dict[str, Any]]:
    found = json.loads(shown.select_one("script[type='application/ld+json']").string)
    nodes: list[dict[str, Any]] = found.get("@graph", [found])
    return nodes


def test_every_kind_of_page_is_named_here() -> None:
    assert {path.stem for path in (FOLDER / "pages").glob("*.html")} - OTHERS == PAGES.keys()


def test_every_kind_of_page_has_a_card_and_says_what_it_is(page: Read) -> None:
    lacking = {}
    for name in PAGES:
        shown = page(address(name))
        meta = card(shown)
        title = shown.select_one("h1").get_text(" ", strip=True).removeprefix("#")
        said = {
            "card": NEEDED - meta.keys(),
            "address": {meta["og:url"]} - {*values(shown, "link[rel=canonical]")},
            "image": {meta["og:image"]} - {meta["twitter:image"]} | {meta["og:image"]} & {""},
            "title": {meta["og:title"]} - {title, "새별시"},
            "linked data": {BASE_URL} - {node["@id"][: len(BASE_URL)] for node in graph(shown)},
        }
        if wrong := {what: parts for what, parts in said.items() if parts}:
            lacking[name] = wrong
    assert lacking == {}


def test_a_page_that_is_a_part_of_something_says_of_what_and_leads_there(page: Read) -> None:
    node, trail = graph(page(address("archive")))
    url = f"{BASE_URL}/traffic/2026/11/"
    assert node == {
        "@id": url,
        "@type": "CollectionPage",
        "name": "교통 2026년 11월 소식",
        "url": url,
        "inLanguage": "ko",
        "about": {"@id": f"{BASE_URL}/id/field/traffic"},
        "publisher": {"@id": f"{BASE_URL}/id/city/saebyeol"},
    }
    assert [step["item"] for step in trail["itemListElement"]] == [f"{BASE_URL}/", f"{BASE_URL}/traffic/", url]
    _, trail = graph(page("/en/units/"))
    assert [step["name"] for step in trail["itemListElement"]] == ["Saebyeol", "Offices and contacts"]


def test_pages_of_figures_tell_of_their_dataset(page: Read) -> None:
    for name, dataset in (("statistics", "statistics"), ("open-data", "documents")):
        node = graph(page(address(name)))[0]
        assert (node["@type"], node["mainEntity"]["@type"]) == ("WebPage", "Dataset")
        assert node["mainEntity"]["@id"] == f"{BASE_URL}/data/catalogue#{dataset}"
        assert node["mainEntity"]["description"] == node["description"] == card(page(address(name)))["og:description"]


def test_a_page_that_search_engines_do_not_keep_still_has_a_card_for_who_shares_it(page: Read) -> None:
    shown = page("/statistics/?unit=bike-team")
    meta = card(shown)
    assert (meta["og:title"], meta["og:url"]) == ("자전거팀 공개 통계", f"{BASE_URL}/statistics/?unit=bike-team")
    assert meta["og:image"] and shown.select("script[type='application/ld+json'], meta[name=description]") == []


def test_an_error_has_no_card(get: Read) -> None:
    assert b"og:" not in get("/nothing-here/").content
