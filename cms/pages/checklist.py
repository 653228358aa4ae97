"""The checklist of the editor: which of the pages that every site must have are public, drafts, or missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.core.acquaintance import acquaintance
from cms.pages.models import Role, StandardPage
from cms.subsites.models import CityPage, WebsitePage


@dataclass(frozen=True)
class Row:
    """A site in one language, and its page of each role; None where it has none."""

    site: Any
    language: str
    pages: list[StandardPage | None]


class Checklist(WagtailAdminTemplateMixin, TemplateView):
    """The cities and websites that the person may change: of no other does it tell a draft."""

    page_title = _("Required pages")
    header_icon = "tasks"
    template_name = "pages/checklist.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"rows": list(self._rows()), "roles": Role.labels}

    def _rows(self) -> Iterator[Row]:
        known = acquaintance(self.request.user)
        for model in (CityPage, WebsitePage):
            for site in known.read_among(model.objects.select_related("locale").order_by("path")):
                found = self._found.get(site.path, {})
                yield Row(site, site.locale.get_display_name(), [found.get(role) for role in Role.values])

    @cached_property
    def _found(self) -> dict[str, dict[str, StandardPage]]:
        """The pages with a role by the path of their site and the role."""
        websites = list(WebsitePage.objects.values_list("path", flat=True))
        found: dict[str, dict[str, StandardPage]] = {}
        for page in StandardPage.objects.filter(alias_of=None).exclude(role="").order_by("path"):
            site = next((path for path in websites if page.path.startswith(path)), page.path[: 2 * page.steplen])
            found.setdefault(site, {}).setdefault(page.role, page)
        return found
