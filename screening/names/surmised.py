"""Names that are surmised where other personal data was found: all evidence for and against each word is added up.

The rules before tell a name by one sign that says enough. Where a document speaks of people at all, several that say
little each may say enough together: the form of a name, in the slot where others stand, in a line of what befalls
people. How much each says was counted in papers in which the names are marked (``bench.weights``).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.names.candidates import Candidate, find_candidates
from screening.names.evidence import Document
from screening.names.posted import is_public
from screening.names.slots import Span
from screening.text.reading import Reading

RULE: Final = "name-surmised"

_REACH: Final = 200  # characters before and behind what was found
_ENOUGH: Final = 70  # hundredths: odds of two to one
# How the posts end behind which officials sign: it spares to ask about them.
_SIGNED: Final = frozenset(
    f"{post} " for post in "무관 팀장 과장 국장 실장 소장 계장 부장 시장 구장 군수 읍장 면장 동장 서기".split()
)
_WEIGHTS_FILE: Final = Path(__file__).with_name("weights.txt")


def _read_weights() -> dict[str, int]:
    """Return how much each piece of evidence says, in hundredths of the logarithm of the odds."""
    lines = _WEIGHTS_FILE.read_text(encoding="utf-8").splitlines()
    parted = (line.split(" ", 1) for line in lines if not line.startswith("#"))
    return {name: int(weight) for weight, name in parted}


_WEIGHTS: Final = _read_weights()
_ALWAYS: Final = _WEIGHTS[""]


def find_surmised_names(reading: Reading) -> Iterator[Finding]:
    """Yield the words near what was found for which so much speaks that they are names."""
    if not (reading.owned or reading.people):
        return
    for word, evidence in weigh(reading):
        if _ALWAYS + sum(_WEIGHTS.get(piece, 0) for piece in set(evidence)) >= _ENOUGH:
            yield Finding(Kind.PERSON_NAME, word.start, word.end, Confidence.POSSIBLE, RULE)


def weigh(reading: Reading) -> Iterator[tuple[Candidate, Iterable[str]]]:
    """Yield the words near what was found that are nothing found themselves and nobody public, with their evidence."""
    owned = [(found.start, found.end) for found in reading.owned]
    around = sorted({*reading.people, *owned})
    words = [
        word for start, end in _regions(len(reading.text), around) for word in _apart(reading.text, around, start, end)
    ]
    document, text = None, reading.text
    for word in words:
        if text[max(0, word.start - 3) : word.start] not in _SIGNED and not is_public(text, word.start, word.end):
            document = document or Document(text, reading.people, owned, words)
            yield word, document.evidence(word)


def _regions(length: int, found: Iterable[Span]) -> Iterator[Span]:
    """Yield what lies around the findings, which are in order, each place once."""
    begin, done = 0, 0
    for start, end in found:
        if start - _REACH > done:
            if done:
                yield begin, done
            begin = start - _REACH
        done = max(done, min(length, end + _REACH))
    if done:
        yield begin, done


def _apart(text: str, found: list[Span], start: int, end: int) -> Iterator[Candidate]:
    """Yield the candidates that touch nothing that was found."""
    at = 0
    for word in find_candidates(text, start, end):
        while at < len(found) and found[at][1] <= word.start:
            at += 1
        if at == len(found) or found[at][0] >= word.end:
            yield word
