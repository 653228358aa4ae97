"""Every situation in which a post that had former versions is hidden: with it, all of them are, in every answer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from graphql_relay import to_global_id

from cms.ledger.models import EntryVersion
from cms.news.models import PostPage
from cms.publication import schedules
from cms.releases import former_versions
from tests import content
from tests.publication import test_visibility_matrix as posts
from tests.publication.answers import graphql
from tests.publication.test_visibility_matrix import TITLE, post_path

BEFORE = "예전 표식 Former 17"
VERSIONS = "versions { version record { title body { html text } } }"
SHOWN = "[{'version': 1, 'record': {'title': '예전 표식 Former 17', 'body': {"


@pytest.fixture
def city(prepared_city, settings):
    posts.cache.clear()
    settings.MADANG_KEPT_VERSIONS = 5
    return prepared_city


def judge():
    """Let the worker judge all versions, and its transaction commit."""
    while former_versions.judge_some():
        pass
    posts.content_generation_of_the_commit()


@pytest.fixture
def server(server, monkeypatch):
    """The application; a post that one of the situations publishes had another title before, which it can be asked."""
    publish = posts.publish

    def publish_twice(post, **changes):
        post = publish(publish(post, title=BEFORE), title=TITLE, **changes)
        judge()
        assert SHOWN in graphql(server, f'{{ post(key: "{post.key}") {{ {VERSIONS} }} }}')
        return post

    monkeypatch.setattr(posts, "publish", publish_twice)
    monkeypatch.setattr(PostPage, "is_held", PostPage.is_held)
    return server


def said(server, post):
    """The answers of GraphQL about versions, by each way that leads to an item."""
    key, path = str(post.key), post_path(post)
    id = to_global_id("Post", key)
    ways = (
        f'post(key: "{key}") {{ {VERSIONS} }}',
        f'post(url: "{posts.BASE_URL}{path}") {{ {VERSIONS} }}',
        f'node(id: "{id}") {{ ... on Record {{ {VERSIONS} }} }}',
        f'route(path: "{path}") {{ node {{ ... on Record {{ {VERSIONS} }} }} }}',
        f"posts(first: 20) {{ nodes {{ {VERSIONS} }} }}",
        f"changes(first: 20) {{ nodes {{ record {{ {VERSIONS} }} }} }}",
    )
    return [graphql(server, f"{{ {way} }}") for way in ways]


def expiring(city):
    return posts.publish(posts.draft_post(TITLE), expire_at=timezone.now() + timedelta(hours=1))


HIDDEN = {
    "unpublished": posts.unpublished,
    "expired": expiring,
    "expired and swept": expiring,
    "private": posts.private,
    "under a private parent": posts.under_a_private_parent,
    "held": posts.held,
    "held by screening": posts.held_by_screening,
    "deleted": posts.deleted,
    "deleted with its section": posts.deleted_with_its_section,
    "moved to no site": posts.moved_to_no_site,
    "changed behind the ledger's back": posts.changed_behind_the_ledgers_back,
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_is_hidden_has_no_version_that_anybody_reads(server, city, monkeypatch, name):
    post = HIDDEN[name](city)
    if post.expire_at:
        monkeypatch.setattr(timezone, "now", lambda: post.expire_at)
    if name == "expired and swept":
        assert schedules.expire_due() > 0
    posts.content_generation_of_the_commit()
    assert [answer for answer in said(server, post) if BEFORE in answer or TITLE in answer] == []
    # Until the worker has come, nobody has written anything of what expires by itself.
    assert EntryVersion.objects.count() == int(name == "expired")


def test_what_is_public_shows_its_versions_by_every_way(server, city):
    post = posts.published_post(TITLE)
    assert [SHOWN in answer for answer in said(server, post)] == [True] * 6


def test_versions_are_in_no_listing_and_at_no_address(server, city):
    post = posts.published_post(TITLE)
    answers = [
        server.get(path).text
        for path in ("/", "/traffic/", post_path(post), "/traffic/feed.atom", f"/data/post/{post.key}.nt")
    ]
    assert [BEFORE in answer for answer in answers] == [False] * 5
    assert [TITLE in answer for answer in answers] == [True] * 5


def test_what_a_version_alone_showed_is_not_public_and_no_version_leads_there(server, city):
    post = posts.published_post(TITLE)
    media = "image { url renditions { url } } body { html } ... on Post { images { url } files { url } }"
    query = f'{{ post(key: "{post.key}") {{ versions {{ record {{ {media} }} }} }} }}'
    before = graphql(server, query)
    assert ("/media/images/" in before, "/files/" in before) == (True, True)
    content.publish(post, cover=None, body=[("text", "<p>글만 남았습니다.</p>")])
    judge()
    after = graphql(server, query)
    assert ("/media/images/" in after, "/files/" in after, after.count("html")) == (False, False, 2)
    assert {name: server.get(path).status_code for name, path in posts.media(post).items()} == posts.MEDIA
