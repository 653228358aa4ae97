"""Sign-in, and a forgotten password: the link by mail, which tells nobody whether there is such an account.

What is done before the answer is the same whatever was typed: the try is counted. Whether there is such an account is
looked up, and its mail composed and sent, by a job when the answer is gone. Tries are counted as sign-ins are
(``MADANG_LOGIN_FAILURES`` within ``MADANG_LOGIN_LOCK_MINUTES``): from one network, which is then told so, and links to
one account, which then gets no further mail.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm
from wagtail.admin.views import account

from cms.access import links, trail
from cms.access.locks import take_turn
from cms.access.models import Event
from cms.core.requests import client_network


class SignInForm(LoginForm):
    """Wagtail's, whose field has no name but that of its column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")


class ForgottenPasswordForm(PasswordResetForm):
    """Wagtail's, of which all that could tell something is done later."""

    def save(self, **options: Any) -> None:
        """Have a link sent afterwards; ``options`` are those of Django's form."""
        links.ask(self.cleaned_data["email"], options["request"])


class WithMail:
    """A view that is there only where mail is sent; elsewhere the reader is told whom to ask."""

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
    form_class = ForgottenPasswordForm

    def get_form_class(self) -> Any:
        return self.form_class

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Counted and written by one request after the other of a network, so that no more come through at once."""
        network = client_network(request) or ""
        take_turn(f"links asked for from {network}")
        if links.counted(event=Event.LINK_ASKED, subject=network) >= settings.AXES_FAILURE_LIMIT:
            return _too_often(request)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """A row for each try, whoever it is about: it is about the network that it came from."""
        trail.note(Event.LINK_ASKED, self.request, subject=client_network(self.request) or "")
        answer: HttpResponse = super().form_valid(form)
        return answer


class LinkAsked(WithMail, account.PasswordResetDoneView):
    """The page of what to do when a link was asked for."""

    template_name = "access/password_asked.html"


class NewPassword(WithMail, account.PasswordResetConfirmView):
    """Giving the new password behind a link."""

    template_name = "access/password_new.html"

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        trail.note(Event.PASSWORD_SET, self.request, actor=form.user)
        return answer


class PasswordSet(WithMail, account.PasswordResetCompleteView):
    """The end of it."""

    template_name = "access/password_set.html"


def _too_often(request: HttpRequest) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    page = TemplateResponse(request, "access/asked_too_often.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(minutes * 60)
    page["Cache-Control"] = "no-store"
    return page
