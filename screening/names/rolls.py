"""Rolls: tables of persons that came out of a page as plain lines, their cells joined by spaces or one a line.

A PDF has no cells, and a web page may break every one. What is left of the table is its row of headings (연번 성명
생년월일), in one line or in several, and below it lines that begin with a number or with a name, or are short.
"""

import re
from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence
from typing import Final, NamedTuple

from screening.names.foreign import foreign_words
from screening.names.forms import Evidence, is_common, is_name
from screening.names.likelihood import is_role, may_fill
from screening.names.posted import is_posted
from screening.names.shapes import HANJA, LATIN, POST, SPACED, STOP, WHOLE
from screening.text.cues import Cue, Label
from screening.text.reading import Reading
from screening.words import officials, patterns, persons

_LONGEST_HEADING: Final = 80
_LONGEST_CELL: Final = 24
_LONGEST_WORD: Final = 7
_LONGEST_ROW: Final = 300
# Lines of other kinds that may stand in a roll: what a cell has too much, the foot of a page.
_PATIENCE: Final = 3
_SENTENCE: Final = re.compile(r"[.!?。](?: |\Z)|다\.?\Z|시오|[은는을를] ")
_FIGURES: Final = re.compile("[0-9]{3}")
_HEADING: Final = re.compile(
    rf"(?:{patterns.alternatives(persons.HEADING)}|No\.?|NO\.?|#)(?:\([^()\n]{{1,12}}\))?|[가-힣]{{1,6}}(?:명|일|일자|번호|구분|여부|액|비고|지|처)"
)
_OFFICIALS: Final = re.compile(patterns.alternatives(officials.OFFICIAL_COLUMN))
_OFFICIAL: Final = re.compile(f"담당|{POST}|(?<![가-힣])(?:원장|관장|소장|교장|교감|점장|담임|강사|심판장?|사회|총무)")
_MARKS: Final = " \t|□■○●◦▶▷※*·-[]<>【】〔〕"
_APART: Final = re.compile(r"(?<![가-힣])([가-힣]) {1,6}([가-힣])(?![가-힣])")
_TITLE_ENDS: Final = re.compile(r"(?:명 ?단|명부|현황|목록|내역|리스트|연락망|연락처|발표|안내|공고|결과)\Z")
# What stands before the name in a row: its number, and up to two cells without spaces.
_NAME: Final = rf"(?:{SPACED}|{WHOLE}{STOP})"
_FIRST_WORD: Final = re.compile(
    r"\n[ \t|]*(?:(?:[-○•·*▶□■◦ㅇ※]|[①-⑳]|\(?[0-9]{1,5}[.)]?)[ \t|]*)?(?P<word>[가-힣]{2,5})"
)
_ROW: Final = re.compile(
    r"[ \t|]*(?:[-○•·*▶□■◦ㅇ※]|[①-⑳]|\(?[0-9]{1,5}(?:[등위번호]|[.)])?)?[ \t|]*"
    rf"(?P<cells>(?:[^ \t\n|]{{1,14}}[ \t|]+){{0,3}}?)(?P<name>{_NAME})(?![가-힣])"
)
_WRITTEN: Final = re.compile(
    rf"[ \t|]*(?:[0-9]{{1,5}}[.)]?[ \t]+)?(?P<name>{LATIN}|{HANJA}|[가-힣]{{1,6}}(?: [가-힣]{{1,6}}){{1,4}})"
)


# A road, a school, or somebody who is known for what he did: 남조로 12, 성산초 |, 홍길동 선생.
_NOBODY: Final = re.compile(
    r"[로길] [0-9]|[초중고](?= *[|│┃]| (?=[1-6](?![0-9])))|. ?(?:선생|열사|의사|장군)(?![가-힣]{2})"
)


class Line(NamedTuple):
    """The beginning and end of a line; or a name in it."""

    start: int
    end: int


def find_entries(reading: Reading, announcing: Sequence[Cue]) -> Iterator[Line]:
    """Yield where the names in the rolls of the text are, in order of position; linear in its length.

    ``announcing`` are those of its cue words, in order, that announce the name of a citizen.
    """
    starts = [cue.start for cue in reading.cues]
    done = 0
    # How far lines were read, by what their headings asked for: none is read again that had no name.
    read = {True: 0, False: 0}
    for cue in announcing:
        if cue.start < done:
            continue
        line = _line(reading.text, cue.start)
        if not _is_heading(reading, line, cue):
            continue
        done = _headings_end(reading.text, line)
        asked = cue.label in (Label.NAME, Label.HOLDER)
        if done >= read[asked]:
            done, read[asked] = yield from _rows(reading, done, starts, asked=asked)


def is_nobody(text: str, end: int) -> bool:
    """Say whether what ends there like a name in a row is a road, a school, or somebody known for what he did."""
    return _NOBODY.match(text, end - 1) is not None


