"""Digits that are not written as digits: letters that look like them (O1O), circles (①), numbers spelled (공일공).

Each stands for one digit, so a text keeps its length when they are read as such. That is done in a run as long as the
shortest number of a person only: 이, 사 and 일 are syllables of every other word. A letter that stands alone for nought
three times and more covers something (010-OOOO-1234) and is none.
"""

import re
from collections.abc import Iterable
from itertools import product
from string import ascii_letters
from typing import Final

from screening.text.characters import FIGURES

_SPELLED: Final = ("공영零〇ㅇ", "일一壹", "이둘二貳", "삼셋三參", "사넷四", "오五", "육륙六", "칠七", "팔八", "구九")
# Native numerals of two syllables (공하나공). An invisible character keeps the length, before the digit, so that what
# ends in one is covered to its end.
NATIVE: Final = {"하나": "1", "다섯": "5", "여섯": "6", "일곱": "7", "여덟": "8", "아홉": "9"}
INVISIBLE: Final = "\u200b"
_ALIKE: Final = ("OoОоΟο", "lIiІіㅣ")
_RINGED: Final = ("⓪⓿₀⁰", "①❶➀⓵₁¹", "②❷➁⓶₂²", "③❸➂⓷₃³", "④❹➃⓸₄⁴", "⑤❺➄⓹₅⁵", "⑥❻➅⓺₆⁶", "⑦❼➆⓻₇⁷", "⑧❽➇⓼₈⁸", "⑨❾➈⓽₉⁹")
# What each such letter stands for.
DIGITS: Final = {
    letter: str(value)
    for table in (_SPELLED, _ALIKE, _RINGED)
    for value, letters in enumerate(table)
    for letter in letters
}

# What a scan notices of a number that is yet to be read.
NUMERALS: Final = frozenset(DIGITS) | frozenset(FIGURES)

_LETTERS: Final = "".join(DIGITS)
_PLAIN: Final = str.maketrans(DIGITS)
_SIGNS: Final = " \n.,~·:/()-"
# How a hyphen is read aloud; in as many characters, so that the length stays.
_SPOKEN: Final = {
    **dict.fromkeys(("다시", "대시", "국에", "번에"), f"-{INVISIBLE}"),
    **dict.fromkeys(("에", "의", "국"), "-"),
}
_PART: Final = rf"(?:[{_SIGNS}]{{0,3}}+(?:(?:{'|'.join(_SPOKEN)})[{_SIGNS}]{{0,2}})?)"
_MOST: Final = 40  # digits behind the first of a run
_HALF: Final = 4  # digits before or behind one in the middle of the shortest run
_DIGIT: Final = rf"(?:{'|'.join(NATIVE)}|[0-9{_LETTERS}])"
_RUN: Final = re.compile(rf"{_DIGIT}(?:{_PART}{_DIGIT}){{{2 * _HALF},{_MOST}}}(?![A-Za-z])")
# A number of a list before one of a telephone: ①010-….
_NUMBERED: Final = re.compile(rf"(?:[{''.join(_RINGED)}] ?[0-9{_SIGNS}]{{9,}})+")
# A circle between numerals in Chinese is nought: 三八○二.
_CIRCLED: Final = re.compile("(?<=[一二三四五六七八九])○{1,3}(?=[一二三四五六七八九])")
_NATIVE: Final = re.compile("|".join(NATIVE))
_EACH: Final = re.compile(_DIGIT)
# How a sentence goes on behind a number (…구이라고, …구 이오), by how many digits there are with the 이.
_COPULA: Final = re.compile("이(?=[라며고다었니나란지요]|에요|예요)")
# And the particle behind figures: O1O-0000-l234이 맞지 않아.
_PARTICLE: Final = re.compile(f"(?<=[0-9{''.join(filter(str.isascii, DIGITS))}])이(?= [가-힣])")
_OLD_COPULA: Final = re.compile(r" ?이오\Z")
_ONE_TOO_MANY: Final = frozenset({12, 14})
_TWO_TOO_MANY: Final = frozenset({12, 13, 15})
# A pause in a number that is said: 010, 0000에 1234; 010에 0000, 1234.
_PAUSE: Final = re.compile(
    r"(?<![-0-9])(01[016789]|0[2-7][0-9]?),(?= ?[0-9]{3,4}[-, ])"
    rf"|(?<![-0-9])((?:01[016789]|0[2-6][0-9]?)[- {INVISIBLE}]{{0,3}}[0-9]{{3,4}}),(?= ?[0-9]{{4}}(?![-0-9]))"
)
_HYPHEN: Final = re.compile(rf"(?<=[0-9{_LETTERS}{_SIGNS}])(?:{'|'.join(_SPOKEN)})(?=[0-9{_LETTERS}{_SIGNS}])")
_COVER: Final = re.compile(r"(?<![0-9\w])(?:[OoОоΟο]{3,}|[ㅇ〇]{3,})(?![0-9\w])|(?<=[0-9][-. ])[OoОоΟοㅇ〇]{3,}")
# The end of a word before a number, and a particle behind one: 김하영010-…, Card No. …, 생년월일: …, 010-0000-1234이다.
_WORD_BEFORE: Final = re.compile(
    r"(?:(?<=[가-힣])[공영일이삼사오육륙칠팔구] ?[:.,/] ?|(?<=[A-HJ-NP-Za-hjkmnp-z])[OolIi]{1,3}[^\w]{1,5}"
    r"|(?:(?<=[가-힣])[공영일이삼사오육륙칠팔구]{1,24}|(?<=[A-Za-z])[OolIi]{1,24})(?=[0-9]))"
)
_WORD_BEHIND: Final = re.compile(r"(?<=[0-9])[공영일이삼사오육륙칠팔구]\Z")
_SHORTEST: Final = 10  # digits of a number of a person
_LONGEST: Final = 24  # characters of a number before the place where it is noticed

