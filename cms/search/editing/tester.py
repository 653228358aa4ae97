"""The tester: how a query is read, what answers it, and what of it stands in which part of each result."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.core.text import clean_line
from cms.ledger.store import store
from cms.search import dimensions
from cms.search.answers import Hit, answer
from cms.search.editing.forms import cities
from cms.search.explaining import Explained, Met, explained
from cms.search.requests import MAX_LETTERS, Request
from retrieval.queries import By

RIGHTS: Final = ("search.view_searched", "search.add_synonym", "search.add_pick")
FIRST: Final = 10
READ_AS: Final[dict[By, Any]] = {
    By.TYPED: _("as typed"),
    By.WRITTEN: _("the same, written otherwise"),
    By.SYNONYM: _("by a synonym"),
    By.KEYBOARD: _("typed in the other mode of the keyboard"),
    By.INITIALS: _("by initial consonants"),
    By.SPELLING: _("by its spelling"),
    By.BEGINNING: _("by its beginning"),
}
FIELDS: Final[dict[str, Any]] = {
    "unit": _("department"),
    "number": _("number of a document"),
    "year": _("year of making"),
}
KINDS: Final[dict[str, Any]] = {"post": _("post"), "document": _("released document"), "meeting": _("meeting")}
FACTORS: Final[dict[str, Any]] = {
    dimensions.KIND: _("a kind that is made by the thousand"),
    dimensions.LANGUAGE: _("in another language"),
}
NAMES: Final[dict[str, Any]] = {
    "title": _("title"),
    "aside": _("number, department, tags"),
    "summary": _("summary"),
    "body": _("text"),
}


def may_try(user: Any) -> bool:
    """Return whether somebody may see why a result is there: whoever keeps anything of the search."""
    return bool(user.is_active and any(user.has_perm(right) for right in RIGHTS))


def _named(row: Explained) -> list[Met]:
    """Return what is met in a result, its parts named in the language of the reader."""
    return [replace(met, parts=[NAMES[part] for part in met.parts]) for met in row.met]


@dataclass(frozen=True, slots=True)
class Row:
    """A result as the page tells it."""

    hit: Hit
    met: Sequence[Met]
    kind: str
    published: datetime
    worths: Sequence[tuple[str, float]]


def _row(row: Explained) -> Row:
    data = row.hit.item.data
    return Row(
        hit=row.hit,
        met=_named(row),
        kind=KINDS.get(row.hit.item.record.kind, row.hit.item.record.kind),
        published=datetime.fromisoformat(data["published_at"]),
        worths=[(FACTORS.get(name, name), factor) for name, factor in row.worths.items()],
    )


class Tester(WagtailAdminTemplateMixin, TemplateView):
    """The results that everybody gets, so whoever may open the page learns nothing that is not public."""

    template_name = "search/tester.html"
    page_title = _("Why this result")
    header_icon = "help"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_try(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def typed(self) -> str:
        """The query that was typed."""
        return clean_line(self.request.GET.get("q", "")[:MAX_LETTERS])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        named = cities()
        asked = self.request.GET.get("city", "")
        city = asked if asked in named else next(iter(named), "")
        context = super().get_context_data(**kwargs) | {"cities": named.items(), "city": city}
        if not self.typed:
            return context
        # As the city's page in its own language asks.
        language = store.vocabulary(city).city.default_language
        found = answer(Request(site=city, text=self.typed, first=FIRST, language=language))
        return context | {
            "found": found,
            "rows": [_row(row) for row in explained(city, found)],
            "fields": [(FIELDS.get(name, name), value) for name, value in found.query.fields],
            "concepts": [
                (concept, [(way, READ_AS[way.by]) for way in concept.ways]) for concept in found.query.concepts
            ],
        }