def _line(text: str, position: int) -> Line:
    """Return the line around ``position``, no more of it than a heading has."""
    first = max(0, position - _LONGEST_HEADING)
    start = text.rfind("\n", first, position) + 1 or first
    end = text.find("\n", position, start + _LONGEST_HEADING + 2)
    return Line(start, end if end >= 0 else min(len(text), start + _LONGEST_HEADING + 2))


def _is_heading(reading: Reading, line: Line, cue: Cue) -> bool:
    """Say whether a line has nothing but headings, one of which is ``cue``, or is the title of a list."""
    said = reading.text[line.start : line.end].strip(_MARKS + ":")
    if not said or len(said) > _LONGEST_HEADING or _FIGURES.search(said) or _SENTENCE.search(said):
        return False
    if cue.label is Label.NAME and _OFFICIALS.search(said):
        return False
    alone = cue.word == said.replace(" ", "")
    if alone or (_TITLE_ENDS.search(said) and len(said) <= 30):
        return True
    others = _APART.sub(r"\1\2", said.replace(reading.text[cue.start : cue.end], " ", 1)).replace("/", " ").split()
    headings = sum(_HEADING.fullmatch(other) is not None for other in others)
    short = all(len(other) <= _LONGEST_WORD for other in others)
    if headings >= 1 and ((short and cue.label is Label.NAME) or headings * 2 >= len(others)):
        return True
    ends = cue.label is not Label.NAME and said.endswith(cue.word) and len(said) <= _LONGEST_CELL
    return ends and any(may_fill(word, asked=False) for word in _first_words(reading.text, line.end))


def _first_words(text: str, end: int) -> Iterator[str]:
    """Yield the first words of the next two lines."""
    for _ in range(2):
        word = _FIRST_WORD.match(text, end)
        end = text.find("\n", end + 1, end + _LONGEST_ROW)
        if word is None or end < 0:
            return
        yield word["word"]


def _headings_end(text: str, line: Line) -> int:
    """Return the end of the headings that stand below one another, one a line."""
    end = line.end
    for _ in range(15):
        following = text.find("\n", end + 1, end + 2 + _LONGEST_CELL)
        if following < 0 or not _HEADING.fullmatch(text[end + 1 : following].strip(_MARKS)):
            return end
        end = following
    return end


def _rows(reading: Reading, start: int, cues: list[int], *, asked: bool) -> Generator[Line, None, tuple[int, int]]:
    """Yield the names in the lines from ``start`` on, as long as they are those of a roll.

    Return where the last name ends (``start`` where there is none), and how far the lines were read.
    """
    text, others, done = reading.text, 0, start
    evidence = Evidence.ASKED if asked else Evidence.TOLD
    while start < len(text) and others < _PATIENCE:
        begin = start + 1
        start = text.find("\n", begin)
        start = len(text) if start < 0 else start
        if start - begin > _LONGEST_ROW:
            break
        found = list(_named(text, Line(begin, start), evidence))
        yield from found
        done = found[-1].end if found else done
        row = text[begin:start].strip(_MARKS)
        if _ends(row, bisect_left(cues, begin) < bisect_left(cues, start)):
            break
        others = 0 if found or len(row) <= _LONGEST_CELL else others + 1
    return done, start


def _ends(row: str, has_cue: bool) -> bool:
    """Say whether a line begins something else: a sentence, a clause, other words that announce a value."""
    return (len(row) > 40 and _SENTENCE.search(row) is not None) or (has_cue and ":" in row)


def _named(text: str, line: Line, evidence: Evidence) -> Iterator[Line]:
    """Yield the name in a row."""
    said = text[line.start : line.end].strip(_MARKS)
    match = _ROW.match(text, line.start, line.end)
    while match and match.end("name") <= line.end and not _OFFICIAL.search(match["cells"]):
        first = not match["cells"]
        said_of = Evidence.ASKED if match["name"] == said else evidence if first else Evidence.NEAR
        known = not is_role(match["name"]) and is_name(match["name"], said_of) and (first or _is_row(match, text, line))
        public = is_posted(text, *match.span("name")) or is_nobody(text, match.end("name"))
        if known and not public:
            yield Line(*match.span("name"))
            return
        match = _ROW.match(text, match.end("name"), line.end) if match["cells"].count(" ") < 3 else None
    if evidence is Evidence.ASKED and (written := _WRITTEN.match(text, line.start, line.end)):
        name = written["name"]
        if "가" <= name[0] <= "힣":
            figures = text[written.end() : line.end].lstrip()[:1].isdigit()
            name = foreign_words(name, any_letters=figures)
        if name:
            yield Line(written.start("name"), written.start("name") + len(name))


def _is_row(match: re.Match[str], text: str, line: Line) -> bool:
    """Say whether a line with something before the name reads like a row: figures in it, or a name that many bear."""
    return is_common(match["name"]) or any(letter.isdigit() for letter in text[line.start : line.end])
