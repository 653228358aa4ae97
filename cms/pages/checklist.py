"""The checklist of the editor: which of the pages that every site must have are public, drafts, or missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.core.acquaintance import acquaintance
from cms.pages.models import Role, StandardPage
from cms.pages.roles import pages_with_roles
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
        known, found = acquaintance(self.request.user), pages_with_roles(StandardPage.objects)
        for model in (CityPage, WebsitePage):
            for site in known.read_among(model.objects.select_related("locale").order_by("path")):
                pages = [found.get((site.path, role)) for role in Role.values]
                yield Row(site, site.locale.get_display_name(), pages)
