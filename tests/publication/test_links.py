"""A link to a page has its address in what is public only while that page is public itself."""

import pytest
from wagtail.models import PageViewRestriction

from cms.publication.models import EntryBody
from tests.content import draft_post, make_city, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city():
    return make_city()


def body():
    return EntryBody.objects.get(entry__record__title="안내").html


def test_a_link_to_a_draft_is_its_words_alone_until_the_draft_is_public():
    target = draft_post("비밀 계획")
    text = f'<p><a linktype="page" id="{target.pk}">여기</a>를 보세요.</p>'
    _linking(text)
    assert "여기" in body() and "href" not in body()
    target = publish(target)
    assert "href=" in body()
    PageViewRestriction.objects.create(page=target, restriction_type=PageViewRestriction.LOGIN)
    assert "여기" in body() and "href" not in body()


def _linking(text):
    post = draft_post("안내")
    post = post.get_latest_revision_as_object()
    post.body = [("text", text)]
    post.save_revision().publish()
