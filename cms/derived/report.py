"""The statistics as the disclosure officer reads them in the editor."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.core.errors import BadInput
from cms.derived import statistics
from cms.derived.statistics import ALL, NO_UNIT, Count, Span
from cms.releases.desk.views.base import DeskTemplate
from cms.subsites.models import OrganisationUnit


class StatisticsReport(DeskTemplate):
    """The months asked for, by unit and by month; units that open unusually little come first."""

    page_title = _("Statistics")
    header_icon = "table"
    template_name = "publication/statistics.html"

    @cached_property
    def span(self) -> Span:
        today = timezone.localdate()
        try:
            since, until = _month(self.request.GET, "since"), _month(self.request.GET, "until")
            return statistics.span(since=since, until=until, today=today)
        except BadInput as error:
            messages.error(self.request, str(error))
            return statistics.span(since=None, until=None, today=today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        units = {str(unit.key): str(unit) for unit in OrganisationUnit.objects.all()} | {NO_UNIT: _("No department")}
        total, *rows = statistics.by_unit(self.city, self.span, for_officers=True) or [Count(ALL, statistics.Counts())]
        rows.sort(key=lambda row: (not row.unusually_low, -row.counts.produced, row.unit))
        asked = {"since": f"{self.span.since:%Y-%m}", "until": f"{self.span.until - timedelta(days=1):%Y-%m}"}
        return super().get_context_data(**kwargs) | {
            **asked,
            "total": total,
            "units": [(units.get(row.unit, row.unit), row) for row in rows],
            "months": statistics.by_month(self.city, self.span),
            "csv": f"{reverse('statistics-csv')}?{urlencode(asked)}",
            "fewest": statistics.FEWEST,
        }


def _month(values: Any, name: str) -> date | None:
    text = values.get(name, "")
    try:
        return date.fromisoformat(f"{text}-01") if text else None
    except ValueError as error:
        raise BadInput("must be a month such as 2026-11", where=name) from error
