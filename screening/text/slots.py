"""Slots: the place that a value has in its row, its form or its list, however that is laid out.

Offices write the same list in many ways: cells parted by tabs, bars, slashes or spaces, a cell or a label a line, names
with all else in brackets behind them. In each of them one kind of value stands in the same place of every row: in the
same cell, behind the same label, or with the same signs between it and what was found beside it. Where one row tells
what stands there, the others need not.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from screening.findings import Finding, Kind
from screening.text.lines import line_around

LONGEST_ROW: Final = 240
_OF_BODIES_TOO: Final = frozenset({Kind.HOME_PHONE, Kind.HOME_ADDRESS})
_SIGNS: Final = ("\t", "│", "|", ";", " · ", " / ", "/", "  ", ",")
WIDE: Final = "  "
_GAPS: Final = re.compile("(?<=[^ ]) {2,}")
_FEWEST: Final = {"/": 2, ",": 2}  # signs of a row, where they part other things too
_LONGEST_LABEL: Final = 16
_BULLET: Final = r"[ \t>○●□■◦▶▷※*·ㅇ│|-]*(?:(?:[0-9]{1,3}(?:-[0-9]{1,2})?|[가-하])[.)]? ?)?"
_LABEL: Final = re.compile(
    rf"{_BULLET}[(\[【<\"]?(?P<label>[가-힣A-Za-z][가-힣A-Za-z. ]{{0,18}}(?:\([가-힣A-Za-z ,/]{{1,10}}\))?)"
    r"[)\]】>\"]?(?: ?\([가-힣]{1,6}\))?(?:[ \t]{0,2}[:=→|│·.…\t-]+[ \t]*\"?|(?<=[)\]】])[ \t]*|[ \t]{1,12})"
)
_ABOVE: Final = re.compile(
    rf"{_BULLET}(?P<label>[가-힣A-Za-z][가-힣A-Za-z ]{{0,14}}(?:\([가-힣A-Za-z ]{{1,10}}\))?) ?:? ?"
)
TIME: Final = re.compile(r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9] {1,2}(?:\Z|(?=[가-힣]))")
_LONGEST_TIME: Final = 8
_LONGEST_GAP: Final = 32
_MOST_WORDS: Final = 2
_TOKEN: Final = re.compile(r"[가-힣A-Za-z]+|[0-9][0-9.,-]*[0-9]|[0-9]| {2,}|\n[ \t]*|[^가-힣A-Za-z0-9]")
_WORD: Final = "[가-힣A-Za-z]{1,12}"
_NUMBER: Final = "[0-9](?:[0-9.,-]{0,14}[0-9])?"
_WIDE: Final = " {2,40}"
_BREAK: Final = r"\n[ \t]{0,24}"


class Cell(NamedTuple):
    """A cell of a row whose cells a sign parts: which sign, and how many of it stand before."""

    sign: str
    before: int


class Labelled(NamedTuple):
    """A value behind a label in its line, or below one."""

    label: str


class Behind(NamedTuple):
    """A value behind something found of that kind, with such a gap between the two; ``gap`` is a pattern."""

    kind: Kind
    gap: str


class Ahead(NamedTuple):
    """A value at the beginning of its line, before something found of that kind."""

    kind: Kind
    gap: str


class Timed(NamedTuple):
    """A value behind a time of the day: 09:30 …."""


Slot = Timed | Cell | Labelled | Behind | Ahead


class Found:
    """The findings of a text in order, for the slots beside them."""

    def __init__(self, text: str, owned: Sequence[Finding], people: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.all = sorted(
            {
                *((one.start, one.end, one.kind) for one in owned),
                *((start, end, Kind.PERSON_NAME) for start, end in people),
            }
        )
        self.starts = [start for start, _, _ in self.all]

    def covers(self, start: int, end: int) -> bool:
        """Say whether something was found that reaches into ``start`` to ``end``."""
        at = bisect_left(self.starts, end) - 1
        return any(self.all[place][1] > start for place in range(at, max(-1, at - 3), -1))

    def has_somebody(self, start: int, end: int) -> bool:
        """Say whether something was found there that nobody but a person has."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return any(kind not in _OF_BODIES_TOO for _, _, kind in self.all[first:last])

    def before(self, start: int) -> tuple[int, int, Kind] | None:
        """Return what was found last before ``start``."""
        at = bisect_right(self.starts, start - 1) - 1
        return self.all[at] if at >= 0 and self.all[at][1] <= start else None

    def next_start(self, end: int) -> int:
        """Return where the next thing found begins; the end of the text where nothing is."""
        at = bisect_left(self.starts, end)
        return self.starts[at] if at < len(self.starts) else len(self.text)

    def slots(self, start: int, end: int) -> Iterator[Slot]:
        """Yield the slots of what stands from ``start`` to ``end``."""
        first, last = row(self.text, start)
        if TIME.search(self.text, max(0, start - _LONGEST_TIME), start):
            yield Timed()
        yield from cells(self.text, start)
        if label := label_of(self.text, start):
            yield Labelled(label)
        if (ahead := self.before(start)) and (gap := shape(self.text[ahead[1] : start], start - ahead[1])):
            yield Behind(ahead[2], gap)
        at = bisect_left(self.starts, end)
        is_first = at == bisect_left(self.starts, first)
        if is_first and at < len(self.all) and self.all[at][0] <= last:
            behind, _, kind = self.all[at]
            if gap := shape(self.text[end:behind], behind - end):
                yield Ahead(kind, gap)


