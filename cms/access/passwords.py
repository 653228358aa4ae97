"""Sign-in, and a forgotten password: the link by mail, which tells nobody whether there is such an account.

Asking takes the same time and says the same whatever was typed: mails leave in a thread, after the answer is written.
It is counted as sign-ins are (``MADANG_LOGIN_FAILURES`` within ``MADANG_LOGIN_LOCK_MINUTES``): from one network
address, which is then told so, and for one account, which then gets no further mail.
"""

import logging
from email.utils import parseaddr
from functools import partial
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm
from wagtail.admin.views.account import PasswordResetConfirmView, PasswordResetView
from wagtail.models import Site

from cms.access import trail
from cms.access.models import AuditEntry, Event
from cms.core.requests import client_address
from cms.core.text import clean_line

logger = logging.getLogger(__name__)


class SignInForm(LoginForm):
    """Wagtail's, whose field has no name but that of its column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")


class ForgottenPasswordForm(PasswordResetForm):
    """Wagtail's, with a mail of the city's own that is sent later; ``sent_to`` are the accounts that get one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sent_to: list[Any] = []

    def get_users(self, email: str) -> Any:
        """Those of an address that may sign in, and have not been sent too many links of late."""
        return (user for user in super().get_users(email) if _asked(actor=user) < settings.AXES_FAILURE_LIMIT)

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        self.sent_to.append(context["user"])
        with override(_language_of(context["user"])):
            city = _city()
            known = context | {"city": city, "base": settings.MADANG_BASE_URL}
            message = EmailMessage(
                clean_line(render_to_string(subject_template_name, known)),
                render_to_string(email_template_name, known),
                _under_the_name_of(city),
                [to_email],
            )
        transaction.on_commit(partial(_send_later, message))


class ForgottenPassword(PasswordResetView):
    """Asking for a link."""

    email_template_name = "access/password_mail.txt"
    subject_template_name = "access/password_mail_subject.txt"
    form_class = ForgottenPasswordForm

    def get_form_class(self) -> Any:
        return self.form_class

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _asked(address=client_address(request)) >= settings.AXES_FAILURE_LIMIT:
            return _too_often(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """A row for each account; one without any where there is none, so that tries are seen and counted."""
        answer = super().form_valid(form)
        for user in form.sent_to or [None]:
            trail.note(Event.LINK_ASKED, self.request, actor=user)
        return answer


class NewPassword(PasswordResetConfirmView):
    """Giving the new password behind a link."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        trail.note(Event.PASSWORD_SET, self.request, actor=form.user)
        return answer


def _asked(**who: Any) -> int:
    """How often a link was asked for of late, from a network address or for an account."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return AuditEntry.objects.filter(event=Event.LINK_ASKED, at__gt=since, **who).count()


def _too_often(request: HttpRequest) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    page = TemplateResponse(request, "access/asked_too_often.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(minutes * 60)
    page["Cache-Control"] = "no-store"
    return page


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


def _send_later(message: EmailMessage) -> None:
    """After the answer: how long a mail server takes would tell that there is such an account."""
    Thread(target=_send, args=[message], name="mail", daemon=False).start()


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception as error:
        # Whoever asked is told nothing of it, so the log has to be; never with the address or the link.
        logger.error("a mail with a link for a new password could not be sent: %s", type(error).__name__)
