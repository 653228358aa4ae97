"""The form that an employee writes a meeting in."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.releases.grounds import Ground
from cms.subsites.licensing import LicensedForm


class MeetingForm(LicensedForm):
    """Prefills who sits in the committee; a review that closes minutes is asked for its stage and its end."""

    def prefill(self) -> None:
        super().prefill()
        if self.parent_page is not None and not self.initial.get("attendees"):
            attendees = expected(self.parent_page.specific, timezone.localdate())
            self.initial["attendees"] = self.instance._meta.get_field("attendees").to_python(attendees)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        under_review = data.get("openness") != "open" and Ground.WORK in data.get("grounds", ())
        if under_review and not self.is_deferred_validation:
            asked = {
                "review_stage": _("Ground 5 needs the stage that the review has reached."),
                "review_on": _("Ground 5 needs the day on which the review will end."),
            }
            for field, words in asked.items():
                if field in self.fields and field not in self.errors and not data.get(field):
                    self.add_error(field, words)
        return data


def expected(committee: Any, today: date) -> list[dict[str, Any]]:
    """Those who sit in a committee on that day, all of them present, as the blocks of attendees are stored."""
    begun, not_over = Q(since=None) | Q(since__lte=today), Q(until=None) | Q(until__gte=today)
    return [
        {"type": "attendee", "value": {"name": member.name, "position": member.role, "present": True}}
        for member in committee.members.filter(begun, not_over)
    ]
