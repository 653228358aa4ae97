"""Runs of the present rules over the store, or over what is held: begun, watched and undone."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.widgets import AdminDateInput

from cms.core.errors import NotFound
from cms.core.generics import FormPage
from cms.releases.desk import rescreening, wording
from cms.releases.desk.views.base import DeskPage, OfficerOnly
from cms.releases.models import Rescreening
from cms.subsites.models import OrganisationUnit
from screening import rules_version

SHOWN: Final = 20


class ScopeForm(forms.Form):
    """The choice of documents that a run looks at."""

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


class HeldForm(forms.Form):
    """The choice of documents of the queue that a run looks at; its fields are the queue's filters."""

    unit = ScopeForm.base_fields["unit"]
    reason = forms.ChoiceField(
        label=_("Held because"), choices=[("", _("All reasons")), *wording.HELD_BECAUSE], required=False
    )
    age = forms.TypedChoiceField(
        label=_("Waiting for at least"), choices=[("", "–"), *wording.AGES], coerce=int, required=False
    )
    dry_run = forms.BooleanField(
        label=_("Only count"), required=False, help_text=_("Nothing is cleared; the numbers are shown.")
    )


class Rescreenings(DeskPage, FormPage):
    """The latest runs, and a form for another."""

    page_title = _("Rescreening")
    header_icon = "rotate"
    template_name = "releases/desk/rescreenings.html"
    form_class: Any = ScopeForm
    introduction = _(
        "The present rules look again at everything that is public. What they find is held at once, in every output."
    )

    def scope(self, chosen: dict[str, Any]) -> rescreening.Scope:
        """The scope that the form asks for."""
        return rescreening.Scope(**chosen)

    def form_valid(self, form: Any) -> HttpResponse:
        rescreening.begin(self.scope(form.cleaned_data), actor=self.request.user)
        messages.success(self.request, gettext("The run has begun. You can leave this page."))
        return redirect("disclosure:rescreenings")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        runs = list(Rescreening.objects.select_related("unit", "actor").order_by("-pk")[:SHOWN])
        return context | {
            "introduction": self.introduction,
            "runs": [(run, rescreening.pace(run), wording.REASONS.get(run.reason)) for run in runs],
            "running": any(run.finished_at is None for run in runs),
            "rules_version": rules_version(),
            "media": context["form"].media,
        }


class ScreenHeld(Rescreenings):
    """The same for what is held; the form begins with the filters of the queue that it was asked from."""

    page_title = _("Screen again")
    form_class = HeldForm
    introduction = _(
        "The present rules look again at what waits in the queue. What they find clear becomes public when it is due. "
        "What a person has decided stays as it is."
    )

    def get_initial(self) -> dict[str, Any]:
        return self.request.GET.dict()

    def scope(self, chosen: dict[str, Any]) -> rescreening.Scope:
        return rescreening.Scope(
            held_only=True,
            city=self.city,
            unit=chosen["unit"],
            reason=chosen["reason"],
            days=chosen["age"] or 0,
            dry_run=chosen["dry_run"],
        )


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
