"""A search in the query of an address."""

from datetime import date

import pytest
from django.http import QueryDict

from cms.core.errors import BadCursor, BadInput
from cms.search import parameters
from cms.search.parameters import narrowed, pairs
from cms.search.requests import MAX_LETTERS, Days, Order, Place

SITE = "saebyeol"


def read(query):
    return parameters.read(QueryDict(query), site=SITE)


def test_a_search_is_the_same_after_it_was_written_and_read():
    place = Place(Order.NEWEST, 5, 7).encode()
    query = (
        "q=자전거&kind=post&kind=document&unit=bike-team&year=2026&since=2026-01-01&until=2026-11-30"
        f"&produced-since=2025-01-01&produced-until=2025-12-31&order=newest&typed=1&after={place}"
    )
    found = read(query)
    assert list(pairs(found)) == list(pairs(read("&".join(f"{name}={value}" for name, value in pairs(found)))))
    assert found.filters == {"kind": ("post", "document"), "unit": ("bike-team",), "year": ("2026",)}
    assert (found.published, found.produced) == (
        Days(since=date(2026, 1, 1), until=date(2026, 11, 30)),
        Days(since=date(2025, 1, 1), until=date(2025, 12, 31)),
    )
    assert (found.order, found.as_typed, found.after) == (Order.NEWEST, True, Place(Order.NEWEST, 5, 7))


def test_what_is_usual_is_left_out():
    assert list(pairs(read("q=a&order=relevance&kind=&since=&typed=&after="))) == [("q", "a")]
    assert list(pairs(read(""))) == []


def test_without_a_text_the_newest_come_first():
    assert (read("order=relevance").order, read("q=a").order) == (Order.NEWEST, Order.RELEVANCE)


def test_other_parameters_are_passed_over():
    assert list(pairs(read("q=a&utm_source=letter&produced=2026-11-05"))) == [("q", "a")]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("%20%20a%0A%20b%00c%20", "a bc"),
        ("%E2%80%AE가나%E2%81%A6", "가나"),
        ("%ED%A0%80", "���"),
        ("a" * 10_000, "a" * MAX_LETTERS),
        ("%E1%84%80%E1%85%A1", "가"),
    ],
)
def test_a_text_is_one_clean_line_of_a_bounded_length(typed, text):
    assert read(f"q={typed}").text == text


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("since=yesterday", "since"),
        ("until=2026-02-30", "until"),
        ("since=20260101", "since"),
        ("since=0999-12-31", "period"),
        ("until=9999-12-31", "period"),
        ("produced-since=2026-W01-1", "produced-since"),
        ("since=2026-11-02&until=2026-11-01", "period"),
        ("order=best", "order"),
        ("tag=" + "a" * 501, "tag"),
        ("&".join(f"tag={number}" for number in range(51)), "filters"),
    ],
)
def test_what_nobody_can_mean_is_refused_with_its_place(query, where):
    with pytest.raises(BadInput) as refused:
        read(query)
    assert refused.value.where == where


@pytest.mark.parametrize("after", ["x", "%00", "cg", Place(Order.NEWEST, 1, 1).encode()])
def test_a_cursor_of_another_search_or_of_nobody_is_refused(after):
    with pytest.raises(BadCursor):
        read(f"q=a&after={after}")


def test_narrowing_begins_anew_and_leaves_the_rest():
    found = narrowed(read(f"q=a&unit=b&kind=post&after={Place(Order.RELEVANCE, 20, 0).encode()}"), "kind", ["meeting"])
    assert list(pairs(found)) == [("q", "a"), ("kind", "meeting"), ("unit", "b")]
    assert list(pairs(narrowed(found, "kind", []))) == [("q", "a"), ("unit", "b")]
