"""Meilisearch's language of filters, as far as ours are written in it: parsed as its own parser does, and applied.

The rules are those of its crate ``filter-parser`` (1.50): in quotes a backslash hides the letter after it from the end
of the quotes, then escapes are resolved, of which ``\\u{…}`` is one. A word without quotes is of letters, digits, and
``_-.``, and no keyword. What cannot be read is a :class:`ValueError`.
"""

import re
from dataclasses import dataclass

KEYWORDS = {"AND", "OR", "IN", "NOT", "TO", "EXISTS", "IS", "NULL", "EMPTY", "CONTAINS", "STARTS", "WITH"}
SIGNS = {
    ">=": lambda one, other: one >= other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    "<": lambda one, other: one < other,
    "=": lambda one, other: one == other,
}
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "'": "'", '"': '"', "\\": "\\", "/": "/"}
_WORD = re.compile(r"[\w.-]+")


@dataclass(frozen=True)
class Value:
    text: str
    is_quoted: bool


def tokens(text):
    """The words and values of a filter, signs as they are."""
    at = 0
    while at < len(text):
        letter = text[at]
        if letter.isspace():
            at += 1
        elif letter in "\"'":
            value, at = in_quotes(text, at)
            yield Value(value, is_quoted=True)
        elif letter in "()[],":
            yield letter
            at += 1
        elif sign := next((sign for sign in SIGNS if text.startswith(sign, at)), None):
            yield sign
            at += len(sign)
        elif found := _WORD.match(text, at):
            yield Value(found[0], is_quoted=False)
            at = found.end()
        else:
            raise ValueError(f"{letter!r} cannot stand there")


def in_quotes(text, at):
    """The value that begins with the quote there, and the place after it."""
    quote, end = text[at], at + 1
    while end < len(text) and text[end] != quote:
        end += 2 if text[end] == "\\" else 1
    if end >= len(text):
        raise ValueError("no closing quote")
    return unescaped(text[at + 1 : end].replace(f"\\{quote}", quote)), end + 1


def unescaped(text):
    """The text without escapes, as the crate ``unescaper`` reads them."""
    parts, at = [], 0
    while at < len(text):
        letter, at = text[at], at + 1
        if letter != "\\":
            parts.append(letter)
            continue
        sort, at = text[at], at + 1
        if sort in _ESCAPES:
            parts.append(_ESCAPES[sort])
        elif sort == "u" and text[at : at + 1] == "{":
            end = text.index("}", at)
            parts.append(chr(int(text[at + 1 : end], 16)))
            at = end + 1
        else:
            raise ValueError(f"no such escape: {sort!r}")
    return "".join(parts)


def parsed(text):
    """The filter as a function of a document."""
    reader = _Reader(list(tokens(text)))
    found = reader.any_of()
    if reader.left:
        raise ValueError(f"{reader.left} is left over")
    return found


class _Reader:
    def __init__(self, left):
        self.left = left

    def take(self, *allowed):
        if not self.left or (allowed and self.left[0] not in allowed):
            raise ValueError(f"{allowed or 'something'} is missing before {self.left}")
        return self.left.pop(0)

    def is_next(self, word):
        return bool(self.left) and self.left[0] in (word, Value(word, is_quoted=False))

    def any_of(self):
        found = [self.all_of()]
        while self.is_next("OR"):
            self.take()
            found.append(self.all_of())
        return lambda document: any(one(document) for one in found)

    def all_of(self):
        found = [self.one()]
        while self.is_next("AND"):
            self.take()
            found.append(self.one())
        return lambda document: all(one(document) for one in found)

    def one(self):
        if self.is_next("("):
            self.take()
            found = self.any_of()
            self.take(")")
            return found
        if self.is_next("NOT"):
            self.take()
            but = self.one()
            return lambda document: not but(document)
        name = self.value()
        if self.is_next("IN"):
            self.take()
            return self.among(name)
        sign = SIGNS[self.take(*SIGNS)]
        wanted = float(self.value())
        return lambda document: any(sign(float(value), wanted) for value in values(document, name))

    def among(self, name):
        self.take("[")
        wanted = set()
        while not self.is_next("]"):
            wanted.add(normalised(self.value()))
            if not self.is_next("]"):
                self.take(",")
        self.take("]")
        return lambda document: any(normalised(value) in wanted for value in values(document, name))

    def value(self):
        found = self.take()
        if not isinstance(found, Value) or (not found.is_quoted and found.text in KEYWORDS):
            raise ValueError(f"{found!r} is no value")
        return found.text


def values(document, name):
    """The values of a document at an attribute such as ``values.unit``."""
    found = document
    for part in name.split("."):
        found = found.get(part, []) if isinstance(found, dict) else []
    return found if isinstance(found, list) else [found]


def normalised(value):
    """Values are compared without regard to case and blanks at their ends."""
    return str(value).strip().lower()
