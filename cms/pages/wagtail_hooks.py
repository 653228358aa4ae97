"""Pages in the editor: the registry of systems that they may show, and the checklist of those that a site must have."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet

from cms.core.explained_lists import ExplainedViewSet
from cms.pages.checklist import Checklist
from cms.pages.models import EmbeddedSystem


class EmbeddedSystemViewSet(ExplainedViewSet):
    model = EmbeddedSystem
    about = _(
        "Pages may show forms, votes, reservations or maps of other systems in a frame. Which ones is said here, by"
        " what their addresses begin with; no page can show any other."
    )
    icon = "desktop"
    add_to_settings_menu = True
    list_display = ["name_ko", "name_en", "kind", "prefix"]
    search_fields = ["name_ko", "name_en", "prefix"]
    ordering = ["name_ko"]
    edit_handler = ObjectList([*map(FieldPanel, ("name_ko", "name_en", "kind", "prefix"))])


register_snippet(EmbeddedSystemViewSet)


@hooks.register("register_admin_urls")
def register_checklist_address() -> list[Any]:
    return [path("reports/required-pages/", require_admin_access(Checklist.as_view()), name="required_pages")]


@hooks.register("register_reports_menu_item")
def register_checklist() -> MenuItem:
    return MenuItem(_("Required pages"), reverse("required_pages"), icon_name="tasks", order=900)
