"""Addresses of the editor that come before Wagtail's own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.create import AddSubpageView
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.core.doors import choosers, reports, tags
from cms.core.permissions import AuthorPermissionTester


def add_subpage(request: HttpRequest, parent_page_id: int) -> HttpResponse:
    """The choice of page types; an author who may add one type only goes straight to its form."""
    parent = get_object_or_404(Page, pk=parent_page_id).specific
    rights = parent.permissions_for_user(request.user)
    if isinstance(rights, AuthorPermissionTester):
        types = [model for model in parent.creatable_subpage_models() if rights.can_add_subpage_of_type(model)]
        if len(types) == 1 and types[0].can_create_at(parent):
            return redirect("wagtailadmin_pages:add", types[0]._meta.app_label, types[0]._meta.model_name, parent.pk)
    response: HttpResponse = AddSubpageView.as_view()(request, parent_page_id=parent_page_id)
    return response


# Wagtail's own stay in its list of addresses, under the same names, and are never reached.
urlpatterns = decorate_urlpatterns(
    [
        path("pages/<int:parent_page_id>/add_subpage/", add_subpage),
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
