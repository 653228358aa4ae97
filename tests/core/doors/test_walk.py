"""An employee asks every address of the editor and learns nothing that others have not published."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import Revision

from cms.releases.models import TaskCard
from cms.releases.models.places import Unsearched
from cms.subsites.models import OrganisationUnit
from tests.background import keep_editor
from tests.core.doors import walking
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(prepared_secrets):
    keep_editor()
    return prepared_secrets


@pytest.fixture
def employee(world):
    return walking.quiet_client(sign_in().user)


def values(world):
    """The values of each argument of an address; a name that is not here is of an address nobody has thought of."""
    units = [OrganisationUnit.objects.get(key="u-hush").pk, TaskCard.objects.get(key="hush-task").pk]
    some = [world.hidden["draft"].pk, world.hidden["held"].pk]
    revisions = list(Revision.objects.filter(object_id=some[0]).values_list("pk", flat=True))[:1]
    nothing = [1]
    keys = {
        "page_id": some,
        "parent_page_id": [*some, world.hidden["folder"].pk, world.city.pk, world.post.get_parent().pk],
        "page_to_move_id": some,
        "destination_id": some,
        "page_pk": some,
        "pk": [some[1], *units],
        "object_id": some[:1],
        "image_id": [world.image.pk],
        "filter_spec": ["max-165x165"],
        "revision_id": revisions,
        "revision_id_a": ["earliest", "live"],
        "revision_id_b": ["latest"],
        "action": ["delete", "move", "publish", "unpublish"],
        "action_name": ["publish", "copy", "copy_for_translation"],
        "digest": ["0" * 64],
        "batch": ["a"],
        "uidb64": ["MQ"],
        "token": ["a"],
    }
    apps, models = zip(*walking.PAIRS, strict=True)
    keys |= dict.fromkeys(walking.APPS, apps) | dict.fromkeys(walking.MODELS, models)
    others = (
        "collection_id document_id doc_id uploaded_file_id redirect_id session_id task_id task_state_id workflow_pk"
        " workflow_state_id"
    )
    return keys | dict.fromkeys(others.split(), nothing)


def queries(world):
    """The queries of an address: searches by the beginnings of the secret words and by whole ones, also in the API,
    which refuses what it does not know; filters, exports, keys."""
    pages = world.keys
    keys = [("id", key) for key in pages]
    return [
        "",
        urlencode([("q", "hus"), ("search", "hus"), ("term", "hus"), *keys, ("p", 1), ("multiple", 1)]),
        urlencode([("search", "비밀")]),
        urlencode([("q", "비밀"), ("ordering", "-title")]),
        urlencode([("export", "xlsx"), ("ordering", "title"), ("page_type", "releases.documentpage")]),
    ]


def test_every_argument_of_an_address_is_one_that_the_walk_knows(world):
    known = values(world)
    assert {
        (name, route) for route in walking.templates() for name in walking.arguments(route) if name not in known
    } == set()


def _says(told, title):
    """True where an answer has a title, as it stands or as JSON writes it."""
    return title.lower() in told or ascii(title.lower())[1:-1] in told


def test_the_search_of_the_walk_finds_the_secrets_for_those_who_may_know_them(world):
    client = walking.quiet_client(sign_in("root", admin=True).user)
    for name, query in (("wagtailadmin_pages:search", "q"), ("wagtailadmin_api:pages:listing", "search")):
        answer = client.get(reverse(name), {query: "비밀"})
        told = walking.told(answer)
        pages = [page for page in world.hidden.values() if not isinstance(page, Unsearched)]
        assert [page for page in pages if walking.MARK in page.title.lower() and not _says(told, page.title)] == []


def test_an_employee_learns_nothing_from_any_address(world, employee):
    """Asked by address, and where it lists something also with all that narrows, orders and exports a list."""
    known, asked = values(world), queries(world)
    told, broken = [], []
    for route in walking.templates():
        lists = set(walking.arguments(route)) <= {"parent_page_id", "action", *walking.APPS, *walking.MODELS}
        for address in walking.addresses(route, known):
            for query in asked if lists and "/add/" not in address else asked[:1]:
                answer = employee.get(f"{address}?{query}")
                told += [f"{address}?{query}"] if walking.is_told(answer) else []
                broken += [f"{address}?{query}"] if answer.status_code >= 500 else []
    assert (told, broken) == ([], [])
