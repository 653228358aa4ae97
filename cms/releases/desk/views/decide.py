"""The decisions that have a page of their own: each says what will happen, asks for a reason, and does it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View

from cms.core.errors import MadangError
from cms.releases.desk import actions, proof
from cms.releases.desk.deciding import Officer
from cms.releases.desk.forms import ClosingForm, EmbargoForm, NoteForm, OptionalNoteForm, closing_of
from cms.releases.desk.views.base import DecisionPage, OnDocument
from cms.releases.models.documents import Openness


class Close(DecisionPage):
    """Close a document; one that is closed already is kept so, on other grounds or until another day."""

    page_title = _("Close the document")
    form_class = ClosingForm
    act = staticmethod(actions.close)
    question = _("The public will read the number, the ground and the reason, and how to request the document.")
    button = pgettext_lazy("a document", "Close")
    done = _("“%(document)s” is closed.")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | closing_of(self.page)


class Keep(Close):
    """Leave a document closed until another day."""

    page_title = _("Keep the document closed")
    act = staticmethod(actions.keep_closed)
    question = _("The ground still holds. Say until when, and correct the reason where it has changed.")
    button = _("Keep closed")
    done = _("“%(document)s” stays closed.")


class Open(DecisionPage):
    """Open a document whose ground has lapsed."""

    page_title = _("Open the document")
    form_class = OptionalNoteForm
    act = staticmethod(actions.open_lapsed)
    question = _("Its text and its files become public, unless the rules find personal data in them.")
    button = _("Open")
    done = _("“%(document)s” is opened.")


class TakeDown(DecisionPage):
    """Take a document out of every output."""

    page_title = _("Take the document down")
    form_class = NoteForm
    act = staticmethod(actions.take_down)
    question = _("It leaves every output at once. Afterwards each output is asked, and its answer is shown and kept.")
    button = _("Take down")
    done = _("“%(document)s” is taken down.")
    serious = True

    def decide(self, officer: Officer, form: Any) -> Any:
        done = super().decide(officer, form)
        proof.prove(self.decision)
        return done

    def get_success_url(self) -> str:
        return reverse("disclosure:proof", args=[self.decision.pk])


class Embargo(DecisionPage):
    """Keep a document from the public until a moment."""

    page_title = _("Embargo the document")
    form_class = EmbargoForm
    act = staticmethod(actions.embargo)
    question = _("It becomes public by itself at this moment, and not before, whatever the release rule says.")
    button = _("Keep this moment")
    done = _("The embargo of “%(document)s” is noted.")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"until": self.page.embargoed_until}


class Restore(DecisionPage):
    """Undo a takedown."""

    page_title = _("Restore the document")
    form_class = OptionalNoteForm
    act = staticmethod(actions.restore)
    question = _("It stands again as it did before it was taken down.")
    button = _("Restore")
    done = _("“%(document)s” is restored.")


class AllowValue(OnDocument, View):
    """Say of a finding that its value is public, and let the rules look at the document again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.page.openness == Openness.CLOSED or not self.page.screening:
            messages.error(request, gettext("There is no such place in this document."))
            return redirect("disclosure:review", pk)
        try:
            self._allow(request)
        except MadangError as error:
            messages.error(request, error.message)
        return redirect("disclosure:review", pk)

    def _allow(self, request: HttpRequest) -> None:
        findings = self.page.screening.findings if self.page.screening else ()
        number = request.POST.get("finding", "")
        if number not in map(str, range(1, len(findings) + 1)):
            messages.error(request, gettext("There is no such place in this document."))
            return
        found = findings[int(number) - 1]
        officer = Officer(user=request.user, expected=request.POST.get("expected", ""))
        known = actions.allow_value(self.page.pk, officer, part=found.part, start=found.start, end=found.end)
        said = gettext("“%(value)s” is no finding any more. What is held in this department is screened again.")
        messages.success(request, said % {"value": known.value})
