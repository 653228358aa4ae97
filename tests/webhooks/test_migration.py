"""A store of before the channels keeps what it knew of webhooks that are away, and what it owes them."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from cms.ledger import deliveries, writing
from cms.ledger.models import Delivery, ReceiverState
from cms.ledger.writing import Publication
from cms.webhooks.models import Webhook
from tests.factories import SITE, make_body, make_post, store

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = ("publication", "0027_summaries_of_prose")


def migrate_back():
    """The webhooks as they were."""
    executor = MigrationExecutor(connection)
    executor.migrate([BEFORE])
    return executor.loader.project_state([BEFORE]).apps.get_model("publication", "Webhook")


def migrate():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("publication"))


def test_a_webhook_that_rests_rests_on_and_goes_back_as_it_was():
    with transaction.atomic():
        store([make_post(1)])
    until = timezone.now() + timedelta(minutes=7)
    try:
        webhook = migrate_back()
        away = webhook.objects.create(
            site=SITE,
            name="쉬는 곳",
            url="https://a.example/",
            secret="s",
            failures=3,
            rests_until=until,
            error="answered 503",
        )
        well = webhook.objects.create(site=SITE, name="받는 곳", url="https://b.example/", secret="t")
    finally:
        migrate()
    assert list(ReceiverState.objects.values_list()) == [(f"webhook:{away.pk}", 3, until, "answered 503")]
    assert list(Webhook.objects.order_by("pk").values_list("name", "secret")) == [("쉬는 곳", "s"), ("받는 곳", "t")]
    writing.publish([Publication(record=make_post(2), body=make_body(2))])
    assert set(Delivery.objects.values_list("target", flat=True)) == {f"webhook:{away.pk}", f"webhook:{well.pk}"}
    assert deliveries.try_again(f"webhook:{away.pk}") == 0
    ReceiverState.objects.create(target=f"webhook:{well.pk}", failures=1, rests_until=until, error="no answer")
    try:
        again = migrate_back()
        assert list(again.objects.order_by("pk").values_list("failures", "rests_until", "error")) == [
            (0, None, ""),
            (1, until, "no answer"),
        ]
    finally:
        migrate()
