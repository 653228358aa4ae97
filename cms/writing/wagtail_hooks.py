"""The desk in the editor: its start page, the short way to something new, and publishing as the first action."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import PublishMenuItem
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static

from cms.core.writing import WriteMenuItem
from cms.news.models import PostPage
from cms.writing import views
from cms.writing.start import SitesPanel, StartPanel


@hooks.register("register_admin_menu_item")
def write_menu_item() -> MenuItem:
    return WriteMenuItem(PostPage, _("Write a post"), reverse("write_post"), name="write", icon_name="edit", order=1)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    choose = require_admin_access(views.choose_section)
    return [path("write/", choose, name="write_post"), path("write/in/<slug:model_name>/", choose, name="write_type")]


@hooks.register("construct_homepage_panels")
def show_start(request: HttpRequest, panels: list[Any]) -> None:
    panels += [StartPanel(), SitesPanel()]


@hooks.register("construct_homepage_summary_items", order=1)
def count_nothing(request: HttpRequest, items: list[Any]) -> None:
    """The counts of the whole city say nothing to whoever begins, and are slow."""
    items.clear()


@hooks.register("construct_page_action_menu")
def publish_first(items: list[Any], request: HttpRequest, context: Any) -> None:
    """The first of the actions is the button; a page in review keeps what its reviewer is asked for."""
    publish = next((item for item in items if isinstance(item, PublishMenuItem)), None)
    page = context.get("page")
    if publish and context["view"] != "revisions_revert" and not (page and page.current_workflow_task):
        items.remove(publish)
        items.insert(0, publish)


@hooks.register("insert_editor_js")
def help_forms() -> str:
    """The scripts of forms of pages."""
    return format_html('<script src="{}"></script>', versioned_static("writing/one_save.js"))


@hooks.register("insert_global_admin_css")
def style_desk() -> str:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("writing/desk.css"))
