"""The clocks of the ledger, one a city, and what is unique within a city alone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from cms.core import channels
from cms.core.channels import FollowingChannel, OwedChannel, Receiver
from cms.ledger import clocks, following, generation, moments, selectors, writing
from cms.ledger.models import Address, Bookmark, Clock, Delivery, Entry
from cms.ledger.routes import route
from cms.ledger.writing import Publication
from tests.factories import HOST, NOON, SITE, make_body, make_city, make_post, post_key, store

OTHER = "haneul"
OTHER_HOST = "haneul.example"
BEFORE = ("publication", "0029_bookmark_of_its_channel")
ONE_CLOCK_EACH = ("publication", "0030_clock_of_each_city")
UNIQUE = ("publication", "0032_cities_in_unique_indexes")


def make_other_city():
    home = f"https://{OTHER_HOST}/"
    return replace(make_city(), site=OTHER, key=OTHER, urls={"ko": home}, iri=f"{home}id/city/{OTHER}")


def elsewhere(number, **over):
    """A post of another city, on a host of its own."""
    record = make_post(number, site=OTHER, **over)
    return replace(record, url=record.url.replace(HOST, OTHER_HOST), iri=record.iri.replace(HOST, OTHER_HOST))


def publish(*records):
    return writing.publish([Publication(record=record, body=make_body(1)) for record in records])


def numbers():
    return list(Entry.objects.order_by("pk").values_list("site", "sequence"))


@pytest.mark.django_db
class TestTwoCities:
    @pytest.fixture(autouse=True)
    def cities(self):
        store(terms=[make_city(), make_other_city()])

    def test_each_city_counts_its_own_changes_from_one(self):
        publish(make_post(1), elsewhere(2), make_post(3))
        publish(elsewhere(4))
        assert numbers() == [(SITE, 1), (OTHER, 1), (SITE, 2), (OTHER, 2)]
        assert [number for number, _ in selectors.changes(site=OTHER, since=1)] == [2]
        writing.withdraw([Entry.objects.get(site=OTHER, sequence=1).pk], reason="unpublished")
        assert dict(Clock.objects.values_list("site", "sequence")) == {SITE: 2, OTHER: 3}

    def test_the_clock_of_all_moves_with_each_and_the_clock_of_one_with_its_own_alone(self):
        all_before, one_before = moments.clock(), moments.clock(site=SITE)
        publish(elsewhere(1))
        assert moments.clock().sequence == all_before.sequence + 1
        assert moments.clock(site=SITE) == one_before
        clocks.advance_vocabulary(OTHER)
        assert moments.clock().vocabulary == all_before.vocabulary + 1
        clocks.advance_vocabulary()
        assert moments.clock().vocabulary == all_before.vocabulary + 3
        assert moments.clock(site=SITE).vocabulary == one_before.vocabulary + 1

    def test_a_city_without_a_change_says_nothing_at_the_epoch(self):
        assert moments.clock(site="nowhere") == moments.Moment(0, 0, moments.EPOCH)

    def test_one_query_locks_the_clock_of_entries_whatever_their_number(self, django_assert_num_queries):
        publish(make_post(1), elsewhere(2))
        ids = list(Entry.objects.values_list("pk", flat=True))
        with transaction.atomic(), django_assert_num_queries(1):
            assert sorted(clocks.lock_of(ids)) == [OTHER, SITE]
        with transaction.atomic(), django_assert_num_queries(1):
            assert sorted(clocks.lock_of(ids[:1])) == [SITE]
        with transaction.atomic(), django_assert_num_queries(1):
            assert sorted(clocks.lock_of(range(ids[0], ids[0] + 501))) == [OTHER, SITE]

    def test_a_channel_follows_each_city_and_first_the_one_of_which_most_is_to_be_told(self):
        told = []
        channel = FollowingChannel(
            name="told", words="told", follow=lambda changes: told.append([(one.site, one.sequence) for one in changes])
        )
        publish(make_post(1), elsewhere(2), elsewhere(3))
        assert [one.count for one in following.behind(channel)] == []
        Entry.objects.update(changed_at=NOON)
        assert [one.count for one in following.behind(channel)] == [3]
        assert [following.step(channel) for _ in range(3)] == [2, 1, 0]
        assert told == [[(OTHER, 1), (OTHER, 2)], [(SITE, 1)]]
        publish(elsewhere(4))
        assert (following.step(channel), following.step(channel), told[-1]) == (1, 0, [(OTHER, 3)])

    def test_an_item_that_moves_to_another_city_has_no_number_again(self, monkeypatch):
        everyone = OwedChannel(
            name="mail",
            words="mail",
            withdrawal="mail",
            receivers=lambda: [Receiver(key="1", title="everyone")],
            build=lambda receiver, change: None,
            send=lambda sent, limits: None,
        )
        monkeypatch.setattr(channels, "owed", lambda: (everyone,))
        publish(make_post(1), elsewhere(2))
        publish(make_post(1, title="anew"))
        before = moments.clock(site=SITE)
        publish(elsewhere(1))
        publish(elsewhere(3))
        assert numbers() == [(OTHER, 3), (OTHER, 1), (OTHER, 4)]
        assert list(Delivery.objects.order_by("pk").values_list("entry__key", "sequence")) == [
            (UUID(post_key(number)), sequence) for number, sequence in [(1, 1), (2, 1), (1, 2), (1, 3), (3, 4)]
        ]
        after = moments.clock(site=SITE)
        assert (after.sequence, after.changed_at > before.changed_at) == (2, True)

    def test_who_moves_an_item_locks_the_clocks_of_both_cities(self, django_assert_num_queries):
        publish(make_post(1), elsewhere(2))
        with transaction.atomic(), django_assert_num_queries(1):
            assert sorted(clocks.lock_each([OTHER], keys=[UUID(post_key(1))])) == [OTHER, SITE]
        with transaction.atomic(), django_assert_num_queries(1):
            assert sorted(clocks.lock_each([OTHER], keys=[UUID(post_key(2))])) == [OTHER]
        with transaction.atomic(), django_assert_num_queries(1):
            assert sorted(clocks.lock_each([OTHER], keys=[UUID(int=n) for n in range(501)])) == [OTHER, SITE]

    def test_the_clock_of_a_city_that_was_no_more_goes_on_after_its_last_item(self):
        publish(make_post(1), make_post(2))
        Clock.objects.filter(site=SITE).delete()
        publish(make_post(3))
        assert numbers() == [(SITE, 1), (SITE, 2), (SITE, 3)]

    def test_where_two_cities_had_a_host_in_turn_an_address_is_that_of_the_one_that_has_it(self):
        publish(make_post(1, title="지금"), elsewhere(2, title="전에"))
        now, before = Entry.objects.get(site=SITE), Entry.objects.get(site=OTHER)
        path = Address.objects.get(entry=now).path
        Address.objects.create(host=HOST, path=path, site=OTHER, entry=before)
        generation.replace()
        found = route(host=HOST, path=path)
        assert found and found.found and found.found.item.data["title"] == "지금"
        Address.objects.filter(entry=now).delete()
        led = route(host=HOST, path=path)
        assert led and led.redirect == before.record["url"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer, which waits for its turn")
@pytest.mark.django_db(transaction=True)
def test_cities_do_not_wait_for_each_other():
    with transaction.atomic():
        store(terms=[make_city(), make_other_city()])
    locked, done = threading.Event(), threading.Event()

    def hold():
        try:
            with transaction.atomic():
                clocks.lock(SITE)
                locked.set()
                assert done.wait(30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        assert locked.wait(30)
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = '10s'")
        try:
            publish(elsewhere(1))
        finally:
            done.set()
        held.result()
    assert numbers() == [(OTHER, 1)]


@pytest.mark.django_db(transaction=True)
def test_a_store_of_one_clock_goes_on_where_it_was_and_says_of_each_address_whose_it_is():
    with transaction.atomic():
        store([make_post(1), make_post(2)], terms=[make_city(), make_other_city()])
        Address.objects.create(host=HOST, path="/abolished/")
        Address.objects.create(host="unknown.example", path="/")
    executor = MigrationExecutor(connection)
    try:
        executor.migrate([BEFORE])
        of = executor.loader.project_state([BEFORE]).apps.get_model
        assert of("publication", "Clock").objects.count() == 1
        of("publication", "Clock").objects.update(sequence=7, vocabulary=5)
        of("publication", "Bookmark").objects.all().delete()
        of("publication", "Bookmark").objects.create(name="relations", sequence=6)
        of("publication", "Bookmark").objects.create(name="statistics", sequence=9)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes("publication"))
    assert sorted(Clock.objects.values_list("site", "sequence", "vocabulary")) == [(OTHER, 7, 5), (SITE, 7, 5)]
    assert sorted(Bookmark.objects.values_list("name", "sequence")) == [
        ("relations", 6),
        (f"relations:{OTHER}", 6),
        (f"relations:{SITE}", 6),
        ("statistics", 9),
    ]
    assert set(Address.objects.values_list("host", "site")) == {
        (HOST, SITE),
        (OTHER_HOST, OTHER),
        ("unknown.example", ""),
    }
    with transaction.atomic():
        publish(make_post(3), elsewhere(4))
    assert numbers() == [(SITE, 1), (SITE, 2), (SITE, 8), (OTHER, 8)]


class Killed(Exception):
    """The process ends here."""


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_was_killed_behind_any_of_its_operations_goes_on_from_the_start(monkeypatch):
    with transaction.atomic():
        store([make_post(1)], terms=[make_city(), make_other_city()])
    operations = MigrationExecutor(connection).loader.get_migration(*UNIQUE).operations
    try:
        for number in range(len(operations)):
            MigrationExecutor(connection).migrate([ONE_CLOCK_EACH])
            executor = MigrationExecutor(connection)
            _kill_behind(executor.loader.get_migration(*UNIQUE).operations[number], monkeypatch)
            with pytest.raises(Killed):
                executor.migrate([UNIQUE])
            assert UNIQUE not in MigrationExecutor(connection).loader.applied_migrations
            monkeypatch.undo()
            MigrationExecutor(connection).migrate([UNIQUE])
            assert set(Address.objects.values_list("host", "site")) == {(HOST, SITE), (OTHER_HOST, OTHER)}
            with connection.cursor() as cursor:
                found = connection.introspection.get_constraints(cursor, Address._meta.db_table)
            unique = [one["columns"] for one in found.values() if one["unique"] and not one["primary_key"]]
            assert unique == [["host", "path", "site"]]
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes("publication"))


def _kill_behind(operation, monkeypatch):
    do = operation.database_forwards

    def killed(*args, **named):
        do(*args, **named)
        raise Killed

    monkeypatch.setattr(operation, "database_forwards", killed)
