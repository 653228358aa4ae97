"""What the editor offers for posts, the short way to a new one, and for all that has a licence: a refusal explained."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from cms.core import schedules
from cms.core.acquaintance import acquaintance
from cms.core.errors import Refused
from cms.news.models import PostPage
from cms.releases.desk import page_report
from cms.subsites.licensing import LicensedMixin
from cms.subsites.models import FieldPage, WebsitePage


@hooks.register("register_admin_menu_item")
def write_menu_item() -> MenuItem:
    return MenuItem(_("Write a post"), reverse("write_post"), name="write", icon_name="edit", order=1)


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
        if _may_write(website, user):
            choice = Choice(website.title, website.colour, _address(website))
            websites.setdefault(website.path[: -website.steplen], []).append(choice)
    fields = known.among(FieldPage.objects.select_related("field", "locale"))
    for page in sorted(fields, key=lambda page: (page.path[: 2 * page.steplen], page.field.order)):
        if _may_write(page, user):
            below = tuple(websites.get(page.path, ()))
            yield page.locale.get_display_name(), Choice(page.title, page.field.colour, _address(page), below)


def _may_write(page: Any, user: Any) -> bool:
    return bool(page.permissions_for_user(user).can_add_subpage_of_type(PostPage))


def _address(page: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=(PostPage._meta.app_label, PostPage._meta.model_name, page.pk))


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(schedules.REFUSED)
    class RefusedFormatter(LogFormatter):
        label = _("Refuse scheduled publishing")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Not published when its time came: %(reason)s") % {"reason": schedules.explain(log_entry)}


@hooks.register("before_bulk_action")
def explain_refused_publishing(
    request: HttpRequest, action_type: str, objects: Any, action_class_instance: Any
) -> HttpResponse | None:
    """Publishing many at once has no form in which the licence, or what is personal, could be marked as wrong."""
    if action_type != "publish" or request.method != "POST":
        return None
    for page in filter(_is_licensed, _published_by(objects, action_class_instance)):
        try:
            draft: Any = page.get_latest_revision_as_object()
            draft.check_licence()
            page_report.check(draft)
        except Refused as error:
            messages.error(request, f"{page.get_admin_display_title()}: {error.message}")
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def _is_licensed(page: Any) -> bool:
    return isinstance(page, LicensedMixin)


def _published_by(pages: Iterable[Page], action: Any) -> Iterator[Any]:
    """What the bulk action publishes: the pages chosen and, where that was asked for, the drafts below them."""
    for page in pages:
        yield page.specific
        if action.cleaned_form.cleaned_data["include_descendants"]:
            drafts = page.get_descendants().not_live().specific().iterator()
            yield from (draft for draft in drafts if draft.permissions_for_user(action.request.user).can_publish())
