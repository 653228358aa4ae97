"""Search in the editor: the menu of what editors keep for it."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.releases.desk.menu import OfficerMenuItem
from cms.search.editing.desk import DeskSearch
from cms.search.editing.picks import PickViewSet
from cms.search.editing.report import Report, ReportFile, may_see
from cms.search.editing.synonyms import Shipped, SynonymViewSet
from cms.search.editing.tester import Tester, may_try


class SearchGroup(SnippetViewSetGroup):
    items = (SynonymViewSet, PickViewSet)
    submenu_hook = "register_search_menu_item"
    menu_label = _("Search of the website")
    menu_icon = "search"
    menu_order = 320


register_snippet(SearchGroup)


@hooks.register("register_admin_urls")
def register_addresses() -> list[Any]:
    views: dict[str, Any] = {
        "shipped": Shipped,
        "report": Report,
        "report_csv": ReportFile,
        "desk": DeskSearch,
        "tester": Tester,
    }
    return [
        path(f"search-of-the-website/{name}/", require_admin_access(view.as_view()), name=f"search_{name}")
        for name, view in views.items()
    ]


class ReportItem(MenuItem):
    """Shown to those who may see what is searched for."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


@hooks.register("register_disclosure_menu_item")
def register_desk_search() -> MenuItem:
    """In the menu of the disclosure desk, after its first queue."""
    return OfficerMenuItem(_("Search documents"), reverse("search_desk"), icon_name="search", order=0)


@hooks.register("register_search_menu_item")
def register_report() -> MenuItem:
    return ReportItem(_("What is searched for"), reverse("search_report"), icon_name="table", order=200)


class TesterItem(MenuItem):
    """Shown to those who keep anything of the search."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_try(request.user)


@hooks.register("register_search_menu_item")
def register_tester() -> MenuItem:
    return TesterItem(_("Why this result"), reverse("search_tester"), icon_name="help", order=300)


@hooks.register("register_permissions")
def register_right() -> QuerySet[Permission]:
    """Let the form of a group show the right."""
    return Permission.objects.filter(content_type__app_label="search", codename="view_searched")
