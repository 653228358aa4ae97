"""No page type of ours can publish records that nobody has screened."""

import pytest

from cms.committees.models import CommitteePage, MeetingPage
from cms.core.pages import BasePage
from cms.news.models import PostPage
from cms.releases.checks import check_screening, records_are_screened
from cms.releases.models import DocumentPage
from cms.releases.models.screened import ScreenedMixin


class Unscreened(BasePage):
    publishes = "record"

    class Meta:
        abstract = True


class MixinAfterTheBase(BasePage, ScreenedMixin):
    publishes = "record"

    class Meta:
        abstract = True


class AlwaysOpen(ScreenedMixin, BasePage):
    publishes = "record"

    class Meta:
        abstract = True

    def is_held(self):
        return False


class Screened(ScreenedMixin, BasePage):
    publishes = "record"

    class Meta:
        abstract = True


def test_every_page_type_of_the_project_that_publishes_records_is_screened():
    assert records_are_screened() == []
    assert list(check_screening([PostPage, MeetingPage, DocumentPage, CommitteePage])) == []


@pytest.mark.parametrize("model", [Unscreened, MixinAfterTheBase, AlwaysOpen])
def test_a_page_type_that_is_not_screened_stops_the_start_with_a_hint(model):
    (problem,) = check_screening([model])
    assert (problem.id, problem.obj) == ("madang.E004", model)
    assert model.__name__ in problem.msg
    assert "ScreenedMixin" in problem.hint


def test_a_page_type_that_extends_the_mixin_is_screened():
    assert list(check_screening([Screened])) == []
