"""The form of a person's name, in Hangul, Hanja and Latin letters, and the words of that form that are none.

Nearly every Korean noun of three syllables begins like a family name, so the form says little. A word is no name where
the dictionary has it (안내판), where it is a noun and what nouns take behind them (조회 + 수, 공사 + 를), or where it
ends as verbs do (기재한). Given names that many people bear are believed before those endings: 서민지 is somebody.
"""

import re
from collections import Counter
from enum import IntEnum
from functools import lru_cache
from typing import Final

from screening.names.foreign import foreign_words, sounds_foreign
from screening.names.shapes import is_korean
from screening.words.namewords import (
    COMMON_GIVEN,
    LONG_GIVEN,
    NATIVE,
    NOT_NAMES,
    RARE_SURNAMES,
    SURNAMES,
    TWO_LETTER_SURNAMES,
)
from screening.words.nouns import NOUNS, is_ending, is_inflected

_ONE: Final = f"[{SURNAMES}]"
_TWO: Final = "|".join(TWO_LETTER_SURNAMES)
_APART: Final = re.compile(
    rf"{_ONE} {{1,3}}[가-힣] {{1,3}}[가-힣]|(?:{_TWO}|{_ONE}) [가-힣]{{2}}|{_ONE} {{1,3}}[가-힣]"
)
_LATIN_WORDS: Final = re.compile(
    r"\b(?:Name|Address|Date|Phone|Seoul|Korea|Sex|Male|Female|City|No|Tel|Inc|Corp|Co|Ltd|LLC|GmbH|University|School"
    r"|College|Center|Centre|Company|Office|Test|Sample|User|Admin|None|Null|Unknown|Total|N\.?A|API|App|Application"
    r"|Web|Google|Apple|Zoom|Open|Data|Services?|System|Online|Guide|Card|Pass|Point|Member|Program|Project|Mobile"
    r"|Smart|Play|Store|Care|Call|Day|Week|Festival|Expo|Forum|Award|Global|Digital|AI|IT|ICT|Plan|Report|Check|List"
    r"|Form|Free|Zone)\b",
    re.IGNORECASE,
)
_HANJA_WORDS: Final = re.compile("全[員部體]|金[額錢]|成年|明細|文書|元本|住所|姓名|權利|表示|車輛|高等|千萬")
# What names do not end in, but nouns with a particle and verbs.
_FAMILIES: Final = frozenset((*SURNAMES, *TWO_LETTER_SURNAMES))
# The family names of nearly everybody; the rest begin more nouns than names.
_FREQUENT: Final = frozenset(SURNAMES[:70])
_RARE: Final = frozenset(RARE_SURNAMES) - _FAMILIES
_PREFIXES: Final = frozenset("신전고주부양남여유원반공현소명금국제선성방도구한민하상온단")
_NATIVE: Final = frozenset(NATIVE)
# How many of the given names that many people bear have a syllable in its place, and how many make it a likely one.
_OFTEN_FIRST: Final = Counter(given[0] for given in COMMON_GIVEN)
_OFTEN_LAST: Final = Counter(given[1] for given in COMMON_GIVEN)
_OFTEN: Final = 28
_PLACE_ENDS: Final = frozenset("시군구읍면동")
_ALIKE: Final = 50_000


class Evidence(IntEnum):
    """The evidence for a name before its form speaks."""

    NEAR = 0  # it follows a word for a person, as a sentence may go on
    TOLD = 1  # a mark or a table says that a value follows such a word
    ASKED = 2  # the same, and the word asks for a name


@lru_cache(maxsize=_ALIKE)
def is_name(name: str, evidence: Evidence) -> bool:
    """Say whether what has the form of a name is none of the words that look like one.

    Where nothing announced a value, it may be a noun behind a prefix too (신기술).
    """
    if not "가" <= name[0] <= "힣":
        return not (_HANJA_WORDS.search(name) or _LATIN_WORDS.search(name))
    words = name.split(" ")
    if evidence and len(words) == 2 and len(name) == 3 and words[0] in _FREQUENT:  # 강 산
        return words[0] + words[1] not in NOT_NAMES
    if len(words) > 1 and not _APART.fullmatch(name):
        return evidence is not Evidence.NEAR and foreign_words(name, any_letters=evidence is Evidence.ASKED) == name
    return _is_korean_name("".join(words), evidence)


def _is_korean_name(name: str, evidence: Evidence) -> bool:
    if evidence is Evidence.ASKED and is_korean(name):
        place = name[-1] in _PLACE_ENDS and _OFTEN_FIRST[name[1]] < _OFTEN
        return name[1:] in COMMON_GIVEN or not (name in NOUNS or _has_particle(name) or place)
    family, given = (name[:2], name[2:]) if name[:2] in TWO_LETTER_SURNAMES else (name[0], name[1:])
    if name in (NOT_NAMES if len(name) == 2 and evidence is Evidence.ASKED else NOUNS):
        return False
    if len(given) > 2 or family not in _FAMILIES:
        return _is_rare_name(family, given, evidence)
    if len(given) == 1 or (given in COMMON_GIVEN and (evidence or not _reads_as_noun(family, given))):
        return True
    near = evidence is Evidence.NEAR
    by_form = near and (not _NATIVE.isdisjoint(given) or (family in _PREFIXES and given in NOUNS))
    return not (by_form or is_inflected(name))


def _is_rare_name(family: str, given: str, evidence: Evidence) -> bool:
    """Say whether a name with a given name of three syllables or a family name of few bearers is one."""
    name, asked = family + given, evidence is Evidence.ASKED
    if len(given) == 3 and family in _FAMILIES and (given[:2] in COMMON_GIVEN or given[:2] in LONG_GIVEN):
        return bool(evidence) or name[:2] not in NOUNS
    if given in COMMON_GIVEN and (asked or family in _RARE) and not is_inflected(name):
        return bool(evidence) or name[:2] not in NOUNS
    return asked and sounds_foreign(name)


def _has_particle(word: str) -> bool:
    """Say whether a word is a noun with a particle; a suffix is no sign where a name is asked for."""
    last, stem = word[-1], word[:-1]
    return stem in NOUNS and (last in "의을를" or is_ending(last, behind=stem[-1]))


def _reads_as_noun(family: str, given: str) -> bool:
    """Say whether a name that could be anybody's is more likely a noun: 추진하(고), 동반석."""
    stem = family + given[0]
    return stem in NOUNS if given[-1] == "하" else stem in NOT_NAMES and family not in _FREQUENT


def is_common(name: str, *, alone: bool = False, evidence: Evidence = Evidence.NEAR) -> bool:
    """Say whether many people bear the given name, so that nothing else need speak for it.

    Where nothing parts it from what is before it (``alone``), it must not begin as a noun does.
    """
    name = name.replace(" ", "")
    family = 2 if name[:2] in TWO_LETTER_SURNAMES else 1
    given = name[family:] in COMMON_GIVEN or (family == 2 and len(name) == 3)
    known = given and name[:family] in _FAMILIES and is_name(name, evidence)
    return known and not (alone and name[:2] in NOUNS)


def is_likely(name: str) -> bool:
    """Say whether one syllable of the given name stands where many names have it, and the word is none."""
    given = name[1:]
    often = len(given) == 2 and _OFTEN_FIRST[given[0]] + _OFTEN_LAST[given[1]] >= _OFTEN
    return is_common(name) or (often and name[0] in _FAMILIES and is_name(name, Evidence.NEAR))
