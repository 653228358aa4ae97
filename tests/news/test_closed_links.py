"""Saving or publishing a page tells which of its links the public does not get, and why."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text
from wagtail.users.models import UserProfile

from cms.news.models import PostPage
from tests.content import draft_post, publish, published_post, section
from tests.news.editor import add, edit, form, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def link(*targets):
    return [("text", rich_text("".join(f'<p><a linktype="page" id="{pk}">여기</a></p>' for pk in targets)))]


def told(client, response):
    shown = client.get(response.headers["Location"])
    found = [BeautifulSoup(str(message), "html.parser").get_text().strip() for message in shown.context["messages"]]
    return [said for said in found if "링크" in said or "link" in said]


@pytest.mark.parametrize("action", [None, "publish"], ids=["save", "publish"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ko", "“계획”으로 가는 링크는 그 페이지가 공개되면 열립니다. 그때까지는 글자만 보입니다."),
        ("en", "The public gets the link to “계획” as soon as that page is public; until then, its words."),
    ],
)
def test_a_link_to_ones_own_draft_is_told_in_the_language_of_the_person(language, said, action):
    client = sign_in()
    UserProfile.objects.create(user=client.user, preferred_language=language)
    target, public = draft_post("계획", owner=client.user), published_post("공개된 글")
    response, post = add(client, section(), body=link(target.pk, public.pk, section().pk, target.pk), action=action)
    assert told(client, response) == [said]
    assert told(client, edit(client, post, body=link(target.pk), action=action)) == [said]
    publish(target)
    assert told(client, edit(client, post, body=link(target.pk), action=action)) == []


def test_the_title_of_what_the_author_may_not_know_is_not_told():
    client = sign_in()
    secret = draft_post("남의 비밀")
    response, post = add(client, section(), body=link(secret.pk))
    assert told(client, response) == [
        "“볼 수 없는 페이지”로 가는 링크는 그 페이지가 공개되면 열립니다. 그때까지는 글자만 보입니다."
    ]
    secret.delete()
    response = edit(client, post, body=link(secret.pk))
    assert told(client, response) == ["없어진 페이지로 가는 링크가 있습니다. 글자만 보입니다."]


def test_many_links_are_told_up_to_a_number():
    client = sign_in()
    targets = [draft_post(f"계획 {number}", owner=client.user, slug=f"plan-{number}") for number in range(7)]
    response, _ = add(client, section(), body=link(*(target.pk for target in targets)))
    assert len(told(client, response)) == 5


def test_what_the_editor_saves_by_itself_tells_nothing_later():
    client = sign_in()
    target = draft_post("계획", owner=client.user)
    _, post = add(client, section())
    client.get(reverse("wagtailadmin_home"))
    data = form(title=post.title, slug=post.slug, body=link(target.pk))
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[post.pk]), data, headers={"Accept": "application/json"}
    )
    assert answer.json()["success"]
    assert str(target.pk) in str(PostPage.objects.get(pk=post.pk).get_latest_revision().content["body"])
    assert not list(client.get(reverse("wagtailadmin_home")).context["messages"])
