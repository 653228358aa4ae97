"""The decisions, with who made each and when: as a list, and whole as CSV."""

import csv
from collections.abc import Iterator
from typing import Any, Final

import django_filters
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from cms.core.editor_lists import DaysFilter
from cms.core.paging import Keyset
from cms.core.text import plain_cell
from cms.releases.desk import queries, wording
from cms.releases.desk.views.base import DeskList, OfficerOnly
from cms.releases.models import Decision, DocumentPage
from cms.subsites.models import OrganisationUnit

CHUNK: Final = 1_000
COLUMNS: Final = (
    "decided_at", "person", "action", "management_number", "unit", "grounds", "note", "rules_version", "batch",
    "cleared",
)  # fmt: skip


class LogFilters(WagtailFilterSet):
    """By person, action, department and day."""

    actor = django_filters.ModelChoiceFilter(label=_("Person"), queryset=lambda request: queries.officers())
    action = django_filters.ChoiceFilter(label=_("What was decided"), choices=Decision.Action.choices)
    unit = django_filters.ModelChoiceFilter(
        label=_("Department"), queryset=OrganisationUnit.objects.order_by("order", "key")
    )
    decided_at = DaysFilter(label=_("Day"))

    class Meta:
        model = Decision
        fields: list[str] = []


class Log(DeskList):
    """All decisions, the latest first."""

    page_title = _("Decisions")
    header_icon = "history"
    index_url_name = "disclosure:log"
    index_results_url_name = "disclosure:log_results"
    filterset_class = LogFilters
    keyset = Keyset(("pk",), (int,), descending=True)
    no_results_message = _("No decision has been made that fits.")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn(
                "management_number", label=pgettext_lazy("released", "Document"), accessor=_name, get_url=_document_url
            ),
            Column("action", label=_("What was decided"), accessor=wording.decided),
            Column("actor", label=_("Person"), accessor=wording.decider),
            Column("unit", label=_("Department")),
            Column("note", label=_("Reason")),
            Column("decided_at", label=_("When"), accessor=_when),
        ]

    def get_base_queryset(self) -> Any:
        return queries.decisions()

    def get_header_buttons(self) -> list[Any]:
        query = self.request.GET.urlencode()
        return [
            HeaderButton(
                _("As CSV"), url=f"{reverse('disclosure:log_csv')}{'?' if query else ''}{query}", icon_name="download"
            )
        ]


class LogFile(OfficerOnly, View):
    """The same as CSV with the same filters, streamed; UTF-8 with the mark that spreadsheet programs look for."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        filters = LogFilters(request.GET, queryset=queries.decisions(), request=request)
        rows = filters.qs if filters.is_valid() else queries.decisions()
        response = StreamingHttpResponse(_lines(rows.order_by("-pk")), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
        return response


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def _lines(rows: Any) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for decision in rows.iterator(chunk_size=CHUNK):
        yield writer.writerow([plain_cell(value) for value in _cells(decision)])


def _cells(decision: Any) -> Iterator[str]:
    yield timezone.localtime(decision.decided_at).isoformat(timespec="seconds")
    yield decision.actor.get_username() if decision.actor else ""
    yield decision.action
    yield decision.management_number
    yield str(decision.unit or "")
    yield " ".join(map(str, decision.grounds))
    yield decision.note
    yield decision.rules_version
    yield decision.batch
    yield "" if decision.cleared is None else str(decision.cleared)


def _document_url(decision: Decision) -> str | None:
    page = decision.document
    if page is None:
        return None
    return reverse("disclosure:review" if _is_document(page) else "disclosure:page", args=[page.pk])


def _is_document(page: Any) -> bool:
    """Return whether it is no page of a screened type, which has no management number but its key."""
    return page.specific_class is DocumentPage


def _name(decision: Decision) -> str:
    page = decision.document
    return decision.management_number if page is None or _is_document(page) else page.title


def _when(decision: Decision) -> str:
    return date_format(timezone.localtime(decision.decided_at), "SHORT_DATETIME_FORMAT")
