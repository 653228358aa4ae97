"""The feeds of searches."""

import json
from urllib.parse import quote, unquote

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.ledger import generation
from tests.background import keep
from tests.factories import BASE_URL, HOST, make_post, make_released_terms, make_tag, post_key, store, withdraw

pytestmark = pytest.mark.django_db
QUERY = f"q={quote('자전거길')}"


@pytest.fixture(autouse=True)
def city():
    store([make_post(number) for number in range(1, 24)], make_released_terms())
    keep()


@pytest.fixture
def get(client):
    def read(path, **headers):
        return client.get(path, headers={"Host": HOST, **{name.replace("_", "-"): headers[name] for name in headers}})

    return read


def titles(answer):
    return [entry.title for entry in feedparser.parse(answer.content).entries]


def test_the_newest_that_match_come_first_and_no_more_than_twenty(get):
    answer = get(f"/search/feed.atom?{QUERY}")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert titles(answer) == [f"자전거길 {number}호 개통" for number in range(23, 3, -1)]


def test_each_format_has_the_same_entries_and_names_what_is_looked_for(get):
    for suffix in ("atom", "rss"):
        found = feedparser.parse(get(f"/search/feed.{suffix}?{QUERY}&field=traffic").content)
        assert not found.bozo
        assert found.feed.title == "‘자전거길’ 검색 (교통) - 새별시"
        assert len(found.entries) == 20
    found = json.loads(get(f"/en/search/feed.json?{QUERY}").content)
    assert (found["title"], len(found["items"])) == ("Search for “자전거길” - Saebyeol", 20)
    assert unquote(found["home_page_url"]) == f"{BASE_URL}/en/search/?q=자전거길"
    assert unquote(found["feed_url"]) == f"{BASE_URL}/en/search/feed.json?q=자전거길"


def test_the_title_says_what_narrows_in_the_words_of_the_pages(get):
    narrowed = "kind=post&openness=partial&genre=approval&ground=5&file=yes&unit=bike-team&since=2026-01-01"
    assert json.loads(get(f"/search/feed.json?{QUERY}&{narrowed}").content)["title"] == (
        "‘자전거길’ 검색 (소식, 감사·입찰·인사·내부 검토, 첨부 파일 있음, 자전거팀, 결재문서, 부분공개,"
        " 게시한 날: 2026. 1. 1. ~) - 새별시"
    )
    periods = "since=2025-01-01&until=2025-12-31&produced-until=2024-12-31"
    assert json.loads(get(f"/en/search/feed.json?kind=document&{periods}").content)["title"] == (
        "Search (Document, Published: 1 January 2025 ~ 31 December 2025, Produced: ~ 31 December 2024) - Saebyeol"
    )


def test_a_feed_names_its_page_its_other_formats_and_its_other_languages(get):
    links = feedparser.parse(get(f"/search/feed.atom?{QUERY}").content).feed.links
    assert {(link.rel, link.type, unquote(link.href)) for link in links if link.rel != "license"} == {
        ("self", "application/atom+xml", f"{BASE_URL}/search/feed.atom?q=자전거길"),
        ("alternate", "text/html", f"{BASE_URL}/search/?q=자전거길"),
        ("alternate", "application/rss+xml", f"{BASE_URL}/search/feed.rss?q=자전거길"),
        ("alternate", "application/feed+json", f"{BASE_URL}/search/feed.json?q=자전거길"),
        ("alternate", "application/atom+xml", f"{BASE_URL}/en/search/feed.atom?q=자전거길"),
    }


def test_what_is_only_similar_is_left_out(get):
    answer = get(f"/search/feed.atom?q={quote('자전거길 쿠알라룸푸르 노르웨이 아르헨티나')}")
    assert (answer.status_code, titles(answer)) == (200, [])


def test_what_is_withdrawn_leaves_it_at_once(get):
    withdraw(post_key(23))
    assert titles(get(f"/search/feed.atom?{QUERY}"))[0] == "자전거길 22호 개통"


def test_a_reader_that_has_it_gets_304(get):
    first = get(f"/search/feed.atom?{QUERY}")
    assert "Last-Modified" not in first
    assert get(f"/search/feed.atom?{QUERY}", If_None_Match=first["ETag"]).status_code == 304


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("", "q"),
        ("q=", "q"),
        (f"{QUERY}&after=x", "after"),
        (f"{QUERY}&fields=traffic", "fields"),
        (f"{QUERY}&since=x", "since"),
        (f"{QUERY}&order=best", "order"),
    ],
)
def test_what_no_search_knows_is_refused_with_its_place(get, query, where):
    answer = get(f"/search/feed.atom?{query}")
    assert (answer.status_code, json.loads(answer.content)["where"]) == (400, where)


def test_values_that_nobody_has_find_nothing(get):
    for query in (f"{QUERY}&unit=nobody", f"{QUERY}&kind=nobody", "q=%00&tag=%E2%80%AE", f"{QUERY}&year=x"):
        assert get(f"/search/feed.rss?{query}").status_code in (200, 400), query


@pytest.mark.parametrize("path", ["/traffic/search/feed.atom", "/nowhere/search/feed.atom"])
def test_there_is_none_below_other_pages(get, path):
    assert get(f"{path}?{QUERY}").status_code == 404


def test_who_asks_more_often_than_the_limit_is_told_to_wait(get, settings):
    settings.MADANG_SEARCH_RATE = 1
    answers = [get(f"/search/feed.atom?{QUERY}") for _ in range(2)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) >= 1


def test_a_feed_takes_few_queries(get):
    counts = []
    for query in (f"{QUERY}&until=2026-11-05", f"{QUERY}&tag={quote('자전거')}"):
        get(f"/search/feed.atom?{query}")
        with CaptureQueriesContext(connection) as captured:
            get(f"/search/feed.atom?{query}")
        counts.append(len(captured))
    assert max(counts) <= 14, counts


@pytest.mark.parametrize("suffix", ["atom", "rss", "json"])
def test_a_feed_of_twenty_takes_as_many_queries_as_one_of_one(get, suffix):
    store([make_post(100, tags=("한강",))], [make_tag("한강")])
    keep()
    asked = {}
    for tag in ("한강", "자전거"):
        path = f"/search/feed.{suffix}?{QUERY}&tag={quote(tag)}"
        get(path)
        generation.replace()
        with CaptureQueriesContext(connection) as captured:
            answer = get(path)
        asked[answer.content.count(quote("소식").encode())] = [query["sql"] for query in captured]
    assert len(asked) == 2
    one, twenty = asked.values()
    assert len(one) == len(twenty), (one, twenty)


def test_a_feed_is_kept_only_once_the_index_has_heard_of_all(get):
    store([make_post(24)], ())
    before = get(f"/search/feed.atom?{QUERY}")
    assert (before["Cache-Control"], titles(before)[0]) == ("no-store", "자전거길 23호 개통")
    keep()
    after = get(f"/search/feed.atom?{QUERY}")
    assert (after["Cache-Control"], titles(after)[0]) == ("public, max-age=60", "자전거길 24호 개통")
