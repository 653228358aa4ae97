"""The audit trail as a report of the editor, for those who may look after others."""

from datetime import datetime
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from cms.access.models import AuditEntry, Event
from cms.core.editor_lists import DaysFilter, KeysetList
from cms.core.paging import Keyset

PERMISSION = "access.view_auditentry"
ICON = "history"


class TrailFilters(WagtailFilterSet):
    """By person, what was done, item and day: each is an index."""

    actor_name = django_filters.CharFilter(label=_("User name"))
    event = django_filters.ChoiceFilter(label=_("What was done"), choices=Event.choices)
    subject = django_filters.CharFilter(label=_("Item (management number)"))
    at = DaysFilter(label=_("Day"))

    class Meta:
        model = AuditEntry
        fields: list[str] = []


class AuditTrail(KeysetList):
    """All rows, the latest first."""

    page_title = _("Audit trail")
    header_icon = ICON
    template_name = "wagtailadmin/generic/listing.html"
    index_url_name = "audit_trail"
    index_results_url_name = "audit_trail_results"
    filterset_class = TrailFilters
    keyset = Keyset(("pk",), (int,), descending=True)
    no_results_message = _("Nothing was done that fits.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    @cached_property
    def columns(self) -> list[Any]:
        return [
            Column("at", label=_("When"), accessor=_when),
            Column("actor_name", label=_("User name"), accessor=_who),
            Column("event", label=_("What was done"), accessor="get_event_display"),
            Column("subject", label=_("Item (management number)")),
            Column("address", label=_("Network address")),
            Column("path", label=_("Address in the editor")),
        ]

    def get_base_queryset(self) -> Any:
        return AuditEntry.objects.all()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("audit_trail"), "label": self.get_page_title()}]


def _when(entry: AuditEntry) -> str:
    moment: datetime = timezone.localtime(entry.at)
    return f"{date_format(moment, 'SHORT_DATE_FORMAT')} {moment:%H:%M:%S}"


def _who(entry: AuditEntry) -> Any:
    """The name of whoever acted. An asker for a link is not looked up; whoever was sent one has a row of their own."""
    return entry.actor_name or ("" if entry.event == Event.LINK_ASKED else _("(no such user)"))
