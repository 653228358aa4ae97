"""The calendar of committees: by the time of the meeting, public meetings only, each committee apart."""

from datetime import timedelta
from typing import Any

import pytest

from cms.core.errors import BadInput
from cms.ledger.calendar import ALL, upcoming
from cms.ledger.filters import Filters
from cms.ledger.selectors import entries
from tests.factories import NOON, SITE, make_meeting, make_post, meeting_key, store, withdraw

pytestmark = pytest.mark.django_db
TOMORROW = NOON + timedelta(days=1)


def coming(**over: Any) -> list[str]:
    values: dict[str, Any] = {"site": SITE, "since": NOON, "first": 20}
    return [item.data["key"] for item in upcoming(**values | over)]


def calendar(**over: Any) -> list[str]:
    found: list[str] = []
    after = None
    while True:
        page = entries(Filters(site=SITE, **over), first=2, after=after)
        found += [item.data["key"] for item in page.items]
        if not page.has_next:
            return found
        after = page.end


def keys(*numbers: int) -> list[str]:
    return [meeting_key(number) for number in numbers]


@pytest.fixture(autouse=True)
def meetings(db: None) -> None:
    """Published in the order of their numbers, held in another; the third is of another committee."""
    days = {1: 5, 2: 2, 3: 4, 4: -3, 5: -1, 6: -2}
    other = {3: {"committee": "audit"}}
    store(
        [
            make_post(1),
            *(make_meeting(n, held_at=NOON + timedelta(days=days[n]), **other.get(n, {})) for n in days),
        ]
    )


def test_what_is_to_come_begins_with_the_next() -> None:
    assert coming() == keys(2, 3, 1)
    assert coming(of="bike-committee") == keys(2, 1)
    assert coming(of="audit", since=NOON + timedelta(days=4)) == keys(3)
    assert coming(of="nobody") == coming(site="elsewhere") == []
    assert coming(first=1) == keys(2)


@pytest.mark.parametrize("first", [0, 101])
def test_an_impossible_number_is_refused(first: int) -> None:
    with pytest.raises(BadInput):
        coming(first=first)


def test_what_was_begins_with_the_last_and_pages_without_gap_or_repeat() -> None:
    assert calendar(calendar=ALL, until=NOON) == keys(5, 6, 4)
    assert calendar(calendar=ALL) == keys(1, 3, 2, 5, 6, 4)
    assert calendar(calendar="bike-committee", since=NOON) == keys(1, 2)
    assert calendar(calendar=ALL, openness="open", committee="bike-committee") == keys(1, 2, 5, 6, 4)


def test_a_meeting_that_is_put_off_moves_and_one_that_is_withdrawn_leaves() -> None:
    store([make_meeting(2, held_at=NOON + timedelta(days=9))], [])
    withdraw(meeting_key(1))
    assert coming() == keys(3, 2)


def test_other_listings_keep_the_order_of_publication() -> None:
    assert calendar(committee="bike-committee") == keys(6, 5, 4, 2, 1)
