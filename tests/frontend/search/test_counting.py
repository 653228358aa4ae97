"""Counting searches by their pages: words by day, and the places that were opened, of nobody."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from api.response_cache import ResponseCache
from cms.search import insight, limits, receipts
from cms.search.insight import ALL
from cms.search.models import Searched
from cms.search.receipts import Receipt
from tests.factories import HOST, SITE
from tests.frontend.conftest import Read, values

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def nothing_held() -> Any:
    insight._held.clear()
    yield
    insight._held.clear()


@pytest.fixture
def send(client: Client) -> Any:
    """Send a body as a beacon does."""

    def post(body: str | bytes, **over: Any) -> Any:
        over = {"content_type": "application/x-www-form-urlencoded", "HTTP_HOST": HOST} | over
        return client.post("/search/count", body, **over)

    return post


def kept() -> dict[str, tuple[int, ...]]:
    insight.flush()
    rows = Searched.objects.filter(site=SITE)
    return {row.query: (row.count, row.without_result, row.clicked, row.positions) for row in rows}


def receipt(**over: Any) -> str:
    values = {"site": SITE, "day": TODAY, "query": "자전거길", "is_without_result": False, "counts": True}
    return Receipt(**values | over).encode()


@pytest.mark.usefixtures("indexed")
def test_a_page_has_the_receipt_that_counts_it_and_the_places_of_what_is_opened(page: Read, send: Any) -> None:
    shown = page("/search/?q=자전거길!")
    results = shown.select_one("[data-receipt]")
    assert results["data-count"].endswith("/search/count")
    assert kept() == {}
    assert send(urlencode({"receipt": results["data-receipt"]})).status_code == 204
    places = values(shown, ".hit", "data-position")
    assert places == [str(place) for place in range(1, 21)]
    assert send(urlencode({"receipt": results["data-receipt"], "position": places[3]})).status_code == 204
    assert kept() == {ALL: (1, 0, 1, 4), "자전거길": (1, 0, 1, 4)}
    assert set(Searched.objects.values_list("day", flat=True)) == {TODAY}


@pytest.mark.usefixtures("indexed")
def test_without_scripts_a_picture_that_is_none_counts_the_search(page: Read, get: Read) -> None:
    (address,) = values(page("/search/?q=쿠알라룸푸르"), "noscript img", "src")
    answer = get(address)
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (204, b"", "no-store")
    assert not answer.cookies
    assert kept() == {ALL: (1, 1, 0, 0), "쿠알라룸푸르": (1, 1, 0, 0)}


@pytest.mark.usefixtures("indexed")
def test_places_go_on_from_page_to_page_and_a_later_page_is_no_new_search(page: Read, send: Any) -> None:
    first = page("/search/?q=자전거")
    later = page(values(first, ".pager a[rel~=next]")[0])
    assert values(later, ".hit", "data-position") == [str(place) for place in range(21, 25)]
    (given,) = values(later, "[data-receipt]", "data-receipt")
    assert send(urlencode({"receipt": given})).status_code == 204
    assert kept() == {}
    send(urlencode({"receipt": given, "position": 21}))
    assert kept()["자전거"] == (0, 0, 1, 21)


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("query", ["kind=post", "q=자전거&order=newest"])
def test_what_has_no_words_or_goes_by_date_is_not_counted(page: Read, query: str) -> None:
    assert values(page(f"/search/?{query}"), "[data-receipt], noscript img", "class") == []


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize("query", ["q=자전거&field=traffic", "q=자전거&since=2026-01-01", "q=자전거&typed=1"])
def test_what_goes_on_with_a_search_is_not_counted_as_another(page: Read, send: Any, query: str) -> None:
    (given,) = values(page(f"/search/?{query}"), "[data-receipt]", "data-receipt")
    send(urlencode({"receipt": given}))
    assert kept() == {}


@pytest.mark.usefixtures("indexed")
def test_words_that_may_be_somebodys_are_in_no_receipt(page: Read, send: Any) -> None:
    (given,) = values(page("/search/?q=010-1234-5678"), "[data-receipt]", "data-receipt")
    send(urlencode({"receipt": given}))
    assert kept() == {ALL: (1, 1, 0, 0)}


HOSTILE = [
    b"",
    b"receipt=",
    b"receipt=x",
    b"position=1",
    b"\xff\xfe\x00",
    "receipt=자전거".encode(),
    b"receipt=" + b"a" * 1_001,
    b"receipt=eyJhIjoxfQ:abc",
    b"&&&=&;=%00%ff",
    b'{"receipt": "x"}',
    b"receipt[]=1&receipt[a]=2",
]


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", "x/y"]
)
def test_what_was_not_signed_is_refused_and_counts_nothing(send: Any, body: bytes, content_type: str) -> None:
    answer = send(body, content_type=content_type)
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:madang:error:BAD_INPUT"
    assert kept() == {}


@pytest.mark.usefixtures("city")
def test_a_body_that_is_longer_than_any_receipt_is_refused(send: Any) -> None:
    assert send(b"receipt=" + b"a" * 3_000).status_code == 413


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("position", ["", "x", "-1", "1e9", "100000", "１", "1.5", " 1", "0x1"])
def test_a_place_that_is_no_number_is_refused(send: Any, position: str) -> None:
    answer = send(urlencode({"receipt": receipt(), "position": position}))
    assert (answer.status_code, answer.json()["where"]) == (400, "position")
    assert kept() == {}


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    ("over", "status"),
    [
        ({}, 204),
        ({"day": TODAY - timedelta(days=1)}, 204),
        ({"day": TODAY - timedelta(days=2)}, 400),
        ({"day": TODAY + timedelta(days=1)}, 400),
        ({"site": "elsewhere"}, 400),
    ],
)
def test_a_receipt_is_of_one_city_and_of_these_days(send: Any, over: dict[str, Any], status: int) -> None:
    assert send(urlencode({"receipt": receipt(**over)})).status_code == status


@pytest.mark.usefixtures("city")
def test_one_letter_that_is_changed_makes_it_none(send: Any) -> None:
    given = receipt()
    turned = given[:5] + ("A" if given[5] != "A" else "B") + given[6:]
    assert send(urlencode({"receipt": turned})).status_code == 400


@pytest.mark.usefixtures("city")
def test_nobody_is_led_anywhere_and_other_methods_are_refused(client: Client) -> None:
    query = urlencode({"receipt": receipt(), "next": "https://evil.example/", "url": "//evil.example"})
    answer = client.get(f"/search/count?{query}", headers={"Host": HOST})
    assert (answer.status_code, "Location" in answer) == (204, False)
    assert client.put("/search/count", headers={"Host": HOST}).status_code == 405
    assert client.head(f"/search/count?{query}", headers={"Host": HOST}).status_code == 405
    assert client.get(f"/traffic/search/count?{query}", headers={"Host": HOST}).status_code == 404


@pytest.mark.usefixtures("city")
def test_the_longest_receipt_that_is_made_is_taken(send: Any) -> None:
    query = insight.counted_as("\U00020bb7" * 60)
    assert len(query) == 60
    made = Receipt(site="s" * 60, day=TODAY, query=query, is_without_result=False, counts=True).encode()
    assert 1_000 < len(made) <= receipts.LONGEST
    assert receipts.read(made, site="s" * 60).query == query
    assert send(urlencode({"receipt": receipt(query=query)})).status_code == 204
    assert kept()[query] == (1, 0, 0, 0)


@pytest.mark.usefixtures("city")
def test_a_head_that_is_asked_as_a_get_counts_nothing(client: Client) -> None:
    cache = ResponseCache(WSGIHandler(), generation=lambda: 1, next_expiry=lambda: None)
    query = urlencode({"receipt": receipt()})
    statuses = []
    for method in ("HEAD", "GET"):
        environ = RequestFactory(headers={"Host": HOST}).generic(method, "/search/count", QUERY_STRING=query).environ
        b"".join(cache(environ, lambda status, headers, error=None: statuses.append(status)))
    assert statuses == ["405 Method Not Allowed", "204 No Content"]
    assert kept()["자전거길"] == (1, 0, 0, 0)


@pytest.mark.usefixtures("city")
def test_a_flood_of_receipts_is_limited_like_one_of_searches(
    send: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MADANG_SEARCH_RATE = 1
    monkeypatch.setattr(limits, "_buckets", limits.Buckets(clock=lambda: 0.0))
    answers = [send(urlencode({"receipt": receipt()}), REMOTE_ADDR="192.0.2.7") for _ in range(12)]
    assert [answer.status_code for answer in answers] == [204] * 10 + [429] * 2
    assert kept()["자전거길"] == (10, 0, 0, 0)


@pytest.mark.usefixtures("city")
def test_a_day_has_so_many_queries_and_beyond_them_only_its_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insight, "MOST_A_DAY", 5)
    for number in range(3):
        for other in range(3):
            insight.searched(SITE, f"낱말 {number}{other}", 1)
        insight.flush()
    insight.searched(SITE, "낱말 00", 1)
    found = kept()
    assert (len(found), found[ALL], found["낱말 00"]) == (5, (10, 0, 0, 0), (2, 0, 0, 0))


@pytest.mark.usefixtures("indexed")
def test_the_api_gives_the_same_receipt_and_keeps_its_answer(client: Client, page: Read) -> None:
    query = '{ search(query: "자전거길") { receipt } none: search { receipt } }'
    answer = client.get("/graphql", {"query": query}, headers={"Host": HOST, "Accept": "application/json"})
    (given,) = values(page("/search/?q=자전거길"), "[data-receipt]", "data-receipt")
    assert answer.json()["data"] == {"search": {"receipt": given}, "none": {"receipt": None}}
    assert answer["Cache-Control"] == "public, max-age=60"
