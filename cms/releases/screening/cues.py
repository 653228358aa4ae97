"""The words that announce a value: before it in a line (성명: …) or over it in a table (성명 | 주소 | …).

One scan finds them all. It looks for the last letter of a word with a separator behind and only then looks back:
last letters are few (인, 자, 명 …) and rarely end a word, first letters are many and everywhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
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


def _alternatives() -> str:
    """Return the alternatives by last letter, and in each by the letter before it, which sends most places away.

    Words of Latin letters stand as they are: their last letters are everywhere in English, their capitals are not.
    """
    branches = [f"{re.escape(word)}(?![A-Za-z])" for word in sorted(_LATIN, reverse=True)]
    ends: dict[str, dict[str, list[str]]] = {}
    for word in sorted(_LABELS.keys() - _LATIN):
        ends.setdefault(word[-1], {}).setdefault(word[-2:], []).append(word)
    for last, by_pair in sorted(ends.items()):
        behind = "|".join(_behind(pair, same) for pair, same in sorted(by_pair.items()))
        seconds = "".join(sorted({pair[0] for pair in by_pair if len(pair) > 1}))
        gate = f"(?<=[{re.escape(seconds)}].)" if len(by_pair) > 2 and last not in by_pair else ""
        branches.append(f"{last}{_FIRST_CHECK}{gate}(?:{behind})")
    return f"(?:{'|'.join(branches)}){_LAST_CHECK}"


def _behind(pair: str, same: Sequence[str]) -> str:
    """Return what looks back for words that end in the same pair of letters, by length: each look must have one."""
    by_length: dict[int, list[str]] = {}
    for word in same:
        by_length.setdefault(len(word), []).append(re.escape(word))
    looks = "|".join(f"(?<={'|'.join(words)})" for _, words in sorted(by_length.items(), reverse=True))
    return looks if len(same) == 1 else f"(?<={re.escape(pair)})(?:{looks})"


_LATIN: Final = frozenset(word for word in _LABELS if word.isascii())
_CUE: Final = re.compile(_alternatives())
_LENGTHS: Final = {
    pair: sorted({len(word) for word in _LABELS if word[-2:] == pair or word == pair[-1]}, reverse=True)
    for pair in {word[-2:] for word in _LABELS}
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
        last = text[max(0, end - 2) : end]
        for length in _LENGTHS.get(last) or _LENGTHS[last[-1]]:
            word = text[max(0, end - length) : end]
            if (label := _LABELS.get(word)) and _stands(word, text[end - length - 1 : end - length]):
                glued = _IS_GLUED.match(text, end) is not None
                if not glued or label in _PERSONS:
                    yield Cue(end - len(word), end, label, word.replace(" ", ""), glued)
                break


def _stands(word: str, before: str) -> bool:
    """Say whether nothing before it makes the word the end of a longer one."""
    if word[0].isascii():
        return not (before.isascii() and before.isalpha())
    return len(word) > 1 or not "가" <= before <= "힣"
