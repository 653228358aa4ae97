"""Every situation of an item x every output, over real HTTP: present, absent, or gone.

A listing must not show what is not public; an address of its own must answer 404 for what was never public, 410 for
what has left.
"""

import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.core import library
from cms.core.models import File, Image
from cms.core.pictures import sharing
from cms.news.models import PostPage
from cms.publication import schedules
from cms.publication.reconcile import reconcile
from tests import content
from tests.background import keep
from tests.content import BASE_URL, new_city, publish, section
from tests.core.media import make_file, make_image
from tests.publication.answers import graphql, sitemap, text
from tests.publication.searched import counted, searched, told_at_once

__all__ = ["told_at_once"]

TITLE = "표식 Marker 91"
LISTINGS = ["/", "/traffic/", "/health/", f"/tags/{quote('자전거')}/", "/units/bike-team/"]
PUBLIC_LISTINGS = [path for path in LISTINGS if path != "/health/"]


@pytest.fixture
def city(prepared_city):
    cache.clear()  # Wagtail's, of renditions by the number of their image, which the next test uses again
    return prepared_city


def listed(server, post):
    """The outputs that list many items -> whether this one is among them."""
    month = timezone.localtime().strftime("%Y/%m/")
    found = {}
    for path in PUBLIC_LISTINGS:
        for output in ("", "feed.rss", "feed.atom", "feed.json", month):
            found[path + output] = TITLE in text(server.get(path + output), status={200, 404, 410})
    found["graphql"] = str(post.key) in graphql(server, "{posts(first: 20) {nodes {key}}}")
    found["graphql field"] = str(post.key) in graphql(server, '{posts(first: 20, field: "traffic") {nodes {key}}}')
    found["sitemap"] = post_path(post) in sitemap(server)
    return found | searched(server, title=TITLE, url=quote(post_path(post)))


def direct(server, post):
    """The outputs that are about this item alone -> the status they answer."""
    key = str(post.key)
    address = f"{BASE_URL}{quote(post_path(post))}"
    found = {
        "page": server.get(quote(post_path(post))).status_code,
        "page as data": server.get(quote(post_path(post)), Accept="text/turtle").status_code,
        "id": server.get(f"/id/post/{key}", Accept="application/ld+json").status_code,
        "oembed": server.get(f"/oembed?url={quote(address, safe='')}").status_code,
    }
    for name, path in media(post).items():
        found[name] = server.get(path).status_code
    for suffix in ("jsonld", "ttl", "nt", "rdf"):
        found[suffix] = server.get(f"/data/post/{key}.{suffix}").status_code
    found["graphql post"] = 200 if key in graphql(server, f'{{post(key: "{key}") {{key}}}}') else 0
    found["graphql url"] = 200 if key in graphql(server, f'{{post(url: "{address}") {{key}}}}') else 0
    return found


def media(post):
    """The media of the library that the post shows -> their addresses. Each is told apart by the post's number."""
    cover, inner, file = ITS_MEDIA[str(post.key)]
    return {
        "cover": cover.get_rendition(library.PICTURE).url,
        "card": cover.get_rendition(sharing.CARD).url,
        "jpeg": cover.get_rendition(sharing.whole(cover.width, cover.height)[0]).url,
        "picture": inner.get_rendition(library.PICTURE).url,
        "file": file.url,
    }


ITS_MEDIA: dict[str, tuple[Image, Image, File]] = {}


def illustrated(post):
    """The draft with a cover, a picture in its text and a file."""
    inner, file = make_image("안의 그림", size=(60, 40), colour="#aa3300"), make_file()
    post = post.get_latest_revision_as_object()
    post.cover, post.cover_decorative = make_image(size=(60, 40)), True
    post.body = [("text", "<p>본문입니다.</p>"), ("image", {"image": inner}), ("file", {"file": file})]
    post.save_revision()
    ITS_MEDIA[str(post.key)] = post.cover, inner, file
    return PostPage.objects.get(pk=post.pk)


def draft_post(*args, **over):
    return illustrated(content.draft_post(*args, **over))


