"""Words in a query that narrow it: unit, number and year, with the units below."""

import pytest

from cms.search.answers import answer
from cms.search.requests import Order, Request
from cms.subsites.models import OrganisationUnit
from tests.background import keep
from tests.content import CODE, make_unit, published_post
from tests.search.test_answers import titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


@pytest.fixture
def posts():
    team = make_unit()
    bureau = OrganisationUnit.objects.create(key="transport", name_ko="교통국", name_en="Transport Bureau")
    team.parent = bureau
    team.save()
    published_post("자전거 소식", slug="a", unit=team)
    published_post("버스 소식", slug="b", unit=bureau)
    other = OrganisationUnit.objects.create(key="parks", name_ko="공원과", name_en="Parks Division")
    published_post("공원 소식", slug="c", unit=other)
    keep()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("소식 unit:교통국", ["버스 소식", "자전거 소식"]),
        ("소식 부서:자전거팀", ["자전거 소식"]),
        ('소식 unit:"Transport Bureau"', ["버스 소식", "자전거 소식"]),
        ("unit:공원과", ["공원 소식"]),
        ("소식 unit:없는과", []),
        ("소식 year:1999", []),
        ("소식 -버스", ["공원 소식", "자전거 소식"]),
        ('"자전거 소식"', ["자전거 소식"]),
    ],
)
def test_a_word_for_a_filter_narrows(posts, typed, found):
    assert sorted(titles(typed)) == found


def test_a_unit_that_is_filtered_by_has_those_below_with_it(posts):
    assert sorted(titles("소식", filters={"unit": ("transport",)})) == ["버스 소식", "자전거 소식"]


def test_a_word_and_a_filter_both_narrow(posts):
    assert titles("소식 unit:공원과", filters={"unit": ("transport",)}) == []


@pytest.mark.parametrize("typed", ["???", "%", '"', "-", "· ·", "()"])
@pytest.mark.parametrize("order", Order)
def test_what_says_nothing_finds_nothing_unless_something_else_narrows(posts, typed, order):
    found = answer(Request(site=CODE, text=typed, order=order, counts=("kind",)))
    assert (found.hits, found.matches, found.estimated, found.is_exact) == ([], False, 0, True)
    assert (found.has_next, found.end, found.counts) == (False, None, {"kind": []})
    assert titles(typed, order=order, filters={"unit": ("parks",)}) == ["공원 소식"]


@pytest.mark.parametrize("typed", ["", "  "])
def test_where_nothing_is_typed_it_is_a_list(posts, typed):
    assert len(titles(typed, order=Order.NEWEST)) == 3
    assert titles(typed, filters={"unit": ("parks",)}) == ["공원 소식"]


def test_what_was_filtered_for_is_what_is_told(posts):
    asked = Request(site=CODE, text="소식 unit:교통국")
    assert answer(asked).request.filters == {}
