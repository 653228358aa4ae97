"""Search in the editor: the menu of what editors keep for it."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.search.editing.picks import PickViewSet
from cms.search.editing.synonyms import Shipped, SynonymViewSet


class SearchGroup(SnippetViewSetGroup):
    items = (SynonymViewSet, PickViewSet)
    menu_label = _("Search of the website")
    menu_icon = "search"
    menu_order = 320


register_snippet(SearchGroup)


@hooks.register("register_admin_urls")
def register_addresses() -> list[Any]:
    return [path("search-of-the-website/lines/", require_admin_access(Shipped.as_view()), name="search_shipped")]
