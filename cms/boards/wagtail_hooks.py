"""The offers of the editor for notices: the short way to a new one."""

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

from cms.boards.models import BoardPage, NoticePage
from cms.core.acquaintance import acquaintance
from cms.core.writing import WriteMenuItem, may_write, writing_address


@hooks.register("register_admin_menu_item")
def write_notice_menu_item() -> MenuItem:
    at = reverse("write_notice")
    return WriteMenuItem(NoticePage, _("Write a notice"), at, name="write-notice", icon_name="clipboard-list", order=3)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    return [path("write/notice/", require_admin_access(choose_board), name="write_notice")]


@hooks.register("register_page_header_buttons")
def write_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(page, BoardPage) and may_write(NoticePage, page, user):
        yield Button(_("Write a notice"), writing_address(NoticePage, page), icon_name="clipboard-list", priority=5)


@dataclass(frozen=True)
class Choice:
    """A board that the user may write on, and where it is."""

    title: str
    place: str
    kind: str
    address: str


def choose_board(request: HttpRequest) -> HttpResponse:
    """The boards in the order of the tree."""
    boards = acquaintance(request.user).among(BoardPage.objects.prefetch_related("writers").order_by("path"))
    mine = [board for board in boards if may_write(NoticePage, board, request.user)]
    above = {board.path[: -board.steplen] for board in mine}
    places = dict(Page.objects.filter(path__in=above).values_list("path", "title"))
    choices = [
        Choice(
            board.title,
            places[board.path[: -board.steplen]],
            board.get_type_display(),
            writing_address(NoticePage, board),
        )
        for board in mine
    ]
    context = {"choices": choices, "page_title": _("Write a notice"), "header_icon": "clipboard-list"}
    return TemplateResponse(request, "boards/choose_board.html", context)
