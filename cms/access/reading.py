"""Noting who opens what is held in the editor, whichever of its pages shows it."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from cms.access import trail
from cms.access.models import Event
from cms.core.pages import BasePage

# What the addresses of the editor and of its API call the page that they show.
_PAGE: Final = ("page_id", "pk")
_SHOWING: Final = frozenset({"wagtailadmin_pages", "wagtailadmin_api"})


class HeldReads:
    """Middleware: a page that is held and was shown to somebody is a row of the trail, before they see it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if response.status_code == 200 and (page := _held(request)):
            trail.note(Event.READ, request, actor=request.user, subject=page.reference())
        return response


def _held(request: HttpRequest) -> BasePage | None:
    """The held page that the answer is about, if any."""
    match = request.resolver_match
    if match is None or request.method != "GET" or not _SHOWING.intersection(match.namespaces):
        return None
    number = next((match.kwargs[name] for name in _PAGE if name in match.kwargs), None)
    page = Page.objects.filter(pk=number).first() if number and request.user.is_authenticated else None
    return _as_held(page) if page else None


def _as_held(page: Page) -> BasePage | None:
    """The page in its own type where it is held. Most types never are: those are not read a second time."""
    model = page.specific_class
    if model is None or not issubclass(model, BasePage) or model.is_held is BasePage.is_held:
        return None
    found = page.specific
    return found if found.is_kept_back() else None
