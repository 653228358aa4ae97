"""What two documents have in common, and how much that says."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Final

from cms.publication.profiles import Profile, Rarity
from cms.publication.relations import CITED_BY, CITES, FUNCTION, KEYWORDS, MAX_RELATED, REASONS, TASK

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
    """What relates a document to another; the higher ``score``, the closer."""

    entry_id: int
    other_id: int
    score: int
    reasons: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def mirrored(self) -> "Match":
        """The same, seen from the other document."""
        reasons = {_MIRRORED.get(reason, reason) for reason in self.reasons}
        told = tuple(reason for reason in REASONS if reason in reasons)
        return Match(self.other_id, self.entry_id, self.score, told, self.words)


def best(subject: Profile, others: Iterable[Profile], rarity: Rarity) -> list[Match]:
    """The ten closest of ``others``."""
    found = [match for other in others if (match := compare(subject, other, rarity)) is not None]
    return sorted(found, key=lambda match: (-match.score, -match.other_id))[:MAX_RELATED]


def compare(one: Profile, other: Profile, rarity: Rarity) -> Match | None:
    """What relates two documents of one city; None where nothing does. Of equals, those closer in time are closer.

    Citations count most, then rare words in common, then the task card, then the function.
    """
    if one.entry_id == other.entry_id or one.site != other.site:
        return None
    words = tuple(word for word in one.keywords if word in other.keywords and is_telling(one.site, word, rarity))
    words = words if len(words) >= SHARED else ()
    holds = {
        CITES: one.cites(other),
        CITED_BY: other.cites(one),
        TASK: bool(one.task) and one.task == other.task,
        FUNCTION: bool(one.function) and one.function == other.function and one.task != other.task,
        KEYWORDS: bool(words),
    }
    reasons = tuple(reason for reason in REASONS if holds[reason])
    if not reasons:
        return None
    weight = sum(_WEIGHTS.get(reason, 0.0) for reason in reasons)
    weight += sum(_weight(one.site, word, rarity) for word in words)
    weight += 1 / (1 + abs(one.published_us - other.published_us) / _MONTH_US)
    return Match(one.entry_id, other.entry_id, round(weight * _PRECISION), reasons, words)


def is_telling(site: str, word: str, rarity: Rarity) -> bool:
    """Whether few enough documents have the word: a twentieth of all, or five."""
    return rarity.documents(site, word) <= max(FEW, rarity.total(site) // COMMON)


def _weight(site: str, word: str, rarity: Rarity) -> float:
    return log((rarity.total(site) + 1) / max(rarity.documents(site, word), 1))
