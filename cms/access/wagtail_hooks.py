"""The audit trail in the menu of reports."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.report import ICON, PERMISSION, AuditTrail


class TrailMenuItem(MenuItem):
    """Shown to those who may read the trail."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    return TrailMenuItem(_("Audit trail"), reverse("audit_trail"), name="audit-trail", icon_name=ICON, order=900)


@hooks.register("register_admin_urls")
def register_addresses() -> list[Any]:
    return [
        path("reports/audit/", AuditTrail.as_view(), name="audit_trail"),
        path("reports/audit/results/", AuditTrail.as_view(results_only=True), name="audit_trail_results"),
    ]


@hooks.register("register_permissions")
def register_right() -> QuerySet[Permission]:
    """Let the form of a group show the right."""
    return Permission.objects.filter(content_type__app_label="access", codename="view_auditentry")
