"""The forms that officers fill in."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from cms.releases.attachments import Attachment
from cms.releases.desk.closing import Closing
from cms.releases.grounds import Ground
from cms.releases.judging import BY_PERSON
from cms.releases.kinds import KINDS
from cms.releases.models import DocumentPage
from screening import Confidence, Finding, Kind


class NoteForm(forms.Form):
    """A reason that is kept with the decision.

    A form that is refused comes back with the keyboard at its first error: the pages of the desk are longer than a
    window, and what is said at their end would not be seen.
    """

    expected = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Kept with the decision. The public does not read it."),
    )

    def asked(self) -> dict[str, Any]:
        """The further arguments of the decision, by name, beside who decides and why."""
        return {}

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        shown = [name for name in self.fields if name in self.errors and not self[name].is_hidden]
        for name in shown:
            self.fields[name].widget.attrs["autofocus"] = name == shown[0] and not self.non_field_errors()


class OptionalNoteForm(NoteForm):
    """The same where no reason is needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = False


class EmbargoForm(NoteForm):
    """A moment before which a document does not become public; without one the release rule alone counts."""

    until = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("Empty: the release rule alone says when it becomes public."),
    )

    def asked(self) -> dict[str, Any]:
        return {"until": self.cleaned_data["until"]}


class FindingsForm(OptionalNoteForm):
    """The choice of findings to cover, what else a person has marked, and the files that are not served."""

    cover = forms.TypedMultipleChoiceField(coerce=int, required=False)
    added = forms.CharField(required=False, widget=forms.HiddenInput)
    withhold = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, findings: Sequence[Finding], files: Sequence[Attachment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings = findings
        self.fields["cover"].choices = [(number, number) for number in range(1, len(findings) + 1)]  # type: ignore[attr-defined]
        self.fields["withhold"].choices = [(file.digest, file.name) for file in files]  # type: ignore[attr-defined]

    def clean_added(self) -> list[Finding]:
        """The places that were marked by hand, as the page sends them."""
        try:
            places = json.loads(self.cleaned_data["added"] or "[]")
            return [
                Finding(
                    Kind(place["kind"]),
                    int(place["start"]),
                    int(place["end"]),
                    Confidence.CERTAIN,
                    BY_PERSON,
                    str(place["part"]),
                )
                for place in places
            ]
        except (ValueError, KeyError, TypeError) as error:
            raise forms.ValidationError(_("What was marked by hand could not be understood.")) from error

    def asked(self) -> dict[str, Any]:
        """All that is to be covered, and which files are not served."""
        chosen = [self.findings[number - 1] for number in self.cleaned_data["cover"]] + self.cleaned_data["added"]
        return {"findings": chosen, "withhold": self.cleaned_data["withhold"]}


class ClosingForm(OptionalNoteForm):
    """The ground, the reason in words, and until when."""

    field_order = ("expected", "grounds", "reason", "review_stage", "review_on", "title_withheld", "note")

    grounds = forms.TypedMultipleChoiceField(
        label=_("Grounds"), choices=Ground.choices, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("Reason in words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("The public reads it. Do not quote what you are closing."),
    )
    review_stage = forms.CharField(
        label=_("Stage of the review"), required=False, max_length=200, help_text=_("Needed for ground 5.")
    )
    review_on = forms.DateField(
        label=_("Look at it again on"),
        required=False,
        widget=AdminDateInput,
        help_text=_("For ground 5 the day on which the review ends. On that day the document is proposed for release."),
    )
    title_withheld = forms.BooleanField(
        label=_("Withhold the title too"), required=False, help_text=_("Only where the title itself must be protected.")
    )

    def asked(self) -> dict[str, Any]:
        """The closing of the document."""
        data = self.cleaned_data
        closing = Closing(
            grounds=tuple(data["grounds"]),
            reason=data["reason"],
            review_on=data["review_on"],
            review_stage=data["review_stage"],
            title_withheld=data["title_withheld"],
        )
        return {"closing": closing}


def closing_of(page: DocumentPage) -> dict[str, Any]:
    """The first values of the form of a closed document; its review has ended, so the day is empty."""
    return {
        "grounds": page.grounds,
        "reason": page.reason,
        "review_stage": page.review_stage,
        "title_withheld": page.title_withheld,
    }


def marking_kinds() -> list[tuple[str, Any]]:
    """The kinds that a person can mark, the one that covers everything first."""
    return [(Kind.MARKED.value, KINDS[Kind.MARKED])] + [
        (kind.value, KINDS[kind]) for kind in Kind if kind is not Kind.MARKED
    ]