def published_post(*args, **over):
    return publish(draft_post(*args, **over))


PRESENT = {"page": 200, "page as data": 303, "id": 303, "oembed": 200, "jsonld": 200, "ttl": 200, "nt": 200, "rdf": 200,
           "graphql post": 200, "graphql url": 200, "cover": 200, "card": 200, "jpeg": 200,
           "picture": 200, "file": 200}  # fmt: skip
# The library does not say what there was.
MEDIA = dict.fromkeys(("cover", "card", "jpeg", "picture", "file"), 404)
NEVER = {name: 404 if name not in ("graphql post", "graphql url") else 0 for name in PRESENT}
GONE = {name: 410 if name not in ("graphql post", "graphql url") else 0 for name in PRESENT} | MEDIA


def post_path(post):
    return post.url_path.removeprefix("/saebyeol-ko")


def an_edit_that_waits(city):
    """A picture of the next version alone is not public; the version of now is another title's."""
    post = publish(content.draft_post("처음 제목"))
    return illustrated(post)


def draft(city):
    return draft_post(TITLE)


def scheduled(city):
    return publish(draft_post(TITLE), go_live_at=timezone.now() + timedelta(days=1))


def unpublished(city):
    post = published_post(TITLE)
    post.unpublish()
    return post


def expired(city):
    post = publish(draft_post(TITLE), expire_at=timezone.now() + timedelta(seconds=2))
    time.sleep(2.1)
    return post


def expired_and_swept(city):
    post = expired(city)
    assert schedules.expire_due() == 2
    return post


def private(city):
    post = published_post(TITLE)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    return post


def under_a_private_parent(city):
    post = published_post(TITLE)
    PageViewRestriction.objects.create(page=section(), restriction_type=PageViewRestriction.LOGIN)
    return post


def held(city):
    post = published_post(TITLE)
    PostPage.is_held = lambda self: True
    post.save()
    return post


def held_by_screening(city):
    post = published_post(TITLE)
    PostPage.objects.filter(pk=post.pk).update(lead="문의 010-1234-5678")
    assert [repair.action for repair in reconcile() if not isinstance(repair, int)] == ["withdrawn"]
    return post


def live_and_never_screened_as_clear(city):
    cover, inner, file = (
        make_image(size=(60, 40)),
        make_image("안의 그림", size=(60, 40), colour="#aa3300"),
        make_file(),
    )
    post = PostPage(title=TITLE, lead="문의 010-1234-5678", locale=section().locale, cover=cover, cover_decorative=True)
    post.body = [("image", {"image": inner}), ("file", {"file": file})]
    ITS_MEDIA[str(post.key)] = cover, inner, file
    section().add_child(instance=post)
    post.tags.add("자전거")
    post.save()
    return post


def deleted(city):
    post = published_post(TITLE)
    PostPage.objects.get(pk=post.pk).delete()
    return post


def deleted_with_its_section(city):
    post = published_post(TITLE)
    section().delete()
    return post


def moved_to_no_site(city):
    post = published_post(TITLE)
    elsewhere = Page.get_first_root_node().add_child(instance=Page(title="store", slug="store"))
    Page.objects.get(pk=post.pk).move(elsewhere, "last-child")
    return post


def changed_behind_the_ledgers_back(city):
    post = published_post(TITLE)
    Page.objects.filter(pk=post.pk).update(live=False)
    assert [repair.action for repair in reconcile() if not isinstance(repair, int)] == ["withdrawn"]
    return post


@pytest.fixture
def not_held(monkeypatch):
    monkeypatch.setattr(PostPage, "is_held", PostPage.is_held)


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        (draft, NEVER),
        (scheduled, NEVER),
        (unpublished, GONE),
        (expired, GONE),
        (expired_and_swept, GONE),
        (private, GONE),
        (under_a_private_parent, GONE),
        (held, GONE),
        (held_by_screening, GONE),
        (live_and_never_screened_as_clear, NEVER),
        (deleted, GONE),
        (deleted_with_its_section, GONE),
        (moved_to_no_site, GONE),
        (changed_behind_the_ledgers_back, GONE),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_is_not_public_is_in_no_output(server, city, not_held, situation, expected):
    post = situation(city)
    assert [name for name, there in listed(server, post).items() if there] == []
    assert direct(server, post) == expected
    assert counted(server, title=TITLE) == {}
    keep()
    assert [name for name, there in searched(server, title=TITLE, url=quote(post_path(post))).items() if there] == []
    assert counted(server, title=TITLE) == {}


