"""Numbers that belong to a person: the table of rows, tried at every place where a number can begin.

A document has few such places (:attr:`Reading.numbers`). There the rows for its words are tried in order, the first
that accepts wins, and the search goes on behind it. All patterns have bounded length, so the cost is linear.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from screening.findings import Finding
from screening.numbers import identity, passports, payments, plates, telephones
from screening.numbers.rows import Place, Row, loosened
from screening.numbers.toldnumbers import TOLD_BY, told_number
from screening.text.cues import Label
from screening.text.reading import Reading

# Those with a letter first: what has the shape of one has that of no other, and the other way round.
ROWS: Final[tuple[Row, ...]] = (*plates.ROWS, *passports.ROWS, *identity.ROWS, *telephones.ROWS, *payments.ROWS)
_LOOSE: Final = {row.rule: loosened(row) for row in ROWS}
_NEEDED: Final = frozenset().union(*(row.needs for row in ROWS))
# Digits apart inside a group are tried where a hyphen holds them together, or where all of them stand apart, and from
# the first of them only.
_APART: Final = re.compile(
    r"(?:(?<![0-9][- \n])|(?<=[^0-9] [0-9] )(?=0[0-9]{1,2}-))(?:"
    r"(?=[0-9 \n()]{0,12}-)(?=[-0-9()]*+[ \n]++[-0-9()])(?=[-0-9 \n()]{0,24}?[0-9][ \n]{1,2}[0-9])"
    r"|(?:[0-9]|01[016789]) {1,2}[0-9] {1,2}[0-9](?![0-9]))"
)
_CLOSING: Final = {"(": ")", "[": "]"}


@dataclass(frozen=True)
class _Choice:
    """The rows that are tried at one place: all shapes at once, since most places have none, then row by row."""

    rows: tuple[Row, ...]

    @cached_property
    def shapes(self) -> re.Pattern[str]:
        """The shapes in order, and behind them that of digits apart: an empty group tells which was met."""
        shapes = [*(row.pattern for row in self.rows), _APART]
        return re.compile("|".join(f"(?:{shape.pattern})(?P<r{place}>)" for place, shape in enumerate(shapes)))

    @cached_property
    def _coming(self) -> dict[tuple[str, int], tuple[tuple[int, Row], ...]]:
        """The rows that can begin with each character from each of them on, with their places among all."""
        firsts = set("".join(row.first for row in self.rows))
        return {
            (one, place): tuple((at, row) for at, row in enumerate(self.rows) if at >= place and one in row.first)
            for one in firsts
            for place in range(len(self.rows))
        }

    @cached_property
    def places(self) -> dict[int | None, int]:
        """The shape that each of those groups tells."""
        return {self.shapes.groupindex[f"r{place}"]: place for place in range(len(self.rows) + 1)}

    def first(self, reading: Reading, start: int) -> tuple[int, re.Match[str]] | None:
        """Return which shape is met first at ``start``, as many as there are rows for that of digits apart."""
        shape = self.shapes.match(reading.text, start)
        return (self.places[shape.lastindex], shape) if shape else None

    def number(self, reading: Reading, place: int, shape: re.Match[str]) -> Finding | None:
        """Return the number by the first of the rows that accepts it; the row at ``place`` has the first shape met."""
        start = shape.start()
        for at, row in self._coming.get((reading.text[start], place), ()):
            known = at == place and not row.pattern.groups
            match = shape if known else row.pattern.match(reading.text, start)
            if match and (confidence := row.accept(Place(reading, match, loose=row.loose))):
                return Finding(row.kind, start - _lead(row, reading, match), match.end(), confidence, row.rule)
        return None


@cache
def _choice(rows: tuple[Row, ...]) -> tuple[_Choice, _Choice]:
    """Return the rows as they are, and loosened."""
    return _Choice(rows), _Choice(tuple(_LOOSE[row.rule] for row in rows))


@cache
def _choices(labels: frozenset[Label]) -> tuple[_Choice, _Choice]:
    """Return the rows in force in a text that has words of these labels; there are few such sets."""
    return _choice(tuple(row for row in ROWS if not row.needs or not row.needs.isdisjoint(labels)))


def find_numbers(reading: Reading) -> Iterator[Finding]:
    """Yield the numbers of the table that stand in the text, in order and apart from one another."""
    done = 0
    choices = _choices(reading.labels & _NEEDED)
    told = _told_by(reading.labels)
    for start in reading.numbers:
        if start < done:
            continue
        found = _in_rows(reading, start, choices) or (told and told_number(reading, start, told))
        if found:
            done = found.end
            yield found


def _in_rows(reading: Reading, start: int, choices: tuple[_Choice, _Choice]) -> Finding | None:
    exact, loose = choices
    met = exact.first(reading, start)
    if met is None:
        return None
    found = exact.number(reading, *met)
    if found is None and (met[0] == len(exact.rows) or _APART.match(reading.text, start)):
        met = loose.first(reading, start)
        found = loose.number(reading, *met) if met else None
    return found


@cache
def _told_by(labels: frozenset[Label]) -> tuple[Label, ...]:
    """Return those of the labels whose numbers are known by their word, in a fixed order."""
    return tuple(sorted(labels & TOLD_BY))


def _lead(row: Row, reading: Reading, match: re.Match[str]) -> int:
    """Return how many characters before the first digit belong to the number; a bracket if the number closes it."""
    lead = row.lead.search(reading.before(match.start(), 6)) if row.lead else None
    if lead is None:
        return 0
    opening = lead[0][0]
    closing = _CLOSING.get(opening)
    is_open = closing is not None and match[0].count(closing) <= match[0].count(opening)
    return len(lead[0]) - is_open
