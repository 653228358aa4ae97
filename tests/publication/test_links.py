"""A link to a page has its address in what is public only while that page is public itself, whatever it becomes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.ledger import generation
from cms.ledger.models import Entry, EntryBody, Touch
from cms.news.models import PostPage
from cms.publication import schedules, sync
from cms.publication.reconcile import reconcile
from cms.subsites.models import FieldPage
from tests.content import (
    draft_meeting,
    draft_post,
    make_committee,
    publish,
    published_meeting,
    published_post,
    section,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]

MOBILE = "010-1234-5678"


def link(target):
    return f'<p><a linktype="page" id="{target.pk}">여기</a>를 보세요.</p>'


def linking(*targets, title="안내", **over):
    """A public post that links to these pages."""
    post = draft_post(title, **over).get_latest_revision_as_object()
    post.body = [("text", "".join(map(link, targets)))]
    post.save_revision().publish()
    return post


def address(title="안내"):
    """The address that the link of the public text leads to; None where its words stand alone."""
    html = EntryBody.objects.get(entry__record__title=title, entry__state="public").html
    assert "여기" in html
    return html.partition('href="')[2].partition('"')[0] or None


def drain():
    """Do what the worker does."""
    while sync.touch_queued():
        pass


def restrict(page):
    return PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
    )


def test_a_link_to_a_draft_is_its_words_alone_until_the_draft_is_public():
    target = draft_post("비밀 계획")
    linking(target)
    assert address() is None
    target = publish(target)
    assert address() == target.full_url
    restriction = restrict(target)
    assert address() is None
    restriction.delete()
    assert address() == target.full_url


def test_a_link_follows_its_target_into_and_out_of_a_hold():
    target = published_post("정비 계획")
    linking(target)
    PostPage.objects.filter(pk=target.pk).update(lead=f"문의 {MOBILE}")
    list(reconcile())
    assert address() is None
    PostPage.objects.filter(pk=target.pk).update(lead="문의 02-120")
    list(reconcile())
    assert address() == target.full_url


def test_a_link_to_what_has_expired_is_closed_by_the_worker(monkeypatch):
    target = publish(draft_post("행사"), expire_at=timezone.now() + timedelta(hours=1))
    linking(target)
    assert address() == target.full_url
    later = target.expire_at + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert schedules.expire_due() == 2
    assert address() is None


def test_a_link_to_what_is_published_later_opens_then(monkeypatch):
    target = publish(draft_post("예고"), go_live_at=timezone.now() + timedelta(days=1))
    linking(target)
    assert address() is None
    later = target.go_live_at + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert schedules.publish_due() == 1
    assert address() == target.full_url


def test_a_link_leads_to_where_its_target_was_moved():
    target = published_post("옮길 글")
    linking(target)
    PostPage.objects.get(pk=target.pk).move(section("health"), "last-child")
    moved = PostPage.objects.get(pk=target.pk)
    assert address() == moved.full_url != target.full_url
    publish(moved, slug="new-slug")
    assert address().endswith("/health/new-slug/")


@pytest.mark.parametrize(
    "hide", [lambda page: page.unpublish(), lambda page: page.delete()], ids=["unpublish", "delete"]
)
def test_a_link_to_what_was_taken_down_or_deleted_is_closed(hide):
    target = published_post("내릴 글")
    linking(target)
    hide(PostPage.objects.get(pk=target.pk))
    drain()
    assert address() is None


def test_a_link_to_an_alias_leads_to_its_source_while_that_is_public():
    target = published_post("원본")
    alias = target.create_alias(parent=section("health"), update_slug="copy")
    linking(alias)
    assert address() == target.full_url
    PostPage.objects.get(pk=target.pk).unpublish()
    assert address() is None
    publish(PostPage.objects.get(pk=target.pk))
    assert address() == target.full_url
    Page.objects.get(pk=alias.pk).delete()
    drain()
    assert address() is None


PLACES = {"field": lambda: section("health"), "committee": make_committee}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_link_to_a_place_follows_it(place):
    target = place()
    linking(target)
    assert address() == target.full_url
    restriction = restrict(target)
    assert address() is None
    restriction.delete()
    assert address() == target.full_url
    target = type(target).objects.get(pk=target.pk)
    target.slug = "new-place"
    target.save_revision().publish()
    assert address().endswith("/new-place/")
    type(target).objects.get(pk=target.pk).unpublish()
    assert address() is None


def test_a_link_into_a_place_that_becomes_private_is_closed_however_much_lies_there(monkeypatch):
    target = published_post("숨길 글")
    linking(target, parent=section("health"))
    monkeypatch.setattr(sync, "TREE_LIMIT", 1)
    restriction = restrict(section())
    drain()
    assert address() is None
    restriction.delete()
    drain()
    assert address() == target.full_url


def test_words_of_a_place_that_change_touch_no_page_that_links_there():
    place = section("health")
    linking(place)
    sequence = Entry.objects.get(record__title="안내").sequence
    place.description = "새 설명"
    with CaptureQueriesContext(connection) as captured:
        place.save_revision().publish()
    assert not [row for row in captured if '"to_object_id" IN' in row["sql"]]
    assert (Entry.objects.get(record__title="안내").sequence, Touch.objects.count()) == (sequence, 0)


def test_pages_may_link_to_each_other_and_to_themselves():
    one, two = draft_post("하나", slug="one"), draft_post("둘", slug="two")
    for post, targets in ((one, [two, one]), (two, [one, two]), (one, [two, one])):
        draft = PostPage.objects.get(pk=post.pk).get_latest_revision_as_object()
        draft.body = [("text", "".join(map(link, targets)))]
        draft.save_revision().publish()
    html = EntryBody.objects.get(entry__record__title="하나").html
    assert (html.count("/two/"), html.count("/one/")) == (1, 1)
    assert address("둘").endswith("/one/")
    PostPage.objects.get(pk=two.pk).unpublish()
    html = EntryBody.objects.get(entry__record__title="하나").html
    assert (html.count("/two/"), html.count("/one/")) == (0, 1)


def test_what_becomes_of_a_target_is_no_matter_of_the_verdict_on_the_page_that_links_there():
    target = draft_post("계획")
    post = linking(target)
    before = PostPage.objects.get(pk=post.pk).page_screening.verdict
    publish(target)
    stored = PostPage.objects.get(pk=post.pk)
    assert (stored.is_held(), stored.page_screening.verdict) == (False, before)


def test_the_minutes_of_a_meeting_link_as_posts_do():
    make_committee()
    target = draft_post("계획")
    published_meeting("회의", agenda=[], body=[("text", link(target))])
    assert address("회의") is None
    publish(target)
    assert address("회의") is not None
    meeting = draft_meeting("다음 회의")
    linking(meeting)
    assert address() is None


def test_a_kept_answer_of_every_output_loses_the_address(server):
    target = published_post("숨길 글", slug="secret-plan")
    post = linking(target)
    paths = [post.url, "/traffic/feed.atom", "/traffic/feed.rss", "/traffic/feed.json", f"/data/post/{post.key}.jsonld"]
    query = {"query": f'{{post(key: "{post.key}") {{body {{html text}}}}}}'}

    def told():
        said = {path: server.get(path).text for path in paths}
        return {name: "secret-plan" in text for name, text in said.items() if "여기" in text or "안내" in text} | {
            "graphql": "secret-plan" in server.post("/graphql", json=query).text
        }

    assert any(told().values())
    target = PostPage.objects.get(pk=target.pk)
    target.unpublish()
    generation.replace(vocabulary=False)
    assert [name for name, there in told().items() if there] == []


def test_a_target_that_very_many_link_to_costs_the_request_a_queue_and_the_worker_the_work(monkeypatch):
    target = draft_post("모두가 가리키는 글")
    posts = [linking(target, title=f"글 {number}", slug=f"post-{number}") for number in range(4)]
    monkeypatch.setattr(sync, "TREE_LIMIT", 3)
    publish(target)
    assert sorted(row.page_id for row in Touch.objects.all()) == sorted(post.pk for post in posts)
    assert {address(f"글 {number}") for number in range(4)} == {None}
    drain()
    assert {address(f"글 {number}") for number in range(4)} == {target.full_url}


def test_a_deleted_page_is_no_translation_of_another_any_more():
    post = published_post("하나")
    english = FieldPage.objects.get(field__key="traffic", locale__language_code="en")
    other = published_post("One", parent=english, translation_key=post.translation_key)
    sync.touch([post.pk])
    assert len(Entry.objects.get(key=post.key).record["translations"]) == 1
    PostPage.objects.get(pk=other.pk).delete()
    drain()
    assert Entry.objects.get(key=post.key).record["translations"] == []
