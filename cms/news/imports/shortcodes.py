"""Shortcodes, words in brackets for which WordPress and its extensions put something else: ``[gallery ids="1,2"]``.

Nobody can know all of them, and people write words in brackets too ([보도자료], [1], [sic]). So one is known by its
name, by ``name=value`` in it, by its end ``[/name]`` or ``/]``, by a name that is no word, or by standing alone on its
line.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Final

_TOKEN: Final = re.compile(
    r"(?P<skip><!--.*?-->|<(?P<element>pre|code|script|style|textarea)\b.*?</(?P=element)\s*>)"
    r"|(?P<html><[a-zA-Z/](?:[^<>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}')*>)"
    r"|\[(?P<escape>\[)?(?P<close>/)?(?P<name>[A-Za-z][\w-]*)"
    r"(?P<given>[\s=:](?:[^\[\]\"'<>]|\"[^\"]{0,4000}\"|'[^']{0,4000}')*?)?"
    r"(?P<alone>\s*/)?\](?P<escaped>\])?",
    re.DOTALL | re.ASCII,
)
_IN_TAG: Final = re.compile(r"\[(/?)([A-Za-z][\w-]*)((?:\s[^\[\]]*)?)\]", re.ASCII)
# A name and a value in any quotes, typographic ones too, or a value alone.
_GIVEN: Final = re.compile(r"(?:([\w-]+)\s*=\s*)?(?:\"([^\"]*)\"|'([^']*)'|[“”″]([^“”″]*)[“”″]|([^\s\"']+))", re.ASCII)
_SHOWN: Final = 100
_LONGEST_ESCAPED: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcode:
    """One shortcode: what it is given by name, and in order; ``inner`` is what stands before its end, None without one.

    ``written`` is its beginning as it stands in the text, for the report.
    """

    name: str
    written: str
    named: dict[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    inner: str | None = None


Render = Callable[[Shortcode], str | None]
"""What stands for a shortcode; None where it is not known: then what is inside of it stays."""


def replaced(text: str, render: Render, *, known: frozenset[str]) -> str:
    """The text with each shortcode as ``render`` has it, the inner ones first. ``[[name]]`` is text, ``[name]``.

    Nothing is replaced in code, and in the attributes of HTML nothing is put in.
    """
    if "[" not in text:
        return text
    return _Reading(text, render, known).result()


class _Reading:
    def __init__(self, text: str, render: Render, known: frozenset[str]) -> None:
        self._text = text
        self._render = render
        self._known = known
        self._tokens = list(_TOKEN.finditer(text))
        self._paired = _pairs(self._tokens)
        # What is being put together, for the text and for each shortcode that is open.
        self._pieces: list[list[str]] = [[]]
        self._open: list[re.Match[str]] = []

    def result(self) -> str:
        end = 0
        for number, token in enumerate(self._tokens):
            if token.start() >= end:
                self._put(self._text[end : token.start()])
                self._part(number, token)
                end = self._take(number, token)
        self._put(self._text[end:])
        while self._open:  # Its end stood in what was skipped.
            inner = "".join(self._pieces.pop())
            self._put(self._rendered(self._open.pop(), None) + inner)
        return "".join(self._pieces[0])

    def _part(self, number: int, token: re.Match[str]) -> None:
        """Tabs and columns stand side by side, end to beginning: their texts are two."""
        before = self._tokens[number - 1] if number else None
        if before is None or before.end() != token.start() or not {number - 1, number} <= self._paired:
            return
        if before["close"] and not token["close"]:
            self._put("\n\n")

    def _put(self, piece: str) -> None:
        self._pieces[-1].append(piece)

    def _take(self, number: int, token: re.Match[str]) -> int:
        """Deal with a token; returns where the text goes on."""
        if not token["name"]:
            self._put(token[0] if token["skip"] else self._without(token[0]))
            return token.end()
        if token["escape"]:
            return self._escaped(token)
        if number in self._paired:
            self._pair(token)
        elif token["close"] or token["alone"] or self._is_certain(token):
            self._put(self._rendered(token, None))
        else:
            self._put(token[0].removesuffix("]") if token["escaped"] else token[0])
        return token.end() - (1 if token["escaped"] else 0)

    def _escaped(self, token: re.Match[str]) -> int:
        """``[[name]]``, or ``[[name]…[/name]]``."""
        if token["escaped"]:
            self._put(token[0][1:-1])
            return token.end()
        closing = f"[/{token['name']}]]"
        at = self._text.find(closing, token.end(), token.end() + _LONGEST_ESCAPED)
        end = token.end() if at < 0 else at + len(closing)
        self._put(self._text[token.start() : end] if at < 0 else self._text[token.start() + 1 : end - 1])
        return end

    def _is_certain(self, token: re.Match[str]) -> bool:
        name, given = token["name"], token["given"] or ""
        if name.lower() in self._known or "=" in given or re.search("[_-]", name):
            return True
        before = self._text[max(0, token.start() - 200) : token.start()].rpartition("\n")[2]
        after = self._text[token.end() : token.end() + 200].partition("\n")[0]
        alone = not before.rpartition(">")[2].strip() and not after.partition("<")[0].strip()
        return name.islower() and not given and alone

    def _pair(self, token: re.Match[str]) -> None:
        if not token["close"]:
            self._open.append(token)
            self._pieces.append([])
        elif self._open:
            inner = "".join(self._pieces.pop())
            self._put(self._rendered(self._open.pop(), inner))

    def _rendered(self, token: re.Match[str], inner: str | None) -> str:
        named, values = _given(token["given"] or "")
        written = " ".join(token[0].split())[:_SHOWN]
        code = Shortcode(name=token["name"].lower(), written=written, named=named, values=values, inner=inner)
        made = self._render(code)
        return (inner or "") if made is None else made

    def _without(self, tag: str) -> str:
        if "[" not in tag:
            return tag
        return _IN_TAG.sub(self._in_tag, tag)

    def _in_tag(self, match: re.Match[str]) -> str:
        name = match[2].lower()
        if name not in self._known and "=" not in match[3] and not re.search("[_-]", name):
            return match[0]
        self._render(Shortcode(name="", written=match[0][:_SHOWN]))
        return ""


def _pairs(tokens: list[re.Match[str]]) -> set[int]:
    """The places, in the list, of the beginnings that have an end and of these ends; they stand within each other."""
    paired: set[int] = set()
    waiting: list[int] = []
    names: Counter[str] = Counter()
    for number, token in enumerate(tokens):
        name = token["name"]
        if not name or token["escape"] or token["alone"]:
            continue
        if not token["close"]:
            waiting.append(number)
            names[name] += 1
        elif names[name]:
            while (last := waiting.pop()) is not None:
                names[tokens[last]["name"]] -= 1
                if tokens[last]["name"] == name:
                    break
            paired |= {last, number}
    return paired


def _given(text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """``[youtube=https://…]`` gives a value without a name."""
    named, values = {}, []
    for match in _GIVEN.finditer(unescape(text).lstrip(" =:\n\t")):
        value = next((part for part in match.groups()[1:] if part is not None), "").strip()
        if match[1]:
            named[match[1].lower()] = value
        else:
            values.append(value)
    return named, tuple(values)
