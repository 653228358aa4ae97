"""The differences of the editor for every page type."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.staticfiles import versioned_static
from wagtail.models import Page

from cms.core.acquaintance import acquaintance
from cms.core.doors import bulk, reports
from cms.core.doors.api import KnownPagesAPIViewSet
from cms.core.explorer import ExplorerViewSet
from cms.core.links import PublicPageLinkHandler, hidden_targets
from cms.core.permissions import AuthorPermissionTester
from cms.core.pictures import sharing

# So many links that the public does not get are told at once.
LINKS_TOLD: Final = 5


@hooks.register("before_create_page")
def refuse_places_to_authors(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    """Wagtail's right to add pages knows no types; an author may add items and no sub-sites."""
    rights = parent_page.permissions_for_user(request.user)
    if isinstance(rights, AuthorPermissionTester) and not rights.can_add_subpage_of_type(page_class):
        raise PermissionDenied


@hooks.register("register_image_operations")
def make_shared_pictures() -> list[tuple[str, type]]:
    """The filters of pictures that may be asked for, beside those that Wagtail knows."""
    return list(sharing.OPERATIONS.items())


@hooks.register("register_rich_text_features", order=1)
def link_to_public_pages(features: Any) -> None:
    """Takes the place of Wagtail's own, which is registered first."""
    features.register_link_type(PublicPageLinkHandler)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_of_closed_links(request: HttpRequest, page: Page) -> None:
    """To who has saved a page, not to the editor that saves by itself: which of its links the public does not get."""
    if not request.accepts("text/html"):
        return
    hidden, gone = hidden_targets(page.get_latest_revision_as_object())
    known = acquaintance(request.user).known_of(target.pk for target in hidden)
    for target in hidden[:LINKS_TOLD]:
        told = target.get_admin_display_title() if target.pk in known else gettext("a page that you may not see")
        said = gettext("The public gets the link to “%(page)s” as soon as that page is public; until then, its words.")
        messages.warning(request, said % {"page": told})
    if gone:
        messages.warning(request, gettext("A link leads to a page that is no longer there: the public gets its words."))


@hooks.register("after_create_user")
@hooks.register("after_edit_user")
def tell_of_missing_roles(request: HttpRequest, user: Any) -> None:
    """To who has saved an account: that it cannot use the editor, where none of its roles lets it."""
    # Read anew: what is in memory may remember the rights from before.
    stored = type(user).objects.get(pk=user.pk)
    if stored.is_active and not stored.has_perm("wagtailadmin.access_admin"):
        roles = messages.button(
            f"{reverse('wagtailusers_users:edit', args=(user.pk,))}#tab-roles", gettext("Choose roles")
        )
        said = gettext("The account “%(user)s” cannot use the editor: it has no role that allows it.")
        messages.warning(request, said % {"user": user.get_username()}, buttons=[roles])


@hooks.register("construct_page_chooser_queryset")
def choose_among_known_pages(pages: Any, request: HttpRequest) -> Any:
    """The choosers of links and of places."""
    return acquaintance(request.user).found_among(pages)


@hooks.register("construct_admin_api")
def answer_of_known_pages(router: Any) -> None:
    """Takes the place of Wagtail's own endpoint."""
    router.register_endpoint("pages", KnownPagesAPIViewSet)


for action in bulk.ACTIONS:
    # After Wagtail's own, since the last one of a name is taken.
    hooks.register("register_bulk_action", action, order=1)


@hooks.register("construct_homepage_panels")
def show_known_pages(request: HttpRequest, panels: list[Any]) -> None:
    """The panels of the first page that show pages whoever may know them."""
    panels[:] = [reports.PANELS.get(type(panel), lambda panel=panel: panel)() for panel in panels]


@hooks.register("register_admin_viewset")
def explore_without_counting() -> ExplorerViewSet:
    """Takes the place of Wagtail's own, which is registered first."""
    return ExplorerViewSet()


@hooks.register("register_log_actions", order=1)
def say_who_made_what(actions: Any) -> None:
    """Wagtail has one word for what somebody did and for the head of a column of times."""
    actions.formatters["wagtail.create"].message = pgettext_lazy("in a history", "Created")


@hooks.register("insert_global_admin_css")
def break_between_words() -> str:
    """The style by which the lines of every page of the editor break."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("core/words.css"))


@hooks.register("insert_global_admin_js")
def start_widgets_from_data() -> str:
    """The script that runs what :mod:`cms.core.editor_policy` makes of Wagtail's scripts in pages."""
    return format_html('<script src="{}"></script>', versioned_static("core/inits.js"))
