"""Reports and panels that show pages by what was done with them."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.views import home
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page, PageLogEntry

from cms.core.acquaintance import acquaintance


class SiteHistory(LogEntriesView):
    """The history of all pages, with the titles of that time: for those who may read the pages themselves."""

    def filter_queryset(self, queryset: Any) -> Any:
        if queryset.model is PageLogEntry and not self.request.user.is_superuser:
            pages = acquaintance(self.request.user).read_among(Page.objects.order_by())
            queryset = queryset.filter(page__in=pages.values("pk"))
        return super().filter_queryset(queryset)


class PageTypesUsage(PageTypesUsageReportView):
    """The number of pages of each type; the one edited last is named where it is known."""

    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        found = super().decorate_paginated_queryset(page_types)
        last = {item.last_edited_page.pk for item in found if item.last_edited_page}
        known = acquaintance(self.request.user).known_of(last)
        for item in found:
            if item.last_edited_page and item.last_edited_page.pk not in known:
                item.last_edited_page = None
        return found


class RecentEdits(home.RecentEditsPanel):
    """The pages that the person has edited, as far as they may still know them."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        known = acquaintance(parent_context["request"].user).known_of(page.pk for _, page in context["last_edits"])
        return context | {"last_edits": [(at, page) for at, page in context["last_edits"] if page.pk in known]}


class LockedPages(home.LockedPagesPanel):
    """The pages that the person has locked, as far as they may still know them."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"locked_pages": acquaintance(parent_context["request"].user).among(context["locked_pages"])}


class PagesInReview(home.UserObjectsInWorkflowModerationPanel):
    """The pages that the person has sent to be reviewed, as far as they may still know them."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        states = list(context["workflow_states"])
        pages = [state.content_object.pk for state in states if isinstance(state.content_object, Page)]
        known = acquaintance(parent_context["request"].user).known_of(pages)
        left = [
            state for state in states if not isinstance(state.content_object, Page) or state.content_object.pk in known
        ]
        return context | {"workflow_states": left}


PANELS: Mapping[type, type] = {
    home.RecentEditsPanel: RecentEdits,
    home.LockedPagesPanel: LockedPages,
    home.UserObjectsInWorkflowModerationPanel: PagesInReview,
}
