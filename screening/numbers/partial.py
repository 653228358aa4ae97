"""Numbers that are covered in part and still tell whose they are: 991231-31234**, 010-0000-12*4.

What offices leave when they cover (991231-3******, 010-****-1234, 12가**56) is no finding. A number is one while so
little of it is covered that the rest can be guessed: one place of a telephone or two at its end, two of an account. Of
a resident number any place of the tail beyond the first tells, and so does a tail that stands open behind a covered
birth date.

Less than that tells beside a name that is not covered: two places of any telephone, and a birth date with the sex.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.numbers import checksums, payments, plates
from screening.text.characters import MARKS
from screening.text.cues import Label, Sign
from screening.text.lines import is_among, line_around
from screening.text.reading import Reading
from screening.words import belongings

_PLAIN: Final = str.maketrans(dict.fromkeys(MARKS, "*"))
_PLACE: Final = f"[0-9{MARKS}]"
_GAP: Final = "[-~. ]{0,3}+"
# What stands around a mark in a number: of its eight places and more four before it or four behind; or the letter of a
# plate behind it, or before it and three places more, or a place right before it. So most marks are left beside figures
# that are no number's (#12, 4 x 100 m).
_AROUND: Final = (
    rf"(?:(?<={_PLACE}.)|(?=(?:{_GAP}{_PLACE}){{4}})|(?<=[-~. 0-9{MARKS}]{{4}}.)"
    rf"|(?={_PLACE}{{0,2}}+ {{0,2}}[{belongings.PLATE_LETTERS}])|(?<=[ {belongings.PLATE_LETTERS}].)(?={_PLACE}{{3}}))"
)
# A mark with a figure behind it and nothing of a number before it is the first place of one: seven more follow, or the
# letter of a plate.
_FIRST: Final = rf"(?=(?:{_GAP}{_PLACE}){{7}})|(?={_PLACE}{{0,2}}+ {{0,2}}[{belongings.PLATE_LETTERS}])"
_NOTICED: Final = re.compile(
    rf"[{MARKS}]{_AROUND}"
    rf"(?:(?=[- ]?[0-9])(?:(?<=[0-9{MARKS}~. {belongings.PLATE_LETTERS}-].)|{_FIRST})|(?<=[0-9].)|(?<=[0-9]-.))"
)
_PART: Final = " ?[-~. ]? ?"
_FAR: Final = 20  # characters of a number before the place where it is noticed


@dataclass(frozen=True, slots=True)
class _Shape:
    """A number with covered places, and what must hold: the words near it, and what the match leaves open."""

    kind: Kind
    pattern: re.Pattern[str]
    tells: Callable[[str], bool]
    told: frozenset[Label] = frozenset()


def _covered(most: int) -> Callable[[str], bool]:
    return lambda value: 0 < value.count("*") <= most


def _telephone(value: str) -> bool:
    """Say whether one place is covered, or two of the last group: offices cover two and more before it."""
    return 0 < value.count("*") <= 1 + ("*" not in value[:-4])


def _resident(value: str) -> bool:
    """Say whether the open places tell whose number it is, and can be those of one."""
    places = re.sub("[^0-9*]", "", value)
    birth, tail = places[:6], places[6:]
    front, back = 6 - birth.count("*"), 7 - tail.count("*")
    if tail[0] not in "12345678*" or back < 2 or not (front == 6 or back >= 5):
        return False
    return front < 6 or tail[0] == "*" or checksums.is_birth(places)


_RESIDENT: Final = rf"[0-9*]{{6}}{_PART}"


def _miscounted(value: str) -> bool:
    """Say whether a day of birth and three places of a tail with one place too few or too many are open."""
    birth, _, tail = value.replace(" ", "").partition("-")
    return "*" in tail and len(tail.replace("*", "")) > 2 and checksums.is_birth(birth + tail)


def _few(value: str) -> bool:
    """Say whether two places at most are covered."""
    return 0 < value.count("*") <= 2


def _born(value: str) -> bool:
    """Say whether a day of birth and the sex are open."""
    return checksums.is_birth(re.sub("[^0-9]", "", value))


_PLATE: Final = rf"(?:[0-9*]{{2,3}}) {{0,2}}[{belongings.PLATE_LETTERS}] {{0,2}}[0-9*]{{4}}"
_SHAPES: Final = (
    _Shape(Kind.ALIEN_NUMBER, re.compile(rf"{_RESIDENT}(?=[5-8])[0-9*]{{7}}"), _resident),
    _Shape(Kind.RESIDENT_NUMBER, re.compile(rf"{_RESIDENT}[0-9*]{{7}}"), _resident),
    _Shape(Kind.RESIDENT_NUMBER, re.compile(r"[0-9]{6} ?- ?[1-8](?:[0-9*]{4,5}|[0-9*]{7})(?![0-9*])"), _miscounted),
    _Shape(Kind.MOBILE, re.compile(rf"01[016789]{_PART}[0-9*]{{3,4}}{_PART}[0-9*]{{4}}"), _telephone),
    _Shape(Kind.DRIVER_LICENCE, re.compile(r"[12][0-9*]-[0-9*]{2}-[0-9*]{6}-[0-9*]{2}"), _covered(2)),
    _Shape(
        Kind.CARD,
        re.compile(rf"[0-9*]{{4}}(?:{_PART}[0-9*]{{4}}){{3}}"),
        _covered(2),
        frozenset({Label.CARD}),
    ),
    _Shape(Kind.HEALTH_INSURANCE, re.compile(r"[0-9]-?[0-9*]{10}"), _covered(1), frozenset({Label.HEALTH})),
    _Shape(
        Kind.BANK_ACCOUNT,
        re.compile(r"(?=[-0-9*]{10,20})(?=(?:-?[0-9*]){10,16}(?![-0-9*]))[0-9*]{2,6}(?:-[0-9*]{1,7}){1,4}"),
        _covered(2),
        frozenset({Label.ACCOUNT, Label.BANK}),
    ),
    # Of one group three places before or between open ones; where a whole group is covered, it is as offices do it.
    _Shape(
        Kind.BANK_ACCOUNT,
        re.compile(
            r"(?=(?:-?[0-9*]){10,16}(?![-0-9*]))[0-9]{2,6}(?:-[0-9]{1,7}){0,3}"
            r"-(?:\*{3}[0-9]{2,4}|[0-9]{1,4}\*{3}[0-9]{1,4})(?:-[0-9]{1,7}){0,2}"
        ),
        _covered(3),
        frozenset({Label.ACCOUNT, Label.BANK}),
    ),
    _Shape(Kind.PASSPORT, re.compile(r"[A-Za-z][0-9*]{8}"), _covered(1), frozenset({Label.PASSPORT})),
    _Shape(Kind.VEHICLE_PLATE, re.compile(_PLATE), _covered(1)),
)
_BESIDE_PEOPLE: Final = (
    _Shape(Kind.ALIEN_NUMBER, re.compile(rf"[0-9]{{6}}{_PART}[5-8]\*{{6}}"), _born),
    _Shape(Kind.RESIDENT_NUMBER, re.compile(rf"[0-9]{{6}}{_PART}[1-4]\*{{6}}"), _born),
    _Shape(Kind.MOBILE, re.compile(rf"01[016789]{_PART}[0-9*]{{3,4}}{_PART}[0-9*]{{4}}"), _few),
    _Shape(
        Kind.HOME_PHONE,
        re.compile(rf"0(?:2|[3-6][1-5]|70|50[0-9])\)?{_PART}[0-9*]{{3,4}}{_PART}[0-9*]{{4}}"),
        _few,
    ),
)
_BIRTH: Final = 6  # digits
_BIRTH_WITH_SEX: Final = re.compile(r"-(?<=(?<![-0-9A-Za-z.])[0-9]{6}-)[1-8](?![-0-9A-Za-z*●○.,]|호)")
# How far a name stands before a number in the lines of a form.
_LINES: Final = 3
_REACH: Final = 120
# What all of these have: places in a row, or the end of a plate. Most marks near a figure are none (#12, 4 x 100 m).
_ENOUGH: Final = re.compile(
    rf"{_PLACE}(?:{_GAP}{_PLACE}){{7}}|{_PLACE} {{0,2}}[{belongings.PLATE_LETTERS}] {{0,2}}{_PLACE}{{4}}"
)
_START: Final = re.compile("(?<![0-9*A-Za-z-])[0-9*A-Za-z]")
_NEXT: Final = re.compile(r"[0-9*]|-[0-9*]")


def find_partly_covered(reading: Reading) -> Iterator[Finding]:
    """Yield the numbers that are covered in part and still tell."""
    yield from _covered_numbers(reading, _SHAPES)


def find_covered_of_people(reading: Reading) -> Iterator[Finding]:
    """Yield the numbers of which more is covered, beside the people and the numbers that were found."""
    people = sorted(start for start, _ in reading.people)
    numbers = sorted(found.start for found in reading.owned if found.kind is not Kind.HOME_ADDRESS)
    for found in _covered_numbers(reading, _BESIDE_PEOPLE) if people or numbers else ():
        line, last = line_around(reading.text, found.start, found.end, reach=_REACH)
        if is_among(people, _lines_above(reading, line), last) or is_among(numbers, line, last):
            yield found


def find_births_with_sex(reading: Reading) -> Iterator[Finding]:
    """Yield the births with the figure that tells the sex, and no more of the number, beside the people found."""
    people = sorted(start for start, _ in reading.people)
    for match in _BIRTH_WITH_SEX.finditer(reading.text) if people else ():
        start, end = match.start() - _BIRTH, match.end()
        line, last = line_around(reading.text, start, end, reach=_REACH)
        near = is_among(people, _lines_above(reading, line), last)
        if near and checksums.is_birth(f"{reading.text[start : start + _BIRTH]}{match[0][-1]}"):
            kind = Kind.ALIEN_NUMBER if match[0][-1] in checksums.FOREIGN else Kind.RESIDENT_NUMBER
            yield Finding(kind, start, end, Confidence.POSSIBLE, "birth-with-sex")


def _lines_above(reading: Reading, line: int) -> int:
    """Return where the lines above one begin that may name somebody."""
    first = line
    for _ in range(_LINES):
        first = reading.text.rfind("\n", max(0, line - _REACH), max(0, first - 1)) + 1 or max(0, line - _REACH)
    return first


def _covered_numbers(reading: Reading, shapes: Sequence[_Shape]) -> Iterator[Finding]:
    text, done = reading.text, 0
    for sign in reading.signs.get(Sign.COVERED, ()):
        place = sign if text[sign] in MARKS else sign + 1 if text[sign + 1] in MARKS else sign + 2
        if place >= done and _NOTICED.match(text, place) and (found := _number(reading, shapes, place, done)):
            done = found.end
            yield found


def _number(reading: Reading, shapes: Sequence[_Shape], place: int, done: int) -> Finding | None:
    """Return the number around a covered place."""
    first = max(done, place - _FAR)
    if not _ENOUGH.search(reading.text, first, place + _FAR):
        return None
    stretch = reading.text[first : place + _FAR].translate(_PLAIN)
    for start in _starts(stretch, place - first):
        for shape in shapes:
            match = shape.pattern.match(stretch, start)
            if match and match.end() > place - first and _holds(reading, shape, match, first):
                begin = first + start - _region(reading, shape, first + start)
                return Finding(shape.kind, begin, first + match.end(), Confidence.LIKELY, "partly-covered")
    return None


def _region(reading: Reading, shape: _Shape, start: int) -> int:
    """Return how many characters before a plate are its region."""
    region = plates.REGION.search(reading.before(start, 6)) if shape.kind is Kind.VEHICLE_PLATE else None
    return len(region[0]) if region else 0


def _starts(stretch: str, place: int) -> Iterator[int]:
    """Yield where a number can begin that goes on to ``place``, the farthest first."""
    return (match.start() for match in _START.finditer(stretch, 0, place + 1))


def _holds(reading: Reading, shape: _Shape, match: re.Match[str], first: int) -> bool:
    """Say whether the number ends there, leaves enough open, and is announced where that is asked."""
    if _NEXT.match(match.string, match.end()) or not shape.tells(match[0]):
        return False
    start = first + match.start()
    if any(reading.announced(start, label, within=30) or reading.under(start, label) for label in shape.told):
        return True
    if shape.kind is Kind.CARD:
        return match[0].count("-") > 2 and (Label.CARD in reading.labels or _beside(reading, start, payments.CARD_WORD))
    return not shape.told or (shape.kind is Kind.BANK_ACCOUNT and _beside(reading, start, payments.BANK_BESIDE))


def _beside(reading: Reading, start: int, word: re.Pattern[str]) -> bool:
    return word.search(reading.before(start, 24)) is not None
