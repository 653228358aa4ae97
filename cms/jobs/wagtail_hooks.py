"""The background work in the editor: in the menu of reports, for those who may operate it."""

from typing import Any

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem

from cms.jobs.views import BackgroundReport, may_operate


class OperatorMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return may_operate(request.user)


@hooks.register("register_admin_urls")
def register_address() -> list[Any]:
    return [path("reports/background/", require_admin_access(BackgroundReport.as_view()), name="background_work")]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return OperatorMenuItem(_("Background work"), reverse("background_work"), icon_name="rotate", order=1100)


@hooks.register("register_permissions")
def register_permission() -> Any:
    return Permission.objects.filter(content_type__app_label="jobs", codename="operate")
