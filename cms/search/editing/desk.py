"""The search of the disclosure desk: documents by words in title and text, held ones too."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.core.errors import BadCursor
from cms.core.text import clean_line
from cms.releases.desk.views.base import DeskTemplate
from cms.search.editing import documents
from cms.search.editing.documents import Found
from cms.search.requests import MAX_LETTERS, Place


class DeskSearch(DeskTemplate):
    """Officers alone see it, and the audit trail says that they listed what is held; what they typed it does not."""

    template_name = "search/desk.html"
    page_title = _("Search documents")
    header_icon = "search"

    @cached_property
    def typed(self) -> str:
        """The words that were typed."""
        return clean_line(self.request.GET.get("q", "")[:MAX_LETTERS])

    @cached_property
    def found(self) -> Found:
        """The documents that answer; from the first on where the place asked for is none of ours."""
        try:
            after = Place.decode(self.request.GET["after"]) if "after" in self.request.GET else None
            return documents.find(self.city, self.typed, after=after)
        except BadCursor:
            return documents.find(self.city, self.typed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        end, hits = self.found.end, self.found.hits
        matches, is_first = any(hit.matches for hit in hits), "after" not in self.request.GET
        return super().get_context_data(**kwargs) | {
            "hits": hits,
            "parts": [[one for one in hits if one.matches is matches] for matches in (True, False)],
            "after": end.encode() if end else "",
            "is_first": is_first,
            "matches": matches,
            "has_matched": matches or not is_first,
        }
