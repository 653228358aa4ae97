"""Candidates: words that have the form of a name, with what is said of somebody right behind them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from screening.names.likelihood import HOPELESS, form_points
from screening.names.posted import PARTICLES
from screening.names.shapes import HAN, HONORIFIC, PARTICLE
from screening.words.namewords import (
    FAMOUS,
    GIVEN,
    NOT_NAMES,
    RARE_SURNAMES,
    SPECIMENS,
    SURNAMES,
    TWO_LETTER_SURNAMES,
)
from screening.words.nouns import NOUNS

_FAMILY: Final = f"[{SURNAMES}{RARE_SURNAMES}]"
_TWO: Final = "|".join(TWO_LETTER_SURNAMES)
# What is said behind a name, beside the particles of ``shapes``.
SAID: Final = (
    f"{PARTICLE}|이고요|예요|이에요|네|으로|임|이었습니다|였습니다|인데요|이가|이는|이를|이도|이랑|이네|이었다|였다"
    "|올시다|이올시다|요"
)
_WORD: Final = re.compile(rf"(?<![가-힣0-9A-Za-z*●{HAN}]){_FAMILY}[가-힣]{{1,9}}(?![가-힣○*●0-9])")
_PARSED: Final = re.compile(
    rf"(?P<name>(?:{_TWO})[가-힣]{{1,2}}?|{_FAMILY}(?:[가-힣]{{2,3}}?|[{GIVEN}]))(?P<honour>{HONORIFIC})?(?P<said>{SAID})?"
).fullmatch
_TITLES: Final = frozenset("님씨")
_ALIKE: Final = 50_000
# What stands before a word in a sentence, and before the rest of a name that is covered in part.
_IN_SENTENCE: Final = re.compile("[가-힣] ").match
_COVERED: Final = re.compile("[가-힣]○").match


class Candidate(NamedTuple):
    """A word that may be a name: where it stands, its points, and what is said right behind it."""

    start: int
    end: int
    form: int
    honour: str = ""
    said: str = ""

    @property
    def said_to(self) -> int:
        """Where what is said behind the name ends."""
        return self.end + len(self.honour) + len(self.said)


def find_candidates(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the words from ``start`` to ``end`` that may be names by their form."""
    for match in _WORD.finditer(text, start, end):
        parsed = _parsed(match[0])
        if parsed is None or _COVERED(text, match.start() - 2):
            continue
        length, form, honour, said = parsed
        place = match.start()
        sentence = form < 0 and not honour and _IN_SENTENCE(text, place - 2)
        if not (sentence and text.startswith(" ", match.end())):
            yield Candidate(place, place + length, form, honour, said)


def _is_compound(word: str) -> bool:
    return len(word) == 4 and word[:2] in NOUNS and word[2:] in NOUNS


@lru_cache(maxsize=_ALIKE)
def _parsed(word: str) -> tuple[int, int, str, str] | None:
    """Return how long the name is with which a word begins, its points, and what follows it; none if there is none."""
    match = _PARSED(word)
    if match is None:
        return None
    name, honour, said = match["name"], match["honour"] or "", match["said"] or ""
    form = _points(name)
    if (name[2:] in _TITLES and not honour) or _is_compound(word):  # 김별님, 방문결과
        return None
    if form == HOPELESS and name[2:] in PARTICLES and name == word:  # 김별의
        name, said = name[:2], name[2:]
        form = _points(name)
    return (len(name), form, honour, said) if form > HOPELESS else None


def _points(name: str) -> int:
    """Return the points of a form; those of a name of two letters that is no noun are never hopeless."""
    if name in NOT_NAMES or name in SPECIMENS or name in FAMOUS:
        return HOPELESS
    points = form_points(name)
    return HOPELESS + 1 if points == HOPELESS and len(name) == 2 and name not in NOUNS else points
