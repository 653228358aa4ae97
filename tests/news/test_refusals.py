"""Whatever way the editor is asked to publish, what is refused is said to the person and changes nothing."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.ledger.models import Entry
from cms.news.models import PostPage
from tests.content import draft_post, published_post, section
from tests.core.media import make_image
from tests.news.editor import add, errors, form, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]

MOBILE = "010-1234-5678"


def messages(response):
    return [str(message) for message in response.context["messages"]]


def states():
    """Of each post: whether it is live, and whether the public has it."""
    public = set(Entry.objects.filter(state="public").values_list("key", flat=True))
    return {post.title: (post.live, post.key in public) for post in PostPage.objects.all()}


def publish_all_below(client, page, **headers):
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    return client.post(f"{url}?id={page.pk}", {"include_descendants": "on"}, follow=True, **headers)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ko", "둘째: 이대로는 게시할 수 없습니다. 발견된 것: 휴대전화 (요약)."),
        ("en", "둘째: This cannot be published as it is. Found: mobile telephone (lead)."),
    ],
)
def test_publishing_all_below_says_what_is_stopped_in_the_language_of_the_person(language, said):
    client = sign_in(admin=True)
    UserProfile.objects.create(user=client.user, preferred_language=language)
    draft_post("첫째")
    draft_post("둘째", lead=f"문의 {MOBILE}")
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    response = client.post(f"{url}?id={section().pk}", {"include_descendants": "on"}, follow=True)
    (told,) = messages(response)
    told = BeautifulSoup(told, "html.parser")
    assert told.contents[0].strip() == said
    mended = reverse("wagtailadmin_pages:edit", args=[PostPage.objects.get(title="둘째").pk])
    assert [link["href"] for link in told.find_all("a")] == [mended]
    assert states() == {"첫째": (False, False), "둘째": (False, False)}


@pytest.fixture
def too_free(prepared_city):
    """A live post whose picture has since been given a stricter licence, so that no copy of it may be live."""
    image = make_image("강")
    post = draft_post("원본")
    post.body = [("image", {"image": image, "caption": ""})]
    post.save_revision().publish()
    type(image).objects.filter(pk=image.pk).update(licence="kogl-4")
    return post


def copy_live(client, post, **headers):
    data = {"new_title": "사본", "new_slug": "copy", "new_parent_page": section().pk, "publish_copies": "on"}
    return client.post(reverse("wagtailadmin_pages:copy", args=[post.pk]), data, follow=True, headers=headers)


@pytest.mark.parametrize(("language", "words"), [("ko", "그림"), ("en", "picture")])
def test_what_is_refused_behind_no_form_is_said_where_the_person_was(too_free, language, words):
    client = sign_in(admin=True)
    UserProfile.objects.create(user=client.user, preferred_language=language)
    form_of_copy = f"http://testserver{reverse('wagtailadmin_pages:copy', args=[too_free.pk])}"
    response = copy_live(client, too_free, Referer=form_of_copy)
    assert response.redirect_chain == [(form_of_copy, 302)]
    (said,) = messages(response)
    assert "강" in said
    assert states() == {"원본": (True, True)}


def test_where_the_person_was_is_never_a_place_of_others(too_free):
    client = sign_in(admin=True)
    response = copy_live(client, too_free, Referer="https://elsewhere.example/admin/")
    assert response.redirect_chain == [(reverse("wagtailadmin_home"), 302)]
    assert len(messages(response)) == 1


def test_a_program_of_the_editor_is_answered_as_a_program(too_free):
    client = sign_in(admin=True)
    url = reverse("wagtailadmin_api:pages:action", args=[too_free.pk, "publish"])
    response = client.post(url, content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (409, "application/problem+json")


def test_publishing_by_the_api_of_the_editor_makes_nothing_public():
    client = sign_in(admin=True)
    post = draft_post("초안", lead=f"문의 {MOBILE}")
    client.post(reverse("wagtailadmin_api:pages:action", args=[post.pk, "publish"]), content_type="application/json")
    assert states()["초안"][1] is False


def test_a_copy_of_what_was_said_to_be_public_on_one_page_is_not_public():
    client = sign_in(admin=True)
    post = published_post("원본")
    PostPage.objects.filter(pk=post.pk).update(lead=f"문의 {MOBILE}")
    data = {"new_title": "사본", "new_slug": "copy", "new_parent_page": section().pk, "publish_copies": "on"}
    response = client.post(reverse("wagtailadmin_pages:copy", args=[post.pk]), data, follow=True)
    assert response.status_code == 200
    assert states()["사본"] == (True, False)


def test_an_alias_of_what_is_held_is_not_public():
    client = sign_in(admin=True)
    post = published_post("원본")
    PostPage.objects.filter(pk=post.pk).update(lead=f"문의 {MOBILE}")
    data = {"new_title": "별칭", "new_slug": "alias", "new_parent_page": section().pk, "alias": "on"}
    assert client.post(reverse("wagtailadmin_pages:copy", args=[post.pk]), data, follow=True).status_code == 200
    alias = Page.objects.get(slug="alias").specific
    assert alias.alias_of_id == post.pk
    assert not Entry.objects.filter(key=alias.key, state="public").exists()
    converted = client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]), follow=True)
    assert converted.status_code == 200
    assert not Entry.objects.filter(key=alias.key, state="public").exists()


def test_an_older_version_that_is_published_again_is_screened():
    client = sign_in()
    post = draft_post("판", owner=client.user, lead=f"문의 {MOBILE}")
    older = post.save_revision()
    post.lead = "문의 02-120"
    post.save_revision().publish()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[post.pk, older.pk])
    assert MOBILE in client.get(address).content.decode()
    over = {"title": "판", "slug": post.slug, "lead": f"문의 {MOBILE}", "revision": str(older.pk)}
    response = client.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), form(action="publish", **over))
    assert list(errors(response)) == ["__all__"]
    assert PostPage.objects.get(pk=post.pk).lead == "문의 02-120"
    assert states() == {"판": (True, True)}


def test_a_second_post_of_a_title_has_the_next_address():
    """The editor fills in the address from the title."""
    client = sign_in()
    assert add(client, section(), title="주간 안내", slug="주간-안내", action="publish")[1].slug == "주간-안내"
    _, draft = add(client, section(), title="주간 안내", slug="주간-안내")
    assert (draft.slug, draft.live) == ("주간-안내-2", False)
    # What is saved again, with what the form still says, stays where it is.
    data = form(title="주간 안내", slug="주간-안내", action="publish")
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data)
    assert sorted(PostPage.objects.values_list("slug", "live")) == [("주간-안내", True), ("주간-안내-2", True)]


def test_an_address_that_somebody_has_chosen_is_refused_where_it_is_taken():
    client = sign_in()
    add(client, section(), title="하나", slug="one", action="publish")
    response, post = add(client, section(), title="둘", slug="one", action="publish")
    assert (post, list(errors(response))) == (None, ["slug"])
