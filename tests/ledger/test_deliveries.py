"""The outbox against real receivers: signed, retried, never lost, never sent by two, recorded."""

import json
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from cms.core import channels
from cms.core.channels import Limits, NotTaken, OwedChannel
from cms.ledger import deliveries, dispatch, writing
from cms.ledger.dispatch import Dispatcher
from cms.ledger.models import Delivery, Entry, ReceiverState
from cms.ledger.writing import Publication
from cms.webhooks.channel import WEBHOOKS, receivers, signature
from cms.webhooks.models import Webhook
from cms.webhooks.sending import Letter, send
from tests.factories import SITE, make_body, make_post, post_key, store
from tests.publication.receivers import receiving, silent

pytestmark = pytest.mark.django_db

QUICK = Limits(connect=1.0, read=0.3, whole=0.6, threads=8, for_one=2)


@pytest.fixture
def receiver():
    with receiving() as running:
        yield running


@pytest.fixture
def webhook(receiver):
    store()
    return make_webhook(receiver.url)


def make_webhook(url, name="front end"):
    return Webhook.objects.create(site=SITE, name=name, url=url, secret="shared secret")


def quick():
    """A sender of webhooks with little patience."""
    return Dispatcher([replace(WEBHOOKS, limits=QUICK)])


def state(webhook=None):
    """The number of times in a row that a webhook was away, and why."""
    target = f"webhook:{(webhook or Webhook.objects.get()).pk}"
    return ReceiverState.objects.filter(target=target).values_list("failures", "error").first() or (0, "")


def away(webhook, failures):
    """A webhook that was away and need not rest any more."""
    return ReceiverState(target=f"webhook:{webhook.pk}", failures=failures, rests_until=timezone.now(), error="away")


def publish(number=1):
    writing.publish([Publication(record=make_post(number), body=make_body(number))])


def make_all_due():
    Delivery.objects.update(available_at=timezone.now() - timedelta(seconds=1))
    ReceiverState.objects.update(rests_until=timezone.now() - timedelta(seconds=1))


def deliver(dispatcher=None):
    """Send what is due and wait for it; returns how many were tried."""
    dispatcher = dispatcher or quick()
    begun = dispatcher._begin()
    dispatcher.finish()
    return begun


def test_a_change_arrives_once_signed_and_without_the_content(webhook, receiver):
    publish()
    assert (deliver(), deliver()) == (1, 0)
    ((headers, body),) = receiver.received
    entry = Entry.objects.get()
    assert json.loads(body) == {
        "event": "published",
        "sequence": entry.sequence,
        "kind": "post",
        "key": post_key(1),
        "iri": make_post(1).iri,
        "url": make_post(1).url,
        "language": "ko",
        "version": 1,
        "changedAt": entry.changed_at.isoformat(),
    }
    assert headers["X-Hub-Signature-256"] == signature("shared secret", body)
    assert headers["Idempotency-Key"] == f"webhook:{webhook.pk}-{entry.sequence}"
    assert Delivery.objects.get().state == "done"


def test_a_withdrawal_is_told_too(webhook, receiver):
    publish()
    writing.withdraw([Entry.objects.get().pk], reason="private")
    deliver()
    assert [json.loads(body)["event"] for _, body in receiver.received] == ["withdrawn", "withdrawn"]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_no_success_is_recorded_and_retried_later(webhook, receiver, status):
    publish()
    receiver.status = status
    before = timezone.now()
    deliver()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, str(status) in delivery.error) == ("pending", 1, True)
    assert delivery.available_at - before > timedelta(seconds=9)
    receiver.status = 204
    make_all_due()
    deliver()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.error, len(receiver.received)) == ("done", 2, "", 2)


def test_a_redirect_to_another_place_of_the_machine_is_not_followed(webhook, receiver):
    publish()
    receiver.status = 307
    deliver()
    assert Delivery.objects.get().error == "answered 307, redirects are not followed"
    assert len(receiver.received) == 1


def test_a_receiver_that_is_away_is_given_up_after_the_last_attempt(webhook):
    publish()
    Webhook.objects.update(url="http://127.0.0.1:9/")
    for _ in range(WEBHOOKS.retry.attempts):
        make_all_due()
        deliver()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("failed", WEBHOOKS.retry.attempts)
    assert delivery.error == "no connection: Connection refused"
    make_all_due()
    assert deliver() == 0


