"""The lists of documents that wait: for a decision, for their department, for a ground to be looked at again."""

from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

import django_filters
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn

from cms.core.paging import AFTER, BEFORE, Keyset
from cms.core.text import clean_line
from cms.releases.desk import queries, wording
from cms.releases.desk.views.base import DeskList, OfficerOnly, short_date
from cms.releases.models import DocumentPage, SourceSystem
from cms.subsites.models import OrganisationUnit

OBJECT_TYPE: Final = "document"
PAGES_SHOWN: Final = 5


class QueueFilters(WagtailFilterSet):
    """By department, by why it is held, by who sent it, by how long it has waited."""

    unit = django_filters.ModelChoiceFilter(
        label=_("Department"), queryset=OrganisationUnit.objects.order_by("order", "key")
    )
    reason = django_filters.ChoiceFilter(label=_("Held because"), choices=wording.HELD_BECAUSE, method="filter_reason")
    source = django_filters.ModelChoiceFilter(
        label=_("Source"), queryset=SourceSystem.objects.order_by("name"), to_field_name="key", method="filter_source"
    )
    age = django_filters.ChoiceFilter(label=_("Waiting for at least"), choices=wording.AGES, method="filter_age")

    class Meta:
        model = DocumentPage
        fields: list[str] = []

    def filter_reason(self, rows: Any, name: str, value: str) -> Any:
        return queries.with_reason(rows, value)

    def filter_source(self, rows: Any, name: str, value: Any) -> Any:
        return rows.filter(source=value.key)

    def filter_age(self, rows: Any, name: str, value: str) -> Any:
        return queries.held_for(rows, days=int(value))


class DocumentColumn(TitleColumn):
    """The title, with the numbers that people call the document by."""

    cell_template_name = "releases/desk/document_cell.html"

    def __init__(self) -> None:
        super().__init__(
            "title",
            label=pgettext_lazy("released", "Document"),
            get_url=lambda page: reverse("disclosure:review", args=[page.pk]),
            get_title_id=lambda page: f"{OBJECT_TYPE}_{page.pk}_title",
        )


class ReasonsColumn(Column):
    """The reasons for which it is held, a sentence each."""

    cell_template_name = "releases/desk/reasons_cell.html"

    def get_value(self, page: DocumentPage) -> Any:
        return wording.sentences(page.screening, unscreened=page.unscreened)


class Queue(DeskList):
    """The documents that the rules hold, the longest held first."""

    page_title = _("Disclosure desk")
    index_url_name = "disclosure:queue"
    index_results_url_name = "disclosure:queue_results"
    filterset_class = QueueFilters
    keyset = Keyset(("held_since", "pk"), (datetime, int))
    bulk = True
    empty = _("Nothing is held: no document waits for a decision.")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type=OBJECT_TYPE),
            DocumentColumn(),
            ReasonsColumn("why", label=_("Held because")),
            Column("held_since", label=_("Waiting since"), accessor=lambda page: short_date(page.held_since)),
        ]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_base_queryset(self) -> Any:
        return queries.held(self.city)

    @property
    def held_pages(self) -> list[Any]:
        """The first of the other pages that wait for a decision."""
        rows = queries.held_pages().filter(city=self.city).select_related("page")
        return list(rows.order_by("held_since", "pk")[:PAGES_SHOWN])

    @property
    def screen_url(self) -> str:
        """The address where the rules are asked about all that is listed, filtered alike; a run knows no sources."""
        if self.request.GET.get("source"):
            return ""
        kept = {name: value for name, value in self.request.GET.dict().items() if name not in (AFTER, BEFORE)}
        return f"{reverse('disclosure:screen_held')}?{urlencode(kept)}"

    @cached_property
    def no_results_message(self) -> Any:
        return gettext("No document matches these filters.") if self.is_filtering else self.empty

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {
            "bulk": self.bulk,
            "held_pages": self.held_pages,
            "screen_url": self.screen_url,
            "select_all": gettext("Select all documents on this page"),
        }


class Returned(Queue):
    """The documents that were sent back to their departments."""

    screen_url = ""
    held_pages: Any = ()

    page_title = _("Sent back")
    index_url_name = "disclosure:returned"
    index_results_url_name = "disclosure:returned_results"
    empty = _("No department has a document to put right.")

    def get_base_queryset(self) -> Any:
        return queries.returned(self.city)


class LapsedFilters(WagtailFilterSet):
    """By department."""

    unit = django_filters.ModelChoiceFilter(
        label=_("Department"), queryset=OrganisationUnit.objects.order_by("order", "key")
    )

    class Meta:
        model = DocumentPage
        fields: list[str] = []


class Lapsed(Queue):
    """The closed documents whose ground may have lapsed: each is proposed for release."""

    screen_url = ""
    held_pages: Any = ()

    page_title = _("Proposed for release")
    index_url_name = "disclosure:lapsed"
    index_results_url_name = "disclosure:lapsed_results"
    filterset_class = LapsedFilters
    keyset = Keyset(("review_on", "pk"), (date, int))
    empty = _("No ground is to be looked at again by today.")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type=OBJECT_TYPE),
            DocumentColumn(),
            Column("openness", label=_("Openness"), accessor="get_openness_display"),
            Column("reason", label=_("Reason")),
            Column("review_on", label=_("To be looked at on"), accessor=lambda page: short_date(page.review_on)),
        ]

    def get_base_queryset(self) -> Any:
        return queries.lapsed(self.city)


class Find(OfficerOnly, View):
    """From a management number to the page of its document."""

    def get(self, request: HttpRequest) -> HttpResponse:
        page = queries.find(clean_line(request.GET.get("number", "")))
        if page is None:
            messages.error(request, gettext("No document has this management number."))
            return redirect("disclosure:queue")
        return redirect("disclosure:review", page.pk)
