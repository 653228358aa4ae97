"""A document that was sent back, in the hands of its department: why, and back to the rule once it is put right."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.releases.models import Decision, DocumentPage
from cms.releases.models.documents import State


def tell_why(request: HttpRequest, page: Page) -> None:
    """Say above the form what the officer has asked for."""
    document = page.specific
    if request.method != "GET" or not isinstance(document, DocumentPage) or document.state != State.RETURNED:
        return
    decision = document.decisions.filter(action=Decision.Action.RETURN).order_by("-pk").first()
    if decision is not None:
        messages.warning(request, _("Sent back by the disclosure desk: %(reason)s") % {"reason": decision.note})


def take_back(request: HttpRequest, page: Any) -> None:
    """Let the release rule have a document whose content is another now; it is screened before it is public."""
    returned = DocumentPage.objects.filter(pk=page.pk, state=State.RETURNED, unscreened=True)
    returned.update(state=State.WAITING)
