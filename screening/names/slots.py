"""Slots: places in a document that look alike, since whoever fills a form or a list writes its names alike.

Where 2) 홍길동 (나래동 12) is somebody, so is who stands between the next figure and the next bracket.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

_REACH: Final = 60  # characters of a line before a name
_NEAR: Final = 8
_FIGURES: Final = re.compile("[0-9]+")
_LETTERED: Final = re.compile(r"(?<![가-힣])[가-하](?=[.)])|[①-⑳]")
_HANGUL: Final = re.compile("[가-힣]+")
_LATIN: Final = re.compile("[A-Za-z]+")
_SPACES: Final = re.compile("[ \t]+")

Span = tuple[int, int]


def said(text: str) -> str:
    """Return a text with one figure for each number or letter of a list, and one space for each gap."""
    return _SPACES.sub(" ", _FIGURES.sub("0", _LETTERED.sub("0", text)))


def shape(text: str) -> str:
    """Return the shape of a text: one sign for each word, number and gap of it, and its marks."""
    return _SPACES.sub(" ", _LATIN.sub("A", _HANGUL.sub("가", _FIGURES.sub("0", _LETTERED.sub("0", text)))))


class Slots:
    """Counts of each kind of slot in a document: those with a name that was found, and those with anything like one."""

    def __init__(self, text: str, found: Iterable[Span], others: Iterable[Span]) -> None:
        self._text = text
        self._filled = Counter(kind for span in found for kind in self._kinds(*span))
        self._open = Counter(kind for span in others for kind in self._kinds(*span))

    def evidence(self, start: int, end: int, *, found: bool) -> Iterator[str]:
        """Yield what the slots like that of a word say; ``found`` where it is a name that was found itself."""
        for kind in self._kinds(start, end):
            filled = self._filled[kind] - found
            others = self._open[kind] - (not found)
            if filled > 0:
                share = "most" if 2 * filled >= 3 * others else "many" if 3 * filled >= others else "few"
                yield f"slot {kind.partition(' ')[0]} {share}"
            elif others > 1:
                yield f"slot {kind.partition(' ')[0]} none"

    def _kinds(self, start: int, end: int) -> set[str]:
        """Return the kinds of slot in which a word stands: by its line, the shape right around it, the word before."""
        text = self._text
        begin = text.rfind("\n", max(0, start - _REACH), start) + 1 or max(0, start - _REACH)
        before, behind = shape(text[begin:start]), shape(text[end : end + 3].partition("\n")[0])[:2]
        near = text[max(0, start - _NEAR) : start]
        return {f"line {before}|{behind}", f"around {before[-4:]}|{behind}", f"word {said(near)[-5:].lstrip()}"}
