"""The likelihood that a word is somebody's name by its form alone, in points: syllables that names have, and not nouns.

Where a syllable stands counts: 은 begins and ends many given names, 관 ends many nouns. What is known of given names
and of nouns is counted, so that neither list need name everything.
"""

import re
from collections import Counter
from functools import lru_cache
from math import log2
from typing import Final

from screening.names.foreign import is_strange
from screening.names.forms import Evidence, is_name
from screening.names.shapes import POST
from screening.words import persons
from screening.words.namewords import (
    COMMON_GIVEN,
    GIVEN,
    LONG_GIVEN,
    NOT_NAMES,
    RARE_SURNAMES,
    SURNAMES,
    TWO_LETTER_SURNAMES,
)
from screening.words.nouns import NOUNS, is_inflected

# Points of a given name that many people bear, of one with the syllables of many, of one that may be, of any other.
COMMON: Final = 4
LIKELY: Final = 3
POSSIBLE: Final = 2
UNLIKELY: Final = 0
_SHORT: Final = 1  # of one syllable
_ODD: Final = -1  # a noun, and none of offices: 진달래 may be somebody
_ODD_ENDING: Final = -2  # a noun with an ending in which names end too, or a short name of a rare family
_ENDING: Final = -4  # a noun with what only nouns take behind them
HOPELESS: Final = -8  # a word of offices, or a verb
# Less, where it begins with a noun: with one of offices, or if what follows it can be an ending.
_BEGUN: Final = -1
_BEGUN_BY_OFFICE: Final = -2
_BEGUN_AND_ENDED: Final = -3
_RARE_FAMILY: Final = -1

_ENDINGS: Final = frozenset("이나란가도은")
_ENDS_ALWAYS: Final = frozenset("의을를다할됨될된함며던게께든여씩으")
_PARTICLES: Final = frozenset("은가도")
_SAID_OF: Final = frozenset({"로서", "로써", "에서", "에게", "으로", "까지", "부터", "라고", "에도", "이나", "대로"})
_OF_OFFICES: Final = frozenset("서안자인원제장회주일")
_NEVER_LAST: Final = frozenset("의을를다할됨될된함며던게께든한히여씩시으고지하나")
_TOWNS: Final = frozenset("시군구읍면")
_PLACES: Final = frozenset("동리읍면구군시길로역초고대")
_FREQUENT: Final = frozenset(SURNAMES[:70])
_MOST: Final = frozenset(SURNAMES[:24])
_GIVEN: Final = COMMON_GIVEN | LONG_GIVEN
_POSTS: Final = frozenset((*POST.split("|"), *"주임 계장 소장 반장 통장 이장 사장 원장 관장 총장 교장 교감".split()))
_COUNTRIES: Final = frozenset(persons.COUNTRIES.split())
_FAMILIES: Final = frozenset(f"{SURNAMES}{RARE_SURNAMES}")
_ROLES: Final = frozenset(
    f"{persons.CITIZEN} {persons.PERSON} {persons.HOLDER}".replace("_", "").replace("+", "").split()
)
# Given names of one syllable.
_HANGUL: Final = re.compile("[가-힣]{2,5}").fullmatch
_ALONE: Final = frozenset("준훈민진현석철빈윤솔별산겸혁원건균웅찬결린율온봄샘슬영희란옥경선연람범용욱환학완담")
_SYLLABLES: Final = frozenset(GIVEN)
_FIRST: Final = Counter(given[0] for given in COMMON_GIVEN)
_LAST: Final = Counter(given[1] for given in COMMON_GIVEN)
_LONG_NOUNS: Final = [noun for noun in NOUNS if len(noun) == 3]
_SECOND: Final = Counter(noun[1] for noun in _LONG_NOUNS)
_THIRD: Final = Counter(noun[2] for noun in _LONG_NOUNS)
# So many nouns are known for each given name, and so much counts as seen of every syllable.
_SHARE: Final = 8
_UNSEEN: Final = 0.7
_OFTEN: Final = 8
_CLEAR: Final = 2.5
_EVEN: Final = 0
_ALIKE: Final = 50_000


