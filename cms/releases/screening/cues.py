"""The words that announce a value: before it in a line (성명: …) or over it in a table (성명 | 주소 | …).

One scan finds them all. It looks for the last letter of a word with a separator behind and only then looks back:
last letters are few (인, 자, 명 …) and rarely end a word, first letters are many and everywhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cms.releases.screening import words

_WIDEST_GAP: Final = 6
# What may stand behind a word: a sign, a space, the end, or a particle and a space (신청인의 전화). One letter of it is
# looked at before the word is, and the rest after.
_SIGNS: Final = r"- \n:;=|,/\t(\[<>)\]\"'·*"
_PARTICLES: Final = "은는이가의을를에도과와로인"
_FIRST_CHECK: Final = f"(?![^{_SIGNS}{_PARTICLES}])"
_LAST_CHECK: Final = f"(?![^{_SIGNS}{_PARTICLES}]|[{_PARTICLES}][^ ])"


class Label(StrEnum):
    """What a word announces."""

    CITIZEN = "citizen"
    HOLDER = "holder"
    NAME = "name"
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
    IDENTIFIER = "identifier"


_WORDS: Final = {
    Label.CITIZEN: words.CITIZEN,
    Label.HOLDER: words.HOLDER,
    Label.NAME: words.NAME,
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
    Label.IDENTIFIER: words.IDENTIFIER,
}
_LABELS: Final = {
    word.replace("_", " " * gap): label
    for label, listed in _WORDS.items()
    for word in listed.split()
    for gap in range(_WIDEST_GAP + 1 if "_" in word else 1)
}


def _ending_alternatives() -> str:
    """Return the alternatives by last letter, and in each by length, since what is looked back at must have one."""
    ends: dict[str, dict[int, list[str]]] = {}
    for word in sorted(_LABELS):
        ends.setdefault(word[-1], {}).setdefault(len(word), []).append(re.escape(word))
    branches = []
    for last, by_length in sorted(ends.items()):
        behind = "|".join(f"(?<={'|'.join(same)})" for _, same in sorted(by_length.items(), reverse=True))
        branches.append(f"{last}{_FIRST_CHECK}(?:{behind}){_LAST_CHECK}")
    return "|".join(branches)


_CUE: Final = re.compile(_ending_alternatives())
_LENGTHS: Final = {
    last: sorted({len(word) for word in _LABELS if word[-1] == last}, reverse=True)
    for last in {word[-1] for word in _LABELS}
}


@dataclass(slots=True)
class Cue:
    """One such word in a text."""

    start: int
    end: int
    label: Label
    word: str


def find_cues(text: str) -> Iterator[Cue]:
    """Yield every cue word of ``text`` in order; the longest where several end at one place.

    A word of one letter (집, home) must stand alone.
    """
    for match in _CUE.finditer(text):
        end = match.end()
        for length in _LENGTHS[match[0]]:
            word = text[max(0, end - length) : end]
            if (label := _LABELS.get(word)) and not (length == 1 and "가" <= text[end - 2 : end - 1] <= "힣"):
                yield Cue(end - len(word), end, label, word.replace(" ", ""))
                break
