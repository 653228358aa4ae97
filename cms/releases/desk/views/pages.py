"""Pages of screened types that are held from the public: the list of them, and the page of one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.access import trail
from cms.access.models import Event
from cms.core.acquaintance import acquaintance
from cms.core.errors import NotFound
from cms.core.paging import Keyset
from cms.releases import missed_schedules
from cms.releases.desk import page_actions, page_report, queries, wording
from cms.releases.desk.deciding import Officer
from cms.releases.desk.forms import OptionalNoteForm
from cms.releases.desk.views.base import DecisionForm, DeskList, DeskPage, may_decide, short_date

HISTORY: Final = 50
MISSED_SHOWN: Final = 5
# What is decided on the page of one, and the words for what is done.
_DECISIONS: Final[dict[str, tuple[Callable[..., Any], Any]]] = {
    "release": (page_actions.declare, _("What was found in “%(page)s” is meant to be public.")),
    "mask": (page_actions.mask, _("What was found in “%(page)s” is covered.")),
    "return": (page_actions.send_back, _("“%(page)s” is a draft again, and its author reads why.")),
    "screen": (page_actions.screen_again, _("“%(page)s” was screened again by the present rules.")),
}


class PageReasons(Column):
    """The reasons for which it is held, a sentence each."""

    cell_template_name = "releases/desk/reasons_cell.html"

    def get_value(self, row: Any) -> Any:
        return wording.sentences(row.screening)


class HeldPages(DeskList):
    """The posts and meetings that are held from the public, the longest held first."""

    page_title = _("Posts and meetings")
    header_icon = "doc-empty-inverse"
    index_url_name = "disclosure:pages"
    index_results_url_name = "disclosure:pages_results"
    keyset = Keyset(("held_since", "pk"), (datetime, int))
    template_name = "releases/desk/pages.html"
    finds_numbers = False
    no_results_message = _("Nothing is held: no post or meeting waits for a decision.")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn(
                "title",
                label=_("Title"),
                accessor=lambda row: row.page.specific_deferred.get_admin_display_title(),
                get_url=lambda row: reverse("disclosure:page", args=[row.pk]),
            ),
            Column(
                "kind",
                label=_("Kind"),
                accessor=lambda row: row.page.cached_content_type.model_class()._meta.verbose_name,
            ),
            Column("owner", label=_("Owner"), accessor=lambda row: str(row.page.owner or "–")),
            PageReasons("why", label=_("Held because")),
            Column("held_since", label=_("Waiting since"), accessor=lambda row: short_date(row.held_since)),
        ]

    @property
    def missed(self) -> list[Any]:
        """The first of those that were not published when their time came."""
        rows = queries.missed_schedules().filter(city=self.city).select_related("page")
        return list(rows.order_by("at", "pk")[:MISSED_SHOWN])

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {"missed": self.missed}

    def get_base_queryset(self) -> Any:
        return queries.held_pages().filter(city=self.city).select_related("page", "page__owner")


class MissedSchedules(HeldPages):
    """The posts and meetings that screening kept from being published at their time, the longest due first."""

    page_title = _("Not published when due")
    index_url_name = "disclosure:missed"
    index_results_url_name = "disclosure:missed_results"
    keyset = Keyset(("at", "pk"), (datetime, int))
    no_results_message = _("Every post and meeting was published when its time came.")
    crumbs = (("disclosure:pages", _("Posts and meetings")),)
    missed: Any = ()

    @cached_property
    def columns(self) -> list[Any]:
        return [
            *super().columns[:3],
            Column("reason", label=_("Reason")),
            Column("at", label=_("Due on"), accessor=lambda row: short_date(row.at)),
        ]

    def get_base_queryset(self) -> Any:
        return queries.missed_schedules().filter(city=self.city).select_related("page", "page__owner")


class HeldPage(DeskPage, DecisionForm):
    """One page: what was found in it and where, and what can be decided; also a draft that its author asks about.

    A draft in which nothing stops, and that the desk has not sent back, is not there for officers who do not know it by
    right: it is no matter of theirs.
    """

    template_name = "releases/desk/page.html"
    gone = "disclosure:pages"
    form_class = OptionalNoteForm
    crumbs = (("disclosure:pages", _("Posts and meetings")),)
    page: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if may_decide(request.user):
            try:
                self.page = page_actions.found(kwargs["pk"])
            except NotFound as error:
                raise Http404 from error
            if not (self._is_for_the_desk or acquaintance(request.user).known_of([self.page.pk])):
                raise Http404

    @cached_property
    def items(self) -> list[page_report.Item]:
        """The findings in it."""
        return page_report.report(self.page, page_report.judged(self.page))

    @property
    def _is_for_the_desk(self) -> bool:
        row = self.page.screening_row
        return self.page.live or bool(row and row.note) or self._stops

    @property
    def _stops(self) -> bool:
        return any(item.stops for item in self.items)

    def leave_trace(self, request: HttpRequest) -> None:
        """Of a public one too, as of documents: the desk shows what screening finds in it."""
        trail.note(Event.READ, request, actor=request.user, subject=self.page.reference())

    def get_page_title(self) -> str:
        return str(self.page.title)

    def get_initial(self) -> dict[str, Any]:
        return {"expected": page_actions.standing(self.page)}

    def decide(self, officer: Officer, form: Any) -> Any:
        chosen = _DECISIONS.get(self.request.POST.get("action", ""))
        if chosen is None:
            raise Http404
        act, done = chosen
        act(self.page.pk, officer)
        return done

    def get_success_url(self) -> str:
        """A draft in which nothing stops any more is its author's alone again."""
        is_left = not self.page.live and self.request.POST.get("action") in ("release", "mask")
        return reverse("disclosure:pages") if is_left else reverse("disclosure:page", args=[self.page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rights = self.page.permissions_for_user(self.request.user)
        row = self.page.screening_row
        decisions = self.page.decisions.select_related("actor").order_by("-pk")[:HISTORY]
        context = super().get_context_data(**kwargs)
        return context | {
            "page": self.page,
            "row": row,
            "missed": missed_schedules.of(self.page),
            "items": self.items,
            "stops": self._stops,
            "can_cover": any(item.stops and item.can_be_covered for item in self.items),
            "is_held": bool(self.page.live and row and row.held),
            "history": [(each, each.get_action_display(), wording.decider(each)) for each in decisions],
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]) if rights.can_edit() else "",
            "media": context["form"].media,
        }
