"""The refusals of rules in the editor, whichever of its pages was asked: said as a message where the person was."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from cms.core.errors import Refused


class EditorRefusals:
    """Middleware: a Refused of an editor's page is told at the top of the page that it was asked from.

    What was asked has been rolled back, see :mod:`cms.core.transactions`. The words are in the language of the person,
    since they were made while the editor was theirs. A program that reads no HTML is left to the next translation.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._prefix = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused) or not self._is_read(request):
            return None
        messages.error(request, exception.message)
        return HttpResponseRedirect(_back(request))

    def _is_read(self, request: HttpRequest) -> bool:
        """Return whether a person reads the answer."""
        is_api = request.resolver_match is not None and "wagtailadmin_api" in request.resolver_match.namespaces
        return request.path.startswith(self._prefix) and request.accepts("text/html") and not is_api


def _back(request: Any) -> str:
    """The page where the person was, if it is one of ours other than an address that only takes what is sent."""
    referer = request.headers.get("Referer", "")
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(referer, allowed_hosts=hosts, require_https=request.is_secure())
    return referer if is_ours else reverse("wagtailadmin_home")
