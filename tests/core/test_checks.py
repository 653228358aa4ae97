import pytest
from wagtail.models import Page, get_page_models

from cms.core.checks import check_page_types, pages_say_what_they_publish
from cms.core.pages import BasePage
from cms.news.models import PostPage
from cms.subsites.models import CityPage


class Silent(BasePage):
    class Meta:
        abstract = True


class Wrong(Silent):
    publishes = "everything"

    class Meta:
        abstract = True


class Promising(Silent):
    publishes = "record"

    class Meta:
        abstract = True


class Hidden(Silent):
    publishes = None

    class Meta:
        abstract = True


def test_every_page_type_of_the_project_says_what_it_publishes():
    assert pages_say_what_they_publish() == []
    assert {PostPage, CityPage} <= set(get_page_models())


@pytest.mark.parametrize(
    ("model", "id"),
    [(Silent, "madang.E001"), (Page, "madang.E001"), (Wrong, "madang.E002"), (Promising, "madang.E003")],
)
def test_a_page_type_that_would_vanish_from_every_output_stops_the_start_with_a_hint(model, id):
    (problem,) = check_page_types([model])
    assert problem.id == id
    assert model.__name__ in problem.msg
    assert problem.hint


def test_a_page_type_may_say_that_it_publishes_nothing():
    assert list(check_page_types([Hidden])) == []
