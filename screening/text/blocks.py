"""Tables whose cells nothing parts: PDF joins the cells of a row by spaces, or writes one cell a line.

Which cell stands below which heading is lost there, but a number under a row of headings still is what one of them says
when it has the shape of it: 110-000-000000 below 연번 은행 계좌번호 금액. A block is where such headings hold.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from screening.text.cues import Cue, Label
from screening.words import officials, patterns

_PEOPLE: Final = frozenset({Label.NAME, Label.CITIZEN, Label.PERSON, Label.HOLDER, Label.ROSTER, Label.HOME})
_OFFICIALS: Final = patterns.cue(f"{officials.OFFICIAL_COLUMN} 담당")
# No heading is a sentence, has a value behind it, or holds figures beyond those of 생년월일(6자리).
_NO_HEADING: Final = re.compile(r"[0-9]{3}|[\t|;:=]|[^ ]{15}|[.?!] {0,4}\Z")
_SENTENCE: Final = re.compile(r"[가-힣][.?!] {0,4}\Z|[\t|]")
_REST: Final = re.compile(r" {0,3}(?:\([^()]{1,12}\))?(?![^ \n/])(?:[^\n\t|;:=0-9]|[0-9](?![0-9]{2})){0,100}+(?![^\n])")
_NOTE: Final = re.compile(r" {0,3}(?:\([^()]{1,12}\))? {0,4}(?![^ \n/])")
_FIGURE: Final = re.compile("[0-9]")
# Characters of a line: one heading or its cell, and a row of them.
_LONGEST_CELL: Final = 60
_LONGEST_HEADINGS: Final = 100
_LONGEST_ROW: Final = 200


@dataclass(slots=True)
class Block:
    """Lines below headings of these labels; ``people`` where each row is a citizen."""

    start: int
    end: int
    labels: frozenset[Label]
    people: bool


class _Lines:
    """The lines of a text, of which only as much is looked at as a row may be long."""

    def __init__(self, text: str, cues: Sequence[Cue]) -> None:
        self._text = text
        self._cues = cues
        self._starts = [cue.start for cue in cues]

    def around(self, position: int) -> tuple[int, int] | None:
        start = self._text.rfind("\n", max(0, position - _LONGEST_HEADINGS), position) + 1
        if not start and position > _LONGEST_HEADINGS:
            return None
        return start, self.end(start)

    def end(self, start: int) -> int:
        """Return where the line ends, or where it grows too long."""
        end = self._text.find("\n", start, start + _LONGEST_ROW)
        return end if end >= 0 else min(len(self._text), start + _LONGEST_ROW)

    def row(self, start: int, end: int) -> str:
        return self._text[start:end]

    def headings(self, start: int, end: int) -> list[Cue]:
        """Return the cue words of a line of headings; none where it is none."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        if first == last or end - start > _LONGEST_HEADINGS:
            return []
        row = self.row(start, end).replace("/", " ")
        if _NO_HEADING.search(row):
            return []
        return [
            cue for cue in self._cues[first:last] if cue.label is not Label.BANK and _NOTE.match(row, cue.end - start)
        ]


def find_blocks(text: str, cues: Sequence[Cue]) -> list[Block]:
    """Return the blocks of a text, given the cue words found in it, in order and apart from one another."""
    candidates = [cue for cue in cues if _REST.match(text, cue.end)]
    if not candidates:
        return []
    blocks: list[Block] = []
    lines = _Lines(text, cues)
    done = 0
    for cue in candidates:
        if cue.start < done:
            continue
        line = lines.around(cue.start)
        if line is None or not lines.headings(*line):
            continue
        block = _block(lines, len(text), *line)
        done = block.end
        blocks.append(block)
    return blocks


def _block(lines: _Lines, length: int, start: int, end: int) -> Block:
    """Return the block below the headings that stand from ``start`` to ``end`` and in the lines right below them."""
    labels = {cue.label for cue in lines.headings(start, end)}
    officials = bool(_OFFICIALS.search(lines.row(start, end)))
    begin, figures = end, False
    longest = _LONGEST_ROW if " " in lines.row(start, end).strip() else _LONGEST_CELL
    while end < length:
        start, end = end + 1, lines.end(end + 1)
        row = lines.row(start, end)
        if end - start >= longest or _SENTENCE.search(row):
            end = start
            break
        if more := lines.headings(start, end):
            if figures:
                end = start
                break
            labels.update(cue.label for cue in more)
        officials = officials or (not figures and bool(_OFFICIALS.search(row)))
        figures = figures or bool(_FIGURE.search(row))
    return Block(begin, end, frozenset(labels), not officials and not _PEOPLE.isdisjoint(labels))
