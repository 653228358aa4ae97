"""The promises of a store of the ledger, whoever implements it.

Every test asks the fixture ``ledger`` alone and knows of no table, so another implementation is run through them by
another fixture. What is not of the protocol is two fixtures more: how a city comes to have a host, and what is counted
as a query.
"""

import inspect
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.core import showing
from cms.core.errors import BadInput
from cms.ledger import generation
from cms.ledger.facets import listing_name
from cms.ledger.items import Tombstone
from cms.ledger.moments import EPOCH, Moment
from cms.ledger.store import Cursor, Filters, Part, Publication, Store, store
from cms.normal_form import address
from tests import factories
from tests.factories import (
    HOST,
    NOON,
    SITE,
    make_body,
    make_image,
    make_post,
    make_released_terms,
    make_tag,
    post_key,
)

pytestmark = pytest.mark.django_db
CALLS = sorted(name for name in vars(Store) if not name.startswith("_"))
PICTURE = showing.path_of(make_image(1).url)


@pytest.fixture
def ledger() -> Store:
    """The implementation that is held to the promises."""
    return store


@pytest.fixture(autouse=True)
def city():
    """A city with a host, sections and terms, in which nothing has been published."""
    with transaction.atomic():
        factories.store((), make_released_terms())


@pytest.fixture
def queries():
    """Count what is asked within; what is kept while nothing changes has been asked before."""

    @contextmanager
    def count(most):
        with CaptureQueriesContext(connection) as captured:
            yield
        asked = [query["sql"] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
        assert len(asked) <= most, asked

    return count


def publication(number=1, **over):
    expires_at = over.pop("expires_at", None)
    return Publication(record=make_post(number, **over), body=make_body(number), page_id=number, expires_at=expires_at)


def publish(ledger, *numbers):
    """Publish posts of these numbers; returns the ids of their entries."""
    return [change.entry_id for change in ledger.publish([publication(number) for number in numbers])]


def place(record):
    """The host and path of a record."""
    found = address(record.url)
    return found.host, found.path


def listed(ledger, **filters):
    return [item.data["key"] for item in ledger.entries(Filters(site=SITE, **filters), first=100).items]


def walk(ledger, first, between=lambda: None):
    """All keys of the city's listing by pages of ``first``; ``between`` is done after each page."""
    found, after = [], None
    while True:
        page = ledger.entries(Filters(site=SITE), first=first, after=after)
        found += [item.data["key"] for item in page.items]
        if not page.has_next:
            return found
        after = Cursor.decode(page.end.encode())
        between()


def followed(ledger, since=0, first=100):
    return [(number, found.item.data["key"]) for number, found in ledger.changes(site=SITE, since=since, first=first)]


class TestTheProtocol:
    @pytest.mark.parametrize("name", CALLS)
    def test_a_call_takes_just_what_it_says(self, ledger, name):
        said = [one for one in inspect.signature(getattr(Store, name)).parameters.values() if one.name != "self"]
        call = getattr(ledger, name)
        if not inspect.isfunction(inspect.unwrap(call)) or hasattr(call, "known"):
            assert [one.kind for one in said] == [inspect.Parameter.POSITIONAL_ONLY]
            return
        taken = inspect.signature(call).parameters
        for one in said:
            assert (taken[one.name].kind, taken[one.name].default) == (one.kind, one.default)
        more = [one for name, one in taken.items() if name not in {parameter.name for parameter in said}]
        assert all(one.default is not inspect.Parameter.empty for one in more)

    @pytest.mark.parametrize("name", CALLS)
    def test_a_call_says_what_it_costs(self, name):
        assert "quer" in inspect.getdoc(getattr(Store, name))


class TestWhatIsPublished:
    def test_it_is_found_by_its_key_in_its_listings_and_at_its_address(self, ledger):
        record = make_post(1)
        (entry_id,) = publish(ledger, 1)
        found = ledger.entry(site=SITE, key=record.key)
        assert (found.item.id, found.item.record, found.body, found.gone) == (entry_id, record, make_body(1), False)
        assert ledger.entries_named([(SITE, record.key)])[SITE, record.key].item.data == found.item.data
        for filters in ({}, {"field": "traffic"}, {"tag": "자전거"}, {"unit": "bike-team"}, {"kind": "post"}):
            assert listed(ledger, **filters) == [record.key]
        assert listed(ledger, field="health") == []
        host, path = place(record)
        route = ledger.route(host=host, path=path)
        assert (route.found.item.id, route.found.body, route.redirect) == (entry_id, make_body(1), None)
        assert ledger.routes([(host, path)])[host, path].found.item.id == entry_id
        assert ledger.bodies([entry_id]) == {entry_id: make_body(1)}
        assert set(ledger.shown([PICTURE, "/media/images/9.webp"])) == {PICTURE}
        assert ledger.tombstone(site=SITE, key=record.key) is None

    def test_what_was_done_is_told_in_the_order_given(self, ledger):
        first, third = publish(ledger, 1, 3)
        ledger.withdraw([third], reason="draft")
        told = ledger.publish([publication(4), publication(3), publication(2), publication(1, title="anew")])
        assert [(one.action, one.key) for one in told] == [
            ("created", post_key(4)), ("returned", post_key(3)), ("created", post_key(2)), ("updated", post_key(1)),
        ]  # fmt: skip
        assert (told[1].entry_id, told[3].entry_id) == (third, first)

    def test_the_same_again_changes_nothing(self, ledger):
        publish(ledger, 1)
        before = (ledger.clock(site=SITE), followed(ledger), ledger.changed_at([Part(SITE)]))
        assert ledger.publish([publication(1)]) == []
        assert (ledger.clock(site=SITE), followed(ledger), ledger.changed_at([Part(SITE)])) == before

    def test_all_of_a_call_is_written_or_nothing(self, ledger):
        publish(ledger, 1)
        before = ledger.clock(site=SITE)
        broken = publication(3, expires_at=datetime(2026, 12, 1))  # noqa: DTZ001 (a moment without its offset)
        with pytest.raises(TypeError):
            ledger.publish([publication(2), publication(1, title="anew"), broken])
        assert ledger.clock(site=SITE) == before
        assert (listed(ledger), followed(ledger)) == ([post_key(1)], [(1, post_key(1))])
        assert ledger.entry(site=SITE, key=post_key(1)).item.record == make_post(1)
        assert ledger.routes([place(make_post(2))]) == {}

    def test_a_call_is_part_of_the_callers_transaction(self, ledger):
        (entry_id,) = publish(ledger, 1)
        with pytest.raises(RuntimeError), transaction.atomic():
            publish(ledger, 2)
            ledger.withdraw([entry_id], reason="draft")
            assert (listed(ledger), ledger.clock(site=SITE).sequence) == ([post_key(2)], 3)
            raise RuntimeError
        assert (listed(ledger), followed(ledger)) == ([post_key(1)], [(1, post_key(1))])

    def test_its_former_address_and_a_further_one_lead_to_it(self, ledger):
        (entry_id,) = publish(ledger, 1)
        old, new = make_post(1), make_post(1, url=f"https://{HOST}/traffic/moved/")
        (told,) = ledger.publish([publication(1, url=new.url)])
        ledger.add_address(f"https://{HOST}/health/alias/", entry_id)
        assert told.moved
        for path in (place(old)[1], "/health/alias/"):
            route = ledger.route(host=HOST, path=path)
            assert (route.redirect, route.gone, ledger.routes([(HOST, path)])[HOST, path].redirect) == (
                new.url, False, new.url,
            )  # fmt: skip

    def test_an_address_that_leads_somewhere_is_not_taken_by_a_further_one(self, ledger):
        first, second = publish(ledger, 1, 2)
        ledger.add_address(make_post(1).url, second)
        assert ledger.route(host=HOST, path=place(make_post(1))[1]).found.item.id == first


class TestNumbers:
    def test_they_rise_by_one_with_each_change_in_the_order_given(self, ledger):
        publish(ledger, 3, 1, 2)
        assert followed(ledger) == [(1, post_key(3)), (2, post_key(1)), (3, post_key(2))]
        assert ledger.clock(site=SITE).sequence == 3

    def test_each_item_is_told_once_with_its_last(self, ledger):
        _, second, _ = publish(ledger, 1, 2, 3)
        ledger.publish([publication(1, title="anew")])
        ledger.withdraw([second], reason="draft")
        assert followed(ledger) == [(3, post_key(3)), (4, post_key(1)), (5, post_key(2))]
        assert [found.gone for _, found in ledger.changes(site=SITE, since=0)] == [False, False, True]

    @pytest.mark.parametrize("first", [1, 2, 3])
    def test_who_follows_beside_changes_misses_none(self, ledger, first):
        ids = publish(ledger, *range(1, 6))
        changes = iter([
            lambda: ledger.publish([publication(1, title="anew"), publication(7)]),
            lambda: ledger.withdraw([ids[1]], reason="draft"),
            lambda: ledger.publish([publication(7, title="anew")]),
        ])  # fmt: skip
        told, since = {}, 0
        while batch := ledger.changes(site=SITE, since=since, first=first):
            assert [number for number, _ in batch] == sorted({number for number, _ in batch})
            assert batch[0][0] > since and len(batch) <= first
            told |= {found.item.data["key"]: (number, found.gone) for number, found in batch}
            since = batch[-1][0]
            for change in islice(changes, 1):
                change()
        whole = {key: (number, gone) for (number, key), gone in zip(followed(ledger), [
            found.gone for _, found in ledger.changes(site=SITE, since=0)
        ], strict=True)}  # fmt: skip
        assert told == whole and since == ledger.clock(site=SITE).sequence

    def test_another_city_has_its_own(self, ledger):
        publish(ledger, 1, 2)
        ledger.publish([publication(3, site="other")])
        assert [number for number, _ in ledger.changes(site="other", since=0)] == [1]
        assert (ledger.clock(site=SITE).sequence, ledger.clock(site="other").sequence) == (2, 1)
        assert ledger.clock().sequence == 3
        assert ledger.clock(site="nowhere") == Moment(0, 0, EPOCH)


@pytest.fixture
def departures(ledger):
    """The ways in which an item leaves: by a call, and by its time, which nobody has to say again."""

    def withdrawn():
        ledger.withdraw(publish(ledger, 1), reason="unpublished")

    def expired():
        ledger.publish([publication(1, expires_at=timezone.now() - timedelta(seconds=1))])

    return {"withdrawn": withdrawn, "expired": expired}


class TestWhatHasGone:
    @pytest.mark.parametrize("how", ["withdrawn", "expired"])
    def test_it_is_gone_from_every_answer(self, ledger, departures, how):
        departures[how]()
        key, (host, path) = post_key(1), place(make_post(1))
        assert ledger.entry(site=SITE, key=key).gone
        assert ledger.entries_named([(SITE, key)])[SITE, key].gone
        for filters in ({}, {"field": "traffic"}, {"field": "traffic", "tag": "자전거"}, {"language": "ko"}):
            assert listed(ledger, **filters) == []
        route = ledger.route(host=host, path=path)
        assert (route.gone, route.redirect) == (True, None)
        assert ledger.routes([(host, path)])[host, path].gone
        assert ledger.route(host=HOST, path=f"/id/post/{key}").gone
        assert list(ledger.shown([PICTURE])) == []
        assert [(number, found.gone) for number, found in ledger.changes(site=SITE, since=0)][-1][1]
        left = ledger.tombstone(site=SITE, key=key)
        assert left == Tombstone(make_post(1).iri, left.gone_at) and left.gone_at <= timezone.now()

    def test_nothing_of_its_content_is_left_where_it_was_withdrawn(self, ledger):
        (entry_id,) = publish(ledger, 1)
        (told,) = ledger.withdraw([entry_id], reason="unpublished")
        found = ledger.entry(site=SITE, key=post_key(1))
        assert set(found.item.data) == {"key", "iri", "url", "site", "language"}
        assert (found.body, ledger.bodies([entry_id])) == (None, {})
        assert (told.action, told.entry_id, told.url) == ("withdrawn", entry_id, make_post(1).url)
        assert set(told.left) >= {SITE, listing_name(SITE, "field", "traffic"), listing_name(SITE, "tag", "자전거")}

    def test_withdrawing_what_is_not_public_changes_nothing(self, ledger):
        ids = publish(ledger, 1)
        ledger.withdraw(ids, reason="draft")
        before = ledger.clock(site=SITE)
        assert ledger.withdraw([*ids, ids[0] + 1_000], reason="draft") == []
        assert ledger.clock(site=SITE) == before

    def test_it_returns_under_its_entry(self, ledger):
        ids = publish(ledger, 1)
        ledger.withdraw(ids, reason="draft")
        assert publish(ledger, 1) == ids
        assert listed(ledger) == [post_key(1)]
        assert ledger.route(host=HOST, path=place(make_post(1))[1]).found.body == make_body(1)

    def test_what_is_hidden_is_not_shown_until_it_is_published_again(self, ledger):
        publish(ledger, 1)
        ledger.hide([PICTURE])
        assert list(ledger.shown([PICTURE])) == []
        assert ledger.publish([publication(1)]) == []
        assert list(ledger.shown([PICTURE])) == [PICTURE]

    def test_no_cache_may_outlive_the_next_item_that_leaves(self, ledger):
        soon = timezone.now() + timedelta(hours=1)
        later = soon + timedelta(days=1)
        ledger.publish([publication(1), publication(2, expires_at=soon), publication(3, expires_at=later)])
        assert ledger.next_expiry() == pytest.approx(soon.timestamp(), abs=1e-5)


class TestListings:
    @pytest.mark.parametrize("first", [1, 2, 3, 4, 100])
    @pytest.mark.parametrize("over", [{}, {"published_at": NOON}])
    def test_they_are_newest_first_and_page_without_gap_or_repeat(self, ledger, first, over):
        ids = [ledger.publish([publication(number, **over)])[0].entry_id for number in (2, 4, 1, 3, 5)]
        numbers = dict(zip((2, 4, 1, 3, 5), ids, strict=True))
        order = sorted(numbers, key=lambda number: (0 if over else number, numbers[number]), reverse=True)
        assert walk(ledger, first) == [post_key(number) for number in order]

    @pytest.mark.parametrize("first", [1, 2, 3])
    def test_what_comes_and_goes_meanwhile_neither_repeats_nor_hides_another(self, ledger, first):
        ids = publish(ledger, *range(1, 9))
        changes = iter([
            lambda: publish(ledger, 20),
            lambda: ledger.withdraw([ids[7]], reason="draft"),
            lambda: ledger.withdraw([ids[0]], reason="draft"),
        ])  # fmt: skip

        def between():
            for change in islice(changes, 1):
                change()

        found = walk(ledger, first, between)
        assert [key for key in found if key != post_key(1)] == [post_key(number) for number in range(8, 1, -1)]

    def test_a_period_bounds_them(self, ledger):
        publish(ledger, 1, 2, 3)
        assert listed(ledger, since=datetime(2026, 1, 1, tzinfo=UTC), until=make_post(2).published_at) == [post_key(1)]
        assert listed(ledger, since=make_post(2).published_at) == [post_key(3), post_key(2)]

    def test_a_page_that_no_client_may_ask_for_is_refused(self, ledger):
        for first in (0, 101):
            with pytest.raises(BadInput) as refused:
                ledger.entries(Filters(site=SITE), first=first)
            assert refused.value.where == "first"
        with pytest.raises(BadInput):
            ledger.entries(Filters(site=SITE, kind="letter"))

    def test_they_say_when_they_began_and_when_they_last_changed(self, ledger):
        listing, other = listing_name(SITE, "field", "traffic"), listing_name(SITE, "field", "health")
        assert ledger.first_published(listing) is None
        around = ledger.changed_at([Part(listing)])
        publish(ledger, 2, 1)
        assert ledger.first_published(listing) == make_post(1).published_at
        assert ledger.changed_at([Part(listing)]) == ledger.clock(site=SITE).changed_at > around
        assert ledger.changed_at([Part(other)]) == ledger.changed_at([Part(listing, language="en")]) == around


class TestWhatWasNeverThere:
    @pytest.mark.parametrize("key", [post_key(9), "", "traffic", post_key(1).replace("-", "")])
    def test_a_key_of_nothing_finds_nothing(self, ledger, key):
        publish(ledger, 1)
        assert ledger.entry(site=SITE, key=key) is None
        assert ledger.entries_named([(SITE, key)]) == {}

    def test_an_item_is_not_found_in_another_city(self, ledger):
        publish(ledger, 1)
        assert ledger.entry(site="other", key=post_key(1)) is None
        assert ledger.tombstone(site="other", key=post_key(1)) is None
        assert ledger.entries(Filters(site="other")).items == ()

    def test_an_address_of_nothing_leads_nowhere(self, ledger):
        assert ledger.route(host=HOST, path="/nothing/") is None
        assert ledger.routes([(HOST, "/nothing/"), (HOST, f"/id/post/{post_key(1)}")]) == {}

    def test_nothing_is_asked_of_nothing(self, ledger):
        assert (ledger.bodies([]), ledger.publish([]), ledger.withdraw([], reason="draft")) == ({}, [], [])
        assert ledger.change_terms([]) == 0


class TestTerms:
    def test_they_are_written_replaced_and_deleted(self, ledger):
        before = ledger.clock(site=SITE)
        new = make_tag("걷기")
        host, path = place_of_term(new)
        assert ledger.change_terms([new]) == 1
        generation.replace()
        assert ledger.vocabulary(SITE).term("tag", "걷기") == new
        assert ledger.route(host=host, path=path).term == new
        renamed = replace(new, names={"ko": "산책"})
        assert ledger.change_terms([renamed]) == 1
        generation.replace()
        assert ledger.vocabulary(SITE).term("tag", "걷기") == renamed
        assert ledger.change_terms([], gone=[(SITE, "tag", "걷기")]) == 1
        generation.replace()
        assert ledger.vocabulary(SITE).term("tag", "걷기") is None
        assert ledger.route(host=host, path=path).gone
        assert ledger.vocabulary(SITE).term("tag", "자전거") is not None
        assert ledger.clock(site=SITE).vocabulary == before.vocabulary + 3
        assert ledger.clock(site=SITE).sequence == before.sequence

    def test_every_listing_changes_with_them_or_their_own_alone(self, ledger):
        own, other = Part(listing_name(SITE, "tag", "걷기")), Part(listing_name(SITE, "field", "health"))
        before = ledger.changed_at([other])
        ledger.change_terms([make_tag("걷기")], everywhere=False)
        assert ledger.changed_at([own]) > before == ledger.changed_at([other])
        ledger.change_terms([replace(make_tag("걷기"), names={"ko": "산책"})])
        assert ledger.changed_at([other]) == ledger.changed_at([own]) == ledger.clock(site=SITE).changed_at

    def test_a_city_that_there_is_not_has_none(self, ledger):
        assert ledger.vocabulary("nowhere").all("field") == ()


def place_of_term(term):
    found = address(term.urls["ko"])
    return found.host, found.path


@pytest.mark.django_db(transaction=True)
class TestGenerations:
    def test_they_are_others_once_a_change_is_committed_and_not_before(self, ledger):
        before = ledger.generation(), ledger.generation(vocabulary=True)
        with transaction.atomic():
            publish(ledger, 1)
            assert ledger.generation(vocabulary=True) == before[1]
            within = ledger.generation()
        after = ledger.generation()
        assert after not in (before[0], within) and ledger.generation(vocabulary=True) == before[1]
        ledger.change_terms([make_tag("걷기")])
        assert ledger.generation() != after and ledger.generation(vocabulary=True) != before[1]
        assert ledger.vocabulary(SITE).term("tag", "걷기") == make_tag("걷기")

    def test_one_that_is_undone_changes_none(self, ledger):
        publish(ledger, 1)
        before = ledger.generation(), ledger.generation(vocabulary=True)
        with pytest.raises(RuntimeError), transaction.atomic():
            publish(ledger, 2)
            ledger.change_terms([make_tag("걷기")])
            raise RuntimeError
        assert (ledger.generation(), ledger.generation(vocabulary=True)) == before


class TestCost:
    @pytest.mark.parametrize(
        ("most", "ask"),
        [
            (1, lambda ledger, ids: ledger.entry(site=SITE, key=post_key(1))),
            (1, lambda ledger, ids: ledger.entries_named([(SITE, post_key(number)) for number in range(1, 30)])),
            (1, lambda ledger, ids: ledger.entries(Filters(site=SITE), first=20)),
            (1, lambda ledger, ids: ledger.entries(Filters(site=SITE, field="traffic", tag="자전거"), first=100)),
            (1, lambda ledger, ids: ledger.entries(Filters(site=SITE), first=2, after=Cursor(2**62, 1))),
            (1, lambda ledger, ids: ledger.bodies(ids)),
            (1, lambda ledger, ids: ledger.tombstone(site=SITE, key=post_key(1))),
            (1, lambda ledger, ids: ledger.route(host=HOST, path=place(make_post(1))[1])),
            (1, lambda ledger, ids: ledger.routes([place(make_post(number)) for number in range(1, 30)])),
            (0, lambda ledger, ids: ledger.vocabulary(SITE)),
            (1, lambda ledger, ids: ledger.shown([PICTURE] * 30)),
            (1, lambda ledger, ids: ledger.changed_at([Part(SITE), Part(listing_name(SITE, "tag", "자전거"))])),
            (1, lambda ledger, ids: ledger.first_published(SITE)),
            (1, lambda ledger, ids: ledger.changes(site=SITE, since=0)),
            (1, lambda ledger, ids: ledger.clock()),
            (0, lambda ledger, ids: ledger.generation()),
            (1, lambda ledger, ids: ledger.next_expiry()),
            (0, lambda ledger, ids: ledger.bodies([])),
        ],
    )
    def test_a_question_takes_the_queries_that_it_says(self, ledger, queries, most, ask):
        ids = publish(ledger, *range(1, 30))
        ask(ledger, ids)
        with queries(most):
            ask(ledger, ids)

    def test_what_is_told_takes_as_many_queries_for_many_as_for_few(self, ledger):
        publish(ledger, 1)

        def cost(told):
            with CaptureQueriesContext(connection) as captured:
                told()
            return len(captured)

        few = cost(lambda: publish(ledger, 2, 3))
        assert cost(lambda: publish(ledger, *range(4, 60))) == few
        ids = [item.id for item in ledger.entries(Filters(site=SITE), first=100).items]
        few = cost(lambda: ledger.withdraw(ids[:2], reason="draft"))
        assert cost(lambda: ledger.withdraw(ids[2:], reason="draft")) <= few + 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer, and a store in memory one connection")
@pytest.mark.django_db(transaction=True)
def test_who_follows_beside_several_writers_meets_no_smaller_number_later(ledger):
    """Each writer leaves its transaction open for a moment, and so would commit in another order than it began."""

    def write(first):
        try:
            for number in range(first, first + 20):
                with transaction.atomic():
                    publish(ledger, number)
                    time.sleep(0.002 * (number % 3))
        finally:
            connection.close()

    told, since = [], 0
    with ThreadPoolExecutor(3) as pool:
        writers = [pool.submit(write, first) for first in (100, 200, 300)]
        while not all(writer.done() for writer in writers) or since < ledger.clock(site=SITE).sequence:
            for number, found in ledger.changes(site=SITE, since=since, first=7):
                told.append((number, found.item.data["key"]))
                since = number
        for writer in writers:
            writer.result()
    assert [number for number, _ in told] == list(range(1, 61))
    assert {key for _, key in told} == {post_key(first + number) for first in (100, 200, 300) for number in range(20)}
