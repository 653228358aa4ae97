"""The outbox: what each change owes to whom, written with the change, delivered by the worker.

A delivery says "this item is in this state now" and is built from the ledger when it is sent, so sending it twice,
after a crash, is harmless. A claimed delivery that is not finished becomes due again when its lease ends.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import requests
from django.db import connection, transaction
from django.utils import timezone

from cms.publication.models import Delivery, Entry, Webhook

LEASE: Final = timedelta(seconds=60)
TIMEOUT_SECONDS: Final = (5, 15)
MAX_ATTEMPTS: Final = 12


class Owed(NamedTuple):
    """A change of the ledger that receivers of the site are to be told of."""

    entry_id: int
    site: str
    sequence: int


def owe(changes: Sequence[Owed], *, now: datetime) -> None:
    """Write the deliveries of these changes; to be called in the transaction that makes them."""
    targets = [(f"webhook:{pk}", site) for pk, site in Webhook.objects.filter(active=True).values_list("pk", "site")]
    Delivery.objects.bulk_create(
        [
            Delivery(target=target, entry_id=change.entry_id, sequence=change.sequence, available_at=now)
            for change in changes
            for target, site in targets
            if site == change.site
        ],
        batch_size=500,
    )


def claim(*, limit: int = 20) -> list[Delivery]:
    """Take due deliveries for the length of a lease; another worker takes others meanwhile."""
    now = timezone.now()
    with transaction.atomic():
        due = Delivery.objects.filter(state=Delivery.State.PENDING, available_at__lte=now).order_by(
            "available_at", "id"
        )
        skip = connection.features.has_select_for_update_skip_locked
        claimed = list(due.select_for_update(skip_locked=skip)[:limit])
        for delivery in claimed:
            delivery.available_at = now + LEASE
            delivery.attempts += 1
        Delivery.objects.bulk_update(claimed, ["available_at", "attempts"])
    return claimed


def deliver_due(*, limit: int = 20) -> int:
    """Send what is due and record each outcome; returns how many were tried."""
    claimed = claim(limit=limit)
    for delivery in claimed:
        try:
            _send(delivery)
        except (requests.RequestException, Webhook.DoesNotExist) as error:
            _record_failure(delivery, error)
        else:
            delivery.state, delivery.done_at, delivery.error = Delivery.State.DONE, timezone.now(), ""
            delivery.save(update_fields=["state", "done_at", "error"])
    return len(claimed)


def message(entry: Entry, *, sequence: int) -> dict[str, Any]:
    """The body of a webhook: what changed and where to read it, never the content itself."""
    return {
        "event": "published" if entry.state == Entry.State.PUBLIC else "withdrawn",
        "sequence": sequence,
        "kind": entry.kind,
        "key": str(entry.key),
        "iri": entry.record["iri"],
        "url": entry.record["url"],
        "language": entry.language,
        "version": entry.version,
        "changedAt": entry.changed_at.isoformat(),
    }


def signature(secret: str, payload: bytes) -> str:
    """The value of ``X-Hub-Signature-256``, as GitHub and WebSub define it: HMAC-SHA256 of the body in hex."""
    return "sha256=" + hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()


def _send(delivery: Delivery) -> None:
    webhook = Webhook.objects.get(pk=delivery.target.removeprefix("webhook:"), active=True)
    payload = json.dumps(message(delivery.entry, sequence=delivery.sequence), ensure_ascii=False).encode()
    answer = requests.post(
        webhook.url,
        data=payload,
        headers={
            "Content-Type": "application/json",
            "User-Agent": "Madang",
            "X-Hub-Signature-256": signature(webhook.secret, payload),
            "Idempotency-Key": f"{delivery.target}-{delivery.sequence}",
        },
        timeout=TIMEOUT_SECONDS,
        allow_redirects=False,
    )
    answer.raise_for_status()
    if answer.is_redirect:
        raise requests.TooManyRedirects(f"answered {answer.status_code}, redirects are not followed")


def _record_failure(delivery: Delivery, error: Exception) -> None:
    delivery.error = f"{type(error).__name__}: {error}"[:500]
    if delivery.attempts >= MAX_ATTEMPTS or isinstance(error, Webhook.DoesNotExist):
        delivery.state = Delivery.State.FAILED
    # 10 s, 20 s, 40 s … up to an hour: half a day in all before it is given up.
    wait = min(timedelta(hours=1), timedelta(seconds=5) * 2**delivery.attempts)
    delivery.available_at = timezone.now() + wait
    delivery.save(update_fields=["state", "available_at", "error"])