# Letters of which every number of a person has one (mobiles begin with 010), and what must be beside one: no other
# letter of English behind it; nothing but digits and what may part them for half of a run before or behind; two more,
# or digits on its sides; and no more Latin letters than a run has, among which none ends. Each of them sends most of
# what the one before left away. To notice all would cost a tenth of the whole screening.
_TELLING: Final = "".join((*_SPELLED[:2], *_ALIKE, *_RINGED))
_OTHER_LETTERS: Final = "".join(letter for letter in ascii_letters if letter not in DIGITS)
_WITHIN: Final = rf"[0-9{_LETTERS}{''.join(_SPOKEN)}{_SIGNS}]"
_AHEAD: Final = rf"(?:{_WITHIN}|{'|'.join(NATIVE)})"
_AROUND: Final = re.compile(
    rf"(?![{_OTHER_LETTERS}])"
    rf"(?:(?=[{''.join(NATIVE)}{_WITHIN[1:-1]}]{{{_HALF}}})(?={_AHEAD}{{{_HALF}}})|(?<={_WITHIN}{{{_HALF}}}.))"
    rf"(?:(?=[0-9{_LETTERS} .-])"
    rf"(?=[{_LETTERS}](?: ?[0-9{_LETTERS}]|-[0-9])|[0-9](?:[0-9{_LETTERS}]|[-.][0-9{_LETTERS}])"
    rf"|[-.][0-9{_LETTERS}]{{2}}| [{_LETTERS}] [{_LETTERS}])"
    rf"|(?<=[0-9][{''.join(_ALIKE)}])(?=[0-9{''.join(_ALIKE)}]{{0,4}}(?![0-9A-Za-z]))"
    rf"|(?<=[-.][{''.join(_ALIKE)}])(?=[0-9]{{1,3}}(?![0-9A-Za-z]))"
    rf"|(?<=[0-9])(?= ?(?:{'|'.join(_SPOKEN)}))|(?<=[공영]하나[공영]))"
    rf"(?![{''.join(filter(str.isascii, DIGITS))}]{{{_MOST + 1}}})"
)
# What tells a scan for words that such a letter may be there, and how far into it that stands. Those that Korean and
# English have everywhere tell by what is behind them; Latin letters beside each other by a digit, or by being four.
_LATIN: Final = "OolIi"
_HANGUL: Final = "공영일ㅇ"
_SYLLABLES: Final = "".join(filter(re.compile("[ㄱ-힣]").match, DIGITS))
_CHINESE: Final = "二三四五六七八九"
_GAPS: Final = ("", " ")
_BEHIND: Final = (
    *FIGURES,
    *(f"{sign}{other}" for sign in "-." for other in f"{FIGURES}{_SYLLABLES}{_LATIN}"),
    *(f"{gap}{other}" for gap in _GAPS for other in _SYLLABLES),
)
_BEHIND_LATIN: Final = (
    *(f"{letter}{gap}{other}" for letter in _LATIN for gap in _GAPS for other in f"{FIGURES}{_SYLLABLES}"),
    *(f" {letter} {other}" for letter in _LATIN for other in f"{_SYLLABLES}{_LATIN}"),
)
_BETWEEN: Final = ("에 ", "에", "국에 ", "국에", " 다시 ", "다시", "의 ")
HINTS: Final = {
    **dict.fromkeys((letter for letter in _TELLING if letter not in _HANGUL + _LATIN), 0),
    **{letter + behind: 0 for letter in _HANGUL + _LATIN for behind in _BEHIND},
    **{f"{letter}{gap}{other}": 0 for letter in _HANGUL for gap in _GAPS for other in _LATIN},
    **{letter + behind: 0 for letter in _LATIN for behind in _BEHIND_LATIN},
    **{"".join(letters): 0 for letters in product(_LATIN, repeat=4)},
    **{digit + letter: 1 for digit in FIGURES for letter in _LATIN},
    # Digits in one group and syllables in the next: 010-이삼사오-1234.
    **{f"{digit}{sign}{other}": 2 for digit in FIGURES for sign in "-. " for other in _SYLLABLES},
    **{f"{digit} - {other}": 4 for digit in FIGURES for other in f"{_SYLLABLES}{_CHINESE}"},
    **{f"{digit}-{other}": 2 for digit in FIGURES for other in _CHINESE},
    **{f"{digit}{other}": 1 for digit in FIGURES for other in f"삼칠팔{_CHINESE}"},  # no letter of a plate
    **{f"{nought}하나{other}": 3 for nought in "공영" for other in "공영"},
    # Figures with hyphens that are read aloud: 010에 0000에 1234.
    **{f"{digit}{spoken}{other}": 0 for digit in FIGURES for spoken in _BETWEEN for other in FIGURES},
}


