"""Runs of the present rules over the store: begun, watched and undone."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin.widgets import AdminDateInput

from cms.core.errors import NotFound
from cms.releases.desk import rescreening
from cms.releases.desk.views.base import DeskPage, OfficerOnly
from cms.releases.models import Rescreening
from cms.releases.screening import RULES_VERSION
from cms.subsites.models import OrganisationUnit

SHOWN: Final = 20


class ScopeForm(forms.Form):
    """Which documents a run looks at."""

    unit = forms.ModelChoiceField(
        label=_("Department"),
        queryset=OrganisationUnit.objects.order_by("order", "key"),
        required=False,
        empty_label=_("All departments"),
    )
    since = forms.DateField(label=_("Produced since"), required=False, widget=AdminDateInput)
    also_decided = forms.BooleanField(
        label=_("Also what people have released"),
        required=False,
        help_text=_("Otherwise a document that a person released is left alone until its content changes."),
    )
    dry_run = forms.BooleanField(
        label=_("Only count"), required=False, help_text=_("Nothing is held; the numbers are shown.")
    )


class Rescreenings(DeskPage, FormView):
    """The latest runs, and a form for another."""

    page_title = _("Rescreening")
    header_icon = "rotate"
    template_name = "releases/desk/rescreenings.html"
    form_class = ScopeForm

    def form_valid(self, form: Any) -> HttpResponse:
        rescreening.begin(rescreening.Scope(**form.cleaned_data), actor=self.request.user)
        messages.success(self.request, gettext("The run has begun. You can leave this page."))
        return redirect("disclosure:rescreenings")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        runs = list(Rescreening.objects.select_related("unit", "actor").order_by("-pk")[:SHOWN])
        return context | {
            "runs": [(run, rescreening.pace(run)) for run in runs],
            "running": any(run.finished_at is None for run in runs),
            "rules_version": RULES_VERSION,
            "media": context["form"].media,
        }


class Undo(OfficerOnly, View):
    """Restore what a run replaced."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, batch: str) -> HttpResponse:
        try:
            undone = rescreening.undo(batch, actor=request.user)
        except NotFound:
            messages.error(request, gettext("There is no such run."))
            return redirect("disclosure:rescreenings")
        said = gettext("Restored: %(restored)s. Left, because something has happened since: %(left)s.")
        messages.success(request, said % {"restored": undone.restored, "left": undone.left})
        return redirect("disclosure:rescreenings")
