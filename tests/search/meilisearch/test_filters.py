"""Filters: whatever a client sends stays a value."""

import json
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cms.search.meilisearch import filters
from cms.search.requests import Days, Order, Place, Request
from tests.search.meilisearch.language import parsed, tokens

NASTY = st.text(st.one_of(st.characters(), st.sampled_from("\"'\\[](){},=<>\0\n\x85 uxnANDOR")), max_size=40)


@given(NASTY)
@example('" OR key > 0 OR "')
@example("\\")
@example('\\" OR key > 0 OR \\"')
@example("\\u{22} OR key > 0")
@example("\ud800")
def test_no_value_can_leave_its_quotes(value):
    (found,) = tokens(filters.quoted(value))
    assert found.is_quoted
    assert found.text == value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@given(st.lists(NASTY, max_size=5))
def test_a_filter_finds_the_documents_that_have_one_of_its_values_and_no_others(values):
    finds = parsed(filters.one_of("values.unit", values))
    assert not finds({"values": {"unit": ["of no such value"]}})
    assert all(finds({"values": {"unit": [value]}}) for value in values if value.isprintable())


def test_a_filter_is_valid_json_for_the_server():
    assert json.loads(json.dumps(filters.quoted('\ud83d\0"가')).encode("utf-8")) == '"�\\u{0}\\u{22}가"'


@pytest.mark.parametrize("name", ["key", "title", "unit = 1 OR values.unit", ""])
def test_only_dimensions_are_attributes(name):
    with pytest.raises(ValueError, match="is no dimension"):
        filters.attribute(name)


def test_a_request_becomes_a_filter_of_each_sort():
    request = Request(
        site="a",
        filters={"unit": ("road", "park"), "kind": ("post",)},
        published=Days(since=date(2026, 11, 5), until=date(2026, 11, 5)),
        produced=Days(since=date(2025, 1, 2), until=date(2026, 12, 31)),
        order=Order.NEWEST,
        after=Place(Order.NEWEST, 1_000, 7),
    )
    assert filters.of(request) == [
        'values.unit IN ["road", "park"]',
        'values.kind IN ["post"]',
        "moment >= 1793804400000000",
        "moment < 1793890800000000",
        "made >= 20250102",
        "made <= 20261231",
        "moment < 1000 OR (moment = 1000 AND key < 7)",
    ]


def test_the_place_after_a_hit_by_relevance_is_no_filter():
    assert filters.of(Request(site="a", after=Place(Order.RELEVANCE, 20, 7))) == []


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_what_comes_after_a_place_is_what_is_older_or_of_a_lower_key(moment, key, other_moment, other_key):
    request = Request(site="a", order=Order.NEWEST, after=Place(Order.NEWEST, moment, key))
    (beyond,) = filters.of(request)
    document = {"moment": other_moment, "key": other_key}
    assert parsed(beyond)(document) == ((other_moment, other_key) < (moment, key))
