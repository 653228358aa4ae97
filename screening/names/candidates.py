"""Candidates: words that have the form of a name, with what is said of somebody right behind them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from screening.names.foreign import is_strange, strange_words
from screening.names.likelihood import HOPELESS, form_points
from screening.names.posted import PARTICLES
from screening.names.shapes import HAN, HONORIFIC, PARTICLE
from screening.words import persons
from screening.words.namewords import (
    FAMOUS,
    GIVEN,
    NOT_NAMES,
    RARE_SURNAMES,
    SPECIMENS,
    SURNAMES,
    TWO_LETTER_SURNAMES,
)
from screening.words.nouns import NOUNS, is_inflected

_FAMILY: Final = f"[{SURNAMES}{RARE_SURNAMES}]"
_KIN: Final = """
아들 딸 누나 누이 언니 오빠 동생 남편 아내 손자 손녀 사위 조카 친구 부친 모친 시숙 장인 장모 영감 할머니 할아버지 부인
"""
_OTHERS: Final = "본인 유족 건물주 임차인 임대인 총무"
_TWO: Final = "|".join(TWO_LETTER_SURNAMES)
# What is said behind a name, beside the particles of ``shapes``.
SAID: Final = (
    f"{PARTICLE}|이고요|예요|이에요|네|으로|임|이었습니다|였습니다|인데요|이가|이는|이를|이도|이랑|이네|이었다|였다"
    "|올시다|이올시다|요"
)
# Words for persons to which a name may be glued: 유족김하늘, 본인김하늘은.
_ROLES: Final = frozenset(
    word
    for word in f"{persons.CITIZEN} {persons.HOLDER} {_KIN} {_OTHERS}".replace("_", "").replace("+", "").split()
    if 1 < len(word) < 5 and word.isalpha()
)
_BEGIN: Final = "".join(sorted({*SURNAMES, *RARE_SURNAMES, *(role[0] for role in _ROLES)}))
_NOT_BEFORE: Final = rf"(?<![가-힣0-9A-Za-z*●{HAN}])"
_WORD: Final = re.compile(rf"{_NOT_BEFORE}[{_BEGIN}][가-힣]{{1,9}}(?![가-힣○*●0-9])")
# The letter or mark stands first, and then what may not stand before it: so the search leaps from one to the next.
_APART: Final = re.compile(
    rf"[{SURNAMES}](?<![가-힣0-9A-Za-z*●{HAN}].) {{1,3}}[{GIVEN}](?: {{0,3}}[{GIVEN}])?"
    rf"(?= ?(?:{HONORIFIC})?(?![가-힣○*●0-9]))"
)
_FOREIGN: Final = re.compile(r"[\n\t:,(/|>·0-9□○-] ?(?P<name>[가-힣]{2,7}(?: [가-힣]{1,7}){1,3})(?![가-힣○*●0-9])")
_ROAD: Final = re.compile("(?:[동서남북중대]|[0-9])[로길]\\Z")
_PARSED: Final = re.compile(
    rf"(?P<name>(?:{_TWO})[가-힣]{{1,2}}?|{_FAMILY}(?:[가-힣]{{2,3}}?|[{GIVEN}]))(?P<honour>{HONORIFIC})?(?P<said>{SAID})?"
).fullmatch
_TITLES: Final = frozenset("님씨")
_ALIKE: Final = 50_000
# What stands before a word in a sentence, and before the rest of a name that is covered in part.
_IN_SENTENCE: Final = re.compile("[가-힣] ").match
_GOES_ON: Final = re.compile(" [가-힣]").match
_COVERED: Final = re.compile("[가-힣]○").match
_KINDS: Final = frozenset(_KIN.split())
# Points of a name from abroad, and less than which a word glued to another is none.
ABROAD: Final = 9
_RARELY: Final = -3


class Candidate(NamedTuple):
    """A word that may be a name: where it stands, its points, and what is said right behind it."""

    start: int
    end: int
    form: int
    honour: str = ""
    said: str = ""

    @property
    def said_to(self) -> int:
        """The place where what is said behind the name ends."""
        return self.end + len(self.honour) + len(self.said)


def find_candidates(text: str, start: int, end: int) -> list[Candidate]:
    """Return the words from ``start`` to ``end`` that may be names by their form, in order."""
    found = list(_words(text, start, end))
    others = [*_written_apart(text, start, end), *_from_abroad(text, start, end)]
    return sorted(found + others) if others else found


def _words(text: str, start: int, end: int) -> Iterator[Candidate]:
    for match in _WORD.finditer(text, start, end):
        parsed = _parsed(match[0])
        if parsed is None or _COVERED(text, match.start() - 2):
            continue
        first, length, form, honour, said = parsed
        place = match.start() + first
        if form == HOPELESS and not _is_told(text, place):
            continue
        sentence = form < 0 and not honour and _IN_SENTENCE(text, place - 2)
        if not (sentence and text.startswith(" ", match.end())):
            yield Candidate(place, place + length, form, honour, said)


def _written_apart(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield the names whose letters spaces part: 김 별, 김 하 늘."""
    for match in _APART.finditer(text, start, end):
        form = _points(match[0].replace(" ", ""))
        if form > HOPELESS and (form >= 0 or not _GOES_ON(text, match.end())):
            yield Candidate(*match.span(), form)


