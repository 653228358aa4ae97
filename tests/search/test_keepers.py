"""Whoever keeps the words of a city reaches all pages of the search by their role, and nothing else by it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.search.models import Pick, Synonym
from tests.content import CODE
from tests.news.editor import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
PAGES = (
    "wagtailsnippets_search_synonym:list", "wagtailsnippets_search_synonym:add", "wagtailsnippets_search_pick:list",
    "wagtailsnippets_search_pick:add", "search_shipped", "search_report", "search_report_csv", "search_tester",
)  # fmt: skip


def keeper(role="Search keepers"):
    client = sign_in("keeper")
    client.user.groups.add(Group.objects.get(name=role))
    return client


@pytest.mark.parametrize("role", ["Search keepers", "Moderators"])
def test_the_roles_that_come_with_the_installation_reach_every_page_of_the_search(role):
    client = keeper(role)
    assert {name: client.get(reverse(name)).status_code for name in PAGES} == dict.fromkeys(PAGES, 200)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    for name in (PAGES[0], PAGES[2], "search_report", "search_tester"):
        assert reverse(name) in home, name


def test_a_keeper_adds_changes_and_deletes_a_line():
    client = keeper()
    add, listed = (reverse(f"wagtailsnippets_search_synonym:{name}") for name in ("add", "list"))
    assert client.post(add, {"site": CODE, "line": "새벗 = 반려견"})["Location"] == listed
    line = Synonym.objects.get()
    edit = reverse("wagtailsnippets_search_synonym:edit", args=[line.pk])
    assert client.post(edit, {"site": CODE, "line": "새벗 = 반려견 = 강아지"})["Location"] == listed
    assert Synonym.objects.get().changed_by == client.user
    assert client.post(reverse("wagtailsnippets_search_synonym:delete", args=[line.pk])).status_code == 302
    assert not Synonym.objects.exists()
    assert not Pick.objects.exists()


def test_an_employee_without_the_role_reaches_none_of_them_and_a_keeper_not_the_desk():
    client = sign_in()
    for name in PAGES:
        answered = client.get(reverse(name))
        assert (answered.status_code, answered["Location"]) == (302, reverse("wagtailadmin_home")), name
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert not [name for name in PAGES if reverse(name) in home]
    assert keeper().get(reverse("search_desk")).status_code == 302


def test_the_role_alone_opens_the_editor_and_no_page():
    client = sign_in("keeper")
    client.user.groups.set([Group.objects.get(name="Search keepers")])
    assert client.get(reverse("search_report")).status_code == 200
    assert client.get(reverse("wagtailadmin_explore_root")).status_code in (302, 404)
