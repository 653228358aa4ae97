"""Whatever way of the editor ends in a page that screening holds, whoever went it is told which, why and where."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowState
from wagtail.users.models import UserProfile

from cms.core.models import File
from cms.ledger.models import Entry
from cms.news.models import PostPage
from tests.content import draft_post, published_post, section
from tests.news.editor import form, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]

MOBILE = "010-1234-5678"


def told(response):
    """The messages, each with where its buttons lead."""
    found = [BeautifulSoup(str(message), "html.parser") for message in response.context["messages"]]
    return [(each.contents[0].strip(), [link["href"] for link in each.find_all("a")]) for each in found]


def address(post, name="edit"):
    return reverse(f"wagtailadmin_pages:{name}", args=[post.pk])


def held_post(**over):
    """Live, and changed behind the editor's back: its copies are held as it would be."""
    post = published_post("원본", **over)
    PostPage.objects.filter(pk=post.pk).update(lead=f"문의 {MOBILE}")
    return PostPage.objects.get(pk=post.pk)


def is_public(page):
    return Entry.objects.filter(key=page.key, state="public").exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ko", "“사본”이 공개되지 않고 있습니다. 발견된 것: 휴대전화 (요약)."),
        ("en", "“사본” is kept from the public. Found: mobile telephone (lead)."),
    ],
)
def test_a_copy_that_is_kept_back_is_told_in_the_language_of_the_person(language, said):
    client = sign_in(admin=True)
    UserProfile.objects.create(user=client.user, preferred_language=language)
    data = {"new_title": "사본", "new_slug": "copy", "new_parent_page": section().pk, "publish_copies": "on"}
    response = client.post(address(held_post(), "copy"), data, follow=True)
    copy = PostPage.objects.get(slug="copy")
    assert (said, [address(copy)]) in told(response)
    assert (copy.live, is_public(copy)) == (True, False)


def test_a_copy_by_the_api_says_so_beside_the_page():
    client = sign_in(admin=True)
    post = held_post()
    url = reverse("wagtailadmin_api:pages:action", args=[post.pk, "copy"])
    answer = client.post(url, json.dumps({"slug": "copy"}), content_type="application/json")
    copy = PostPage.objects.get(slug="copy")
    said = "“원본”이 공개되지 않고 있습니다. 발견된 것: 휴대전화 (요약)."
    assert answer.json()["kept_back"] == [{"id": copy.pk, "reason": said, "url": address(copy)}]
    assert answer.json()["meta"]["status"]["status"] == "보류"
    assert told(client.get(reverse("wagtailadmin_home"))) == []


def test_publishing_by_the_api_is_refused_with_the_reason_and_changes_nothing():
    client = sign_in(admin=True)
    post = draft_post("초안", lead=f"문의 {MOBILE}")
    url = reverse("wagtailadmin_api:pages:action", args=[post.pk, "publish"])
    answer = client.post(url, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert "휴대전화 (요약)" in answer.json()["detail"]
    assert PostPage.objects.filter(pk=post.pk, live=False).exists()
    PostPage.objects.filter(pk=post.pk).update(lead="문의 02-120")
    post = PostPage.objects.get(pk=post.pk)
    post.save_revision()
    assert client.post(url, content_type="application/json").status_code == 200
    assert is_public(post)


def test_an_alias_that_becomes_a_page_of_its_own_is_told():
    client = sign_in(admin=True)
    alias = held_post().create_alias(parent=section("health"))
    response = client.post(address(alias, "convert_alias"), follow=True)
    assert [links for _said, links in told(response) if links] == [[address(alias)]]
    assert not is_public(Page.objects.get(pk=alias.pk).specific)


def with_file(title, file, **over):
    post = draft_post(title, **over)
    post.body = [("file", {"file": file, "title": ""})]
    post.save_revision().publish()
    return post


def replace_in_library(client, file, content):
    data = {
        "title": "명단",
        "file": ContentFile(content.encode(), name="list.txt"),
        "licence": "kogl-1",
        "credit": "",
        "tags": "",
        "collection": file.collection_id,
    }
    return client.post(reverse("wagtaildocs:edit", args=[file.pk]), data, follow=True)


def test_a_file_that_is_replaced_tells_which_pages_it_takes_from_the_public():
    client = sign_in("librarian")
    client.user.groups.first().permissions.add(Permission.objects.get(codename="add_document"))
    file = File.objects.create(title="명단", file=ContentFile("자전거길 지도".encode(), name="list.txt"))
    File.objects.filter(pk=file.pk).update(uploaded_by_user=client.user)
    mine, other = with_file("내 글", file, owner=client.user), with_file("남의 글", file)
    response = replace_in_library(client, file, f"주민등록번호 900101-1234567 {MOBILE}")
    assert (is_public(mine), is_public(other)) == (False, False)
    said = [each for each in told(response) if "공개되지" in each[0]]
    assert [links for _said, links in said] == [[address(mine)], []]
    assert "내 글" in said[0][0] and "1" in said[1][0]
    assert "남의 글" not in str(said)


def test_what_is_refused_and_what_is_fine_is_not_told():
    client = sign_in(admin=True)
    post = draft_post("초안", lead=f"문의 {MOBILE}")
    response = client.post(address(post), form(title="초안", slug=post.slug, lead=MOBILE, action="publish"))
    assert "공개되지 않고" not in str(told(response))
    response = client.post(address(post), form(title="초안", slug=post.slug, action="publish"), follow=True)
    assert "공개되지 않고" not in str(told(response))
    assert is_public(post)


# --- Workflows, which the city's settings may switch on ---


@pytest.fixture
def moderated(settings, prepared_city):
    """Every page below the section goes by a moderator."""
    settings.WAGTAIL_WORKFLOW_ENABLED = True
    from django.contrib.auth.models import Group
    from wagtail.models import GroupApprovalTask, WorkflowTask

    workflow = Workflow.objects.create(name="검토")
    task = GroupApprovalTask.objects.create(name="승인")
    task.groups.add(Group.objects.create(name="moderators"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=section())
    return workflow


def in_review(workflow, **over):
    post = draft_post("검토할 글", **over)
    workflow.start(post, post.owner)
    return post, WorkflowState.objects.get(object_id=str(post.pk))


def approve(client, post, state):
    url = reverse("wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.current_task_state_id])
    return client.post(url, {"comment": ""}, follow=True, headers={"Referer": f"http://testserver{address(post)}"})


def test_an_approval_publishes_what_is_clear_and_says_why_it_does_not_publish_what_is_not(moderated):
    client = sign_in(admin=True)
    fine, state = in_review(moderated)
    approve(client, fine, state)
    assert is_public(fine)
    bad, state = in_review(moderated, slug="bad", lead=f"문의 {MOBILE}")
    response = approve(client, bad, state)
    assert response.redirect_chain[-1][0].endswith(address(bad))
    assert "휴대전화 (요약)" in str(told(response))
    state.refresh_from_db()
    assert (state.status, is_public(bad), PostPage.objects.get(pk=bad.pk).live) == ("in_progress", False, False)
