"""Adding to the trail."""

from typing import Any

from django.http import HttpRequest

from cms.access.models import AuditEntry, Event
from cms.core.requests import client_address
from cms.core.text import clean_line


def note(
    event: Event,
    request: HttpRequest | None,
    *,
    actor: Any = None,
    actor_name: str = "",
    subject: str = "",
    address: str | None = None,
    path: str = "",
) -> None:
    """Add a row, in the caller's transaction.

    ``actor`` is a user; where nobody is signed in, ``actor_name`` is the name of the account that was tried.
    ``subject`` is the number of what it was about, never its title. ``address`` and ``path`` are those of a request
    that was answered before.
    """
    AuditEntry.objects.create(
        event=event,
        actor_id=getattr(actor, "pk", None),
        actor_name=clean_line(actor.get_username() if actor else actor_name)[:150],
        address=client_address(request) if request else address,
        subject=subject[:60],
        path=clean_line(request.path if request else path)[:300],
    )
