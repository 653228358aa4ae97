"""The types of boards, and what the notices on each have to say."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BoardType(TextChoices):
    """The kinds of things on a board. The values and their order are in what is stored, so they are never changed."""

    NOTICE = "notice", _("Notices")
    PUBLIC_NOTICE = "public-notice", _("Public notices")
    RECRUITMENT = "recruitment", _("Recruitment")
    ARCHIVE = "archive", _("Archive")
    FAQ = "faq", _("Questions and answers")


# What is issued under a number, what counts for a time, and what is a question.
NUMBERED: Final = frozenset({BoardType.PUBLIC_NOTICE})
TIMED: Final = frozenset({BoardType.PUBLIC_NOTICE, BoardType.RECRUITMENT})
QUESTIONS: Final = frozenset({BoardType.FAQ})


def shape(of: str) -> tuple[bool, ...]:
    """The demands of a type on its notices: two types of one shape can take each other's notices."""
    return tuple(of in some for some in (NUMBERED, TIMED, QUESTIONS))
