"""Tables whose cells no mark parts: PDF joins the cells of a row by spaces, or writes one cell a line.

Which cell stands below which heading is told by what fits there: 홍길동 010-0000-1234 마당로 12 below 성명 전화 주소.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from screening.text.columns import Cell, are_peoples, are_reached, has_post, heading_label, is_heading, is_official
from screening.text.cues import Cue, Label
from screening.text.fitting import Heading, Headings, laid_out, side_by_side
from screening.words import headings as words

_Span = tuple[int, int]

_LONGEST_HEADINGS: Final = 100
_LONGEST_HEADING: Final = 16
_LONGEST_ROW: Final = 200
_LONGEST_CELL: Final = 60
_MOST_ROWS: Final = 500
_MOST_HEADINGS: Final = 12
_TRIED: Final = 3  # rows by which is told how many of the lines are headings
_PATIENCE: Final = 2  # lines that are no rows
# No heading is a sentence, has a value behind it, or holds figures beyond those of 생년월일(6자리).
_NO_HEADINGS: Final = re.compile(r"[0-9]{3}|[\t|;:=,]|[^ ]{15}|[.?!] {0,4}\Z|다 {0,4}\Z")
_REST: Final = re.compile(
    r" {0,3}(?:\([^()\n]{1,12}\))?(?![^ \n/])(?:[^\n\t|;:=0-9]|[0-9](?![0-9]{2})){0,100}+(?![^\n])"
)
_SENTENCE: Final = re.compile(r"[가-힣][.?!] {0,4}\Z|[\t|]|(?:니다|음|함|임)[.] |[가-힣)]: ")
_WIDE: Final = re.compile(r" {2,}")
_WORD: Final = re.compile(r"[^ ]+")
_FORE: Final = frozenset(words.FORE.split())
_IN_CHARGE: Final = re.compile("(?:담당|책임|처리|작성|결재|관리)자 (?:성 ?명|이 ?름|성함|연락처|전화)")
_BULLET: Final = " \t○●□■◦▶▷※*·-"


def laid_out_cells(text: str, cues: Sequence[Cue]) -> list[Cell]:
    """Return the labelled cells of the tables without marks, in order of position, given the cue words of the text."""
    cells: list[Cell] = []
    done = 0
    for cue in cues:
        if cue.start < done or cue.label is Label.BANK or not _REST.match(text, cue.end):
            continue
        line = _line(text, cue.start)
        if line is None or _NO_HEADINGS.search(text, *line):
            continue
        found = _in_rows(text, line) or _in_lines(text, line, done)
        if found:
            cells += found[0]
            done = found[1]
    return cells


def _line(text: str, position: int) -> _Span | None:
    start = text.rfind("\n", max(0, position - _LONGEST_HEADINGS), position) + 1
    if not start and position > _LONGEST_HEADINGS:
        return None
    end = _line_end(text, start)
    return (start, end) if end - start <= _LONGEST_HEADINGS else None


def _line_end(text: str, start: int) -> int:
    """Return where the line ends, or where it grows too long."""
    end = text.find("\n", start, start + _LONGEST_ROW)
    return end if end >= 0 else min(len(text), start + _LONGEST_ROW)


def _heading(said: str) -> Heading:
    known = len(said) <= _LONGEST_HEADING and is_heading(said)
    return Heading(said, heading_label(said) if known else None, known)


def _headings(names: Sequence[str]) -> Headings | None:
    """Return the cells of a line as headings, if most of them are known and a cue word is among them."""
    columns = tuple(map(_heading, names))
    known = sum(one.known for one in columns)
    if known < 2 or 2 * known <= len(columns) or any(len(name) > _LONGEST_HEADING for name in names):
        return None
    return _made(columns, 8, 5)


def _is_headings(text: str, start: int, end: int) -> bool:
    """Say whether a line has headings alone: what stands over it is a title."""
    if end - start > _LONGEST_HEADINGS or _NO_HEADINGS.search(text, start, end):
        return False
    return _headings(_names(text, start, end)) is not None


def _made(columns: tuple[Heading, ...], address: int, other: int) -> Headings | None:
    labels = [one.label for one in columns]
    said = [one.said for one in columns]
    if not any(labels) or any(map(is_official, said)) or _IN_CHARGE.search(" ".join(said)):
        return None
    most = tuple(address if label in (Label.ADDRESS, Label.HOME) or not label else other for label in labels)
    return Headings(columns, are_peoples(labels, said), are_reached(labels), most)


def _words_of(text: str, start: int, end: int) -> list[_Span]:
    """Return the cells of a line that wide spaces part, or its words."""
    if text.find("  ", start, end) < 0:
        return [match.span() for match in _WORD.finditer(text, start, end)]
    cells = []
    for match in _WIDE.finditer(text, start, end):
        cells.append((start, match.start()))
        start = match.end()
    return [(first, last) for first, last in (*cells, (start, end)) if first < last]


def _in_rows(text: str, line: _Span) -> tuple[list[Cell], int] | None:
    """Return the cells of a table with a row a line, and where it ends."""
    headings = _headings(_names(text, *line))
    if headings is None:
        return None
    cells: list[Cell] = []
    end, others, done = line[1], 0, line[1]
    for _ in range(_MOST_ROWS):
        start = end + 1
        if start >= len(text) or others > _PATIENCE:
            break
        end = _line_end(text, start)
        if (
            _SENTENCE.search(text, start, end)
            or has_post(text, start, end)
            or (not cells and _is_headings(text, start, end))
        ):
            break
        words = [match.span() for match in _WORD.finditer(text, start, end)]
        row = _laid(text, headings, _wide(text, headings, start, end) or words) if words else None
        others = 0 if row else others + 1
        if row:
            cells += row
            done = end
        elif not cells and others > 1:
            break
    return (cells, done) if cells else None


def _names(text: str, start: int, end: int) -> list[str]:
    """Return the headings of a line; those of which only one space parts some are told by what they are."""
    names: list[str] = []
    for first, last in _words_of(text, start, end):
        name = text[first:last].strip(_BULLET)
        words = name.split()
        apart = (
            len(words) > 1 and words[0] not in _FORE and all(len(word) > 1 and _heading(word).known for word in words)
        )
        names += words if apart else [name]
    return names if text.find("  ", start, end) >= 0 else _joined(names)


def _ends(text: str, start: int, end: int) -> bool:
    """Say whether a line is none of the table: a sentence, or what an official signs."""
    return _SENTENCE.search(text, start, end) is not None or has_post(text, start, end)


def _is_known(word: str) -> bool:
    return len(word) > 1 and _heading(word).known


def _joined(names: list[str]) -> list[str]:
    """Return the headings with those in two words together: 최종 주소, 신청 휴대폰."""
    joined: list[str] = []
    held = ""
    for name in names:
        one = f"{held} {name}" if held else name
        held = one if name in _FORE else ""
        if not held:
            joined.append(one)
    return [*joined, held] if held else joined


def _wide(text: str, headings: Headings, start: int, end: int) -> list[_Span]:
    """Return the cells of a row that wide spaces part, where they are as many as the headings, or one less."""
    cells = _words_of(text, start, end)
    return cells if 0 <= len(headings.columns) - len(cells) <= 1 and len(cells) > 1 else []


def _in_lines(text: str, line: _Span, done: int) -> tuple[list[Cell], int] | None:
    """Return the cells of a table with a cell a line, and where it ends; where its headings end if it has no rows."""
    if not _heading(text[line[0] : line[1]].strip(_BULLET)).known:
        return None
    start = _first(text, line, done)
    lines = _lines(text, start, _TRIED * _MOST_HEADINGS)
    known = [_heading(text[first:last].strip(_BULLET)) for first, last in lines[: _MOST_HEADINGS + 2]]
    best: tuple[float, Headings] | None = None
    for count in _counts(known):
        headings = _made(tuple(known[:count]), 2, 1)
        value = _cycled(text, headings, lines[count : (_TRIED + 1) * count])[0] if headings else 0.0
        if headings and value and (best is None or value > best[0]):
            best = value, headings
    if best is None:
        return [], lines[len(list(takewhile(lambda one: one.known, known))) - 1][1] if lines else line[1]
    count = len(best[1].columns)
    _, cells, end = _cycled(text, best[1], _lines(text, start, _MOST_ROWS * count)[count:])
    return cells, end


def _first(text: str, line: _Span, done: int) -> int:
    """Return where the first of the headings that stand one below the other begins."""
    start = line[0]
    for _ in range(_MOST_HEADINGS):
        before = text.rfind("\n", max(done, start - 1 - _LONGEST_HEADING), max(done, start - 1)) + 1
        said = text[before : max(before, start - 1)].strip(_BULLET)
        if not before < start - 1 or not _heading(said).known or _NO_HEADINGS.search(said):
            break
        start = before
    return start


def _lines(text: str, start: int, most: int) -> list[_Span]:
    """Return the lines of one cell from there on, at most so many."""
    lines: list[_Span] = []
    while start < len(text) and len(lines) < most:
        end = _line_end(text, start)
        if end - start > _LONGEST_CELL or _ends(text, start, end):
            break
        if end > start:
            lines.append((start, end))
        start = end + 1
    return lines


def _counts(known: Sequence[Heading]) -> Iterator[int]:
    """Yield how many of the first lines may be headings: those that are known, and one more between or behind."""
    count = sum(1 for _ in takewhile(lambda one: one.known, known))
    yield count
    if count > 1:
        behind = sum(1 for _ in takewhile(lambda one: one.known, known[count + 1 :]))
        yield count + 1 + behind


def _cycled(text: str, headings: Headings, lines: Sequence[_Span]) -> tuple[float, list[Cell], int]:
    """Return how well the lines fit below the headings in turn, the cells, and where they end."""
    count = len(headings.columns)
    cells: list[Cell] = []
    at, rows, end, total = 0, 0, 0, 0.0
    while at < len(lines) and not _heading(text[lines[at][0] : lines[at][1]].strip(_BULLET)).known:
        laid = _next_row(text, headings, lines[at : at + count + 1])
        if laid is None:
            break
        used, (value, row) = laid
        cells += row
        total += value / count
        at += used
        rows += 1
        end = lines[at - 1][1]
    return (total / rows if rows else 0.0), cells, end


def _next_row(text: str, headings: Headings, lines: Sequence[_Span]) -> tuple[int, tuple[float, list[Cell]]] | None:
    """Return how many lines the next row has, and how it is laid: as many as headings, or one more or less."""
    count = len(headings.columns)
    if exact := side_by_side(text, headings, lines[:count]):
        return min(count, len(lines)), exact
    many = [n for n in dict.fromkeys((count, count + 1, count - 1)) if 0 < n <= len(lines)]
    laid = [(n, found) for n in many if (found := laid_out(text, headings, lines[:n]))]
    return max(laid, key=lambda one: one[1][0], default=None)


def _laid(text: str, headings: Headings, words: Sequence[_Span]) -> list[Cell]:
    """Return the labelled cells of a row; none where its words fit no heading."""
    laid = side_by_side(text, headings, words) or laid_out(text, headings, words)
    return laid[1] if laid else []
