"""Addresses of the editor that come before Wagtail's own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.create import AddSubpageView
from wagtail.models import Page

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


urlpatterns = [path("pages/<int:parent_page_id>/add_subpage/", require_admin_access(add_subpage))]
