"""The editor's menu shows only what leads somewhere."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from cms.committees.models import CommitteesPage
from tests.content import make_user, section
from tests.news.editor import sign_in

pytestmark = pytest.mark.django_db

WRITE, MEETING = "write_post", "write_meeting"


@pytest.fixture(autouse=True)
def city(prepared_committee):
    return prepared_committee.get_parent().get_parent().specific


def officer(client):
    """As the demo's: in the group of the officers, and in no other."""
    user = make_user("officer")
    user.groups.set([Group.objects.get(name="Disclosure officers")])
    client.force_login(user)
    return client


def menu(client):
    """The entries for writing that the menu of the first page has."""
    shown = client.get(reverse("wagtailadmin_home")).content.decode()
    return [name for name in (WRITE, MEETING) if f'"{reverse(name)}"' in shown]


def test_an_officer_finds_each_page_of_the_desk_in_the_menu(client):
    shown = officer(client).get(reverse("wagtailadmin_home")).content.decode()
    names = ("queue", "pages", "lapsed", "returned", "log", "rescreenings", "intake")
    assert [name for name in names if f'"{reverse(f"disclosure:{name}")}"' in shown] == list(names)


def offered(client, name):
    page = BeautifulSoup(client.get(reverse(name)).content, "html.parser")
    return len([link for link in page.main.find_all("a") if "/add/" in link.get("href", "")])


def given(name, page):
    """Somebody who may add below one page alone."""
    group = Group.objects.create(name=name)
    from django.contrib.auth.models import Permission

    group.permissions.add(Permission.objects.get(codename="access_admin"))
    add = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(group=group, page=page.page_ptr, permission=add)
    user = make_user(name)
    user.groups.set([group])
    return user


def test_an_officer_who_may_write_nowhere_is_not_invited_to(client):
    assert menu(officer(client)) == []
    assert [offered(client, name) for name in (WRITE, MEETING)] == [0, 0]


def test_an_employee_and_an_administrator_are():
    for client in (sign_in(), sign_in("admin", admin=True)):
        assert menu(client) == [WRITE, MEETING]
        assert all(offered(client, name) for name in (WRITE, MEETING))


@pytest.mark.parametrize(
    ("place", "entries"),
    [(section, [WRITE]), (CommitteesPage.objects.get, [MEETING])],
    ids=["news", "meetings"],
)
def test_who_may_write_in_one_place_sees_the_entry_that_leads_there(client, place, entries):
    client.force_login(given("somebody", place()))
    assert menu(client) == entries
    assert [name for name in (WRITE, MEETING) if offered(client, name)] == entries


def test_the_entries_cost_no_query_of_their_own():
    client = sign_in()
    client.get(reverse("wagtailadmin_home"))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("wagtailadmin_home"))
    rights = [row["sql"] for row in captured if "grouppagepermission" in row["sql"] and "SELECT" in row["sql"]]
    assert len(rights) == 1
