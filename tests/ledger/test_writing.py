"""Writing the ledger: what changes together, and that nothing else does."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from cms.ledger import selectors, writing
from cms.ledger.facets import pair_name
from cms.ledger.filters import Filters
from cms.ledger.models import Address, AspectRow, Clock, Delivery, Entry, EntryBody, Listing
from cms.ledger.routes import route
from cms.ledger.selectors import entries
from cms.ledger.writing import Publication, Written
from cms.webhooks.models import Webhook
from tests.asked import SAVEPOINT
from tests.factories import HOST, NOON, SITE, make_body, make_post, post_key, store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city():
    store()


def publication(number=1, **over):
    return Publication(record=make_post(number, **over), body=make_body(number), page_id=number)


def publish(*publications):
    return writing.publish(publications)


def path(record):
    return writing.address_of(record.url)[1]


def test_a_new_record_becomes_an_entry_with_its_body_listings_and_address():
    changes = publish(publication(1, website="bike"))
    entry = Entry.objects.get()
    assert changes == [Written("created", entry.pk, post_key(1), 1, make_post(1).url, moved=True)]
    assert (entry.state, entry.version, entry.sequence) == ("public", 1, Clock.objects.get().sequence)
    assert EntryBody.objects.get().html == make_body(1).html
    assert set(Listing.objects.values_list("listing", flat=True)) == {
        SITE, f"{SITE}:field:traffic", f"{SITE}:tag:자전거", f"{SITE}:unit:bike-team", f"{SITE}:website:bike",
        pair_name(SITE, ("tag", "자전거"), ("website", "bike")),
        pair_name(SITE, ("tag", "자전거"), ("unit", "bike-team")),
        pair_name(SITE, ("tag", "자전거"), ("field", "traffic")),
        pair_name(SITE, ("website", "bike"), ("unit", "bike-team")),
        pair_name(SITE, ("website", "bike"), ("field", "traffic")),
        pair_name(SITE, ("unit", "bike-team"), ("field", "traffic")),
    }  # fmt: skip
    assert set(Listing.objects.values_list("aspect", flat=True)) == {AspectRow.objects.get().number}
    assert Address.objects.get(entry=entry).path == "/traffic/소식-1/"


def test_publishing_the_same_again_changes_nothing():
    publish(publication(1))
    before = (Clock.objects.values().get(), list(Entry.objects.values()), list(Listing.objects.values()))
    assert publish(publication(1)) == []
    assert (Clock.objects.values().get(), list(Entry.objects.values()), list(Listing.objects.values())) == before


def test_a_changed_record_gets_the_next_version_and_sequence_and_new_listings():
    publish(publication(1))
    changes = publish(publication(1, title="다른 제목", topics=("health",)))
    assert [(change.action, change.moved) for change in changes] == [("updated", False)]
    entry = Entry.objects.get()
    assert (entry.version, entry.record["version"], entry.record["title"]) == (2, 2, "다른 제목")
    assert entries(Filters(site=SITE, field="traffic")).items == ()
    assert [item.id for item in entries(Filters(site=SITE, field="health")).items] == [entry.pk]


def test_a_changed_body_alone_is_a_new_version():
    publish(publication(1))
    publish(replace(publication(1), body=make_body(9)))
    assert (Entry.objects.get().version, EntryBody.objects.get().html) == (2, make_body(9).html)


def test_a_withdrawn_entry_keeps_a_tombstone_and_nothing_of_its_content():
    (created,) = publish(publication(1))
    (change,) = writing.withdraw([created.entry_id], reason="draft")
    entry = Entry.objects.get()
    assert change == Written("withdrawn", entry.pk, post_key(1), 1, make_post(1).url)
    assert (entry.state, entry.reason, entry.version) == ("gone", "draft", 2)
    assert set(entry.record) == {"key", "iri", "url", "site", "language"}
    assert not Listing.objects.exists() and not EntryBody.objects.exists()
    found = route(host=HOST, path=path(make_post(1)))
    assert found is not None and found.gone and found.redirect is None


def test_withdrawing_twice_changes_nothing_the_second_time():
    (created,) = publish(publication(1))
    writing.withdraw([created.entry_id], reason="draft")
    before = Clock.objects.values().get()
    assert writing.withdraw([created.entry_id], reason="draft") == []
    assert Clock.objects.values().get() == before


def test_a_withdrawn_item_can_return_under_its_key():
    (created,) = publish(publication(1))
    writing.withdraw([created.entry_id], reason="draft")
    (change,) = publish(publication(1))
    assert (change.action, change.entry_id, change.moved) == ("returned", created.entry_id, True)
    assert len(entries(Filters(site=SITE)).items) == 1


def test_an_old_address_redirects_and_after_withdrawal_is_gone():
    publish(publication(1))
    old, new = make_post(1), make_post(1, url=f"https://{HOST}/health/new/")
    publish(Publication(record=new, body=make_body(1), page_id=1))
    assert route(host=HOST, path=path(old)).redirect == new.url
    assert route(host=HOST, path="/health/new/").found is not None
    writing.withdraw([Entry.objects.get().pk], reason="deleted")
    assert [route(host=HOST, path=place).gone for place in (path(old), "/health/new/")] == [True, True]


def test_an_address_belongs_to_the_item_that_has_it_now():
    publish(publication(1))
    publish(publication(1, url=f"https://{HOST}/moved/"))
    publish(publication(2, url=make_post(1).url))
    found = route(host=HOST, path=path(make_post(1)))
    assert found.found is not None and found.found.item.data["key"] == post_key(2)


def test_each_change_owes_one_delivery_to_each_active_webhook_of_its_city():
    hooks = [
        Webhook.objects.create(site=SITE, name="a", url="https://a.example/", secret="s"),
        Webhook.objects.create(site=SITE, name="b", url="https://b.example/", secret="s", active=False),
        Webhook.objects.create(site="other", name="c", url="https://c.example/", secret="s"),
    ]
    (created,) = publish(publication(1))
    publish(publication(1))
    writing.withdraw([created.entry_id], reason="draft")
    sequence = Clock.objects.get().sequence
    assert list(Delivery.objects.order_by("id").values_list("target", "sequence", "state")) == [
        (f"webhook:{hooks[0].pk}", sequence - 1, "pending"),
        (f"webhook:{hooks[0].pk}", sequence, "pending"),
    ]


def test_a_failing_write_leaves_no_part_of_the_change(monkeypatch):
    monkeypatch.setattr(writing.deliveries, "owe", lambda *args, **kwargs: 1 / 0)
    before = Clock.objects.values().get()
    with pytest.raises(ZeroDivisionError):
        publish(publication(1))
    assert (Clock.objects.values().get(), Entry.objects.count(), Listing.objects.count()) == (before, 0, 0)


@pytest.mark.parametrize("count", [1, 20])
def test_publishing_costs_the_same_number_of_queries_for_one_and_for_twenty(count, django_assert_max_num_queries):
    # The last one notes that their listings have changed.
    with django_assert_max_num_queries(18 + SAVEPOINT):
        publish(*(publication(number) for number in range(1, count + 1)))


def test_the_sequence_counts_every_change_in_order():
    start = Clock.objects.get().sequence
    publish(publication(1), publication(2))
    assert [number for number, _ in selectors.changes(site=SITE, since=start)] == [start + 1, start + 2]


def test_expiry_is_kept_beside_the_record():
    publish(replace(publication(1), expires_at=NOON - timedelta(days=1)))
    assert entries(Filters(site=SITE)).items == ()
    assert route(host=HOST, path=path(make_post(1))).gone


def test_addresses_are_stored_decoded_and_composed():
    decomposed = "https://h.example:8000/%E1%84%80%E1%85%A1/"
    assert writing.address_of(decomposed) == ("h.example:8000", "/가/")
    assert urlsplit(decomposed).netloc == "h.example:8000"
