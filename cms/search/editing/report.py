"""The report on what is searched for: by period, with the ways to a synonym and to a pick; and as CSV."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from cms.core.text import plain_cell
from cms.search.editing import synonyms
from cms.search.editing.forms import cities
from cms.search.insight import ALL, SHOWN_FROM
from cms.search.models import Searched

PERMISSION: Final = "search.view_searched"
PICK: Final = "wagtailsnippets_search_pick:add"
# Queries that are shown, and that a file has, at most.
SHOWN: Final = 100
FILED: Final = 10_000
PERIODS: Final[dict[int, Any]] = {
    1: _("today"),
    7: _("7 days"),
    30: _("30 days"),
    90: _("90 days"),
    365: _("a year"),
}
TOP, EMPTY, UNCLICKED = "top", "without-result", "rarely-opened"
LISTS: Final[dict[str, Any]] = {
    TOP: _("Most searched"),
    EMPTY: _("Without result"),
    UNCLICKED: _("Rarely opened"),
}
COLUMNS: Final = ("query", "searches", "without_result", "opened", "mean_position")


def may_see(user: Any) -> bool:
    """Return whether somebody may see what is searched for."""
    return bool(user.is_active and user.has_perm(PERMISSION))


@dataclass(frozen=True, slots=True)
class Row:
    """A query in a period: how often it was searched for, had no result, and a result of it was opened."""

    query: str
    searches: int
    empty: int
    opened: int
    places: int

    @property
    def mean_position(self) -> float | None:
        """The mean of the places at which a result was opened; None where none was."""
        return self.places / self.opened if self.opened else None


def searches(site: str, days: int) -> QuerySet[Searched]:
    """The counts of a city in the last days, today among them."""
    return Searched.objects.filter(site=site, day__gt=timezone.localdate() - timedelta(days=days))


def queries(site: str, days: int, which: str, *, most: int) -> list[Row]:
    """The queries of a list that were counted often enough on a day, those that matter most first. One query.

    Rarely opened is what had results of which fewer than one in two searches opened any.
    """
    shown = searches(site, days).filter(count__gte=SHOWN_FROM).exclude(query=ALL).order_by().values("query")
    summed = shown.annotate(
        searches=Sum("count"), empty=Sum("without_result"), opened=Sum("clicked"), places=Sum("positions")
    )
    ordered = {
        TOP: summed.order_by("-searches", "query"),
        EMPTY: summed.filter(empty__gt=0).order_by("-empty", "query"),
        UNCLICKED: summed.annotate(left=F("searches") - F("empty") - F("opened"))
        .filter(left__gt=F("opened"))
        .order_by("-left", "query"),
    }[which]
    return [Row(*row) for row in ordered.values_list("query", "searches", "empty", "opened", "places")[:most]]


class OfReport:
    """A view of the report: for those who may see it, with what is asked for."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    @cached_property
    def cities(self) -> dict[str, str]:
        """The names of the cities by their keys."""
        return cities()

    @cached_property
    def city(self) -> str:
        """The key of the city asked for, or of the first."""
        asked = self.request.GET.get("city", "")
        return asked if asked in self.cities else next(iter(self.cities), "")

    @cached_property
    def days(self) -> int:
        """The period asked for, or a month."""
        asked = self.request.GET.get("days", "")
        return next((days for days in PERIODS if str(days) == asked), 30)

    @cached_property
    def which(self) -> str:
        """The list asked for, or the most searched."""
        asked = self.request.GET.get("list", "")
        return asked if asked in LISTS else TOP

    def asked(self, **over: Any) -> str:
        """The query string of what is asked for, but for what is given."""
        return urlencode({"city": self.city, "days": self.days, "list": self.which} | over)


class Report(OfReport, WagtailAdminTemplateMixin, TemplateView):
    """The lists on a page."""

    template_name = "search/report.html"
    page_title = _("What is searched for")
    header_icon = "table"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [HeaderButton(_("As CSV"), url=f"{reverse('search_report_csv')}?{self.asked()}", icon_name="download")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        of_days = searches(self.city, self.days).filter(query=ALL)
        total = of_days.aggregate(searches=Sum("count", default=0), empty=Sum("without_result", default=0))
        found = queries(self.city, self.days, self.which, most=SHOWN)
        return super().get_context_data(**kwargs) | {
            "total": total,
            "shown_from": SHOWN_FROM,
            "rows": [(row, *self._ways(row.query)) for row in found],
            "cities": [(name, code, self.asked(city=code)) for code, name in self.cities.items()],
            "periods": [(words, days, self.asked(days=days)) for days, words in PERIODS.items()],
            "lists": [(words, which, self.asked(list=which)) for which, words in LISTS.items()],
        }

    def _ways(self, query: str) -> tuple[str, str]:
        """The addresses of the forms for a synonym and for a pick of a query, empty where the person may add none."""
        line, picked = ({"site": self.city, "line": f"{query} = "}, {"site": self.city, "queries": query})
        has = self.request.user.has_perm
        return (
            f"{reverse(synonyms.FORM)}?{urlencode(line)}" if has(synonyms.ADD) else "",
            f"{reverse(PICK)}?{urlencode(picked)}" if has("search.add_pick") else "",
        )


class ReportFile(OfReport, View):
    """The same list as CSV; UTF-8 with the mark that spreadsheet programs look for."""

    def get(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="searches-{self.which}.csv"'
        writer = csv.writer(response)
        writer.writerow(COLUMNS)
        for row in queries(self.city, self.days, self.which, most=FILED):
            writer.writerow(list(_cells(row)))
        return response


def _cells(row: Row) -> Iterator[str]:
    yield plain_cell(row.query)
    yield from map(str, (row.searches, row.empty, row.opened))
    yield "" if row.mean_position is None else f"{row.mean_position:.1f}"
