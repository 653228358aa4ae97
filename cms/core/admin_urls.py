"""Addresses of the editor that come before Wagtail's own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.create import AddSubpageView
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.core.doors import choosers, reports, tags
from cms.core.permissions import AuthorPermissionTester


class AddSubpage(AddSubpageView):
    """The choice of the page types that one may add; who may add one type only goes straight to its form."""

    def dispatch(self, request: HttpRequest, parent_page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        parent = get_object_or_404(Page, pk=parent_page_id).specific
        self.known = [model for model in parent.creatable_subpage_models() if _may_add(request.user, parent, model)]
        if len(self.known) == 1 and self.known[0].can_create_at(parent):
            only = self.known[0]._meta
            return redirect("wagtailadmin_pages:add", only.app_label, only.model_name, parent.pk)
        response: HttpResponse = super().dispatch(request, parent_page_id, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        known = {(model._meta.app_label, model._meta.model_name) for model in self.known}
        return context | {"page_types": [one for one in context["page_types"] if one[1:3] in known]}


def _may_add(user: Any, parent: Any, model: type[Page]) -> bool:
    rights = parent.permissions_for_user(user)
    return not isinstance(rights, AuthorPermissionTester) or rights.can_add_subpage_of_type(model)


# Wagtail's own stay in its list of addresses, under the same names, and are never reached.
urlpatterns = decorate_urlpatterns(
    [
        path("pages/<int:parent_page_id>/add_subpage/", AddSubpage.as_view()),
        path("choose-page/", choosers.Browse.as_view()),
        path("choose-page/<int:parent_page_id>/", choosers.Browse.as_view()),
        path("choose-page/chosen-multiple/", choosers.ChosenMultiple.as_view()),
        path("choose-external-link/", choosers.ExternalLink.as_view()),
        path("tag-autocomplete/", tags.autocomplete),
        path("tag-autocomplete/<slug:app_name>/<slug:model_name>/", tags.autocomplete),
        path("reports/site-history/", reports.SiteHistory.as_view()),
        path("reports/site-history/results/", reports.SiteHistory.as_view(results_only=True)),
        path("reports/page-types-usage/", reports.PageTypesUsage.as_view()),
        path("reports/page-types-usage/results/", reports.PageTypesUsage.as_view(results_only=True)),
    ],
    require_admin_access,
)
