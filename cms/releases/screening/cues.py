"""The words that announce a value: before it in a line (성명: …) or over it in a table (성명 | 주소 | …).

One scan finds them all. It looks for the last letter of a word with a separator behind and only then looks back, and
what is left is looked up: last letters are few (인, 자, 명 …) and rarely end a word, first letters are many and
everywhere.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from cms.releases.screening import words
from cms.releases.screening.namewords import GIVEN, SURNAMES

_WIDEST_GAP: Final = 6
# What may not stand behind a word: a letter of its own script, unless it is a particle that ends there. A sign, a
# space, a figure or the end may (계좌번호110-…, 계좌번호는110-…). One letter of it is looked at before the word is, and
# the rest after.
_PARTICLES: Final = "은는이가의을를에도과와로인"
_HANGUL: Final = "가-힣"


def _between(letters: str) -> str:
    """Return the ranges of Hangul that leave ``letters`` out."""
    bounds = [ord("가") - 1, *sorted(set(map(ord, letters))), ord("힣") + 1]
    ranges = ((first + 1, last - 1) for first, last in pairwise(bounds))
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges if first <= last)


# A name may as well, behind a word for a person: 신청인홍길동은.
_APART: Final = f"(?![{_between(_PARTICLES)}]|[{_PARTICLES}][{_HANGUL}])"
_GLUED: Final = f"(?=[{SURNAMES}][{GIVEN}]{{2}})"
_IS_GLUED: Final = re.compile(f"{_GLUED}(?!{_APART})")
_FIRST_CHECK: Final = f"(?:(?![{_between(_PARTICLES)}])|{_GLUED})"
_LAST_CHECK: Final = f"(?:{_APART}|{_GLUED})"


class Label(StrEnum):
    """What a word announces."""

    # That of Enum is Python, and labels are looked up at every number.
    __hash__ = str.__hash__

    CITIZEN = "citizen"
    PERSON = "person"
    HOLDER = "holder"
    NAME = "name"
    ROSTER = "roster"
    RESIDENT = "resident"
    HOME = "home"
    ACCOUNT = "account"
    BANK = "bank"
    PASSPORT = "passport"
    LICENCE = "licence"
    HEALTH = "health"
    PHONE = "phone"
    HOME_PHONE = "home-phone"
    ADDRESS = "address"
    PLATE = "plate"
    CARD = "card"
    IDENTIFIER = "identifier"


_WORDS: Final = {
    Label.CITIZEN: words.CITIZEN,
    Label.PERSON: words.PERSON,
    Label.HOLDER: words.HOLDER,
    Label.NAME: words.NAME,
    Label.ROSTER: words.ROSTER,
    Label.RESIDENT: words.RESIDENT,
    Label.HOME: words.HOME,
    Label.ACCOUNT: words.ACCOUNT,
    Label.BANK: words.BANK,
    Label.PASSPORT: words.PASSPORT,
    Label.LICENCE: words.LICENCE,
    Label.HEALTH: words.HEALTH,
    Label.PHONE: words.PHONE,
    Label.HOME_PHONE: words.HOME_PHONE,
    Label.ADDRESS: words.ADDRESS,
    Label.PLATE: words.PLATE,
    Label.CARD: words.CARD_NUMBER,
    Label.IDENTIFIER: words.IDENTIFIER,
}
_PERSONS: Final = frozenset({Label.CITIZEN, Label.PERSON, Label.HOLDER, Label.NAME})
# 신청자명, 체납자 성명: a word for a person goes on to the word for its name.
_NAMED: Final = {
    Label.CITIZEN: [f"{word.replace('_', '').replace('+', '')}명" for word in words.CITIZEN.split()],
    Label.PERSON: [f"{word.replace('_', '').replace('+', '')}명" for word in words.PERSON.split()],
}
_LABELS: Final = {
    word.replace("_", " " * gap).replace("+", " " * gap): label
    for label, listed in _WORDS.items()
    for word in (*_NAMED.get(label, ()), *listed.split())
    for gap in range(_WIDEST_GAP + 1 if "_" in word else 2 if "+" in word else 1)
}


_LATIN: Final = frozenset(word for word in _LABELS if word.isascii())
_KOREAN: Final = _LABELS.keys() - _LATIN


def _letters(letters: Iterable[str]) -> str:
    """Return a character class of the letters."""
    return f"[{re.escape(''.join(sorted(set(letters))))}]"


def _ends() -> str:
    """Return what stands where a word ends: a last letter, with what may follow one, behind the letter before it.

    Which words end in these two is looked up. First all pairs of the letters are asked, which sends most places away,
    and then which pairs there are. Words of Latin letters stand as they are: their last letters are everywhere in
    English. All begin with one class, which the engine finds at the speed of a scan.
    """
    lasts, firsts = _letters(word[-1] for word in _KOREAN), _letters(word[0] for word in _LATIN)
    alone = _letters(word for word in _KOREAN if len(word) == 1)
    latin = "|".join(re.escape(word[1:]) for word in sorted(_LATIN, reverse=True))
    endings = rf"{_pairs()}|(?<={alone})|(?<={firsts})(?:{latin})(?![A-Za-z])"
    return f"{lasts[:-1]}{firsts[1:]}{_FIRST_CHECK}(?:{endings}){_LAST_CHECK}"


def _pairs() -> str:
    """Return what looks back for the last two letters of a word."""
    lasts: dict[str, set[str]] = {}
    for word in _KOREAN:
        if len(word) > 1:
            lasts.setdefault(word[-2], set()).add(word[-1])
    alike: dict[str, list[str]] = {}
    for before, ends in lasts.items():
        alike.setdefault(_letters(ends), []).append(before)
    exact = "|".join(sorted(f"{_letters(befores)}{ends}" for ends, befores in alike.items()))
    return f"(?<={_letters(lasts)}.)(?<={exact})"


_CUE: Final = re.compile(_ends())
_LONGEST_END: Final = 3
_REMEMBERED: Final = 10_000
# How long the words are that end in these letters, three or all of a shorter one; the longest first.
_LENGTHS: Final = {
    end: sorted({len(word) for word in _LABELS if word.endswith(end) or end.endswith(word)}, reverse=True)
    for end in {word[-_LONGEST_END:] for word in _LABELS}
}


@dataclass(slots=True)
class Cue:
    """One such word in a text."""

    start: int
    end: int
    label: Label
    word: str
    glued: bool = False  # to what may be a name


def find_cues(text: str) -> Iterator[Cue]:
    """Yield every cue word of ``text`` in order; the longest where several end at one place.

    A word of one letter (집, home) must stand alone, and so must one of Latin letters.
    """
    for match in _CUE.finditer(text):
        end = match.end()
        for length in _lengths(text[max(0, end - _LONGEST_END) : end]):
            word = text[max(0, end - length) : end]
            if (label := _LABELS.get(word)) and _stands(word, text[end - length - 1 : end - length]):
                glued = _IS_GLUED.match(text, end) is not None
                if not glued or label in _PERSONS:
                    yield Cue(end - len(word), end, label, word.replace(" ", ""), glued)
                break


@lru_cache(maxsize=_REMEMBERED)
def _lengths(end: str) -> Sequence[int]:
    """Return how long the words may be that end in these letters."""
    return next((_LENGTHS[tail] for tail in (end, end[1:], end[2:]) if tail in _LENGTHS), ())


def _stands(word: str, before: str) -> bool:
    """Say whether nothing before it makes the word the end of a longer one."""
    if word[0].isascii():
        return not (before.isascii() and before.isalpha())
    return len(word) > 1 or not "가" <= before <= "힣"
