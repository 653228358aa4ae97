"""Words for what somebody wants to do, and what texts of offices call the same: 빌려요 is 대여, ``borrow`` is a rental.

Each line of ``doing.txt`` has stems and, behind ``=``, such nouns. Of a Korean verb the stems are written as endings
change them (빌리, 빌려); a stem with a dot is a whole word. Since 사고 and 보고 are nouns, a stem of one open syllable
is a verb with an ending of questions alone; and since 배우 is one, a stem needs an ending.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from retrieval import english
from retrieval.hangul import is_syllable, letters_of

_ENDINGS: Final = re.compile(
    "(?:요|나요?|는지?|는데|는데요|으?려면|으?려고|으?면|고|싶은데|싶어요?|싶은|은|은데|어요?|아요?|야|하나요?|해요|되나요?|돼요|도|서|"
    "주나요|주세요|줘요?|주는|으?세요|을|을까요?|까요?|지|지요|죠|습니까|습니다|니까|니다|기|던|었|았|였|ㅆ|었는데|았는데|게|는법|는곳|수있|수없|러)*"
)
_ASKING: Final = re.compile("(?:나요|려면|려고|려고요|는지|는지요|까요|수있나요|러가요)")
# The tails with which a verb stands before a noun: 빌린 책, 버릴 가구.
_ADNOMINAL: Final = ("ㄴ", "ㄹ")
# What stands behind a verb for the way or the place to do it.
HOW: Final = frozenset(("법", "곳", "데", "줄", "법은", "법이", "곳은", "곳이", "곳을", "데가"))


def _listed() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in (files("retrieval") / "doing.txt").read_text(encoding="utf-8").splitlines():
        stems, _, nouns = line.partition("=")
        yield from ((stem, tuple(nouns.split())) for stem in stems.split())


_NOUNS: Final = dict(_listed())
_LONGEST: Final = max(map(len, _NOUNS))
_CALLED: Final = frozenset(noun for nouns in _NOUNS.values() for noun in nouns)


def has(word: str) -> bool:
    """Return whether an office calls something to do so."""
    return word in _CALLED


def nouns(word: str) -> tuple[str, ...] | None:
    """Return what else a squeezed word for something to do is called; None where it is none."""
    if not word or not is_syllable(word[0]):
        return next((_NOUNS[base] for base in english.bases(word) if base in _NOUNS), None)
    if f"{word}." in _NOUNS:
        return _NOUNS[f"{word}."]
    stems = (word[:length] for length in range(min(len(word), _LONGEST), 0, -1))
    return next((_NOUNS[stem] for stem in stems if stem in _NOUNS and _goes_on(stem, word[len(stem) :])), None)


def _goes_on(stem: str, ending: str) -> bool:
    """Return whether this ends a verb of that stem."""
    *_, tail = letters_of(stem[-1])
    is_open = len(stem) == 1 and not tail
    if not ending:
        return len(stem) > 1 and tail in _ADNOMINAL
    return (_ASKING if is_open else _ENDINGS).fullmatch(ending) is not None
