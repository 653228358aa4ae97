"""Closing a document: the grounds of the law, the reason in words, and for how long it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.core.errors import BadInput
from cms.core.text import clean_line
from cms.releases.models import DocumentPage
from screening import screen

GROUNDS: Final = range(1, 9)
# The ground whose closing ends with the review that it protects: its stage and end must be said (art. 13(5)).
INTERNAL_REVIEW: Final = 5
LONGEST_STAGE: Final[int] = DocumentPage._meta.get_field("review_stage").max_length or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The grounds on which a document is closed, as the public reads them, and until when."""

    grounds: tuple[int, ...]
    reason: str
    review_on: date | None = None
    review_stage: str = ""
    title_withheld: bool = False

    def check(self, *, needs_review: bool = False) -> None:
        """Raise BadInput for the first field that is missing or impossible; ``where`` is its name."""
        for wrong, field, message in (*self._ground(), *self._texts(), *self._days(needs_review=needs_review)):
            if wrong:
                raise BadInput(message, where=field)

    def _texts(self) -> Iterator[tuple[bool, str, str]]:
        stage = clean_line(self.review_stage)
        yield not clean_line(self.reason), "reason", _("Say why, in words that a citizen understands.")
        yield bool(screen(self.reason)), "reason", _("The reason is public, and there is personal data in it.")
        yield bool(screen(stage)), "review_stage", _("The stage is public, and there is personal data in it.")
        yield len(stage) > LONGEST_STAGE, "review_stage", _("At most 200 characters.")

    def _ground(self) -> Iterator[tuple[bool, str, str]]:
        known = bool(self.grounds) and set(self.grounds) <= set(GROUNDS)
        review = INTERNAL_REVIEW in self.grounds
        stage, end = clean_line(self.review_stage), self.review_on
        yield not known, "grounds", _("Name at least one of the eight grounds.")
        yield review and not stage, "review_stage", _("Ground 5 needs the stage that the review has reached.")
        yield review and end is None, "review_on", _("Ground 5 needs the day on which the review will end.")

    def _days(self, *, needs_review: bool) -> Iterator[tuple[bool, str, str]]:
        day = self.review_on
        yield needs_review and day is None, "review_on", _("Say when to look at this document again.")
        yield day is not None and day <= timezone.localdate(), "review_on", _("This day has passed.")
