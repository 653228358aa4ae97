"""From the editor's actions to the ledger: each way a page can change, and nothing more than it changes."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Page, PageViewRestriction, Site

from cms.ledger.filters import Filters
from cms.ledger.models import Clock, Entry, TermRow, Touch
from cms.ledger.routes import route
from cms.ledger.selectors import entries
from cms.news.models import PostPage
from cms.publication import sync
from cms.publication.reconcile import reconcile
from tests.content import BASE_URL, HOST, draft_post, publish, published_post, section
from tests.factories import SITE
from tests.news.editor import add, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def entry_of(post):
    return Entry.objects.get(key=post.key)


def repairs():
    return [repair if isinstance(repair, int) else repair.action for repair in reconcile()]


def test_a_published_post_is_one_public_entry_with_its_tags_in_place():
    post = published_post(tags=("자전거", "걷기"))
    entry = entry_of(post)
    assert (entry.state, entry.site, entry.language, entry.page_id) == ("public", SITE, "ko", post.pk)
    assert entry.record["tags"] == ["걷기", "자전거"]
    assert len(entries(Filters(site=SITE, tag="걷기")).items) == 1
    assert repairs() == [0]


def test_a_page_added_live_without_any_publishing_is_public_with_its_tags():
    post = PostPage(title="바로 공개", slug="now", live=True, locale=section().locale)
    post.tags.add("자전거")
    section().add_child(instance=post)
    assert entry_of(post).record["tags"] == ["자전거"]
    assert repairs() == [0]


def test_a_post_that_is_written_and_published_at_once_is_one_change_with_one_date(monkeypatch):
    seconds = iter(range(1_000))
    start = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(seconds=next(seconds)))
    answer, post = add(sign_in("admin", admin=True), section(), action="publish")
    assert answer.status_code == 302
    assert (post.live, post.first_published_at) == (True, post.last_published_at)
    assert (Clock.objects.get(site=SITE).sequence, entry_of(post).version) == (1, 1)


def test_a_page_is_looked_at_once_when_it_is_written_and_once_when_it_is_published(monkeypatch):
    looked = []
    monkeypatch.setattr(sync, "_sync", lambda ids, *args, **kwargs: looked.append(list(ids)) or [])
    post = draft_post("한 번")
    post.save_revision()
    assert looked == [[post.pk]]
    publish(post)
    assert looked == [[post.pk], [post.pk]]


def test_a_page_that_is_unpublished_as_a_page_of_no_type_is_public_no_more():
    post = published_post()
    Page.objects.get(pk=post.pk).unpublish()
    assert (entry_of(post).state, repairs()) == ("gone", [0])


def test_saving_a_draft_of_a_public_post_changes_nothing_public():
    post = published_post()
    before = (Clock.objects.values().get(), Entry.objects.values().get())
    post.title = "아직 초안"
    post.save_revision()
    assert (Clock.objects.values().get(), Entry.objects.values().get()) == before


def test_a_new_slug_keeps_the_old_address_as_a_redirect():
    post = published_post()
    old = post.full_url
    publish(post, slug="new-address")
    assert route(host=HOST, path=PostPage.objects.get().url_path.removeprefix("/saebyeol-ko")).found is not None
    assert route(host=HOST, path=unquote(old.removeprefix(BASE_URL))).redirect == f"{BASE_URL}/traffic/new-address/"


def test_a_renamed_section_moves_everything_below_it():
    published_post(slug="one")
    page = section()
    page.slug = "transport"
    page.save()
    assert Entry.objects.get().record["url"] == f"{BASE_URL}/transport/one/"
    assert route(host=HOST, path="/traffic/one/").redirect == f"{BASE_URL}/transport/one/"
    assert route(host=HOST, path="/traffic/").redirect == f"{BASE_URL}/transport/"
    assert repairs() == [0]


def test_lifting_a_restriction_brings_a_post_back():
    post = published_post()
    restriction = PageViewRestriction.objects.create(page=section(), restriction_type="login")
    assert (entry_of(post).state, entry_of(post).reason) == ("gone", "private")
    restriction.delete()
    assert entry_of(post).state == "public"
    assert repairs() == [0]


def test_a_large_restricted_tree_leaves_at_once_and_is_looked_at_again_by_the_worker(monkeypatch):
    monkeypatch.setattr(sync, "TREE_LIMIT", 2)
    posts = [published_post(f"글 {number}") for number in range(4)]
    restriction = PageViewRestriction.objects.create(page=section(), restriction_type="login")
    assert {entry_of(post).state for post in posts} == {"gone"}
    assert Touch.objects.count() == 5
    restriction.delete()
    while sync.touch_queued():
        pass
    assert {entry_of(post).state for post in posts} == {"public"}
    assert repairs() == [0]


def test_renaming_a_department_or_a_tag_rewrites_no_entry():
    post = published_post()
    before = Entry.objects.values().get()
    post.unit.name_ko = "새 이름"
    post.unit.save()
    tag = Tag.objects.get(slug="자전거")
    tag.name = "두 바퀴"
    tag.save()
    assert Entry.objects.values().get() == before
    assert TermRow.objects.get(scheme="unit").data["names"]["ko"] == "새 이름"
    assert TermRow.objects.get(scheme="tag").data["names"] == {"ko": "두 바퀴"}


def test_a_new_host_name_is_in_every_address_and_the_old_one_redirects():
    published_post(slug="one")
    site = Site.objects.get(hostname=HOST)
    site.hostname = "new.example"
    site.save()
    assert Entry.objects.get().record["url"] == "http://new.example/traffic/one/"
    assert route(host=HOST, path="/traffic/one/").redirect == "http://new.example/traffic/one/"
    assert repairs() == [0]


def test_a_section_with_its_own_host_takes_its_posts_along():
    published_post(slug="one")
    Site.objects.create(hostname="traffic.example", root_page=section())
    assert Entry.objects.get().record["url"] == "http://traffic.example/one/"
    assert route(host="traffic.example", path="/").term.key == "traffic"
    assert route(host=HOST, path="/traffic/one/").redirect == "http://traffic.example/one/"


def test_translations_know_each_other_as_soon_as_both_are_public():
    post = published_post()
    english = draft_post("Bicycle road", parent=section(language="en"), translation_key=post.translation_key)
    assert entry_of(post).record["translations"] == []
    publish(english)
    assert [item["language"] for item in entry_of(post).record["translations"]] == ["en"]
    assert [item["language"] for item in entry_of(english).record["translations"]] == ["ko"]
    PostPage.objects.get(pk=english.pk).unpublish()
    assert entry_of(post).record["translations"] == []
    assert repairs() == [0]


def test_a_link_to_a_post_follows_the_post_that_moves():
    target = published_post("표적", slug="target")
    source = draft_post("연결")
    source.body = [("text", f'<p><a linktype="page" id="{target.pk}">여기</a></p>')]
    source = publish_as_is(source)
    assert f'href="{BASE_URL}/traffic/target/"' in entry_of(source).body.html
    PostPage.objects.get(pk=target.pk).move(section("health"), "last-child")
    assert f'href="{BASE_URL}/health/target/"' in entry_of(source).body.html
    assert repairs() == [0]


def publish_as_is(post):
    post.save_revision().publish()
    return PostPage.objects.get(pk=post.pk)


def test_reconcile_repairs_what_raw_updates_and_deletes_did_and_then_finds_nothing():
    hidden, renamed, removed = (published_post(title) for title in ("하나", "둘", "셋"))
    Page.objects.filter(pk=hidden.pk).update(live=False)
    Page.objects.filter(pk=renamed.pk).update(title="다른 제목")
    PostPage.objects.filter(pk=removed.pk)._raw_delete("default")
    PostPage.tags.through.objects.filter(content_object_id=removed.pk)._raw_delete("default")
    Page.objects.filter(pk=removed.pk)._raw_delete("default")
    TermRow.objects.filter(scheme="field", key="health").delete()
    assert repairs() == [1, "withdrawn", "updated", "withdrawn"]
    assert entry_of(renamed).record["title"] == "다른 제목"
    assert repairs() == [0]


def test_a_refused_action_leaves_the_ledger_as_it_was(monkeypatch):
    post = draft_post()
    monkeypatch.setattr(PostPage, "build_record", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish_as_is(post)
    assert not Entry.objects.exists()


def test_an_entry_whose_page_type_publishes_nothing_is_never_made():
    Page.get_first_root_node().get_children().last().add_child(instance=Page(title="plain", slug="plain"))
    assert not Entry.objects.exists()
