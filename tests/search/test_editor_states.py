"""Each state in which a page is hidden, each search of the editor, and who finds it there."""

import json

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.news.models import PostPage
from tests.background import keep_editor
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db

WRITTEN_BY_AUTHOR = {"draft", "scheduled", "unpublished", "private", "below_a_private_place", "unfinished_meeting"}
PLACES = {"draft_website", "draft_committee", "private website"}
# Documents, whatever their state, and their folders are searched at the disclosure desk alone.
NEVER = {"held", "waiting", "taken_down", "closed_with_its_title", "folder"}
KNOWN = {
    "stranger": set(),
    "officer": set(),
    "keeper of words": set(),
    "author": WRITTEN_BY_AUTHOR,
    "editor": WRITTEN_BY_AUTHOR | PLACES,
    "moderator": WRITTEN_BY_AUTHOR | PLACES,
    "administrator": WRITTEN_BY_AUTHOR | PLACES,
}
ROLES = {
    "author": "Employees",
    "officer": "Disclosure officers",
    "keeper of words": "Search keepers",
    "editor": "Editors",
    "moderator": "Moderators",
}


@pytest.fixture
def world(prepared_secrets):
    keep_editor()
    return prepared_secrets


def client_of(who, world):
    client = sign_in(who, admin=who == "administrator")
    if who in ROLES:
        client.user.groups.add(Group.objects.get(name=ROLES[who]))
    return client


def searches(world, typed):
    """The addresses of the searches of pages, with their words."""
    explorer = reverse("wagtailadmin_explore", args=[world.city.pk])
    return [
        (explorer, {"q": typed}),
        (explorer, {"q": typed, "ordering": "title"}),
        (f"{explorer}results/", {"q": typed}),
        (reverse("wagtailadmin_pages:search"), {"q": typed}),
        (reverse("wagtailadmin_pages:search"), {"q": f"{typed} live:no"}),
        (reverse("wagtailadmin_pages:search"), {"q": typed, "ordering": "-latest_revision_created_at"}),
        (reverse("wagtailadmin_pages:search_results"), {"q": typed, "content_type": "news.postpage"}),
        (reverse("wagtailadmin_choose_page_search"), {"q": typed}),
        (reverse("wagtailadmin_choose_page_search"), {"q": typed, "page_type": "news.postpage"}),
        (reverse("wagtailadmin_api:pages:listing"), {"search": typed, "limit": 20}),
        (reverse("wagtailadmin_api:pages:listing"), {"search": typed, "order": "title"}),
    ]


def found(client, address, query, world):
    """The states of the hidden pages whose titles an answer has; that of a folder is a number, and no secret."""
    answer = client.get(address, query)
    assert answer.status_code == 200, (address, query)
    text = answer.content.decode()
    told = json.dumps(json.loads(text), ensure_ascii=False) if "/api/" in address else text
    return {state for state, page in world.hidden.items() if "비밀" in page.title and page.title in told}


def narrowed(states, query, world):
    """Those of some states that a search which narrows lets through."""
    if "news.postpage" in query.values():
        states = {state for state in states if isinstance(world.hidden[state], PostPage)}
    if "live:no" in query.get("q", ""):
        states = {state for state in states if not world.hidden[state].live}
    return states


def test_the_table_has_every_hidden_state(world):
    assert world.hidden.keys() == WRITTEN_BY_AUTHOR | PLACES | NEVER


@pytest.mark.parametrize("who", KNOWN)
def test_who_may_know_a_page_finds_it_and_nobody_else(who, world):
    """People who know a page also read in which place it is."""
    client = client_of(who, world)
    for typed in ("비밀은", 'hush "비밀"'):
        for address, query in searches(world, typed):
            wanted = narrowed(KNOWN[who], query, world)
            places = {"private website"} if "below_a_private_place" in wanted else set()
            assert found(client, address, query, world) - (places - wanted) == wanted, (address, query)