def _from_abroad(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yield what sounds foreign and begins behind a mark, or behind a word for a person that does."""
    for match in _FOREIGN.finditer(text, start, end):
        words, place = match["name"], match.start("name")
        while (first := words.partition(" ")[0]) in _ROLES and first != words:
            place += len(first) + 1
            words = words[len(first) + 1 :]
        first = words.partition(" ")[0]
        if (
            is_strange(first)
            and not _ROAD.search(first)
            and not is_inflected(first)
            and " " in (name := strange_words(words))
        ):
            yield Candidate(place, place + len(name), ABROAD)


def _is_told(text: str, place: int) -> bool:
    """Say whether what looks like a noun stands where names do: behind whose kin somebody is."""
    before = text[max(0, place - 3) : place]
    return before[-1:] == " " and before[:-1].lstrip() in _KINDS


def _is_compound(word: str) -> bool:
    return len(word) == 4 and word[:2] in NOUNS and word[2:] in NOUNS


@lru_cache(maxsize=_ALIKE)
def _parsed(word: str) -> tuple[int, int, int, str, str] | None:
    """Return where a name in a word begins, its length and points, and what follows it; none if there is none."""
    match = _PARSED(word)
    if match is None:
        role = next((role for role in (word[:4], word[:3], word[:2]) if role in _ROLES), "")
        rest = _parsed(word[len(role) :]) if role and len(word) > len(role) + 1 else None
        return (rest[0] + len(role), *rest[1:]) if rest and rest[2] > _RARELY else None
    name, honour, said = match["name"], match["honour"] or "", match["said"] or ""
    form = _points(name)
    if (name[2:] in _TITLES and not honour) or _is_compound(word):  # 김별님, 방문결과
        return None
    if form == HOPELESS and name[2:] in PARTICLES and name == word:  # 김별의
        name, said = name[:2], name[2:]
        form = _points(name)
    known = form > HOPELESS or (
        len(name) == 3 and name not in NOUNS and form_points(name) == HOPELESS and name[1:] not in NOUNS
    )
    return (0, len(name), form, honour, said) if known else None


def _points(name: str) -> int:
    """Return the points of a form; those of a name of two letters that is no noun are never hopeless."""
    if name in NOT_NAMES or name in SPECIMENS or name in FAMOUS:
        return HOPELESS
    points = form_points(name)
    return HOPELESS + 1 if points == HOPELESS and len(name) == 2 and name not in NOUNS else points
