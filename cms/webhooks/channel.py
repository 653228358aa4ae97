"""Webhooks as a channel: each is told of each change of its city, signed, and asks for what it wants to know."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from cms.core.channels import Change, OwedChannel, Receiver
from cms.webhooks.models import Webhook
from cms.webhooks.sending import Letter, send

NAME: Final = "webhook"


def target_of(webhook_id: int) -> str:
    """The webhook as a delivery names it."""
    return f"{NAME}:{webhook_id}"


def receivers() -> Sequence[Receiver]:
    """All webhooks. One query."""
    return [
        Receiver(key=str(webhook.pk), title=webhook.name, site=webhook.site, is_on=webhook.active, address=webhook)
        for webhook in Webhook.objects.order_by("pk")
    ]


def message(change: Change) -> dict[str, Any]:
    """The body of a webhook: what changed and where to read it, never the content itself."""
    return {
        "event": "published" if change.is_public else "withdrawn",
        "sequence": change.sequence,
        "kind": change.kind,
        "key": change.key,
        "iri": change.record["iri"],
        "url": change.url,
        "language": change.language,
        "version": change.version,
        "changedAt": change.changed_at.isoformat(),
    }


def signature(secret: str, payload: bytes) -> str:
    """The value of ``X-Hub-Signature-256``, as GitHub and WebSub define it: HMAC-SHA256 of the body in hex."""
    return "sha256=" + hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()


def letter(receiver: Receiver, change: Change) -> Letter:
    """The letter that tells of a change.

    A receiver that has seen its Idempotency-Key before may forget it: the same was sent to it before a crash.
    """
    webhook: Webhook = receiver.address
    payload = json.dumps(message(change), ensure_ascii=False).encode()
    return Letter(
        url=webhook.url,
        payload=payload,
        headers={
            "Content-Type": "application/json",
            "X-Hub-Signature-256": signature(webhook.secret, payload),
            "Idempotency-Key": f"{target_of(webhook.pk)}-{change.sequence}",
        },
    )


WEBHOOKS: Final = OwedChannel(
    name=NAME,
    words=_("Tell webhooks what has changed"),
    withdrawal=_("A webhook is told that the item is withdrawn, and removes what it has copied itself."),
    receivers=receivers,
    build=letter,
    send=send,
)
