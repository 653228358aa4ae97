"""Picks of editors for a query, above the hits of its page and in GraphQL."""

from typing import Any

import pytest

from cms.ledger import clocks
from cms.search.models import Pick
from tests.background import keep
from tests.factories import BASE_URL, SITE, make_post, make_terms, make_translation, post_key, store, withdraw
from tests.frontend.conftest import Read, texts, values

MAP = {"url": "https://www.example.org/map", "title": "자전거 <지도>"}


def picked(queries: str, *items: dict[str, str]) -> None:
    Pick.objects.create(site=SITE, queries=queries, items=list(items))
    clocks.advance_vocabulary(SITE)


def above(shown: Any) -> list[tuple[str, str]]:
    return [(link.get_text(), link["href"]) for link in shown.select(".picks h3 a")]


@pytest.mark.usefixtures("indexed")
def test_picks_stand_above_the_hits_and_are_not_said_twice(page: Read) -> None:
    picked("자전거길", {"key": post_key(3)}, MAP)
    shown = page("/search/?q=자전거길")
    assert above(shown) == [("자전거길 3호 개통", make_post(3).url), (MAP["title"], MAP["url"])]
    assert texts(shown, ".pick .meta") == ["게시 2026. 11. 5. 자전거팀", "https://www.example.org/map"]
    assert make_post(3).url not in values(shown, ".hit h3 a")
    assert len(values(shown, ".hit h3 a")) in (19, 20)


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("query", ["q=자전거", "q=자전거길&field=traffic", "q=자전거길&since=2026-01-01", "kind=post"])
def test_no_pick_stands_above_another_search_or_one_that_is_narrowed(page: Read, query: str) -> None:
    picked("자전거길", {"key": post_key(3)})
    assert above(page(f"/search/?{query}")) == []


@pytest.mark.usefixtures("indexed")
def test_a_pick_is_shown_where_nothing_is_found_and_vanishes_when_it_is_withdrawn(page: Read) -> None:
    picked("쿠알라룸푸르", {"key": post_key(3)})
    shown = page("/search/?q=쿠알라룸푸르")
    assert above(shown) == [("자전거길 3호 개통", make_post(3).url)]
    assert texts(shown, "#count") == ["시에서 고른 자료가 있습니다."]
    withdraw(post_key(3))
    shown = page("/search/?q=쿠알라룸푸르")
    assert (above(shown), texts(shown, "#count")) == ([], ["검색 결과가 없습니다."])


@pytest.mark.django_db
def test_a_pick_of_another_city_is_shown_to_nobody(page: Read) -> None:
    store([make_post(1), make_post(9, site="elsewhere", tags=())], make_terms())
    keep()
    picked("자전거길", {"key": post_key(9)})
    assert above(page("/search/?q=자전거길")) == []


@pytest.mark.django_db
def test_a_pick_is_told_in_the_language_of_the_page_and_of_whoever_asks(page: Read, client: Any) -> None:
    url = f"{BASE_URL}/en/traffic/post-2/"
    korean = make_post(1, translations=(make_translation(2, url=url),))
    english = make_post(2, language="en", url=url, title="Cycle path opens", tags=())
    store([korean, english], make_terms())
    keep()
    picked("자전거길\ncycle path", {"key": post_key(1)})
    assert above(page("/en/search/?q=자전거길")) == [("Cycle path opens", english.url)]
    assert above(page("/search/?q=자전거길")) == [("자전거길 1호 개통", korean.url)]
    query = """{ search(query: "cycle-path!") { own: picks { title node { key } }
        english: picks(language: "en") { title url node { language } } } }"""
    answer = client.post("/graphql", {"query": query}, content_type="application/json", HTTP_HOST="saebyeol.example")
    assert answer.json()["data"]["search"] == {
        "own": [{"title": "자전거길 1호 개통", "node": {"key": post_key(1)}}],
        "english": [{"title": "Cycle path opens", "url": english.url, "node": {"language": "en"}}],
    }