def test_what_was_given_up_is_sent_when_somebody_asks(webhook, receiver):
    publish()
    Delivery.objects.update(state="failed", attempts=12)
    row = away(webhook, 7)
    row.rests_until += timedelta(minutes=9)
    row.save()
    assert deliveries.try_again(f"webhook:{webhook.pk}") == 1
    assert (deliver(), len(receiver.received)) == (1, 1)


def test_a_claim_lost_in_a_crash_becomes_due_again_when_its_lease_ends(webhook, receiver):
    publish()
    assert len(dispatch.claim(f"webhook:{webhook.pk}", limit=5, lease=WEBHOOKS.limits.lease)) == 1
    assert deliver() == 0
    make_all_due()
    assert deliver() == 1
    assert len(receiver.received) == 1


def test_a_lease_is_longer_than_sending_can_take():
    assert timedelta(seconds=2 * Limits().whole) < WEBHOOKS.limits.lease


def test_who_comes_back_after_the_lease_writes_nothing_over_the_next_ones_result(webhook, receiver):
    publish()
    late = dispatch.claim(f"webhook:{webhook.pk}", limit=1, lease=WEBHOOKS.limits.lease)[0]
    make_all_due()
    deliver()
    dispatch._record(dispatch.Claim(late, WEBHOOKS, receivers()[0]), NotTaken("no answer within 20 s", is_away=True))
    assert (Delivery.objects.get().state, Delivery.objects.get().error) == ("done", "")


@pytest.mark.parametrize("change", ["removed", "switched off"])
def test_a_webhook_that_has_gone_is_owed_nothing_and_its_deliveries_say_why(webhook, receiver, change):
    publish()
    if change == "removed":
        webhook.delete()
    else:
        webhook.active = False
        webhook.save()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.error) == ("failed", f"the webhook was {change}")
    assert (deliver(), receiver.received) == (0, [])


