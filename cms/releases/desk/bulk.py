"""Decisions on several documents at once: asked about first, made one by one, and told one by one."""

import json
from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from cms.core.errors import MadangError, Refused
from cms.releases.desk import actions, rescreening, wording
from cms.releases.desk.deciding import Officer, standing
from cms.releases.desk.forms import ClosingForm, NoteForm, OptionalNoteForm
from cms.releases.desk.rescreening import Scope
from cms.releases.desk.views.base import may_decide
from cms.releases.models import Decision, DocumentPage

# More than a person can have looked at.
MOST: Final = 100
# After so long a request answers, and the next one goes on: a masked copy of a PDF takes seconds.
ROUND_SECONDS: Final = 10.0


class DeskBulkAction(BulkAction):
    """``act`` is called for each document; what is refused for one is told, and stops none of the others.

    What takes long is done in rounds, each a request of its own that is sent what was ``told`` in those before.
    """

    models: ClassVar = [DocumentPage]
    template_name = "releases/desk/bulk_confirm.html"
    form_class: Any = NoteForm
    act: ClassVar[Callable[..., Decision]]
    question: Any = ""
    classes: ClassVar[set[str]] = set()

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_decide(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    @classmethod
    def get_queryset(cls, model: Any, object_ids: list[str]) -> list[DocumentPage]:
        numbers = sorted({int(text) for text in object_ids if text.isdecimal() and len(text) < 19})[:MOST]
        return list(DocumentPage.objects.filter(pk__in=numbers).select_related("unit").order_by("pk"))

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[str]:
        return []

    def get_initial(self) -> dict[str, Any]:
        documents, _refused = self.get_actionable_objects()
        return {"expected": "-", "seen": json.dumps({page.pk: standing(page) for page in documents})}

    def get_form(self, form_class: Any = None) -> forms.Form:
        form: forms.Form = super().get_form(form_class)
        form.fields["seen"] = forms.CharField(widget=forms.HiddenInput, max_length=100 * MOST)
        form.fields["told"] = forms.CharField(widget=forms.HiddenInput, max_length=1_000 * MOST, required=False)
        return form

    def object_context(self, obj: DocumentPage) -> dict[str, Any]:
        return {"item": obj, "sentences": wording.sentences(obj.screening, unscreened=obj.unscreened)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"header_title": self.display_name, "question": self.question, "button": self.display_name}
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | own | {"serious": "serious" in self.classes, "media": context["form"].media}

    def form_valid(self, form: Any) -> HttpResponse:
        documents, _refused = self.get_actionable_objects()
        told = self._round(documents, form)
        results = [(page, told[str(page.pk)]) for page in documents if str(page.pk) in told]
        context = {
            "header_title": self.display_name,
            "results": results,
            "done": sum(not problem for _page, problem in results),
            "asked": len(documents),
            "left": len(documents) - len(results),
            "sent": [(name, value) for name, values in self.request.POST.lists() if name != "told" for value in values],
            "told": json.dumps(told),
            "next": self.next_url,
        }
        return render(self.request, "releases/desk/bulk_result.html", context)

    def _round(self, documents: list[DocumentPage], form: Any) -> dict[str, str]:
        """The outcome of the documents until now: the problem of each that was decided on, or nothing."""
        told, seen = (_by_document(form.cleaned_data[name]) for name in ("told", "seen"))
        until = monotonic() + ROUND_SECONDS
        for page in documents:
            if str(page.pk) not in told:
                told[str(page.pk)] = self._outcome(page, form, seen.get(str(page.pk), ""))
                if monotonic() > until:
                    break
        return told

    def _outcome(self, page: DocumentPage, form: Any, expected: str) -> str:
        officer = Officer(user=self.request.user, note=form.cleaned_data["note"], expected=expected)
        try:
            self.decide(page, officer, form)
        except MadangError as error:
            return error.message
        return ""

    def decide(self, page: DocumentPage, officer: Officer, form: Any) -> None:
        """Call the action with what the form asks for."""
        self.act(page.pk, officer, **form.asked())


class ReleaseAction(DeskBulkAction):
    display_name = _("Release as they are")
    aria_label = _("Release the selected documents as they are")
    action_type = "release"
    act = staticmethod(actions.release)
    action_priority = 20
    question = _("These documents become public as they are, with what the rules found in them.")


class MaskAction(DeskBulkAction):
    display_name = _("Mask and release")
    aria_label = _("Release the selected documents with what is personal covered")
    action_type = "mask"
    act = staticmethod(actions.mask)
    action_priority = 10
    form_class = OptionalNoteForm
    question = _("These documents become public with everything covered that the rules found in them.")

    def decide(self, page: DocumentPage, officer: Officer, form: Any) -> None:
        if page.unscreened:
            raise Refused(gettext("Its present content has not been screened yet."))
        super().decide(page, officer, form)


class CloseAction(DeskBulkAction):
    display_name = pgettext_lazy("a document", "Close")
    aria_label = _("Close the selected documents")
    action_type = "close"
    act = staticmethod(actions.close)
    action_priority = 30
    form_class = ClosingForm
    question = _("These documents are closed on the same ground and for the same reason.")


class ReturnAction(DeskBulkAction):
    display_name = _("Send back")
    aria_label = _("Send the selected documents back to their departments")
    action_type = "return"
    act = staticmethod(actions.send_back)
    action_priority = 40
    question = _("Their departments read in the reason what to put right. Until then they are not public.")


class OpenAction(DeskBulkAction):
    display_name = _("Open")
    aria_label = _("Open the selected documents, their grounds having lapsed")
    action_type = "open"
    act = staticmethod(actions.open_lapsed)
    action_priority = 50
    form_class = OptionalNoteForm
    question = _("Of the selected documents, those that are closed or partial are opened, and screened by the rules.")


class ScreenAction(DeskBulkAction):
    """One run over the selection, rather than a decision each: it can be undone as a whole."""

    display_name = _("Screen again")
    aria_label = _("Screen the selected documents again by the present rules")
    action_type = "screen"
    action_priority = 15
    form_class = forms.Form
    question = _("Of these documents, what the present rules find clear becomes public when it is due.")

    def form_valid(self, form: Any) -> HttpResponse:
        documents, _refused = self.get_actionable_objects()
        if documents:
            scope = Scope(held_only=True, selection=tuple(page.pk for page in documents))
            run = rescreening.go_on(rescreening.begin(scope, actor=self.request.user))
            said = gettext("Examined: %(examined)s. Cleared: %(cleared)s. Masked: %(masked)s. Held: %(held)s.")
            button = messages.button(reverse("disclosure:rescreenings"), gettext("See the run, or undo it"))
            messages.success(self.request, said % vars(run), buttons=[button])
        return redirect(self.next_url)


ACTIONS: Final = (ReleaseAction, ScreenAction, MaskAction, CloseAction, ReturnAction, OpenAction)


def _by_document(text: str) -> dict[str, str]:
    """The values that the page sends back of each document, by primary key; none that it does not name is believed."""
    try:
        sent = json.loads(text)
    except ValueError:
        return {}
    return {str(pk): str(value) for pk, value in sent.items()} if isinstance(sent, dict) else {}
