"""The editor's lists of pages where there are millions: nothing that counts or reads all of them.

Wagtail's own explorer offers the owners and the editors of all pages as filters, and asks for each list which pages of
the whole tree a user may explore.
"""

from typing import Any, Final

from wagtail.admin.views.pages.choose_parent import GenericChooseParentView
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, get_page_models

from cms.core.acquaintance import acquaintance
from cms.core.pages import BasePage
from cms.core.reading import one_reading

_COSTLY: Final = frozenset({"owner", "edited_by"})


class Filters(GenericPageFilterSet):
    """Those of Wagtail that do not read every page to say what can be chosen."""

    @classmethod
    def get_filters(cls) -> dict[str, Any]:
        """The filters by name."""
        return {name: given for name, given in super().get_filters().items() if name not in _COSTLY}


class IndexView(ExplorableIndexView):
    """The explorer; where a user may explore all that is below a page, its children need no further question."""

    results_template_name = "core/explorer_results.html"

    def get_base_queryset(self) -> Any:
        if self.is_searching or self.is_filtering or not self._may_explore_all_below():
            return super().get_base_queryset()
        children = self.model._default_manager.child_of(self.parent_page)
        return self.annotate_queryset(acquaintance(self.request.user).among(children))

    def annotate_queryset(self, pages: Any) -> Any:
        found = {name for model in get_page_models() if issubclass(model, BasePage) for name in model.listed_with}
        return super().annotate_queryset(pages).prefetch_related(*sorted(found))

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        """Rendered here and now, in one reading: its pages ask three times each where they are, and all are in one
        place."""
        response = super().render_to_response(context, **kwargs)
        with one_reading():
            return response.render() if hasattr(response, "render") else response

    def _may_explore_all_below(self) -> bool:
        if self.request.user.is_superuser:
            return True
        granted = self.permission_policy.get_cached_permissions_for_user(self.request.user)
        return any(self.parent_page.path.startswith(permission.page.path) for permission in granted)


class ChooseParentView(GenericChooseParentView):
    """The choice of a place for a new page, among the places that the person may know."""

    def get_valid_parent_pages(self, user: Any) -> Any:
        return acquaintance(user).among(super().get_valid_parent_pages(user))


class ExplorerViewSet(PageViewSet):
    """Takes the place of Wagtail's own for all types of pages."""

    model = Page
    index_view_class = IndexView
    choose_parent_view_class = ChooseParentView
    filterset_class = Filters
