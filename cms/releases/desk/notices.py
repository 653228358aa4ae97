"""Whoever does something by which pages are kept from the public is told so: which, why, and where to mend it.

A copy of what is public, a file that is replaced, a credit that is changed: many ways end in a page that screening
holds, and only the form of the page itself can refuse to go them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from wagtail.admin import messages
from wagtail.models import Page

from cms.core.acquaintance import acquaintance
from cms.core.transactions import SAFE_METHODS
from cms.releases.desk import page_report
from cms.releases.desk.views.base import may_decide
from cms.releases.page_judging import noticing

# So many pages are told by name.
TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """A page that is kept from the public since what was just done; ``where`` leads to where it is mended."""

    page: Any
    said: str
    where: str
    button: str


class KeptBack:
    """Middleware: a message for people; for programs of the editor an entry ``kept_back`` beside what is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._prefix = reverse("wagtailadmin_home")

    def __call__(self, request: Any) -> HttpResponse:
        if request.method in SAFE_METHODS or not request.path.startswith(self._prefix):
            return self._get_response(request)
        with noticing() as request.kept_back:
            response = self._get_response(request)
            if request.kept_back and request.user.is_authenticated:
                _tell(request, request.kept_back)
        return response

    def process_template_response(self, request: Any, response: Any) -> Any:
        """Before an answer of the API is written."""
        keys = getattr(request, "kept_back", None)
        if keys and isinstance(data := getattr(response, "data", None), dict):
            data["kept_back"] = [
                {"id": notice.page.pk, "reason": notice.said, "url": notice.where}
                for notice in _notices(_held(keys), request.user)
            ]
            keys.clear()
        return response


def _tell(request: Any, keys: Sequence[int]) -> None:
    held = _held(keys)
    told = list(_notices(held, request.user))
    for notice in told:
        buttons = [messages.button(notice.where, notice.button)] if notice.where else None
        messages.warning(request, notice.said, buttons=buttons)
    if number := len(held) - len(told):
        said = ngettext(
            "%(number)s more page is kept from the public now. The disclosure desk lists it.",
            "%(number)s more pages are kept from the public now. The disclosure desk lists them.",
            number,
        )
        messages.warning(request, said % {"number": number})


def _held(keys: Sequence[int]) -> list[Page]:
    """Those that are held now: what was refused has been rolled back."""
    return list(Page.objects.filter(pk__in=keys, live=True, page_screening__held=True).order_by("pk"))


def _notices(held: Sequence[Page], user: Any) -> Iterator[Notice]:
    """Of the pages that the person may read, as they are not public any more."""
    known = acquaintance(user).read_among(Page.objects.filter(pk__in=[page.pk for page in held]))
    for page in known.order_by("pk")[:TOLD].specific():
        found = page_report.said(page_report.report(page, page_report.judged(page)))
        told = {"page": page.get_admin_display_title(), "what": found}
        said = gettext("“%(page)s” is kept from the public. Found: %(what)s.") % told
        if page.permissions_for_user(user).can_edit():
            yield Notice(page, said, reverse("wagtailadmin_pages:edit", args=[page.pk]), gettext("Edit the page"))
        elif may_decide(user):
            yield Notice(
                page, said, reverse("disclosure:page", args=[page.pk]), gettext("Decide on the disclosure desk")
            )
        else:
            yield Notice(page, said, "", "")
