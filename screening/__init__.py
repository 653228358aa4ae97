"""Screening for personal data, layer 1: rules. No Django; words are found by ``ahocorasick_rs``.

>>> screen("문의 010-0000-1234")
(Finding(kind=<Kind.MOBILE: 'mobile'>, start=3, end=16, confidence=<Confidence.CERTAIN: 3>, rule='mobile', part=''),)
>>> mask("문의 010-0000-1234", screen("문의 010-0000-1234"))
'문의 010-****-****'

:func:`judge` gives the verdict on a whole document (title, body, attachments). ``text`` reads, ``words`` holds the
tables, ``numbers``, ``addresses``, ``names`` and ``emails`` find; ``rules`` lists the detectors, ``version`` gives the
version that a verdict carries.
"""

from screening.findings import Confidence, Finding, Kind
from screening.knowngood import NOTHING, KnownGood, fingerprint
from screening.masking import mask
from screening.scan import personal, screen
from screening.verdicts import HOLD_ALL, Outcome, Part, Policy, Reason, Verdict, VerdictData, content_hash, judge
from screening.version import rules_version

RULES_VERSION: str

__all__ = [
    "HOLD_ALL",
    "NOTHING",
    "RULES_VERSION",
    "Confidence",
    "Finding",
    "Kind",
    "KnownGood",
    "Outcome",
    "Part",
    "Policy",
    "Reason",
    "Verdict",
    "VerdictData",
    "content_hash",
    "fingerprint",
    "judge",
    "mask",
    "personal",
    "rules_version",
    "screen",
]


def __getattr__(name: str) -> str:
    """Return ``RULES_VERSION``, which takes a tenth of a second and is not needed by everyone who imports this."""
    if name == "RULES_VERSION":
        return rules_version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
