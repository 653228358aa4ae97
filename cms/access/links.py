"""Links for a new password: who asked for one is looked up, and sent it, when the answer is gone.

What was typed is a row until then, and for as long as the mail could not be sent: it outlives the process that was
asked, and one that ends while a mail server keeps it waiting.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parseaddr
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override
from wagtail.models import Site

from cms.access import trail
from cms.access.models import AuditEntry, Event, LinkRequest
from cms.core.requests import client_address
from cms.core.text import clean_line

logger = logging.getLogger(__name__)

# Begun at once it would take the processor from the answer that is being written.
PAUSE: Final = timedelta(seconds=1)
# For how long whoever has begun is left alone with it, longer than a silent mail server is waited for; doubled at each
# further try.
LEASE: Final = timedelta(minutes=1)
# Later nobody waits for it any more.
_LONGEST: Final = timedelta(hours=1)


def ask(email: str, request: HttpRequest) -> None:
    """Have the accounts of an address looked up and sent a link; one row, whoever it is."""
    LinkRequest.objects.create(
        email=email,
        language=get_language() or "",
        address=client_address(request),
        path=request.path,
        due_at=timezone.now() + PAUSE,
    )


def answer_next() -> int:
    """Answer one that is due; returns how many, the step of a job. What fails is tried again a few times."""
    asked = _claimed()
    if asked is None:
        return 0
    if timezone.now() - asked.asked_at < _LONGEST and not _is_answered(asked):
        return 1
    asked.delete()
    return 1


@transaction.atomic
def _claimed() -> LinkRequest | None:
    now = timezone.now()
    asked = LinkRequest.objects.filter(due_at__lte=now).order_by("due_at", "pk").first()
    if asked is not None:
        asked.due_at = now + LEASE * 2**asked.attempts
        asked.attempts += 1
        asked.save(update_fields=["due_at", "attempts"])
    return asked


def _is_answered(asked: LinkRequest) -> bool:
    """Return whether all that there was to send is sent."""
    try:
        with override(asked.language or None):
            _Letter(asked).save(
                domain_override=settings.MADANG_BASE_URL,
                subject_template_name="access/password_mail_subject.txt",
                email_template_name="access/password_mail.txt",
            )
    except Exception as error:
        # Whoever asked is told nothing of it, so the log has to be; never with words that may hold the address or link.
        logger.error("a mail with a link for a new password could not be sent: %s", type(error).__name__)
        return False
    return True


class _Letter(PasswordResetForm):
    """Django's, with a mail of the city's own."""

    def __init__(self, asked: LinkRequest) -> None:
        super().__init__()
        self._asked = asked
        self.cleaned_data = {"email": asked.email}

    def get_users(self, email: str) -> Iterator[Any]:
        """Those of an address that may sign in, and have not been sent too many links of late."""
        for user in super().get_users(email):
            if counted(event=Event.LINK_SENT, actor=user) < settings.AXES_FAILURE_LIMIT:
                yield user

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        with override(_language_of(context["user"])):
            city = _city()
            known = context | {"city": city, "base": settings.MADANG_BASE_URL}
            EmailMessage(
                clean_line(render_to_string(subject_template_name, known)),
                render_to_string(email_template_name, known),
                _under_the_name_of(city),
                [to_email],
            ).send()
        asked = self._asked
        trail.note(Event.LINK_SENT, None, actor=context["user"], address=asked.address, path=asked.path)


def counted(**which: Any) -> int:
    """The number of rows of the trail of late."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return AuditEntry.objects.filter(at__gt=since, **which).count()


def _language_of(user: Any) -> str | None:
    """The one that a person has chosen for the editor, else that of the request."""
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile.preferred_language if profile else "") or get_language()


def _city() -> str:
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    return str(site.root_page.localized.title) if site else settings.WAGTAIL_SITE_NAME


def _under_the_name_of(city: str) -> str:
    """Whom a mail comes from: the city, unless the setting names somebody."""
    display, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return settings.DEFAULT_FROM_EMAIL if display else f'"{city.replace(chr(34), "")}" <{address}>'