@pytest.mark.parametrize(
    "drip",
    [b"", b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 100 Continue\r\n\r\n"],
    ids=["silence", "header", "interim"],
)
def test_no_receiver_can_stretch_the_time_of_one_delivery(drip):
    limits = Limits(connect=1.0, read=0.3 if not drip else 5.0, whole=0.5)
    with silent(drip) as (url, callers):
        began = time.monotonic()
        with pytest.raises(NotTaken, match=r"no answer within 0\.[35] s") as caught:
            send(Letter(url, b"{}", {}), limits)
    assert caught.value.is_away
    assert time.monotonic() - began < 5, "longer than one limit from byte to byte"
    assert len(callers) == 1


def test_an_answer_is_enough_whatever_drips_after_it():
    with silent(b"HTTP/1.1 200 OK\r\n\r\n", pause=0.001) as (url, _):
        send(Letter(url, b"{}", {}), Limits(read=2.0, whole=5.0))


def test_an_error_never_repeats_the_address_which_may_carry_a_secret(webhook):
    publish()
    Webhook.objects.update(url="http://no-such-host.invalid/hook?token=s3cr3t")
    deliver()
    assert Delivery.objects.get().state == "pending"
    assert "s3cr3t" not in Delivery.objects.get().error and "s3cr3t" not in state(webhook)[1]


def test_a_silent_receiver_rests_and_holds_up_no_other(webhook, receiver):
    with silent() as (url, callers):
        quiet = make_webhook(url, "silent")
        for number in range(1, 6):
            publish(number)
        dispatcher = quick()
        while len(receiver.received) < 5:
            dispatcher.go_on()
        assert len(callers) <= QUICK.for_one
        dispatcher.finish()
    assert state(quiet) == (1, "no answer within 0.3 s")
    assert Delivery.objects.filter(target=f"webhook:{quiet.pk}", attempts__gt=0).count() == QUICK.for_one
    assert deliver() == 0


def test_a_receiver_that_was_away_shows_with_one_delivery_that_it_is_back(webhook, receiver):
    for number in (1, 2, 3):
        publish(number)
    receiver.status = 503
    deliver()
    assert state()[0] == 1
    make_all_due()
    assert deliver() == 1
    assert state()[0] == 2
    make_all_due()
    receiver.status = 204
    assert deliver() == 1
    assert state() == (0, "")
    assert deliver() == 2


def test_fifty_silent_receivers_leave_threads_to_those_that_answer(webhook, receiver):
    with silent() as (url, _):
        fifty = Webhook.objects.bulk_create(Webhook(site=SITE, name=str(n), url=url, secret="x") for n in range(50))
        ReceiverState.objects.bulk_create(away(one, 1) for one in fifty)
        publish()
        dispatcher = quick()
        dispatcher.go_on()
        assert threads_that_send() <= QUICK.threads // 2 + 1
        publish(2)
        while len(receiver.received) < 2:
            dispatcher.go_on()
        dispatcher.finish()


def threads_that_send():
    return sum(thread.name == "delivery" for thread in threading.enumerate())


def test_a_delivery_that_cannot_be_built_fails_alone(webhook, receiver):
    publish(1)
    publish(2)
    Entry.objects.filter(key=post_key(1)).update(record={})
    assert deliver() == 2
    broken, well = Delivery.objects.order_by("sequence")
    assert (broken.state, broken.error.split(" (")[0], well.state) == ("pending", "KeyError", "done")
    assert state()[0] == 0


def test_what_was_sent_is_written_down_once_the_database_is_back(webhook, receiver, monkeypatch):
    publish()
    dispatcher = quick()
    record, calls = dispatch._record, []

    def away(*args):
        calls.append(args)
        if len(calls) == 1:
            raise ConnectionError("the database is away")
        record(*args)

    monkeypatch.setattr(dispatch, "_record", away)
    dispatcher._begin()
    with pytest.raises(ConnectionError):
        dispatcher.finish()
    dispatcher.finish()
    assert (Delivery.objects.get().state, len(receiver.received)) == ("done", 1)


def test_two_workers_send_a_delivery_once(store_on_disk, receiver):
    with transaction.atomic():
        store()
    make_webhook(receiver.url)
    for number in range(1, 9):
        publish(number)

    def work():
        dispatcher = quick()
        while dispatcher.go_on():
            continue
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = [headers["Idempotency-Key"] for headers, _ in receiver.received]
    assert (len(keys), len(set(keys))) == (8, 8)
    assert set(Delivery.objects.values_list("state", "attempts")) == {("done", 1)}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole")
def test_what_is_due_is_found_by_an_index_however_much_was_delivered(webhook):
    assert "delivery_of_target" in dispatch.due().explain()
    due = Delivery.objects.filter(state="pending", target="webhook:1", available_at__lte=Now())
    assert "delivery_of_target" in due.order_by("available_at", "id")[:2].explain()


def aged(state, days, number):
    row = Delivery.objects.create(
        target="webhook:1", entry=Entry.objects.get(), sequence=number, state=state, available_at=timezone.now()
    )
    Delivery.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=days))


def test_what_was_made_or_given_up_is_removed_when_its_time_is_over_and_what_is_owed_stays(settings, monkeypatch):
    store([make_post(1)])
    settings.MADANG_DELIVERY_DAYS = 30
    monkeypatch.setattr(deliveries, "FORGOTTEN", 2)
    ages = [("done", 40), ("failed", 35), ("done", 31), ("pending", 90), ("done", 29), ("failed", 1)]
    for number, (state, days) in enumerate(ages):
        aged(state, days, number)
    assert (deliveries.forget_old(), deliveries.forget_old(), deliveries.forget_old()) == (2, 1, 0)
    assert [row.sequence for row in Delivery.objects.order_by("sequence")] == [3, 4, 5]


def test_the_old_ones_are_a_range_of_an_index():
    if connection.vendor == "sqlite":
        plan = deliveries.finished_before(timedelta(days=30))[:10].explain()
        assert "USING INDEX delivery_finished (created_at<?)" in plan
        assert "TEMP B-TREE" not in plan


def test_the_worker_removes_them_once_a_day():
    from cms.jobs.job import registered

    (job,) = [job for job in registered() if job.work is deliveries.forget_old]
    assert (job.name, job.when.at is not None) == ("deliveries-retention", True)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="a statement that fails ends no transaction of SQLite")
@pytest.mark.django_db
def test_a_channel_without_its_table_does_not_stop_the_change(monkeypatch):
    def receivers():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM no_such_table")

    lame = OwedChannel(
        name="lame",
        words="lame",
        withdrawal="lame",
        receivers=receivers,
        build=lambda receiver, change: None,
        send=lambda sent, limits: None,
    )
    monkeypatch.setattr(channels, "owed", lambda: (lame,))
    publish()
    assert list(Delivery.objects.values_list("target", "sequence")) == [("lame:", 1)]
