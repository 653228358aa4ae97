"""The stop of all releases of a city: its button, and the log of what was stopped."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.core.errors import BadInput, MadangError
from cms.core.generics import FormPage
from cms.releases import stopping
from cms.releases.desk.views.base import DeskPage
from cms.releases.models import ReleaseStop

SHOWN: Final = 50
PERMISSION: Final = "releases.stop_releases"


class StopForm(forms.Form):
    """The words that are kept: the reason of a stop, or a note at its end."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, help_text=_("Kept in the log of the stops.")
    )


class Stops(DeskPage, FormPage):
    """The latest stops of a city, for officers; the button for those who may stop."""

    page_title = _("Stop of releases")
    header_icon = "warning"
    template_name = "releases/desk/stops.html"
    form_class: Any = StopForm

    @cached_property
    def current(self) -> ReleaseStop | None:
        """The stop that has not ended."""
        return ReleaseStop.objects.filter(city=self.city, ended_at=None).first()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        said, user = form.cleaned_data["reason"], self.request.user
        try:
            if self.current:
                stopping.go_on(self.city, user=user, note=said)
            else:
                stopping.stop(self.city, user=user, reason=said)
        except MadangError as error:
            form.add_error("reason" if isinstance(error, BadInput) else None, error.message)
            return self.form_invalid(form)
        done = gettext("Releases go on.") if self.current else gettext("All releases are stopped.")
        messages.success(self.request, done)
        return redirect(f"{reverse('disclosure:stops')}?city={self.city}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        history = ReleaseStop.objects.filter(city=self.city).select_related("began_by", "ended_by")
        return context | {
            "current": self.current,
            "history": history.order_by("-began_at")[:SHOWN],
            "may_stop": self.request.user.has_perm(PERMISSION),
            "media": context["form"].media,
        }
