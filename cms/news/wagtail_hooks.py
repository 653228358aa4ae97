"""The offers of the editor for posts: the short way to a new one, and a refused schedule explained."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from cms.core import schedules
from cms.core.acquaintance import acquaintance
from cms.core.writing import WriteMenuItem, may_write, writing_address
from cms.news.models import PostPage
from cms.subsites.models import FieldPage, WebsitePage


@hooks.register("register_admin_menu_item")
def write_menu_item() -> MenuItem:
    return WriteMenuItem(PostPage, _("Write a post"), reverse("write_post"), name="write", icon_name="edit", order=1)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    return [path("write/", require_admin_access(choose_section), name="write_post")]


@dataclass(frozen=True)
class Choice:
    """A field, or a website of one, that the user may write in."""

    title: str
    colour: str
    address: str
    websites: tuple["Choice", ...] = ()


def choose_section(request: HttpRequest) -> HttpResponse:
    """All fields and websites in which the user may write, by language."""
    groups: dict[str, list[Choice]] = {}
    for language, choice in _choices(request.user):
        groups.setdefault(language, []).append(choice)
    context = {"groups": groups, "page_title": _("Write a post"), "header_icon": "edit"}
    return TemplateResponse(request, "news/choose_section.html", context)


def _choices(user: Any) -> Iterator[tuple[str, Choice]]:
    websites: dict[str, list[Choice]] = {}
    known = acquaintance(user)
    for website in known.among(WebsitePage.objects.order_by("path")):
        if may_write(PostPage, website, user):
            choice = Choice(website.title, website.colour, writing_address(PostPage, website))
            websites.setdefault(website.path[: -website.steplen], []).append(choice)
    fields = known.among(FieldPage.objects.select_related("field", "locale"))
    for page in sorted(fields, key=lambda page: (page.path[: 2 * page.steplen], page.field.order)):
        if may_write(PostPage, page, user):
            below = tuple(websites.get(page.path, ()))
            yield (
                page.locale.get_display_name(),
                Choice(page.title, page.field.colour, writing_address(PostPage, page), below),
            )


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(schedules.REFUSED)
    class RefusedFormatter(LogFormatter):
        label = _("Refuse scheduled publishing")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Not published when its time came: %(reason)s") % {"reason": schedules.explain(log_entry)}
