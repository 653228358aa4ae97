"""The offers of the editor for meetings: the short way to a new one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.committees.models import CommitteePage, MeetingPage
from cms.core.acquaintance import acquaintance
from cms.core.writing import WriteMenuItem, may_write, writing_address


@hooks.register("register_admin_menu_item")
def write_meeting_menu_item() -> MenuItem:
    return WriteMenuItem(
        MeetingPage, _("Write a meeting"), reverse("write_meeting"), name="write-meeting", icon_name="group", order=2
    )


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    return [path("write/meeting/", require_admin_access(choose_committee), name="write_meeting")]


@hooks.register("register_page_header_buttons")
def write_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(page, CommitteePage) and may_write(MeetingPage, page, user):
        yield Button(_("Write a meeting"), writing_address(MeetingPage, page), icon_name="group", priority=5)


@dataclass(frozen=True)
class Choice:
    """A committee that the user may write a meeting of."""

    title: str
    unit: str
    address: str


def choose_committee(request: HttpRequest) -> HttpResponse:
    """The committees in the order of the public listing."""
    pages = acquaintance(request.user).among(CommitteePage.objects.select_related("unit").order_by("path"))
    choices = [
        Choice(page.title, str(page.unit or ""), writing_address(MeetingPage, page))
        for page in pages
        if may_write(MeetingPage, page, request.user)
    ]
    context = {"choices": choices, "page_title": _("Write a meeting"), "header_icon": "group"}
    return TemplateResponse(request, "committees/choose_committee.html", context)
