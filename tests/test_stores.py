"""The store that each test begins with, and what becomes of it."""

import pytest

from cms.news.models import PostPage
from cms.releases.models import DocumentsPage
from cms.subsites.models import CityPage
from tests import stores as prepared
from tests.content import make_city, published_post
from tests.stores import MIGRATED, Stores, store_for

CITY, ARCHIVE = "prepared_city", "prepared_archive"


class Noted:
    """A database that notes what it is asked for."""

    def __init__(self):
        self.asked = []

    def keep(self, name):
        self.asked.append(("keep", name))

    def lay(self, name):
        self.asked.append(("lay", name))

    def close(self):
        self.asked.append(("close", ""))


@pytest.fixture
def noted(db):
    return Noted()


def test_a_store_is_made_once_on_the_migrated_one_and_copied_when_another_was_there(noted, monkeypatch):
    made = []
    monkeypatch.setitem(prepared.PREPARED, CITY, lambda: made.append("city"))
    stores = Stores(noted)
    for name in (MIGRATED, CITY, CITY, MIGRATED, CITY):
        stores.lay(name)
    assert made == ["city"]
    assert noted.asked == [
        ("keep", MIGRATED),
        ("lay", MIGRATED),
        ("keep", CITY),
        ("lay", MIGRATED),
        ("lay", CITY),
    ]


def test_what_was_committed_to_is_copied_anew_for_the_next_test(noted):
    stores = Stores(noted)
    stores.spoil()
    stores.lay(MIGRATED)
    stores.lay(MIGRATED)
    assert noted.asked == [("keep", MIGRATED), ("lay", MIGRATED)]


def test_a_store_that_could_not_be_made_is_not_kept_and_leaves_nothing_behind(noted, monkeypatch):
    def fail():
        CityPage.objects.get()

    monkeypatch.setitem(prepared.PREPARED, CITY, fail)
    stores = Stores(noted)
    for _ in range(2):
        with pytest.raises(CityPage.DoesNotExist):
            stores.lay(CITY)
    stores.lay(MIGRATED)
    assert noted.asked == [("keep", MIGRATED), *[("lay", MIGRATED)] * 3]


def test_a_test_begins_with_one_store():
    assert store_for(["db", "settings"]) == MIGRATED
    assert store_for(["settings", CITY, "db"]) == CITY
    with pytest.raises(AssertionError, match=f"not with {CITY} and {ARCHIVE}"):
        store_for([ARCHIVE, CITY])


def test_the_city_is_there_and_is_not_made_again(prepared_city, django_assert_num_queries):
    assert CityPage.objects.count() == 2
    with django_assert_num_queries(1):
        assert make_city() == prepared_city


@pytest.mark.parametrize("way", ["first", "again"])
def test_what_a_test_writes_the_next_one_does_not_find(prepared_archive, way):
    assert (DocumentsPage.objects.count(), PostPage.objects.count()) == (1, 0)
    prepared_archive.delete()
    published_post("소식")


def test_a_test_that_asks_for_none_has_no_city(db):
    assert not CityPage.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["first", "again"])
def test_what_a_test_commits_the_next_one_does_not_find(prepared_archive, way):
    assert DocumentsPage.objects.count() == 1
    prepared_archive.delete()