def test_the_pictures_of_an_edit_that_waits_are_not_public(server, city):
    post = an_edit_that_waits(city)
    assert {name: server.get(path).status_code for name, path in media(post).items()} == MEDIA


def test_what_two_posts_show_is_public_while_one_of_them_is(server, city):
    one, two = published_post(TITLE), published_post("또 하나")
    cover, inner, file = ITS_MEDIA[str(one.key)]
    ITS_MEDIA[str(two.key)] = cover, inner, file
    publish(two, cover=cover, body=[("image", {"image": inner}), ("file", {"file": file})])
    PostPage.objects.get(pk=one.pk).unpublish()
    assert {name: server.get(path).status_code for name, path in media(one).items()} == dict.fromkeys(MEDIA, 200)


def test_what_is_public_is_in_every_output(server, city):
    post = published_post(TITLE)
    assert [name for name, there in listed(server, post).items() if not there] == []
    assert direct(server, post) == PRESENT


def test_an_edit_that_is_not_published_is_in_no_output(server, city):
    post = published_post("처음 제목")
    post.title = TITLE
    post.save_revision()
    assert [
        name for name, there in listed(server, post).items() if there and "graphql" not in name and name != "sitemap"
    ] == []
    assert TITLE not in server.get(post_path(post)).text


def test_an_item_leaves_answers_that_were_already_kept(server, city):
    post = published_post(TITLE)
    listed(server, post), direct(server, post)
    post.unpublish()
    content_generation_of_the_commit()
    assert [name for name, there in listed(server, post).items() if there] == []
    assert direct(server, post) == GONE


def content_generation_of_the_commit():
    """The test's transaction never commits; this is what its commit would do."""
    from cms.ledger import generation

    generation.replace(vocabulary=False)


def test_a_moved_item_is_in_every_output_and_its_old_address_redirects(server, city):
    post = published_post(TITLE)
    old = post_path(post)
    PostPage.objects.get(pk=post.pk).move(section("health"), "last-child")
    answer = server.get(quote(old))
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{BASE_URL}{quote('/health/' + post.slug + '/')}")
    moved = PostPage.objects.get(pk=post.pk)
    assert direct(server, moved) == PRESENT
    assert TITLE not in server.get("/traffic/").text and TITLE in server.get("/health/feed.atom").text


def test_an_alias_is_a_second_address_that_redirects_and_no_second_item(server, city):
    post = published_post(TITLE)
    alias = post.create_alias(parent=section("health"), update_slug="copy")
    post = publish(post, lead="새 머리글")
    answer = server.get(f"/health/{alias.slug}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{BASE_URL}{quote(post_path(post))}")
    assert graphql(server, "{posts(first: 20) {nodes {key}}}").count("key") == 1
    assert TITLE not in server.get("/health/").text


def test_another_citys_item_is_absent_here_and_present_there(server, city):
    new_city("other", "other.example", default=False, languages=("ko",))
    post = published_post(TITLE, parent=section(code="other"))
    assert [name for name, there in listed(server, post).items() if there] == []
    assert server.get(f"/data/post/{post.key}.jsonld").status_code == 404
    assert server.get(f"/data/post/{post.key}.jsonld", host="other.example").status_code == 200
    assert TITLE in server.get("/traffic/feed.atom", host="other.example").text


def test_a_scheduled_item_appears_everywhere_when_the_worker_finds_it_due(server, city, monkeypatch):
    post = scheduled(city)
    assert server.get(f"/data/post/{post.key}.nt").status_code == 404
    due = post.go_live_at + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: due)
    assert schedules.publish_due() == 1
    content_generation_of_the_commit()
    assert direct(server, post) == PRESENT
