"""The limit on wrong passwords, and the words for a person who is locked out.

django-axes counts. A user name is locked for the address that fails, so that nobody can lock a colleague out from
elsewhere; only where it fails from very many addresses is it locked for all of them.
"""

from typing import Any, Final

from axes.handlers.database import AxesDatabaseHandler
from axes.utils import reset
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from cms.access import trail
from cms.access.models import Event
from cms.core.requests import client_network

# How many times more wrong passwords a user name has from all addresses together than from one.
EVERYWHERE: Final = 10


class LoginHandler(AxesDatabaseHandler):
    """Axes' own, with a second limit for all addresses together, and with the audit trail.

    ``AXES_LOCKOUT_PARAMETERS`` has the two groups that attempts are counted by: a name at an address, and a name.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        here, everywhere = (_failures(attempts) for attempts in self.get_user_attempts(request, credentials))
        return max(here, everywhere // EVERYWHERE)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """A right password proves that address alone: what failed elsewhere still counts."""
        here, _ = self.filter_user_attempts(request, credentials)
        deleted: int = here.delete()[0]
        return deleted

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
        was_locked = getattr(request, "axes_locked_out", False)
        super().user_login_failed(sender, credentials, request, **kwargs)
        if request is None or was_locked:
            return
        name = _known(str(credentials.get("username", "")))
        trail.note(Event.SIGN_IN_FAILED, request, actor_name=name)
        if request.axes_locked_out:
            trail.note(Event.LOCKED, request, actor_name=name)


def _failures(attempts: Any) -> int:
    return attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0


def _known(username: str) -> str:
    """The name where there is such an account: what is no user name may be a password in the wrong field."""
    return username if get_user_model().objects.filter(username=username).exists() else ""


def address_of(request: HttpRequest) -> str | None:
    """The address that counts as one, for axes, which names this function in its settings."""
    return client_network(request)


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The answer to whoever is locked out: 429 (RFC 6585, section 4), with how long to wait."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    page = TemplateResponse(request, "access/locked_out.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(minutes * 60)
    page["Cache-Control"] = "no-store"
    return page.render()


def unlock(username: str) -> bool:
    """End the lock of a user name and forget its failures; whether there were any."""
    return bool(reset(username=username))
