"""The persons who may know that a page exists, by its state, and that the rule for the database is the gate's."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.core.acquaintance import Acquaintance
from cms.core.visibility import Gate
from cms.releases.models import DocumentPage, Folder
from cms.subsites.models import FieldPage, WebsitePage
from tests.content import draft_post, make_user, publish, published_post, released_document, section
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db


def known(user, pages):
    """The names of those of ``pages`` that a person may know, asked one by one and all at once."""
    person = Acquaintance(user)
    found = person.known_of(page.pk for page in pages.values())
    assert found == {page.pk for page in pages.values() if person.known_of([page.pk])}
    assert found == set(person.found_among(Page.objects.filter(pk__in=found)).values_list("pk", flat=True))
    return {name for name, page in pages.items() if page.pk in found}


def granted(name, page, codename):
    """Somebody whose group has one right over a place."""
    user, group = make_user(name), Group.objects.create(name=name)
    user.groups.add(group)
    GroupPagePermission.objects.create(
        group=group, page=Page.objects.get(pk=page.pk), permission=Permission.objects.get(codename=codename)
    )
    return user


@pytest.fixture
def world(prepared_secrets):
    return prepared_secrets


def test_of_what_is_not_public_only_those_know_whose_it_is_to_know(world):
    hidden = world.hidden
    of_author = {"draft", "scheduled", "unpublished", "private", "below_a_private_place", "unfinished_meeting"}
    # Who wrote below a private place knows the way to it.
    of_author |= {"private website"}
    documents = {name for name, page in hidden.items() if isinstance(page, DocumentPage | Folder)}
    officer = make_user("officer")
    officer.groups.add(Group.objects.get(name="Disclosure officers"))
    assert known(sign_in().user, hidden) == set()
    assert known(make_user("guest"), hidden) == set()
    assert known(granted("publisher", world.city, "publish_page"), hidden) == set()
    assert known(world.author, hidden) == of_author
    assert known(officer, hidden) == documents
    assert known(granted("editor", world.city, "change_page"), hidden) == set(hidden)
    assert known(sign_in("root", admin=True).user, hidden) == set(hidden)
    assert len(documents) == 5 and len(hidden) == 14


def test_who_may_change_a_place_knows_what_lies_there_and_the_way_to_it(world):
    place = world.hidden["private website"]
    editor = granted("editor", place, "change_page")
    assert known(editor, world.hidden) == {"private website", "below_a_private_place"}
    section("health").unpublish()
    assert known(editor, {"above": section("health"), "beside": draft_post()}) == {"above"}


@pytest.mark.usefixtures("prepared_city")
def test_a_reviewer_knows_what_they_are_asked_to_review_and_nothing_else():
    author, reviewer, group = make_user("author"), make_user("reviewer"), Group.objects.create(name="reviewers")
    reviewer.groups.add(group)
    task = GroupApprovalTask.objects.create(name="보기")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="검토")
    WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=Page.objects.get(pk=section().pk))
    pages = {"asked": draft_post("하나", owner=author), "not asked": draft_post("둘", owner=author)}
    state = workflow.start(pages["asked"], author)
    assert known(reviewer, pages) == {"asked"}
    assert known(make_user("colleague"), pages) == set()
    state.cancel(user=author)
    assert known(reviewer, pages) == set()


def test_what_is_public_and_the_places_that_lead_there_everybody_knows(world):
    post, document = world.post, world.document
    alias = published_post("새 소식").create_alias(parent=section("health"), update_slug="copy")
    month = document.get_parent()
    public = {
        "post": post,
        "document": document,
        "alias": alias,
        "month": month,
        "unit": month.get_parent().get_parent(),
    }
    public |= {f"above {number}": page for number, page in enumerate(post.get_ancestors())}
    assert known(make_user("guest"), public) == set(public)
    # An alias is made of the last edit, published or not.
    of_edit = post.create_alias(parent=section("health"), update_slug="copy-of-edit")
    assert known(make_user("other guest"), {"alias": of_edit}) == set()


@pytest.mark.usefixtures("prepared_city")
def test_a_document_that_the_public_knows_by_another_title_is_not_known_by_its_own():
    """A covered or withheld part of a title is a secret of the page as well."""
    page = released_document(1, title="민원 회신 (010-1234-5678)")
    page.get_parent()
    masked = DocumentPage.objects.get(pk=page.pk)
    assert known(make_user("guest"), {"held": masked}) == set()


def test_the_title_of_an_edit_is_shown_when_it_is_published(world):
    post = type(world.post).objects.get(pk=world.post.pk)
    assert (post.draft_title, post.get_admin_display_title()) == ("Hush edit 비밀", "자전거길 개통")
    draft = draft_post("처음")
    draft.title = "나중"
    draft.save_revision()
    assert type(draft).objects.get(pk=draft.pk).get_admin_display_title() == "나중"


def _unpublished(page):
    page.unpublish()


def _private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _below_private(page):
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)


def _set(**values):
    def change(page):
        Page.objects.filter(pk=page.pk).update(**values)

    return change


def _elsewhere(page):
    Page.objects.get(pk=page.pk).move(Page.get_first_root_node(), "last-child")


@pytest.mark.usefixtures("prepared_city")
@pytest.mark.parametrize(
    "change",
    [
        lambda page: None,
        _unpublished,
        _private,
        _below_private,
        _elsewhere,
        _set(expired=True),
        _set(expire_at=timezone.now() - timedelta(days=1)),
        _set(expire_at=timezone.now() + timedelta(days=1)),
        _set(go_live_at=timezone.now() + timedelta(days=1)),
        _set(go_live_at=timezone.now() - timedelta(days=1)),
    ],
)
def test_the_gate_lets_the_same_places_through_in_the_database(change):
    place = WebsitePage(title="새별 자전거", slug="bike", code="bike", locale=section().locale)
    section().add_child(instance=place)
    change(place)
    gate = Gate()
    pages = [*FieldPage.objects.all(), *WebsitePage.objects.all()]
    let_through = set(Page.objects.filter(gate.columns()).values_list("pk", flat=True))
    assert {page.pk for page in pages if page.pk in let_through} == {page.pk for page in gate.public(pages)}


@pytest.mark.usefixtures("prepared_city")
def test_the_rule_is_one_query_whatever_is_asked(django_assert_num_queries):
    user = sign_in().user
    posts = [published_post(f"소식 {number}").pk for number in range(3)] + [draft_post("초안").pk]
    person = Acquaintance(user)
    person.known_of(posts[:1])
    with django_assert_num_queries(1):
        assert person.known_of(posts) == set(posts[:3])


@pytest.mark.usefixtures("prepared_city")
def test_a_scheduled_post_is_known_when_it_is_published():
    post = publish(draft_post("예약"), go_live_at=timezone.now() + timedelta(days=1))
    guest = make_user("guest")
    assert known(guest, {"post": post}) == set()
    assert known(guest, {"post": publish(post, go_live_at=None)}) == {"post"}
