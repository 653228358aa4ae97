"""The limit on searches of one client."""

import pytest
from django.test import RequestFactory

from cms.core.errors import TooMany
from cms.search import limits
from cms.search.limits import SUGGESTION, Buckets, admit


class Clock:
    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def buckets(clock, monkeypatch, settings):
    settings.MADANG_SEARCH_RATE = 3
    made = Buckets(clock=clock)
    monkeypatch.setattr(limits, "_buckets", made)
    return made


def request(address="192.0.2.1"):
    return RequestFactory().get("/search/", REMOTE_ADDR=address)


def test_who_asks_more_often_than_the_limit_is_told_when_to_ask_again(buckets, clock):
    for _ in range(3):
        admit(request())
    with pytest.raises(TooMany) as refused:
        admit(request())
    assert (refused.value.status, refused.value.headers) == (429, {"Retry-After": "20"})
    clock.now += 20
    admit(request())
    with pytest.raises(TooMany):
        admit(request())


def test_another_client_is_not_kept_waiting(buckets):
    for _ in range(3):
        admit(request())
    admit(request("192.0.2.2"))


def test_one_network_of_ipv6_is_one_client(buckets):
    for number in range(3):
        admit(request(f"2001:db8::{number}"))
    with pytest.raises(TooMany):
        admit(request("2001:db8::ffff"))


def test_a_suggestion_costs_a_quarter_of_a_search(buckets):
    for _ in range(12):
        admit(request(), cost=SUGGESTION)
    with pytest.raises(TooMany) as refused:
        admit(request(), cost=SUGGESTION)
    assert refused.value.headers == {"Retry-After": "5"}


def test_a_refusal_costs_nothing(buckets, clock):
    for _ in range(3):
        admit(request())
    for _ in range(9):
        with pytest.raises(TooMany):
            admit(request())
    clock.now += 20
    admit(request())


def test_a_rate_of_nought_is_no_limit(buckets, settings):
    settings.MADANG_SEARCH_RATE = 0
    for _ in range(9):
        admit(request())


def test_who_has_no_address_is_let_by(buckets):
    for _ in range(9):
        admit(request(""))


def test_nothing_that_is_kept_has_the_address_in_it_and_each_hour_has_another_name_for_it(buckets, clock):
    admit(request())
    (name,) = buckets._left
    assert b"192.0.2.1" not in name
    clock.now += 3_600
    admit(request())
    (later,) = buckets._left
    assert later != name


def test_no_more_clients_are_remembered_than_the_most(clock):
    buckets = Buckets(most=2, clock=clock)
    for client in ("a", "b", "c"):
        buckets.take(client, 1, size=1)
    assert len(buckets._left) == 2
    assert buckets.take("c", 1, size=1) == 60.0
    assert buckets.take("a", 1, size=1) == 0.0
