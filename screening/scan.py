"""Screening one text: fold, detect, turn positions back, leave out what is known to be good."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from screening.findings import Confidence, Finding, without_nested
from screening.knowngood import NOTHING, KnownGood

if TYPE_CHECKING:
    from screening.text.folding import Folded

# Names of departments, tasks and people come back with every document.
_REMEMBERED: Final = 50_000


def screen(text: str, *, known_good: KnownGood = NOTHING) -> tuple[Finding, ...]:
    """Return the personal data in ``text``, in order of position, none inside another; never raises, never keeps it.

    Positions count code points of ``text`` itself. Linear in its length.
    """
    if not text:
        return ()
    fold, find = _rules()
    folded = fold(text)
    said = find(folded)
    if folded.text is text and known_good is NOTHING:
        return without_nested(said)
    found = []
    for finding in said:
        start, end = folded.span(finding.start, finding.end)
        if not known_good.allows(text[start:end]):
            kept = (start, end) == (finding.start, finding.end)
            found.append(finding if kept else replace(finding, start=start, end=end))
    return without_nested(found)


@cache
def _rules() -> tuple[Callable[[str], "Folded"], Callable[["Folded"], Iterable[Finding]]]:
    """Return what folds a text, and what finds in it: made by who screens, which takes a second and keeps 60 MB."""
    from screening.rules import find
    from screening.text.folding import fold
    from screening.text.reading import Reading

    return fold, lambda folded: find(Reading(folded.text, folded.sighted))


@lru_cache(maxsize=_REMEMBERED)
def personal(value: str, at_least: Confidence = Confidence.POSSIBLE) -> str:
    """Name the kinds of personal data in a short value that nobody will cover, such as a name; empty where none is."""
    return ", ".join(dict.fromkeys(found.kind.value for found in screen(value) if found.confidence >= at_least))
