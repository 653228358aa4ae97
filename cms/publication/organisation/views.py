"""The organisation in the editor: the chart, a file that changes it, and a department that is merged into another."""

from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.core.delimited import decoded
from cms.core.errors import BadInput
from cms.publication.organisation import merging, rows
from cms.publication.organisation.application import apply
from cms.publication.organisation.comparison import Comparison, compare
from cms.subsites.models import OrganisationUnit

CHANGE: Final = "subsites.change_organisationunit"
ADD: Final = "subsites.add_organisationunit"
# So many differences of a file, and lines that are refused, are shown.
SHOWN: Final = 300


class _OrganisationView(WagtailAdminTemplateMixin, TemplateView):
    """A view for those who keep the departments."""

    needs: Any = (CHANGE,)
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perms(self.needs):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        chart = {"url": reverse("organisation:chart"), "label": gettext("Organisation chart")}
        own = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, *([] if isinstance(self, ChartView) else [chart]), own]


class ChartView(_OrganisationView):
    """All departments as a tree, each with what can be done with it."""

    template_name = "publication/organisation_chart.html"
    page_title = _("Organisation chart")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        units = OrganisationUnit.objects.filter(unlisted=False).prefetch_related("positions")
        below: dict[int | None, list[OrganisationUnit]] = {}
        closed = []
        for unit in units:
            if unit.closed_on:
                closed.append(unit)
            else:
                below.setdefault(unit.parent_id, []).append(unit)
        known = {unit.pk for each in below.values() for unit in each}
        roots = [unit for parent, each in below.items() if parent not in known for unit in each]
        return super().get_context_data(rows=_flat(roots, below), closed=closed, **kwargs)


def _flat(roots: list[OrganisationUnit], below: dict[int | None, list[OrganisationUnit]]) -> list[tuple[str, Any]]:
    """The tree as what a template writes one after the other: a department, the beginning and the end of a level."""
    found: list[tuple[str, Any]] = []
    waiting: list[tuple[str, Any]] = [("unit", unit) for unit in reversed(roots)]
    while waiting:
        what, unit = waiting.pop()
        found.append((what, unit))
        if what == "unit" and unit.pk in below:
            inner = [("unit", child) for child in reversed(below.pop(unit.pk))]
            waiting += [("end", None), *inner, ("begin", None)]
    return found


class FileForm(forms.Form):
    """A file of the organisation, to be looked at first."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "The first line names the columns: 부서코드, 상위부서코드, 부서명, 직위, 담당업무, 전화번호, 전자우편,"
            " 위치. A line with a job title is a position. UTF-8 or CP949, at most 20,000 lines."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    closes = forms.BooleanField(label=_("Close departments that the file does not name"), required=False)


class CheckedForm(forms.Form):
    """The same after it was looked at: its text, which is compared anew, and what was seen of it."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    closes = forms.BooleanField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ImportView(_OrganisationView):
    """A file is compared and shown; nothing is changed before that was seen, and then all or nothing."""

    template_name = "publication/organisation_import.html"
    page_title = _("Import the organisation chart")
    header_icon = "upload"
    needs = (CHANGE, ADD)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": FileForm(), **kwargs})

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Look at a file, or do what one that was looked at says."""
        checked, form = CheckedForm(request.POST), FileForm(request.POST, request.FILES)
        try:
            if checked.is_valid():
                return self._apply(**checked.cleaned_data)
            if form.is_valid():
                text = decoded(form.cleaned_data["file"].read(rows.MOST_BYTES + 1), most=rows.MOST_BYTES)
                return self._show(text, closes=form.cleaned_data["closes"])
        except BadInput as error:
            messages.error(request, str(error))
        return self.render_to_response(self.get_context_data(form=form if form.is_bound else FileForm()))

    def _apply(self, *, text: str, closes: bool, seen: int) -> HttpResponseBase:
        found = compare(rows.read(text), closes=closes)
        if found.refused or len(found.all) != seen:
            messages.warning(self.request, _("The organisation has changed since: look at it again."))
            return self._show(text, closes=closes)
        done = apply(found)
        told = ngettext("%(number)s change is made.", "%(number)s changes are made.", done)
        messages.success(self.request, told % {"number": f"{done:,}"})
        return redirect("organisation:chart")

    def _show(self, text: str, *, closes: bool) -> HttpResponseBase:
        found = compare(rows.read(text), closes=closes)
        checked = CheckedForm(initial={"text": text, "closes": closes, "seen": len(found.all)})
        context = self.get_context_data(form=FileForm(initial={"closes": closes}), checked=checked)
        return self.render_to_response(context | _shown(found, closes=closes))


def _shown(found: Comparison, *, closes: bool) -> dict[str, Any]:
    return {
        "looked_at": True,
        "refused": found.refused[:SHOWN],
        "wrong": len(found.refused),
        "differences": found.all[:SHOWN],
        "changes": len(found.all),
        "more": max(0, len(found.all) - SHOWN),
        "missing": [] if closes else found.missing[:SHOWN],
    }


class MergeForm(forms.Form):
    """The department that another one is merged into."""

    into = forms.ModelChoiceField(OrganisationUnit.objects.none(), label=_("Into which department"))

    def __init__(self, *args: Any, unit: OrganisationUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        chosen: Any = self.fields["into"]
        chosen.queryset = OrganisationUnit.objects.filter(unlisted=False, closed_on=None).exclude(pk=unit.pk)

    def clean_into(self) -> OrganisationUnit:
        """One that it can be merged into."""
        into: OrganisationUnit = self.cleaned_data["into"]
        merging.check(self.unit, into)
        return into


class MergeView(_OrganisationView):
    """A department is merged into another, once what that means was read."""

    template_name = "publication/organisation_merge.html"
    page_title = _("Merge a department into another")

    @cached_property
    def unit(self) -> OrganisationUnit:
        return get_object_or_404(OrganisationUnit, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"unit": self.unit, "form": MergeForm(unit=self.unit), **kwargs})

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Merge it."""
        form = MergeForm(request.POST, unit=self.unit)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        into = form.cleaned_data["into"]
        try:
            merging.merge(self.unit, into)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("organisation:chart")
        told = gettext("“%(unit)s” is merged into “%(into)s”.") % {"unit": self.unit, "into": into}
        messages.success(request, told)
        return redirect("organisation:chart")


URLS: Final = [
    path("", ChartView.as_view(), name="chart"),
    path("import/", ImportView.as_view(), name="import"),
    path("merge/<int:pk>/", MergeView.as_view(), name="merge"),
]
