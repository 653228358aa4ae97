"""The outbox against a real receiver: signed, retried, never lost, recorded."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from cms.publication import deliveries, ledger
from cms.publication.ledger import Publication
from cms.publication.models import Delivery, Entry, Webhook
from tests.factories import SITE, make_body, make_post, post_key, store

pytestmark = pytest.mark.django_db


class Receiver(HTTPServer):
    """Keeps what it is sent and answers ``status``."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 204
        self.received = []


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.headers, body))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *args):
        """Tests print nothing of each request."""


@pytest.fixture
def receiver():
    running = Receiver()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def webhook(receiver):
    store()
    url = f"http://127.0.0.1:{receiver.server_port}/hook"
    return Webhook.objects.create(site=SITE, name="front end", url=url, secret="shared secret")


def publish(number=1):
    ledger.publish([Publication(record=make_post(number), body=make_body(number))])


def make_all_due():
    Delivery.objects.update(available_at=timezone.now() - timedelta(seconds=1))


def test_a_change_arrives_once_signed_and_without_the_content(webhook, receiver):
    publish()
    assert (deliveries.deliver_due(), deliveries.deliver_due()) == (1, 0)
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
    assert headers["X-Hub-Signature-256"] == deliveries.signature("shared secret", body)
    assert Delivery.objects.get().state == "done"


def test_a_withdrawal_is_told_too(webhook, receiver):
    publish()
    ledger.withdraw([Entry.objects.get().pk], reason="private")
    deliveries.deliver_due()
    assert [json.loads(body)["event"] for _, body in receiver.received] == ["withdrawn", "withdrawn"]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_no_success_is_recorded_and_retried_later(webhook, receiver, status):
    publish()
    receiver.status = status
    before = timezone.now()
    deliveries.deliver_due()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, str(status) in delivery.error) == ("pending", 1, True)
    assert delivery.available_at - before > timedelta(seconds=9)
    receiver.status = 204
    make_all_due()
    deliveries.deliver_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.error, len(receiver.received)) == ("done", 2, "", 2)


def test_a_receiver_that_is_away_is_given_up_after_the_last_attempt(webhook):
    publish()
    Webhook.objects.update(url="http://127.0.0.1:9/")
    for _ in range(deliveries.MAX_ATTEMPTS):
        make_all_due()
        deliveries.deliver_due()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("failed", deliveries.MAX_ATTEMPTS)
    make_all_due()
    assert deliveries.deliver_due() == 0


def test_a_claim_lost_in_a_crash_becomes_due_again_when_its_lease_ends(webhook, receiver):
    publish()
    assert len(deliveries.claim()) == 1
    assert deliveries.deliver_due() == 0
    make_all_due()
    assert deliveries.deliver_due() == 1
    assert len(receiver.received) == 1


def test_a_removed_webhook_fails_its_deliveries_and_says_why(webhook):
    publish()
    webhook.delete()
    deliveries.deliver_due()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.error.split(":")[0]) == ("failed", "DoesNotExist")
