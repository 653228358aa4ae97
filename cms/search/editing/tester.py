"""The tester: how a query is read, what answers it, and what of it stands in which part of each result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.core.text import clean_line
from cms.search.answers import Answer, Hit, answer
from cms.search.editing.forms import cities
from cms.search.kept.writing import BETWEEN
from cms.search.models import IndexedText
from cms.search.requests import MAX_LETTERS, Request
from retrieval.queries import By, Concept, Query
from retrieval.segments import PARTS
from retrieval.words import squeezed

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
NAMES: Final[dict[str, Any]] = {
    "title": _("title"),
    "aside": _("number, department, tags"),
    "summary": _("summary"),
    "body": _("text"),
}


def may_try(user: Any) -> bool:
    """Return whether somebody may see why a result is there: whoever keeps anything of the search."""
    return bool(user.is_active and any(user.has_perm(right) for right in RIGHTS))


@dataclass(frozen=True, slots=True)
class Met:
    """A concept in a result: the way that stands there whole, and the parts it stands in; no way where none does."""

    typed: str
    way: str
    parts: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Explained:
    """A result, with what of the query stands in it."""

    hit: Hit
    met: Sequence[Met]


def explained(site: str, found: Answer) -> list[Explained]:
    """Return the hits of an answer, each with what stands in which of its parts. One query."""
    keys = [hit.item.id for hit in found.hits]
    kept = IndexedText.objects.filter(index_name=site, key__in=keys).values_list("key", "parts")
    parts = {key: dict(zip((part.name for part in PARTS), text.split(BETWEEN), strict=True)) for key, text in kept}
    return [Explained(hit, list(_met(found.query, parts.get(hit.item.id, {})))) for hit in found.hits]


def _met(query: Query, parts: Mapping[str, str]) -> Iterator[Met]:
    for concept in query.concepts:
        yield next(_whole(concept, parts), Met(concept.typed, "", ()))


def _whole(concept: Concept, parts: Mapping[str, str]) -> Iterator[Met]:
    """The ways that stand in a text whole, whatever blanks are in them, those that are worth most first."""
    for way in concept.ways:
        within = [NAMES[name] for name, text in parts.items() if squeezed(way.text) in text]
        if within:
            yield Met(concept.typed, way.text, within)


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
        found = answer(Request(site=city, text=self.typed, first=FIRST))
        return context | {
            "found": found,
            "rows": explained(city, found),
            "concepts": [
                (concept, [(way, READ_AS[way.by]) for way in concept.ways]) for concept in found.query.concepts
            ],
        }
