"""The page of what each source system sent on each day, and which systems have gone silent."""

from datetime import date
from typing import Any

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from cms.core.paging import Keyset
from cms.releases.desk.views.base import DeskList, short_date
from cms.releases.models import IntakeDay, SourceSystem
from cms.releases.silences import silences


class IntakeFilters(WagtailFilterSet):
    """By source."""

    system = django_filters.ModelChoiceFilter(label=_("Source"), queryset=SourceSystem.objects.order_by("name"))

    class Meta:
        model = IntakeDay
        fields: list[str] = []


class HeldColumn(Column):
    """The number of documents that were held, with the way to those that still are."""

    cell_template_name = "releases/desk/held_cell.html"

    def get_cell_context_data(self, instance: IntakeDay, parent_context: Any) -> dict[str, Any]:
        query = urlencode({"city": instance.system.city, "source": instance.system.key})
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"url": f"{reverse('disclosure:queue')}?{query}"}


class Intake(DeskList):
    """Source and day, the latest first."""

    page_title = _("Intake")
    header_icon = "download"
    index_url_name = "disclosure:intake"
    index_results_url_name = "disclosure:intake_results"
    template_name = "releases/desk/intake.html"
    filterset_class = IntakeFilters
    keyset = Keyset(("day", "pk"), (date, int), descending=True)
    no_results_message = _("No source has sent anything yet.")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            Column("day", label=_("Day"), accessor=lambda row: short_date(row.day)),
            Column("system", label=_("Source")),
            Column("created", label=pgettext_lazy("number of documents", "Created")),
            Column("updated", label=pgettext_lazy("number of documents", "Updated")),
            Column("unchanged", label=_("Unchanged")),
            HeldColumn("held", label=_("Held")),
            Column("withdrawn", label=_("Withdrawn")),
            Column("refused", label=_("Refused")),
            Column("failed", label=_("Failed requests")),
            Column("last_problem", label=_("Last problem")),
        ]

    def get_base_queryset(self) -> Any:
        return IntakeDay.objects.select_related("system")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {"silences": silences(timezone.localdate())}
