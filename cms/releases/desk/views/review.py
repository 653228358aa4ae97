"""The page of one document: what it says, what was found in it, its files, and what can be decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from cms.core import storage
from cms.core.errors import NotFound
from cms.releases.attachments import MASKABLE_TYPE, Attachment
from cms.releases.desk import actions, queries, wording
from cms.releases.desk.deciding import Officer, changed, standing
from cms.releases.desk.forms import FindingsForm, marking_kinds
from cms.releases.desk.highlighting import Excerpt, Numbered, excerpts
from cms.releases.desk.views.base import DecisionForm, OnDocument
from cms.releases.kinds import KINDS
from cms.releases.models import Decision, DocumentPage
from cms.releases.models.documents import Openness, State
from screening import Finding, Part

HISTORY: Final = 50
_PARTS: Final = {"title": _("Title"), "number": _("Document number"), "reason": _("Reason"), "text": _("Text")}
# What is decided here, and the words for what is done.
_DECISIONS: Final[dict[str, tuple[Callable[..., Decision], Any]]] = {
    "release": (actions.release, _("“%(document)s” is released as it is.")),
    "mask": (actions.mask, _("“%(document)s” is released with what is personal covered.")),
    "return": (actions.send_back, _("“%(document)s” is sent back to its department.")),
    "screen": (actions.screen_again, _("“%(document)s” was screened again by the present rules.")),
}


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the document as the page shows it; ``file`` where it is the text of one."""

    name: str
    label: Any
    excerpts: list[Excerpt]
    file: Attachment | None


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A row of the table of findings."""

    number: int
    kind: Any
    confidence: Any
    place: Any
    value: str
    finding: Finding
    covered: bool


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file with what will become of it; ``withheld`` is what is ticked at first."""

    file: Attachment
    problem: Any
    maskable: bool
    found: int
    withheld: bool


class Review(OnDocument, DecisionForm):
    """A document with its findings; the small decisions are made here, the others on pages of their own."""

    template_name = "releases/desk/review.html"
    form_class = FindingsForm

    def get_page_title(self) -> str:
        return self.page.management_number

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items()[:-2], {"url": "", "label": self.page.management_number}]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those of the present verdict, as far as it is on the present content."""
        verdict = self.page.screening
        return verdict.findings if verdict and not self.page.unscreened else ()

    def get_initial(self) -> dict[str, Any]:
        return {"expected": standing(self.page)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"findings": self.findings, "files": self.page.files}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Compare first what was seen: of other findings than those, the form would make nonsense."""
        if request.POST.get("expected", "") != standing(self.page):
            messages.error(request, changed(self.page))
            return redirect("disclosure:review", self.page.pk)
        return super().post(request, *args, **kwargs)

    def decide(self, officer: Officer, form: Any) -> Any:
        chosen = _DECISIONS.get(self.request.POST.get("action", ""))
        if chosen is None:
            raise Http404
        act, done = chosen
        act(self.page.pk, officer, **(form.asked() if act is actions.mask else {}))
        return done

    def get_success_url(self) -> str:
        return reverse("disclosure:review", args=[self.page.pk])

    def _history(self) -> Any:
        return queries.with_cleared(self.page.decisions.select_related("actor")).order_by("-pk")[:HISTORY]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, form = self.page, kwargs.get("form") or self.get_form()
        numbered = [Numbered(number, found) for number, found in enumerate(self.findings, 1)]
        parts = list(page.parts())
        cover = set(map(str, form["cover"].value() or [])) if form.is_bound else None
        context = {
            "page": page,
            "parts": list(_shown_parts(page, parts, numbered)),
            "findings": list(_shown_findings(page, parts, numbered, cover)),
            "files": list(_shown_files(page, self.findings, form)),
            "sentences": wording.sentences(page.screening, unscreened=page.unscreened) if page.held else [],
            "kinds": marking_kinds(),
            "history": [
                (decision, wording.decided(decision), wording.decider(decision)) for decision in self._history()
            ],
            "may": _possible(page),
            "public_url": page.full_url if page.live and not page.is_held() else "",
            "edit_url": self._edit_url(),
        }
        return super().get_context_data(form=form) | context

    def _edit_url(self) -> str:
        rights = self.page.permissions_for_user(self.request.user)
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk]) if rights.can_edit() else ""


class File(OnDocument, View):
    """The original of an attachment, for officers, to be saved and never shown by the browser."""

    def get(self, request: HttpRequest, pk: int, digest: str) -> HttpResponseBase:
        file = next((file for file in self.page.files if digest in (file.digest, file.copy)), None)
        if file is None:
            raise Http404
        try:
            stream = storage.opened(digest)
        except NotFound as error:
            raise Http404 from error
        response = FileResponse(stream, as_attachment=True, filename=file.name, content_type="application/octet-stream")
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "sandbox"
        return response


def _possible(page: DocumentPage) -> dict[str, bool]:
    """The decisions that can be made on the page now."""
    withdrawn = page.state == State.WITHDRAWN
    return {
        "open": page.openness != Openness.OPEN and not withdrawn,
        "decide": not withdrawn,
        "restore": withdrawn,
        "embargo": not withdrawn and (page.is_held() or not page.live),
    }


def _label(page: DocumentPage, name: str) -> Any:
    if name in _PARTS:
        return _PARTS[name]
    if name.startswith("details:"):
        return name.removeprefix("details:")
    file = _file_of(page, name)
    if file is None:
        return name
    return gettext("Name of the file “%(name)s”") % {"name": file.name} if name.endswith(":name") else file.name


def _file_of(page: DocumentPage, part: str) -> Attachment | None:
    return next((file for file in page.files if part in {each.name for each in file.parts}), None)


def _shown_parts(page: DocumentPage, parts: Sequence[Part], numbered: Sequence[Numbered]) -> Any:
    for part in parts:
        found = [each for each in numbered if each.finding.part == part.name]
        if part.text and (found or not part.name.endswith(":name")):
            yield ShownPart(part.name, _label(page, part.name), excerpts(part.text, found), _file_of(page, part.name))


def _shown_findings(
    page: DocumentPage, parts: Sequence[Part], numbered: Sequence[Numbered], cover: set[str] | None
) -> Any:
    texts = {part.name: part.text for part in parts}
    for each in numbered:
        found = each.finding
        yield ShownFinding(
            number=each.number,
            kind=KINDS[found.kind],
            confidence=wording.CONFIDENCES[found.confidence],
            place=_label(page, found.part),
            value=texts.get(found.part, "")[found.start : found.end],
            finding=found,
            covered=cover is None or str(each.number) in cover,
        )


def _shown_files(page: DocumentPage, findings: Sequence[Finding], form: Any) -> Any:
    ticked = set(form["withhold"].value() or []) if form.is_bound else None
    for file in page.files:
        part = file.parts[1].name
        yield ShownFile(
            file=file,
            problem=wording.REASONS.get(file.problem, wording.UNKNOWN) if file.problem else "",
            maskable=file.type == MASKABLE_TYPE and not file.problem,
            found=sum(found.part == part for found in findings),
            withheld=(bool(file.problem) or file.withheld) if ticked is None else file.digest in ticked,
        )
