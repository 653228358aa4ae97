"""The front pages of the city and of its websites: the usual one, and one that a web team has arranged."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from cms.core.records import FrontSection, Layout, Listing, MenuLink, Pin, Term
from cms.ledger import generation
from cms.ledger.store import store as ledger
from tests.factories import (
    BASE_URL,
    make_city,
    make_closed,
    make_document,
    make_event,
    make_field,
    make_post,
    make_section,
    make_website,
    post_key,
    store,
)
from tests.frontend.conftest import Read, texts, values

pytestmark = pytest.mark.usefixtures("city")
PARTS = ".front-row > section"
SECTIONS = [make_section("documents"), make_section("events")]
TODAY = date(2026, 11, 21)


def tell(*terms: Term) -> None:
    ledger.change_terms(terms)
    generation.replace()


def arranged(*sections: FrontSection, **more: Any) -> Layout:
    return Layout(language="ko", sections=sections, **more)


def parts(shown: Any) -> Iterator[str]:
    return (part["class"][0] for part in shown.select(PARTS) if part["class"][0].startswith("front-"))


def test_a_city_that_arranges_nothing_has_the_usual_front_page(page: Read) -> None:
    store([make_document(1), make_event(1)], SECTIONS)
    shown = page("/")
    assert list(parts(shown)) == [
        "front-lead", "front-fields", "front-events", "front-documents", "front-news", "front-websites",
    ]  # fmt: skip
    assert texts(shown, ".front-of-2 h2") == ["다가오는 일정", "최근 공개 문서"]
    assert len(shown.select(".front-lead .story")) == 1
    assert len(shown.select(".headline")) == 4
    assert len(shown.select(".front-news .story")) == 3


def test_the_lead_is_the_newest_with_a_picture_and_headlines_are_the_newest_of_all(page: Read) -> None:
    store([make_post(30, image=None)], [])
    shown = page("/")
    assert texts(shown, ".front-lead .story h3") == ["자전거길 23호 개통"]
    assert texts(shown, ".headline h3") == [f"자전거길 {number}호 개통" for number in (30, 22, 21, 20)]


def test_what_is_pinned_leads_until_its_day_is_over_and_while_it_is_public(page: Read) -> None:
    pins = (
        Pin(language="ko", key=post_key(3), until=TODAY),
        Pin(language="ko", key=post_key(4), until=date(2026, 11, 20)),
        Pin(language="ko", key=post_key(5)),
        Pin(language="en", key=post_key(24)),
        Pin(language="ko", key="0" * 32),
    )
    tell(make_city(pins=pins), make_website(pins=pins))
    shown = page("/")
    assert texts(shown, ".front-lead .story h3") == ["자전거길 3호 개통"]
    assert texts(shown, ".headline h3") == [f"자전거길 {number}호 개통" for number in (5, 23, 22, 21)]
    assert texts(page("/traffic/bike/"), ".front-lead .story h3") == ["자전거길 3호 개통"]
    assert texts(page("/en/"), ".front-lead .story h3") == ["Cycle path 24 opens"]


def test_no_post_is_lost_between_a_front_page_with_pins_and_the_pages_after_it(page: Read) -> None:
    tell(make_city(pins=(Pin(language="ko", key=post_key(3)),)))
    seen, address = set(), f"{BASE_URL}/"
    while address:
        shown = page(address)
        seen |= set(texts(shown, ".story h3, .headline h3"))
        (address,) = values(shown, "a[rel=next]") or [""]
    assert seen == {f"자전거길 {number}호 개통" for number in range(1, 24)}


def test_a_web_team_says_which_parts_there_are_in_which_order_and_what_they_are_called(page: Read) -> None:
    listing = Listing(url=f"{BASE_URL}/search/?kind=post", title="건강 & 자전거", kind="post", language="ko", first=2)
    tell(
        make_website(
            layouts=(
                arranged(
                    FrontSection(
                        type="links", title="바로 <가기>", links=(MenuLink(title="지도", url="https://m.example/"),)
                    ),
                    FrontSection(type="listing", title="건강 & 자전거", listing=listing),
                    FrontSection(type="news", title="우리 소식"),
                    shortcuts=(MenuLink(title="대여", url=f"{BASE_URL}/traffic/"),),
                ),
            )
        )
    )
    shown = page("/traffic/bike/")
    assert list(parts(shown)) == ["front-links", "front-listing", "front-news"]
    assert texts(shown, f"{PARTS} > .section-head h2") == ["바로 <가기>", "건강 & 자전거", "우리 소식"]
    assert texts(shown, ".front-listing .row h3") == ["자전거길 23호 개통", "자전거길 22호 개통"]
    assert values(shown, ".front-listing .section-head a") == [f"{BASE_URL}/search/?kind=post"]
    assert values(shown, ".front-links-list a") == ["https://m.example/"]
    assert values(shown, ".shortcuts a") == [f"{BASE_URL}/traffic/"]
    assert texts(shown, ".front-news .story h3") == ["자전거길 23호 개통", "자전거길 22호 개통"]
    assert list(parts(page("/"))) == ["front-lead", "front-fields", "front-news", "front-websites"], (
        "it has no sections"
    )


def test_a_city_arranges_what_only_a_city_has(page: Read) -> None:
    types = ("websites", "documents", "events", "fields")
    tell(make_city(layouts=(arranged(*(FrontSection(type=type_) for type_ in types)),)))
    store([make_document(1), make_closed(2)], SECTIONS)
    shown = page("/")
    assert list(parts(shown)) == ["front-websites", "front-documents", "front-events", "front-fields"]
    assert texts(shown, ".front-none") == ["다가오는 일정이 없습니다."]
    assert next(parts(page("/en/"))) == "front-lead", "another language has its own"


def test_each_field_is_shown_with_the_newest_of_its_posts_in_that_language(page: Read) -> None:
    assert texts(page("/"), ".fields li") == ["교통 자전거길 23호 개통", "건강"]
    assert texts(page("/en/"), ".fields li") == ["Traffic Cycle path 24 opens", "Health Cycle path 24 opens"]


def test_a_front_page_changes_with_whatever_a_web_team_may_show_on_it(get: Read) -> None:
    listing = Listing(url=f"{BASE_URL}/search/?kind=document", title="문서", kind="document")
    tell(make_website(layouts=(arranged(FrontSection(type="listing", listing=listing)),)))
    for path in ("/", "/traffic/bike/"):
        first = get(path)
        store([make_document(9 if path == "/" else 10)], SECTIONS if path == "/" else [])
        second = get(path, If_None_Match=first["ETag"])
        assert second.status_code == 200
        assert get(path, If_None_Match=second["ETag"]).status_code == 304


def test_more_fields_pins_and_parts_cost_no_query_more(get: Read, django_assert_num_queries: Any) -> None:
    for number in range(20):
        tell(make_field(f"field-{number}"))
    tell(make_city(pins=tuple(Pin(language="ko", key=post_key(number)) for number in range(1, 6))))
    get("/")
    with django_assert_num_queries(8):
        get("/")
