"""The verdict on a document: clear, masked or held, for one content and one version of the rules.

A document is public only with a clear or masked verdict whose hash is that of its present content. The verdict keeps
positions and kinds, never the values. It is made by rules; what they hold goes to people.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NotRequired, Self, TypedDict

from screening.findings import Confidence, Finding, FindingData, Kind, without_nested
from screening.knowngood import NOTHING, KnownGood
from screening.masking import mask
from screening.scan import screen
from screening.version import rules_version


class Outcome(StrEnum):
    """An answer to what may be done with a document."""

    CLEAR = "clear"
    MASKED = "masked"  # public with the findings covered; the original is not served
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A title, a body or the text of an attachment.

    ``digest`` is that of an attachment's bytes (any stable string); without it the text itself counts. ``problem`` is
    why the text could not be read (encrypted, image-only …): such a document is held. A part that is not ``maskable``,
    because its public copy cannot be rewritten, is held rather than masked.
    """

    name: str
    text: str = ""
    digest: str = ""
    problem: str = ""
    maskable: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason why a document is not clear: a kind of finding or a problem, and the part where it is."""

    code: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The kinds that may be masked without a person looking, and how sure a finding must be for that.

    Only findings of the kinds ``stop`` (None: all), at least as sure as ``stop_at``, keep what is judged from being
    clear; others are told and let pass.
    """

    mask: frozenset[Kind] = frozenset()
    at_least: Confidence = Confidence.LIKELY
    stop: frozenset[Kind] | None = None
    stop_at: Confidence = Confidence.POSSIBLE

    def masks(self, found: Finding) -> bool:
        """Say whether this finding may be covered by itself."""
        return found.kind in self.mask and found.confidence >= self.at_least

    def stops(self, found: Finding) -> bool:
        """Say whether this finding must be covered, or seen by a person, before the public may read it."""
        return (self.stop is None or found.kind in self.stop) and found.confidence >= self.stop_at


HOLD_ALL: Final = Policy()
# Codes of reasons beside the kinds of findings and the problems that a caller names.
REVIEW: Final = "review"  # a finding that the policy leaves to people
UNMASKABLE: Final = "unmaskable"  # the public copy of this part cannot be rewritten
UNCOVERED: Final = "uncovered"  # the masked text would still be found
# How often the masked text of a part is read at most.
_TIMES: Final = 4


class ReasonData(TypedDict):
    """The stored JSON of a :class:`Reason`."""

    code: str
    part: str


class VerdictData(TypedDict):
    """The stored JSON of a :class:`Verdict`."""

    outcome: str
    rules_version: str
    content_hash: str
    findings: list[FindingData]
    reasons: list[ReasonData]
    decided: NotRequired[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The word on one content of a document: by the rules, or where ``decided`` by a person."""

    outcome: Outcome
    rules_version: str
    content_hash: str
    findings: tuple[Finding, ...] = ()
    reasons: tuple[Reason, ...] = ()
    decided: bool = False

    def opens(self, content_hash: str) -> bool:
        """Say whether a document with this content may be public: the question that the gate asks."""
        return self.outcome is not Outcome.HELD and self.content_hash == content_hash

    @property
    def is_current(self) -> bool:
        """Say whether the rules in force made it."""
        return self.rules_version == rules_version()

    def found_in(self, part: str) -> tuple[Finding, ...]:
        """Return the findings in the part of that name, in order."""
        return tuple(found for found in self.findings if found.part == part)

    def to_data(self) -> VerdictData:
        """Return what JSON can hold."""
        data: VerdictData = {
            "outcome": self.outcome.value,
            "rules_version": self.rules_version,
            "content_hash": self.content_hash,
            "findings": [found.to_data() for found in self.findings],
            "reasons": [{"code": reason.code, "part": reason.part} for reason in self.reasons],
        }
        if self.decided:
            data["decided"] = True
        return data

    @classmethod
    def from_data(cls, data: VerdictData) -> Self:
        """Return the verdict that ``to_data`` wrote."""
        return cls(
            outcome=Outcome(data["outcome"]),
            rules_version=data["rules_version"],
            content_hash=data["content_hash"],
            findings=tuple(map(Finding.from_data, data["findings"])),
            reasons=tuple(Reason(reason["code"], reason["part"]) for reason in data["reasons"]),
            decided=data.get("decided", False),
        )


def content_hash(parts: Iterable[Part]) -> str:
    """Return the hash that a verdict on these parts carries (SHA-256, hexadecimal); names and order count.

    Each text goes in after its length in bytes, so that no two documents share one.
    """
    total = hashlib.sha256()
    for part in parts:
        for value in (part.name, part.digest, "" if part.digest else part.text):
            encoded = value.encode("utf-8", "surrogatepass")
            total.update(b"%d:%b" % (len(encoded), encoded))
    return total.hexdigest()


def judge(parts: Sequence[Part], *, known_good: KnownGood = NOTHING, policy: Policy = HOLD_ALL) -> Verdict:
    """Return the verdict of the rules on a document, given all its parts."""
    findings: list[Finding] = []
    reasons: list[Reason] = []
    held = covered = False
    for part in parts:
        said, obstacle = _read(part, known_good=known_good, policy=policy)
        found = tuple(replace(one, part=part.name) for one in said)
        codes = [*(one.kind.value for one in found), *([obstacle] if obstacle else [])]
        reasons.extend(Reason(code, part.name) for code in dict.fromkeys(codes))
        findings.extend(found)
        held = held or bool(obstacle)
        covered = covered or any(map(policy.stops, found))
    outcome = Outcome.HELD if held else Outcome.MASKED if covered else Outcome.CLEAR
    return Verdict(
        outcome=outcome,
        rules_version=rules_version(),
        content_hash=content_hash(parts),
        findings=tuple(findings),
        reasons=tuple(reasons),
    )


def _read(part: Part, *, known_good: KnownGood, policy: Policy) -> tuple[Sequence[Finding], str]:
    """Return what is found in a part, and what keeps it from being public, even masked; nothing where nothing does.

    What would be masked is read again as it would stand there, until nothing more is found: that a name is covered
    tells of the address beside it.
    """
    found = screen(part.text, known_good=known_good)
    for _ in range(_TIMES):
        stopping = tuple(filter(policy.stops, found))
        obstacle = _obstacle(part, stopping, policy=policy)
        if obstacle or not stopping:
            return found, obstacle
        left = screen(mask(part.text, stopping), known_good=known_good)
        more = [one for one in left if policy.stops(one)]
        if not more:
            return found, ""
        found = without_nested([*found, *more])
    return found, UNCOVERED


def _obstacle(part: Part, found: Sequence[Finding], *, policy: Policy) -> str:
    """Return what keeps a part in which this is found from being public, even masked."""
    if part.problem:
        return part.problem
    if found and not all(map(policy.masks, found)):
        return REVIEW
    return UNMASKABLE if found and not part.maskable else ""
