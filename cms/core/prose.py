"""The sentences of an item, apart from what stands beside them: a summary is made of them."""

from html.parser import HTMLParser
from typing import Final

from cms.core.text import clean_line

_ENDS_LINE: Final = frozenset(
    "aside blockquote br dd details div dl dt figure h2 h3 h4 h5 h6 hr li ol p pre section summary table td th tr"
    " ul".split()
)
_VOID: Final = frozenset("br col hr img".split())
# In these is nothing that is read on its own: what a picture or a table is called, and whose it is.
_BESIDE: Final = frozenset("figure figcaption caption iframe".split())
# What a label or a cell says is no sentence; it stands for an item that has none.
_LABELS: Final = frozenset("a table".split())
_STEP: Final = 4096


def prose(html: str, *, enough: int) -> str:
    """The headings, paragraphs, lists and quotes of clean HTML, a line each, read until there are more than ``enough``
    characters.

    Without what pictures show, captions, credits, the labels of files, embeds, tables and lines that are a link as a
    whole; an item that has nothing but tables and such lines is told by these.
    """
    reader = _Reader()
    for start in range(0, len(html), _STEP):
        reader.feed(html[start : start + _STEP])
        if reader.length > enough:
            break
    else:
        reader.close()
        reader.end_line()
    return "\n".join(reader.said or reader.labels)


class _Reader(HTMLParser):
    """Keeps the lines that are ``said`` and those that are only ``labels``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.labels: list[str] = []
        self.length = 0
        self._open: list[tuple[str, bool]] = []
        self._line: list[str] = []
        self._is_said = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ENDS_LINE:
            self.end_line()
        if tag not in _VOID:
            before = self._open[-1][1] if self._open else True
            beside = tag in _BESIDE or ("class", "file") in attrs
            self._open.append((tag, not beside and (before or tag == "blockquote")))

    def handle_endtag(self, tag: str) -> None:
        if tag in _ENDS_LINE:
            self.end_line()
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and not self._open[-1][1]:
            return
        self._line.append(data)
        if any(letter.isalnum() for letter in data):
            self._is_said = self._is_said or not any(tag in _LABELS for tag, _read in self._open)

    def end_line(self) -> None:
        """Keep the line that has come to its end."""
        if line := clean_line("".join(self._line)):
            (self.said if self._is_said else self.labels).append(line)
            self.length += len(line) if self._is_said else 0
        self._line, self._is_said = [], False
