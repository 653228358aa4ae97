"""The comparison of two documents: what they have in common, and how much that says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log
from typing import Final, Self

from cms.derived.related.profiles import Profile, Rarity
from cms.derived.related.relations import CITED_BY, CITES, FUNCTION, KEYWORDS, MAX_RELATED, REASONS, TASK

# A word that more than a twentieth of all documents have says nothing; two others in common say something.
COMMON: Final = 20
FEW: Final = 5
SHARED: Final = 2
_WEIGHTS: Final = {CITES: 100.0, CITED_BY: 100.0, TASK: 4.0, FUNCTION: 2.0}
_MIRRORED: Final = {CITES: CITED_BY, CITED_BY: CITES}
_MONTH_US: Final = 30 * 86_400_000_000
_PRECISION: Final = 1_000


@dataclass(frozen=True)
class Match:
    """A relation of a document to another; the higher ``score``, the closer."""

    entry_id: int
    other_id: int
    score: int
    reasons: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def mirrored(self) -> "Match":
        """The same, seen from the other document."""
        told = self.reasons
        if not _MIRRORED.keys().isdisjoint(told):
            reasons = {_MIRRORED.get(reason, reason) for reason in told}
            told = tuple(reason for reason in REASONS if reason in reasons)
        return Match(self.other_id, self.entry_id, self.score, told, self.words)


@dataclass(frozen=True)
class Subject:
    """A document that others are compared with: its words that say something, each with what it weighs."""

    profile: Profile
    words: dict[str, float]

    @classmethod
    def of(cls, profile: Profile, rarity: Rarity) -> Self:
        """Words that few enough documents have: a twentieth of all, or five; the rarer, the heavier."""
        total = rarity.total(profile.site)
        counted = {word: rarity.documents(profile.site, word) for word in profile.keywords}
        most = max(FEW, total // COMMON)
        return cls(
            profile, {word: log((total + 1) / max(count, 1)) for word, count in counted.items() if count <= most}
        )

    def best(self, others: Iterable[Profile]) -> list[Match]:
        """The ten closest of ``others``."""
        found = [match for other in others if (match := self.compare(other)) is not None]
        return sorted(found, key=lambda match: (-match.score, -match.other_id))[:MAX_RELATED]

    def compare(self, other: Profile) -> Match | None:
        """The relation to another; None where there is none. Of equals, those closer in time are closer.

        Citations count most, then rare words in common, then the task card, then the function.
        """
        one = self.profile
        if one.entry_id == other.entry_id or one.site != other.site:
            return None
        shared = other.keyword_set
        words = tuple([word for word in self.words if word in shared])
        if len(words) < SHARED:
            words = ()
        reasons = tuple(_reasons(one, other, words))
        if not reasons:
            return None
        weight = sum(_WEIGHTS.get(reason, 0.0) for reason in reasons) + sum(self.words[word] for word in words)
        weight += 1 / (1 + abs(one.published_us - other.published_us) / _MONTH_US)
        return Match(one.entry_id, other.entry_id, round(weight * _PRECISION), reasons, words)


def _reasons(one: Profile, other: Profile, words: tuple[str, ...]) -> Iterator[str]:
    if one.cites(other):
        yield CITES
    if other.cites(one):
        yield CITED_BY
    if one.task and one.task == other.task:
        yield TASK
    elif one.function and one.function == other.function:
        yield FUNCTION
    if words:
        yield KEYWORDS
