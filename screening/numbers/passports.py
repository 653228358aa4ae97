"""Passport numbers: the present Korean form by itself, every other form near its cue word."""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.numbers.rows import Place, Row
from screening.text.cues import Label
from screening.text.figures import SIGNS
from screening.text.reading import Reading

# Since December 2021: kind (M, S, R, G, D), three digits, a letter, four digits.
_PRESENT: Final = re.compile(r"[0-9]{3}[A-Z][0-9]{4}(?![0-9A-Za-z*])")
_KIND: Final = re.compile(r"(?<![0-9A-Za-z*])[MSRGD]\Z")
# Before: a letter and eight digits, or two and seven; other countries' have up to nine characters too (ICAO 9303).
_LETTERED: Final = (
    r"(?:[A-Za-z]{1,2}[ -]?[0-9]{3,4} ?[0-9]{3,5}|[A-Za-z](?: [0-9]){3} [A-Za-z0-9](?: [0-9]){4}"
    r"|[A-Za-z][ -]?[0-9]{3} ?-?[A-Za-z] ?-?[0-9]{4})(?![0-9A-Za-z*]|-[0-9])"
)
_ANY: Final = re.compile(rf"(?<![0-9A-Za-z*]){_LETTERED}")
# Nine digits, as on many countries' passports, or letters and six digits at least with any sign between, where nothing
# else can be meant.
_PARTS: Final = rf"[{SIGNS} ]{{0,3}}+"
_MIXED: Final = rf"(?=(?:[A-Z]?{_PARTS}[0-9]){{6}})[A-Z0-9](?:{_PARTS}[A-Z0-9]){{7,8}}(?![0-9A-Za-z*])"
_PLAIN: Final = re.compile(
    r"(?: ?번 ?호| ?N[Oo]\.?)?[는은이가]?(?:\([가-힣]{1,4}\))?[ :=(\"\[|/\t.→>]{0,5}"
    rf"((?<![0-9A-Za-z*])[0-9]{{9}}(?![0-9A-Za-z*])|{_LETTERED}|{_MIXED}"
    # Of other countries, letters and figures in any order: 00AB12345.
    r"|(?=[0-9]{0,4}[A-Z])(?=(?:[A-Z]*[0-9]){5})[A-Z0-9]{7,10}(?![0-9A-Za-z*]))"
)
_REACH: Final = 48
# Beside nothing that could be a code's: in a list below the word.
_ALONE: Final = re.compile(
    "(?<![-0-9A-Za-z*])(?:[A-Z]{1,2}[0-9]{7}|[MSRGD](?:[0-9]{8}|[0-9]{3}[A-Z][0-9]{4}))(?![-0-9A-Za-z*])"
)
_LIST: Final = 400
# Behind the number: M00000001 여권 사본.
_FOLLOWED: Final = re.compile(rf"(?<![0-9A-Za-z*])({_LETTERED})[ (:,]{{0,3}}[가-힣]{{0,4}}\Z")
_LONGEST: Final = 24  # more than a match, so that none is cut off by the end of the search


def _present(place: Place) -> Confidence | None:
    return Confidence.POSSIBLE if place.follows(_KIND, 2) and not place.linked else None


ROWS: Final = (Row(Kind.PASSPORT, "passport-form", first="0123456789", pattern=_PRESENT, accept=_present, lead=_KIND),)


def find_passports(reading: Reading) -> Iterator[Finding]:
    """Yield the passport numbers of the text that a word announces."""
    near: set[tuple[int, int]] = set()
    for start, end in _announced(reading):
        near.update(match.span() for match in _ANY.finditer(reading.text, start, end + _LONGEST) if match.start() < end)
    for start, end in _exact(reading):
        if match := _PLAIN.match(reading.text, start, end):
            near.add(match.span(1))
    near.update(
        match.span() for cue in reading.cues if cue.label is Label.PASSPORT for match in _farther(reading, cue.end)
    )
    for cue in reading.cues:
        if cue.label is Label.PASSPORT and (match := _FOLLOWED.search(reading.text, cue.start - _LONGEST, cue.start)):
            near.add(match.span(1))
    for start, end in sorted(near):
        yield Finding(Kind.PASSPORT, start, end, Confidence.CERTAIN, "passport")


def _announced(reading: Reading) -> list[tuple[int, int]]:
    """Return where a passport number would be: behind a word for it, and below a heading of that name."""
    ends = [cue.end for cue in reading.cues if cue.label is Label.PASSPORT]
    return [(end, end + _REACH) for end in ends] + _cells(reading)


def _farther(reading: Reading, end: int) -> Iterator[re.Match[str]]:
    """Yield what has the form of one farther behind such a word, in the lines of a list."""
    return _ALONE.finditer(reading.text, end, end + _LIST)


def _exact(reading: Reading) -> list[tuple[int, int]]:
    """Return where nothing but a passport number would be: right behind the word, and in its column."""
    return [(cue.end, cue.end + _LONGEST) for cue in reading.cues if cue.label is Label.PASSPORT] + _cells(reading)


def _cells(reading: Reading) -> list[tuple[int, int]]:
    return [(cell.start, cell.end) for cell in reading.cells if cell.label is Label.PASSPORT]