@lru_cache(maxsize=_ALIKE)
def form_points(name: str) -> int:
    """Return how much the form of a word of Hangul says that it is a name: from -8, a noun, to 4."""
    family = 2 if name[:2] in TWO_LETTER_SURNAMES else 1
    given = name[family:]
    if name in NOT_NAMES or name in _ROLES or given in _SAID_OF or given in _POSTS:
        return HOPELESS
    if name in NOUNS:
        return HOPELESS if len(name) != 3 else _ENDING if is_inflected(name) else _ODD
    if len(given) != 2:
        return _of_unusual_length(name, given)
    points = _of_given(name, given)
    if given not in COMMON_GIVEN and name[-1] in _PLACES:
        points += _ENDING
    return points + (points > 0 and family == 1 and name[0] not in _FREQUENT and _RARE_FAMILY)


def _of_given(name: str, given: str) -> int:
    """Return the points of what is no known noun itself, but may be one with an ending."""
    common, stem = given in COMMON_GIVEN, name[:2]
    inflected = is_inflected(name)
    if is_name(name, Evidence.NEAR):
        points = COMMON if common else _by_syllables(given)
    elif common:
        points = POSSIBLE
    elif inflected:
        return _of_ended(stem, name[-1])
    else:
        points = _by_syllables(given) - POSSIBLE
    if stem in NOUNS:
        ended = inflected or name[-1] in _ENDINGS
        points += _BEGUN_AND_ENDED if ended else _BEGUN_BY_OFFICE if stem in NOT_NAMES else _BEGUN
    return points


def _of_ended(stem: str, last: str) -> int:
    """Return the points of a noun with an ending, by whose noun it is and what else ends so: 명부식, not 서약서."""
    office, like_names = stem in NOT_NAMES, _LAST[last] >= _OFTEN
    if (
        last == "자"
        or (office and last in _PARTICLES)
        or last in _ENDS_ALWAYS
        or (office and (last in _OF_OFFICES or not like_names))
    ):
        return HOPELESS
    return _ODD_ENDING if like_names and not office and last not in _NEVER_LAST else _ENDING


def _of_unusual_length(name: str, given: str) -> int:
    """Return the points of a given name of one syllable, or of one behind a family name of two."""
    if len(given) == 3:
        known = given[:2] in COMMON_GIVEN or given[:2] in LONG_GIVEN
        ended = name[-1] in _NEVER_LAST or name[-1] in _PLACES
        return LIKELY if known and name[:2] not in NOUNS and not ended else HOPELESS
    if name[:2] in TWO_LETTER_SURNAMES:
        return COMMON if given in _SYLLABLES else POSSIBLE
    if name in COMMON_GIVEN:  # without a family name
        return _ODD_ENDING
    if given not in _ALONE or name[0] not in _FREQUENT:
        return HOPELESS
    return _SHORT if name[0] in _MOST else _ODD_ENDING


def _by_syllables(given: str) -> int:
    """Return the points of a given name that is not known, by how much oftener names than nouns have its syllables."""
    if not _SYLLABLES.issuperset(given):
        return UNLIKELY
    names = log2(_FIRST[given[0]] + _UNSEEN) + log2(_LAST[given[1]] + _UNSEEN)
    nouns = log2(_SECOND[given[0]] / _SHARE + _UNSEEN) + log2(_THIRD[given[1]] / _SHARE + _UNSEEN)
    return LIKELY if names - nouns >= _CLEAR else POSSIBLE if names - nouns >= _EVEN else UNLIKELY


def often_first(syllable: str) -> int:
    """Return of how many known given names a syllable is the first."""
    return _FIRST[syllable]


def often_last(syllable: str) -> int:
    """Return of how many known given names a syllable is the last."""
    return _LAST[syllable]


def is_role(word: str) -> bool:
    """Say whether a word is one for a person, and nobody's name."""
    return word in _ROLES


def may_fill(word: str, *, asked: bool) -> bool:
    """Say whether a word in a cell for a person can be his name; where a name is ``asked`` for, most words can."""
    if not _HANGUL(word) or word in NOT_NAMES or word in _ROLES or word in _COUNTRIES:
        return False
    if word[0] not in _FAMILIES or len(word) > 4:
        return len(word) > 2 and is_strange(word) and word[-1] not in _TOWNS
    if len(word) == 3:
        often = asked and word[0] in _MOST and _LAST[word[-1]] > 0 and word[-1] not in _NEVER_LAST
        return often or form_points(word) >= (_ENDING if asked else _ODD_ENDING)
    if len(word) == 4:
        known = word[:2] in TWO_LETTER_SURNAMES or is_strange(word)
        return known or (asked and word[1:3] in _GIVEN and word[-1] not in _NEVER_LAST)
    return len(word) == 2 and (asked or form_points(word) > HOPELESS) and word[1] in _SYLLABLES
