"""Text hygiene: what every string passes through once, when a record is made.

A control character, a noncharacter or a lone surrogate makes feedgen and lxml raise and lets rdflib write XML that
nobody can read, so they are removed before anything is stored (XML 1.0, production [2] ``Char``).
"""

import re
import unicodedata
from html import unescape
from typing import Final

_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
# Bidirectional overrides reorder what follows them in a list or a title; isolates and marks stay.
_BIDI_OVERRIDES: Final = re.compile("[\u202a-\u202e]")
# Whatever lacks all of these is clean; a class of few ranges is matched nine times as fast as _FORBIDDEN.
_SUSPECT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe-\U0010ffff]"
)
# Only with a semicolon: "R&D" and "&copy that" are text.
_REFERENCE: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ESCAPED_TIMES: Final = 3
# Spreadsheets run a cell that begins with one of these; the full-width forms too where the keyboard has them.
_FORMULA: Final = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
# Names in Hangul or in Chinese characters have the family in front and no space.
_EASTERN: Final = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]+")
# How much of a long text is cleaned for its first words: as many times their number.
_AHEAD: Final = 4


def clean_text(value: str) -> str:
    """Return ``value`` in NFC without characters that XML 1.0 forbids, line breaks as ``\\n``."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if _SUSPECT.search(value):
        value = _BIDI_OVERRIDES.sub("", _FORBIDDEN.sub("", value))
    return unicodedata.normalize("NFC", value)


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
