"""The publication in the editor: the outbox for the operator, the statistics for the disclosure officer."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.core.explained_lists import ExplainedViewSet
from cms.core.models import File, Image
from cms.derived.report import StatisticsReport
from cms.ledger.models import Delivery, FormerHost
from cms.publication import sync
from cms.publication.former_hosts import is_of_identity
from cms.publication.organisation import views as organisation
from cms.publication.redirects.views import RedirectViewSet
from cms.releases.desk.menu import OfficerMenuItem


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Deliveries are facts: nobody adds, changes or deletes one by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


class ForgettingPolicy(ModelPermissionPolicy):
    """Former hosts are facts too, but one that leads nowhere any more may be forgotten; not what IRIs begin with."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("view", "delete") and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action) and not (action == "delete" and is_of_identity(instance))


class DeliveryViewSet(ExplainedViewSet):
    model = Delivery
    about = _(
        "Each line is one change that is told to a webhook: when, and what came of it. Without a webhook "
        "there are none."
    )
    menu_label = _("Deliveries")
    icon = "mail"
    list_display = ["target", "entry_id", "sequence", "state", "attempts", "available_at", "error"]
    list_filter = ["state", "target"]
    ordering = ["-id"]
    inspect_view_enabled = True


class FormerHostViewSet(ExplainedViewSet):
    model = FormerHost
    about = _(
        "When the city or one of its websites moves to another address, the old one is kept here by itself "
        "and leads to the new one. Nothing has moved yet."
    )
    menu_label = _("Former hosts")
    icon = "globe"
    list_display = [
        "name",
        "site",
        "since",
        BooleanColumn("is_of_identity", accessor=is_of_identity, label=_("IRIs begin with it")),
    ]
    ordering = ["name"]
    inspect_view_enabled = True
    inspect_view_fields = ["name", "site", "since"]
    copy_view_enabled = False


class PublicationGroup(SnippetViewSetGroup):
    """The menu of the publication; what channels have to set stands in it too, by its hook."""

    items = (DeliveryViewSet, FormerHostViewSet)
    submenu_hook = "register_publication_menu_item"
    menu_label = _("Publication")
    menu_icon = "site"
    menu_order = 800


register_permission_policy(Delivery, ReadOnlyPolicy(Delivery))
register_permission_policy(FormerHost, ForgettingPolicy(FormerHost))
register_snippet(PublicationGroup)


@hooks.register("register_admin_viewset")
def register_redirects() -> RedirectViewSet:
    """In the settings."""
    return RedirectViewSet()


@hooks.register("register_admin_urls")
def register_statistics_address() -> list[Any]:
    return [path("statistics/", require_admin_access(StatisticsReport.as_view()), name="publication_statistics")]


@hooks.register("register_admin_urls")
def register_organisation_addresses() -> list[Any]:
    return [path("organisation/", include((organisation.URLS, "organisation")))]


class ChartMenuItem(MenuItem):
    """For those who keep the departments."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(organisation.CHANGE))


@hooks.register("register_admin_menu_item")
def register_chart() -> MenuItem:
    return ChartMenuItem(_("Organisation chart"), reverse("organisation:chart"), icon_name="group", order=310)


@hooks.register("register_disclosure_menu_item")
def register_statistics() -> MenuItem:
    """In the menu of the disclosure desk, after its queues."""
    return OfficerMenuItem(_("Statistics"), reverse("publication_statistics"), icon_name="table", order=50)


@hooks.register("after_bulk_action")
def follow_moved_media(request: HttpRequest, action_type: str, objects: Any, action_class_instance: Any) -> None:
    """Many pictures or files change their collection without being saved."""
    for model in (Image, File):
        sync.touch_media(model, [item.pk for item in objects if isinstance(item, model)])
