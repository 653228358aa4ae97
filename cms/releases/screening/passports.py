"""Passport numbers: the present Korean form by itself, every other form near its cue word."""

import re
from collections.abc import Iterator
from typing import Final

from cms.releases.screening.cues import Label
from cms.releases.screening.findings import Confidence, Finding, Kind
from cms.releases.screening.reading import Reading
from cms.releases.screening.rows import Place, Row

# Since December 2021: kind (M, S, R, G, D), three digits, a letter, four digits.
_PRESENT: Final = re.compile(r"[0-9]{3}[A-Z][0-9]{4}(?![0-9A-Za-z*])")
_KIND: Final = re.compile(r"(?<![0-9A-Za-z*])[MSRGD]\Z")
# Before: a letter and eight digits, or two and seven; other countries' have up to nine characters too (ICAO 9303).
_ANY: Final = re.compile(
    r"(?<![0-9A-Za-z*])(?:[A-Za-z]{1,2}[ -]?[0-9]{3,4} ?[0-9]{3,4}|[A-Za-z][0-9]{3} ?[A-Za-z] ?[0-9]{4})"
    r"(?![0-9A-Za-z*])"
)
_WORDS: Final = ("assport", "ASSPORT")
_REACH: Final = 48
_LONGEST: Final = 24  # more than a match, so that none is cut off by the end of the search


def _present(place: Place) -> Confidence | None:
    return Confidence.POSSIBLE if place.follows(_KIND, 2) else None


ROWS: Final = (Row(Kind.PASSPORT, "passport-form", first="0123456789", pattern=_PRESENT, accept=_present, lead=_KIND),)


def find_passports(reading: Reading) -> Iterator[Finding]:
    """Yield the passport numbers of the text that a word announces."""
    near: set[tuple[int, int]] = set()
    for start, end in _announced(reading):
        near.update(match.span() for match in _ANY.finditer(reading.text, start, end + _LONGEST) if match.start() < end)
    for start, end in sorted(near):
        yield Finding(Kind.PASSPORT, start, end, Confidence.CERTAIN, "passport")


def _announced(reading: Reading) -> list[tuple[int, int]]:
    """Return where a passport number would be: behind a word for it, and in a table column of that name."""
    ends = [cue.end for cue in reading.cues if cue.label is Label.PASSPORT]
    for word in _WORDS:
        found = reading.text.find(word)
        while found >= 0:
            ends.append(found + len(word))
            found = reading.text.find(word, found + len(word))
    cells = [(cell.start, cell.end) for cell in reading.cells if cell.label is Label.PASSPORT]
    return [(end, end + _REACH) for end in ends] + cells
