"""The words of the desk for each kind of finding and each reason to hold a document; Korean in the catalogue.

Reasons are the kinds of findings, the problems of extraction and the codes of the verdict itself.
"""

from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.releases.models.decisions import Decision
from files.extraction import Reason as Problem
from screening import Confidence, Kind, Verdict
from screening.verdicts import REVIEW, UNCOVERED, UNMASKABLE

UNSCREENED: Final = "unscreened"

CONFIDENCES: Final[dict[int, Any]] = {
    Confidence.POSSIBLE: _("possible"),
    Confidence.LIKELY: _("likely"),
    Confidence.CERTAIN: _("certain"),
}
REASONS: Final[dict[str, Any]] = {
    Kind.RESIDENT_NUMBER: _("There is a resident registration number in it."),
    Kind.ALIEN_NUMBER: _("There is an alien registration number in it."),
    Kind.PASSPORT: _("There is a passport number in it."),
    Kind.DRIVER_LICENCE: _("There is a driving licence number in it."),
    Kind.MOBILE: _("There is a mobile telephone number in it."),
    Kind.HOME_PHONE: _("There is a home telephone number in it."),
    Kind.BANK_ACCOUNT: _("There is a bank account in it."),
    Kind.CARD: _("There is the number of a payment card in it."),
    Kind.EMAIL: _("There is the e-mail address of a person in it."),
    Kind.HOME_ADDRESS: _("There is a home address in it."),
    Kind.VEHICLE_PLATE: _("There is a vehicle plate in it."),
    Kind.HEALTH_INSURANCE: _("There is a health insurance number in it."),
    Kind.PERSON_NAME: _("There is the name of somebody who is no official in it."),
    Kind.MARKED: _("A person has marked something in it."),
    Problem.ENCRYPTED: _("A file is protected by a password, and nobody has read it."),
    Problem.DISTRIBUTION: _("A file is a Hangul distribution document, whose text is locked."),
    Problem.IMAGE_ONLY: _("A file has pages that are pictures, and no text that could be read."),
    Problem.UNKNOWN_TYPE: _("A file is of a type that cannot be read here."),
    Problem.EMBEDDED: _("A file has something embedded that cannot be read."),
    Problem.TOO_LARGE: _("A file is too large to be read whole."),
    Problem.BROKEN: _("A file is damaged."),
    Problem.TIMED_OUT: _("Reading a file took too long."),
    Problem.MEMORY: _("Reading a file needed too much memory."),
    Problem.CRASHED: _("Reading a file ended in an error."),
    REVIEW: _("What was found needs a person to look at it."),
    UNMASKABLE: _("What was found is in a file of which no masked copy can be written."),
    UNCOVERED: _("After masking, the rules would still find something."),
    UNSCREENED: _("Its present content has not been screened yet."),
}
UNKNOWN: Final = _("The rules hold it for a reason that has no words here.")
# The reasons that can be asked for, and for how many days documents have waited at least.
HELD_BECAUSE: Final = [(str(code), said) for code, said in REASONS.items() if code != UNSCREENED]
AGES: Final = [("1", _("a day")), ("7", _("a week")), ("30", _("a month")), ("90", _("three months"))]
# Said beside the kinds of findings they add nothing.
_IMPLIED: Final = frozenset({REVIEW})
_BY_RULES: Final = frozenset({Decision.Action.QUARANTINE, Decision.Action.CLEAR, Decision.Action.UNDO})


def decider(decision: Decision) -> str:
    """The name of whoever decided: the rules only what rules decide; a dash for a command or a gone account."""
    if decision.actor:
        return str(decision.actor)
    return gettext("the rules") if decision.action in _BY_RULES else "–"


def sentences(verdict: Verdict | None, *, unscreened: bool = False) -> list[Any]:
    """The reasons for which a document is held, a sentence each, each once."""
    if verdict is None or unscreened:
        return [REASONS[UNSCREENED]]
    codes = list(dict.fromkeys(reason.code for reason in verdict.reasons))
    telling = [code for code in codes if code not in _IMPLIED] or codes
    return [REASONS.get(code, UNKNOWN) for code in telling]


def decided(decision: Any) -> Any:
    """The decision in words, of a row of :func:`queries.with_cleared`."""
    if decision.cleared is None:
        return decision.get_action_display()
    said = {"what": decision.get_action_display(), "number": decision.cleared}
    return gettext("%(what)s; documents cleared: %(number)s") % said