def is_noticed(text: str, place: int) -> bool:
    """Say whether the letter at ``place`` may be a digit of a long number, which is yet to be read."""
    return _AROUND.match(text, place + 1) is not None


def read_numerals(text: str, noticed: Iterable[int]) -> str:
    """Return ``text`` with digits for what stands for them in the numbers around the places ``noticed``, in order."""
    out: list[str] = []
    done, tried = 0, -1
    if "○" in text:
        text = _CIRCLED.sub(lambda circles: "〇" * len(circles[0]), text)
    for place in noticed:
        if place < done or (start := _beginning(text, place, done)) == tried:
            continue
        run, tried = _RUN.match(text, start), start
        if run and run.end() > place:
            end = run.end() - _copula(text, run)
            out += (text[done : run.start()], _read(text[run.start() : end]))
            done = end
    return "".join([*out, text[done:]]) if out else text


def _beginning(text: str, place: int, done: int) -> int:
    """Return where the run of digits and signs around ``place`` begins."""
    first = start = place
    least = max(done, place - _LONGEST)
    while start > least:
        letter = text[start - 1]
        if letter.isdecimal() or letter in DIGITS:
            first = start - 1
        elif text[start - 2 : start] in NATIVE:
            start -= 1
            first = start - 1
        elif spoken := next((word for word in _SPOKEN if text.endswith(word, least, start)), ""):
            start -= len(spoken) - 1
        elif letter not in _SIGNS:
            break
        start -= 1
    word = _WORD_BEFORE.match(text, first)
    return word.end() if word else first


def _read(run: str) -> str:
    """Return a run in digits; as it is where a part of it is covered, or where it has digits but for a bullet."""
    if _COVER.search(run) or _NUMBERED.fullmatch(run):
        return run
    behind = _WORD_BEHIND.search(run)
    end = behind.start() if behind and sum(map(str.isdecimal, run)) >= _SHORTEST else len(run)
    digits = _NATIVE.sub(_native, run[:end])
    said = _HYPHEN.sub(lambda spoken: _SPOKEN[spoken[0]], digits).translate(_PLAIN)
    for _ in range(2):  # one behind each of the first two groups
        said = _PAUSE.sub(lambda before: f"{before[1] or before[2]}-", said)
    return said + run[end:]


def _copula(text: str, run: re.Match[str]) -> int:
    """Return how many of the last letters of a run are a word (…구이라고, …구 이오): a number ends before it."""
    count = len(_EACH.findall(run[0]))
    last = run.end() - 1
    if count in _ONE_TOO_MANY and (_COPULA.match(text, last) or _PARTICLE.match(text, last)):
        return 1
    old = _OLD_COPULA.search(run[0]) if count in _TWO_TOO_MANY else None
    return len(old[0]) if old else 0


def _native(word: re.Match[str]) -> str:
    """Return the digit of a native numeral in as many characters, the digit first where the run begins with it."""
    digit = NATIVE[word[0]]
    return f"{INVISIBLE}{digit}" if word.start() else f"{digit}{INVISIBLE}"
