"""Sign-in, and a forgotten password: the link by mail, which tells nobody whether there is such an account.

What is done before the answer is the same whatever was typed: the try is counted. Whether there is such an account is
looked up, and its mail composed and sent, when the answer is gone. Tries are counted as sign-ins are
(``MADANG_LOGIN_FAILURES`` within ``MADANG_LOGIN_LOCK_MINUTES``): from one network, which is then told so, and links to
one account, which then gets no further mail.
"""

import logging
from collections.abc import Iterator
from email.utils import parseaddr
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm
from wagtail.admin.views import account
from wagtail.models import Site

from cms.access import trail
from cms.access.afterwards import afterwards
from cms.access.models import AuditEntry, Event
from cms.core.requests import client_network
from cms.core.text import clean_line

logger = logging.getLogger(__name__)


class SignInForm(LoginForm):
    """Wagtail's, whose field has no name but that of its column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")


class ForgottenPasswordForm(PasswordResetForm):
    """Wagtail's, with a mail of the city's own that is composed and sent later."""

    def save(self, **options: Any) -> None:
        """Look up the accounts and send each its link, afterwards; ``options`` are those of Django's form."""
        self._request = options["request"]
        # An address that is given spares a query; the mail has that of the settings.
        find_and_send = partial(super().save, **options | {"domain_override": settings.MADANG_BASE_URL})
        afterwards(partial(_in_language, get_language(), find_and_send))

    def get_users(self, email: str) -> Iterator[Any]:
        """Those of an address that may sign in, and have not been sent too many links of late."""
        of_account = {"event": Event.LINK_SENT}
        return (
            user
            for user in super().get_users(email)
            if _counted(**of_account, actor=user) < settings.AXES_FAILURE_LIMIT
        )

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        trail.note(Event.LINK_SENT, self._request, actor=context["user"])
        with override(_language_of(context["user"])):
            city = _city()
            known = context | {"city": city, "base": settings.MADANG_BASE_URL}
            message = EmailMessage(
                clean_line(render_to_string(subject_template_name, known)),
                render_to_string(email_template_name, known),
                _under_the_name_of(city),
                [to_email],
            )
        _send(message)


class WithMail:
    """What is there only where mail is sent; elsewhere the reader is told whom to ask, as of a page that is not."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer as Wagtail does, and in words where it says that there is no such page."""
        try:
            answer: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except Http404:
            if not request.accepts("text/html"):
                raise
            return TemplateResponse(request, "access/no_mail.html", status=404)
        return answer


class ForgottenPassword(WithMail, account.PasswordResetView):
    """Asking for a link."""

    template_name = "access/password_forgotten.html"
    email_template_name = "access/password_mail.txt"
    subject_template_name = "access/password_mail_subject.txt"
    form_class = ForgottenPasswordForm

    def get_form_class(self) -> Any:
        return self.form_class

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        network = client_network(request) or ""
        if _counted(event=Event.LINK_ASKED, subject=network) >= settings.AXES_FAILURE_LIMIT:
            return _too_often(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """A row for each try, whoever it is about: it is about the network that it came from."""
        trail.note(Event.LINK_ASKED, self.request, subject=client_network(self.request) or "")
        return super().form_valid(form)


class LinkAsked(WithMail, account.PasswordResetDoneView):
    """What to do when a link was asked for."""

    template_name = "access/password_asked.html"


class NewPassword(WithMail, account.PasswordResetConfirmView):
    """Giving the new password behind a link."""

    template_name = "access/password_new.html"

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        trail.note(Event.PASSWORD_SET, self.request, actor=form.user)
        return answer


class PasswordSet(WithMail, account.PasswordResetCompleteView):
    """The end of it."""

    template_name = "access/password_set.html"


def _counted(**which: Any) -> int:
    """How many rows of the trail there are of late."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return AuditEntry.objects.filter(at__gt=since, **which).count()


def _in_language(language: str | None, work: Any) -> None:
    with override(language):
        work()


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


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception as error:
        # Whoever asked is told nothing of it, so the log has to be; never with the address or the link.
        logger.error("a mail with a link for a new password could not be sent: %s", type(error).__name__)
