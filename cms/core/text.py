"""Text hygiene: what every string passes through once, when a record is made.

``clean_text`` is that of the library which reads files, so that a text is screened as it is published.
"""

import re
from html import unescape
from typing import Final

from files.cleaning import clean_text

__all__ = [
    "clean_line",
    "clean_text",
    "full_name",
    "plain_cell",
    "printable",
    "resolve_references",
    "shorten",
]

# Only with a semicolon: "R&D" and "&copy that" are text.
_REFERENCE: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ESCAPED_TIMES: Final = 3
# Spreadsheets run a cell that begins with one of these; the full-width forms too where the keyboard has them.
_FORMULA: Final = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
# Names in Hangul or in Chinese characters have the family in front and no space.
_EASTERN: Final = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]+")
# How much of a long text is cleaned for its first words: as many times their number.
_AHEAD: Final = 4


def clean_line(value: str) -> str:
    """Return ``value`` clean and on one line: titles, names, bylines."""
    return " ".join(clean_text(value).split()) if value else ""


def printable(value: str) -> str:
    """Return ``value`` with each lone surrogate as its escape (``\\ud800``), which every file and terminal takes."""
    return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode()


def resolve_references(value: str) -> str:
    """Return ``value`` with HTML's character references as characters; some systems escape twice (``&amp;quot;``)."""
    for _ in range(_ESCAPED_TIMES):
        resolved = _REFERENCE.sub(lambda match: unescape(match.group()), value)
        if resolved == value:
            break
        value = resolved
    return value


def plain_cell(value: str) -> str:
    """Return a cell of a CSV file with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{value}" if _FORMULA.match(value) else value


def shorten(value: str, *, length: int) -> str:
    """Return at most ``length`` characters of one clean line, cut at a word where there is one, with an ellipsis."""
    line = clean_line(value[: _AHEAD * length])
    if len(line) <= length:
        line = clean_line(value)
    if len(line) <= length:
        return line
    head = line[: length - 1]
    word = head.rsplit(" ", 1)[0]
    return (word if len(word) > length // 2 else head).rstrip() + "…"


def full_name(*, given: str, family: str) -> str:
    """A name as its people say it: 김철수, and Jane Doe."""
    given, family = given.strip(), family.strip()
    if _EASTERN.fullmatch(given) and _EASTERN.fullmatch(family):
        return f"{family}{given}"
    return f"{given} {family}".strip()