def row(text: str, position: int) -> tuple[int, int]:
    """Return where the line around a place is."""
    return line_around(text, position, position, reach=LONGEST_ROW)


def cells(text: str, position: int) -> Iterator[Cell]:
    """Yield in which cell of its row a place is, by the first sign that parts it into cells."""
    start, end = row(text, position)
    for sign in _SIGNS:
        if text.count(sign, start, end) >= _FEWEST.get(sign, 1):
            before = sum(1 for _ in _GAPS.finditer(text, start, position)) if sign == WIDE else None
            yield Cell(sign, text.count(sign, start, position) if before is None else before)
            return


def label_of(text: str, position: int) -> str:
    """Return the label before a value in its line, or over it where it has a line of its own."""
    start, _ = row(text, position)
    lead = text[start:position]
    if len(lead) <= 2 * _LONGEST_LABEL and (match := _LABEL.fullmatch(lead)):
        return match["label"].strip()
    if lead.strip() or not start:
        return ""
    above, _ = row(text, start - 1)
    match = _ABOVE.fullmatch(text, above, start - 1)
    return match["label"].strip() if match else ""


@lru_cache(maxsize=4_000)
def shape(gap: str, length: int) -> str:
    """Return a pattern of what parts two values as ``gap`` does; nothing where it is longer than that in a row."""
    if not 0 < length <= _LONGEST_GAP:
        return ""
    parts, words = [], 0
    for token in _TOKEN.findall(gap):
        if token[0].isalpha():
            words += 1
            parts.append(_WORD)
        elif token[0].isdigit():
            words += 1
            parts.append(_NUMBER)
        elif token[0] == "\n":
            parts.append(_BREAK)
        else:
            parts.append(_WIDE if len(token) > 1 else re.escape(token))
    return "".join(parts) if words <= _MOST_WORDS else ""


def value_of(text: str, start: int) -> int | None:
    """Return where the value behind the label of a line begins, or at the line's own beginning below a label."""
    if match := _LABEL.match(text, start):
        return match.end()
    end = start
    while text[end : end + 1] in (" ", "\t", ">"):
        end += 1
    return end if start and label_of(text, end) else None


def record(text: str, start: int, end: int, lines: int) -> tuple[int, int]:
    """Return where the lines around one begin and end, no more than so many and none behind an empty one."""
    for _ in range(lines):
        above = text.rfind("\n", 0, max(0, start - 1)) + 1
        if start < 2 or text[start - 2] == "\n" or not text[above : start - 1].strip():
            break
        start = above
    for _ in range(lines):
        if end >= len(text) or text[end + 1 : end + 2] in ("", "\n"):
            break
        below = text.find("\n", end + 1)
        end = len(text) if below < 0 else below
    return start, end
