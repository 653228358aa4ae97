"""The outbox: what each change owes to whom, written with the change and sent by :mod:`cms.publication.dispatch`.

A delivery says "this item is in this state now" and is built from the ledger when it is sent, so sending it twice,
after a crash, is harmless.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now

from cms.publication.models import Delivery, Entry, Webhook
from cms.publication.sending import Letter

# For how long a worker alone may send a delivery that it has claimed: three times what sending can take.
LEASE: Final = timedelta(seconds=60)
WEBHOOK: Final = "webhook:"
# So many finished ones are removed at once.
FORGOTTEN: Final = 1_000


def target_of(webhook_id: int) -> str:
    """The receiver of a delivery, as its row names it."""
    return f"{WEBHOOK}{webhook_id}"


class Owed(NamedTuple):
    """A change of the ledger that receivers of the site are to be told of."""

    entry_id: int
    site: str
    sequence: int


def owe(changes: Sequence[Owed]) -> None:
    """Write the deliveries of these changes; to be called in the transaction that makes them."""
    targets = [(target_of(pk), site) for pk, site in Webhook.objects.filter(active=True).values_list("pk", "site")]
    Delivery.objects.bulk_create(
        [
            Delivery(target=target, entry_id=change.entry_id, sequence=change.sequence, available_at=Now())
            for change in changes
            for target, site in targets
            if site == change.site
        ],
        batch_size=500,
    )


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


def letter(delivery: Delivery, webhook: Webhook) -> Letter:
    """What is sent of a delivery, built from the ledger as it is now.

    A receiver that has seen its Idempotency-Key before may forget it: the same was sent to it before a crash.
    """
    payload = json.dumps(message(delivery.entry, sequence=delivery.sequence), ensure_ascii=False).encode()
    return Letter(
        url=webhook.url,
        payload=payload,
        headers={
            "Content-Type": "application/json",
            "X-Hub-Signature-256": signature(webhook.secret, payload),
            "Idempotency-Key": f"{delivery.target}-{delivery.sequence}",
        },
    )


def give_up(webhook_id: int, *, reason: str) -> None:
    """Nothing more is sent to a webhook that was removed or switched off."""
    Delivery.objects.filter(target=target_of(webhook_id), state=Delivery.State.PENDING).update(
        state=Delivery.State.FAILED, error=reason
    )


def try_again(target: str) -> int:
    """Send to a receiver at once what it is owed, and what was given up; returns how many were given up.

    LookupError where there is no such receiver.
    """
    webhook = next((pk for pk in Webhook.objects.values_list("pk", flat=True) if target_of(pk) == target), None)
    if webhook is None:
        raise LookupError(target)
    rows = Delivery.objects.filter(target=target)
    Webhook.objects.filter(pk=webhook).update(failures=0, rests_until=None)
    given_up = rows.filter(state=Delivery.State.FAILED).update(
        state=Delivery.State.PENDING, attempts=0, available_at=Now()
    )
    rows.filter(state=Delivery.State.PENDING, attempts__gt=0, available_at__gt=Now() + LEASE).update(available_at=Now())
    return given_up


def forget_old() -> int:
    """Remove some deliveries that were made or given up and are older than the city keeps them; returns how many.

    What is still owed stays, however old it is.
    """
    old = finished_before(timedelta(days=settings.MADANG_DELIVERY_DAYS)).values_list("pk", flat=True)[:FORGOTTEN]
    Delivery.objects.filter(pk__in=list(old)).delete()
    return len(old)


def finished_before(age: timedelta) -> QuerySet[Delivery]:
    """Those that are not owed any more, the oldest first: a range of an index, apart for EXPLAIN."""
    finished = Delivery.objects.exclude(state=Delivery.State.PENDING)
    return finished.filter(created_at__lt=Now() - age).order_by("created_at")
