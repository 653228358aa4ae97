"""The editor speaks a person's language, whoever of it answers: its pages, its errors, its sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.defaults import page_not_found

from cms.core.languages import accepted


class EditorLanguage:
    """Middleware: what is answered below the editor's address is in the language that the person has chosen there,
    else in that of the browser.

    Wagtail's own views do so for themselves; what is answered in their place or before sign-in does not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._prefix = reverse("wagtailadmin_home")
        self._offered = dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES)

    def __call__(self, request: Any) -> HttpResponse:
        if not request.path.startswith(self._prefix):
            return self._get_response(request)
        with override(self._language(request)):
            return self._get_response(request)

    def _language(self, request: Any) -> str:
        profile = getattr(request.user, "wagtail_userprofile", None)
        chosen = profile.preferred_language if profile else ""
        if chosen in self._offered:
            return str(chosen)
        return accepted(request.headers.get("Accept-Language", ""), self._offered) or settings.LANGUAGE_CODE


def missing_in_editor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a person who is signed in with the editor's own page where a view raises Http404, which leads back to it.

    A program that reads no HTML, and whoever is not signed in, get what the rest of the city answers.
    """

    @wraps(view)
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404 as error:
            if not request.user.is_authenticated or not request.accepts("text/html"):
                raise
            return page_not_found(request, error, template_name="wagtailadmin/404.html")

    return wrapped
