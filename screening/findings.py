"""Findings: the kinds that the rules know, and how one is written down: where it stands, never what it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Self, TypedDict


class Kind(StrEnum):
    """The kinds of personal data that the rules know."""

    # That of Enum is Python, and kinds are looked up at every finding.
    __hash__ = str.__hash__

    RESIDENT_NUMBER = "rrn"
    ALIEN_NUMBER = "arn"
    PASSPORT = "passport"
    DRIVER_LICENCE = "driver_licence"
    MOBILE = "mobile"
    HOME_PHONE = "home_phone"
    BANK_ACCOUNT = "bank_account"
    CARD = "card"
    EMAIL = "email"
    HOME_ADDRESS = "home_address"
    VEHICLE_PLATE = "vehicle_plate"
    HEALTH_INSURANCE = "health_insurance"
    PERSON_NAME = "person_name"
    MARKED = "marked"  # by a person: no rule finds it


class Confidence(IntEnum):
    """The strength of what speaks for a finding. Even the lowest keeps a document from being clear."""

    POSSIBLE = 1  # the shape alone
    LIKELY = 2  # a distinctive shape, or a cue word beside a common one
    CERTAIN = 3  # a checksum, or a cue word beside a distinctive shape


class FindingData(TypedDict):
    """The stored JSON of a :class:`Finding`."""

    kind: str
    start: int
    end: int
    confidence: int
    rule: str
    part: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of personal data: ``start`` and ``end`` count code points of the text that was given.

    ``rule`` names the detector. ``part`` is set by :func:`~screening.verdicts.judge`, which reads several
    texts (title, body, attachments), and empty otherwise.
    """

    kind: Kind
    start: int
    end: int
    confidence: Confidence
    rule: str
    part: str = ""

    def to_data(self) -> FindingData:
        """Return what JSON can hold."""
        return {
            "kind": self.kind.value,
            "start": self.start,
            "end": self.end,
            "confidence": self.confidence.value,
            "rule": self.rule,
            "part": self.part,
        }

    @classmethod
    def from_data(cls, data: FindingData) -> Self:
        """Return the finding that ``to_data`` wrote."""
        return cls(
            kind=Kind(data["kind"]),
            start=data["start"],
            end=data["end"],
            confidence=Confidence(data["confidence"]),
            rule=data["rule"],
            part=data["part"],
        )


def _in_order(found: Finding) -> tuple[int, int, int]:
    return found.start, -found.end, -found.confidence


def without_nested(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in order of position, without those that lie wholly inside another.

    Two that overlap only in part both stay: dropping one would leave some of it unmasked.
    """
    kept: list[Finding] = []
    reached = 0
    for found in sorted(findings, key=_in_order):
        if found.end > reached:
            kept.append(found)
            reached = found.end
    return tuple(kept)
