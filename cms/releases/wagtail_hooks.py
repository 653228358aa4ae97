"""The disclosure desk in the editor: its menu, its bulk actions, its right, and its door on the page of a document."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Page

from cms.releases import declaring, settings_menu  # noqa: F401
from cms.releases.desk import bulk, returning
from cms.releases.desk.dashboard import QueuePanel
from cms.releases.desk.menu import OfficerMenuItem
from cms.releases.desk.views.base import ICON, may_decide
from cms.releases.models import DocumentPage
from cms.releases.models.documents import State

desk_menu = Menu(
    register_hook_name="register_disclosure_menu_item",
    items=[
        OfficerMenuItem(label, reverse_lazy(name), name=name.replace(":", "-"), icon_name=icon, order=order)
        for order, (name, label, icon) in enumerate(
            (
                ("disclosure:queue", _("Held"), "lock"),
                ("disclosure:pages", _("Posts and meetings"), "doc-empty-inverse"),
                ("disclosure:lapsed", _("Proposed for release"), ICON),
                ("disclosure:returned", _("Sent back"), "undo"),
                ("disclosure:log", _("Decisions"), "history"),
                ("disclosure:rescreenings", _("Rescreening"), "rotate"),
                ("disclosure:intake", _("Intake"), "download"),
                ("disclosure:stops", _("Stop of releases"), "warning"),
            )
        )
    ],
)


@hooks.register("register_admin_menu_item")
def register_desk() -> MenuItem:
    return SubmenuMenuItem(_("Disclosure desk"), desk_menu, name="disclosure", icon_name=ICON, order=250)


@hooks.register("register_permissions")
def register_right() -> QuerySet[Permission]:
    """Let the form of a group show the rights."""
    rights = ("disclose", "declare_public", "stop_releases")
    return Permission.objects.filter(content_type__app_label="releases", codename__in=rights)


@hooks.register("construct_homepage_panels")
def show_queue(request: Any, panels: list[Any]) -> None:
    """On the first page of an officer."""
    if may_decide(request.user):
        panels.append(QueuePanel())


class TakeDownItem(ActionMenuItem):
    """From the form of a document to its takedown."""

    name = "take-down"
    label = _("Take down")
    icon_name = "no-view"

    def is_shown(self, context: Any) -> bool:
        page = context.get("page")
        return isinstance(page, DocumentPage) and page.state != State.WITHDRAWN and may_decide(context["request"].user)

    def get_url(self, parent_context: Any) -> str:
        return reverse("disclosure:take_down", args=[parent_context["page"].pk])


@hooks.register("register_page_action_menu_item")
def register_take_down() -> ActionMenuItem:
    return TakeDownItem(order=200)


@hooks.register("register_log_actions")
def register_screening_log(actions: Any) -> None:
    """Let the history of a page tell what was decided on what screening found in it."""

    @actions.register_action(declaring.DECLARED)
    class DeclaredFormatter(LogFormatter):
        label = _("Say that it is meant to be public")

        def format_message(self, log_entry: Any) -> str:
            said = {"what": ", ".join(log_entry.data.get("what", ())), "reason": log_entry.data.get("reason", "")}
            return gettext("Meant to be public: %(what)s. Reason: %(reason)s") % said

    @actions.register_action(declaring.COVERED)
    class CoveredFormatter(LogFormatter):
        label = _("Cover personal data")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Personal data covered in places: %(number)s") % {"number": log_entry.data.get("places", 0)}

    @actions.register_action(declaring.RETURNED)
    class ReturnedFormatter(LogFormatter):
        label = _("Send back to its author")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Sent back to its author: %(reason)s") % {"reason": log_entry.data.get("reason", "")}


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_what_was_covered(request: HttpRequest, page: Page) -> None:
    """The form has covered it in the draft that was just saved."""
    if number := getattr(page, "covered_places", 0):
        log(instance=page, action=declaring.COVERED, user=request.user, data={"places": number})
        said = gettext("Covered in the draft, places: %(number)s. Please look at it, and publish again.")
        messages.success(request, said % {"number": number})


for action in bulk.ACTIONS:
    hooks.register("register_bulk_action", action)

hooks.register("before_edit_page", returning.tell_why)
hooks.register("after_edit_page", returning.take_back)
