"""Addresses that are spelled as no others are, read as if they were: numbers in words, letters apart, figures covered.

누리시 나래로 백이십삼번길 오, 팔백일동 이백삼호 is read as 누리시 나래로 123번길 5, 801동 203호, and
누 리 시 나 래 로 1 2 as 누리시 나래로12. What the rules find in that is told in the positions of the text. Only what
stands around a sign is read twice.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from screening.addresses import flats, numbered, toldhomes
from screening.addresses.forms import PROVINCE
from screening.findings import Finding
from screening.text.cues import Sign
from screening.text.reading import Reading
from screening.words import places

_ONES: Final = "일이삼사오육칠팔구"
_ONE: Final = f"[{_ONES}륙]"
_VALUES = {letter: value for value, letter in enumerate(_ONES, 1)} | {"륙": 6, "공": 0, "영": 0, "〇": 0}
_VALUES |= {letter: value for value, letter in enumerate("一二三四五六七八九", 1)}
_UNITS: Final = {"십": 10, "백": 100, "천": 1000}
# 백이십삼; a figure after another, of which one is nought: 일공삼.
_SAID: Final = (
    rf"(?:(?=[{_ONES}]?[천백십])(?:[{_ONES}]?천)?(?:[{_ONES}]?백)?(?:[{_ONES}]?십)?{_ONE}?"
    rf"|{_ONE}+[공영](?:{_ONE}|[공영]){{1,3}})"
)
_LETTERS: Final = r"[일이삼사오육륙칠팔구공영십백천]"
_PART: Final = rf"(?:(?: ?(?:다시|의|-) ?)(?:{_SAID}|{_ONE}))?"
_ENDS: Final = rf"(?!{_LETTERS})(?:(?![가-힣])|(?=에|으로|로 |입니|이[고며에라]|인데|예요|번지|호|[ ,]))"
_SPELLED: Final = re.compile(
    # Behind a road or its branch, and before what only a lot or a branch is called.
    rf"(?<=[로길동리] )(?P<house>(?:{_SAID}|{_ONE}){_PART}){_ENDS}"
    rf"|(?:(?<=번지의)|(?<=번지의 ))(?P<lot>{_SAID}|{_ONE}){_ENDS}"
    r"|(?<=[로길동리] )(?P<hanja>[一二三四五六七八九〇]{1,4}(?:-[一二三四五六七八九〇]{1,4})?)(?![一-鿿])"
    rf"|(?<![가-힣])(?P<branch>{_SAID})(?= ?번 ?(?:길|지))"
    rf"|(?<![가-힣])(?P<block>{_SAID})(?= ?동[ ,]{{0,2}}{_SAID} ?호)"
    rf"|(?<=동)(?P<next>{_SAID})(?= ?호)"
    rf"|(?<![가-힣])(?P<flat>(?={_LETTERS}{{2}}){_SAID})(?= ?호(?![선동]))"
)
# Letters that stand apart, as a scanned form or a wide title has them.
_APART: Final = re.compile(
    r"(?<![^ \n:(\[|,])(?P<first>[가-힣](?![가-힣0-9])|[0-9]{1,4}(?![가-힣]))"
    r"(?:(?P<gap>(?: ?,)? {1,4})(?:[가-힣](?=[ ,.\n)\]|]|\Z)|[0-9]{1,4}|-)){4,48}"
)
# The figures of a number apart, before what is counted in an address, and where there are such, behind a road too.
_TORN: Final = re.compile(r"(?<![0-9])[0-9](?: [0-9]){1,3}(?= ?(?:번길|길|동|호|층))")
_TORN_TOO: Final = re.compile(
    rf"(?<=[로길동리][ \n])[0-9](?: [0-9]){{1,3}}(?: ?- ?[0-9](?: [0-9]){{0,2}})?(?![0-9])"
    rf"|{_TORN.pattern}"
)
_BROKEN: Final = re.compile(
    r"(?<=[가-힣0-9])\n {0,12}(?=(?:[시군구읍면동리로길층](?=[ ,)])|번길|번지|호(?:[ ,)\n]|\Z)))"
    r"|(?<=[시군구읍면동리로길층]\n) {1,12}(?=[가-힣0-9(])"
    r"|(?<=[로길동리]) \n {0,12}(?=[1-9])|(?<=[1-9]-)\n {0,12}(?=[1-9])"
)
_FIRST_TOWN: Final = re.compile(
    rf"(?P<province>(?:{PROVINCE})(?:{places.REGION_TITLES})?)?(?P<city>[가-힣]{{1,4}}?[시군](?=[가-힣]))?"
    r"(?P<district>[가-힣]{1,3}?구(?=[가-힣]))?(?P<town>[가-힣]{1,4}?[읍면](?=[가-힣]))?"
)
# A number of which some figures are covered, where a house or a flat has its own; and beside it one that is whole.
_MARKS: Final = "*○●□■◯×Xx"
_COVERED: Final = re.compile(
    rf"(?:(?<=[로길동리산가])|(?<=[로길동리산] )"
    rf"|(?<=[ ,B지하제-])(?=[0-9{_MARKS}-]{{1,9}} ?(?:동|호|층|번|길|통|반)))"
    rf"(?=[{_MARKS}-]{{0,9}}[0-9])(?=[0-9-]{{0,9}}[{_MARKS}])[0-9{_MARKS}]{{1,5}}(?:-[0-9{_MARKS}]{{1,4}})?(?![A-Za-z0-9])"
)
_COVERED_TOO: Final = re.compile(
    rf"(?<=[ ,])[{_MARKS}]{{1,4}}(?= ?(?:동[ ,]{{0,2}}[0-9{_MARKS}]{{1,5}} ?호|호|층|번지|번길)(?![가-힣]{{2}}))"
    rf"|{_COVERED.pattern}"
)
_OPEN: Final = str.maketrans(dict.fromkeys(_MARKS, "1"))
_BEFORE: Final = 160
_BEHIND: Final = 100
_DETECTORS: Final = (numbered.find_addresses, flats.find_flats, flats.find_pairs, toldhomes.find_told_homes)

_Letters = list[tuple[str, int, int]]


def find_respelled(reading: Reading) -> Iterator[Finding]:
    """Yield the addresses around the signs of another spelling, and who is named beside them."""
    done = 0
    for place in _places(reading):
        if place < done:
            continue
        first, end = max(done, place - _BEFORE), min(len(reading.text), place + _BEHIND)
        done = end
        letters, changed = _respelled(reading.text, first, end)
        if not changed:
            continue
        plain = Reading("".join(letter for letter, _, _ in letters))
        for detect in _DETECTORS:
            for found in detect(plain):
                start, stop = letters[found.start][1], letters[found.end - 1][2]
                yield replace(found, start=start, end=stop)


def _places(reading: Reading) -> list[int]:
    """Return where the signs stand, in order: of figures that are covered, those in what may be an address."""
    text, signs = reading.text, reading.signs
    covered = (
        place
        for place in signs.get(Sign.COVERED, ())
        if text[place + 1] != " " and text[place] != "#" and _COVERED.search(text, max(0, place - 9), place + 16)
    )
    return sorted((*signs.get(Sign.SPELLED_HOUSE, ()), *signs.get(Sign.APART, ()), *covered))


def _respelled(text: str, first: int, end: int) -> tuple[_Letters, bool]:
    """Return each letter of a part of the text in plain spelling, with where what it stands for begins and ends."""
    letters: _Letters = [(text[place], place, place + 1) for place in range(first, end)]
    joined = _joined(letters)
    opened = _opened(joined)
    said = _counted(opened)
    return said, len(joined) < len(letters) or opened is not joined or said is not opened


def _rejoined(letters: _Letters) -> _Letters:
    """Return the letters without the ends of lines that break a word of an address."""
    text = "".join(letter for letter, _, _ in letters)
    broken = {place for match in _BROKEN.finditer(text) for place in range(*match.span())}
    return [letter for place, letter in enumerate(letters) if place not in broken]


def _joined(letters: _Letters) -> _Letters:
    """Return letters that stand apart without the spaces between them, with one behind each town."""
    letters = _rejoined(letters)
    text = "".join(letter for letter, _, _ in letters)
    out: _Letters = []
    done = 0
    torn = _TORN_TOO.finditer(text) if _TORN.search(text) else ()
    for run in sorted((*_APART.finditer(text), *torn), key=re.Match.start):
        if run.start() < done:
            continue
        out += letters[done : run.start()]
        done = run.end()
        kept = [letter for letter in letters[run.start() : done] if letter[0] != " "]
        towns = _FIRST_TOWN.match("".join(letter for letter, _, _ in kept))
        ends = {towns.end(group) for group in ("province", "city", "district", "town") if towns and towns[group]}
        for place, letter in enumerate(kept):
            if place in ends or (place and kept[place - 1][0] == ","):
                out.append((" ", letter[1], letter[1]))
            out.append(letter)
    return [*out, *letters[done:]]


def _opened(letters: _Letters) -> _Letters:
    """Return the letters with figures for those that are covered in numbers of which others are not."""
    text = "".join(letter for letter, _, _ in letters)
    if not _COVERED.search(text):
        return letters
    plain = _COVERED_TOO.sub(lambda number: number[0].translate(_OPEN), text)
    return [(figure, start, end) for figure, (_, start, end) in zip(plain, letters, strict=True)]


def _counted(letters: _Letters) -> _Letters:
    """Return the letters with figures for the numbers that are said."""
    text = "".join(letter for letter, _, _ in letters)
    out: _Letters = []
    done = 0
    for match in _SPELLED.finditer(text):
        out += letters[done : match.start()]
        done = match.end()
        start, end = letters[match.start()][1], letters[done - 1][2]
        out += [(figure, start, end) for figure in _figures(match[0])]
    return [*out, *letters[done:]] if done else letters


def _figures(said: str) -> str:
    """Return a number that is said in figures: 백이십삼 다시 사 is 123-4."""
    return "-".join(map(_value, re.split(" ?(?:다시|의|-) ?", said)))


def _value(said: str) -> str:
    if not any(letter in _UNITS for letter in said):
        return "".join(str(_VALUES[letter]) for letter in said)
    total = one = 0
    for letter in said:
        if letter in _UNITS:
            total += (one or 1) * _UNITS[letter]
            one = 0
        else:
            one = _VALUES[letter]
    return str(total + one)
