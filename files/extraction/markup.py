"""Text out of XML as a stream: everything that is text, in the place that the grammar of the format gives it.

Expat reads it, without building a tree. A document type declaration ends the reading at once, so there is no entity to
expand; office formats forbid one anyway (ECMA-376 part 2, 8.1.4). What a grammar does not know is kept, not dropped.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Final, NamedTuple, NoReturn, TypeAlias
from xml.parsers import expat

from files.extraction.outcome import Reason
from files.extraction.reading import Unreadable

# How an element ends: as a paragraph, as a cell, or as a row of cells.
LINE: Final = "\n"
CELL: Final = "\t"
ROW: Final = "\n\n"
_PIECES: Final = 2_000
_STATISTIC: Final = re.compile(r"[0-9.]{0,20}|true|false", re.IGNORECASE)
_NO: Final = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True)
class Zone:
    """A section of its own within a part: a footnote, a comment. An ``inline`` zone is a stretch of a paragraph that
    is not shown, deleted or hidden: the section then has the whole paragraph, as it would read with that stretch.
    """

    section: str
    shown: bool = True
    inline: bool = False


@dataclass(frozen=True)
class Grammar:
    """The meaning of element and attribute names for the text; names without prefix, since prefixes are free."""

    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[str, Zone] = field(default_factory=dict)
    switches: Mapping[str, Zone | None] = field(default_factory=dict)
    attributes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    only_if: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    run: str = ""
    hides: str = ""

    def wanted(self, element: str) -> frozenset[str]:
        """The attributes of ``element`` that hold text."""
        return self.attributes.get(element, frozenset()) | self.attributes.get("*", frozenset())

    @cached_property
    def trace(self) -> re.Pattern[bytes]:
        """A pattern of what makes a part worth parsing: text between tags, a declaration, or a name that holds text."""
        names = {*self.attributes, *self.attributes.get("*", ()), *self.pictures} - {"*"}
        return re.compile(rb">\s*[^<\s]|<!|\b(?:" + "|".join(sorted(names)).encode() + rb")\b")


_Begin: TypeAlias = Callable[[dict[str, str]], object]


class _Element(NamedTuple):
    """The effect of one element name, in the grammar at hand."""

    local: str
    wanted: frozenset[str]
    begin: _Begin | None
    finish: Callable[[], None] | None
    separator: str


class Walker:
    """Feeds one part to expat and hands its text on in pieces: ``write(zone, text)``, zone None for the part's own.

    With ``labelled``, for metadata, each text is a line that begins with the name of its element; counts are left out.
    """

    def __init__(self, grammar: Grammar, write: Callable[[Zone | None, str], None], *, labelled: bool = False) -> None:
        self.pictures = 0
        self._grammar = grammar
        self._write = write
        self._labelled = labelled
        self._label = ""
        self._elements: dict[str, _Element] = {}
        self._texts: dict[Zone | None, list[str]] = {}
        self._zones: list[Zone | None] = [None]
        self._marked: Zone | None = None
        self._paragraph: list[str] = []
        self._unseen: Zone | None = None
        self._runs: list[bool] = []
        self._silent = 0
        self._row_ended = False
        self._pieces = 0

    def walk(self, chunks: Iterable[bytes]) -> None:
        """Read a whole part; raises ``Unreadable`` where it is not XML or declares a document type."""
        parse(chunks, self._start, self._end, self._text)
        self._end_paragraph()
        self._flush()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = self._elements.get(name) or self._learn(name)
        if attributes and element.wanted:
            self._attributes(element, attributes)
        if element.begin:
            element.begin(attributes)
        if self._labelled:
            self._label = attributes.get("name", element.local)

    def _end(self, name: str) -> None:
        element = self._elements[name]
        if element.separator:
            self._separate(element.separator)
        if element.finish:
            element.finish()

    def _text(self, text: str) -> None:
        if self._silent or (text.isspace() and "\n" in text):
            return
        if not self._labelled:
            self._put(text)
        elif not _STATISTIC.fullmatch(text):
            self._put(f"{self._label}: {text}\n")

    def _learn(self, name: str) -> "_Element":
        """Look up once what an element does; names repeat."""
        grammar, local = self._grammar, name.rpartition(":")[2]
        begin, finish = self._actions(local)
        separator = grammar.after.get(local, "")
        element = self._elements[name] = _Element(local, grammar.wanted(local), begin, finish, separator)
        return element

    def _actions(self, local: str) -> tuple[_Begin | None, Callable[[], None] | None]:
        grammar = self._grammar
        begin: _Begin | None = None
        finish: Callable[[], None] | None = None
        if zone := grammar.zones.get(local):
            begin, finish = partial(self._enter, zone), partial(self._leave, zone)
        elif text := grammar.before.get(local):
            begin = partial(self._insert, text)
        elif local in grammar.switches:
            begin = partial(self._mark, grammar.switches[local])
        elif local in grammar.silent:
            begin, finish = self._hush, self._speak
        elif local in grammar.pictures:
            begin = self._picture
        elif local == grammar.run:
            begin, finish = self._begin_run, self._end_run
        elif local == grammar.hides:
            begin = self._hide
        return begin, finish

    def _enter(self, zone: Zone, _attributes: dict[str, str]) -> None:
        self._zones.append(zone)

    def _insert(self, text: str, _attributes: dict[str, str]) -> None:
        self._put(text)

    def _mark(self, zone: Zone | None, _attributes: dict[str, str]) -> None:
        self._marked = zone

    def _hush(self, _attributes: dict[str, str]) -> None:
        self._silent += 1

    def _speak(self) -> None:
        self._silent -= 1

    def _begin_run(self, _attributes: dict[str, str]) -> None:
        self._runs.append(False)

    def _picture(self, _attributes: dict[str, str]) -> None:
        self.pictures += 1

    def _end_run(self) -> None:
        if self._runs.pop():
            self._zones.pop()

    def _attributes(self, element: "_Element", attributes: dict[str, str]) -> None:
        condition, value = self._grammar.only_if.get(element.local, ("", ""))
        if condition and attributes.get(condition) != value:
            return
        wanted = element.wanted
        texts = [f"{value}\n" for name, value in attributes.items() if value and name.rpartition(":")[2] in wanted]
        if texts:
            self._texts.setdefault(ATTRIBUTES, []).extend(texts)
            self._pieces += len(texts)

    def _hide(self, attributes: dict[str, str]) -> None:
        value = next((value for name, value in attributes.items() if name.rpartition(":")[2] == "val"), "1")
        if self._runs and not self._runs[-1] and value.lower() not in _NO:
            self._runs[-1] = True
            self._zones.append(_HIDDEN)

    def _leave(self, zone: Zone) -> None:
        if not zone.inline:
            self._separate(LINE)
        self._zones.pop()

    def _put(self, text: str) -> None:
        zone = self._marked or self._zones[-1]
        self._paragraph.append(text)
        self._row_ended = False
        if zone and zone.inline:
            self._unseen = zone
        else:
            self._texts.setdefault(zone, []).append(text)
        self._pieces += 1
        if self._pieces > _PIECES:
            self._end_paragraph()
            self._flush(keep=1)

    def _separate(self, end: str) -> None:
        """End a paragraph, a cell or a row so that cells of a row stay on one line, and no line is empty."""
        self._end_paragraph()
        texts = self._texts.setdefault(self._zones[-1], [])
        last = texts[-1] if texts else LINE
        if end == CELL and last == LINE and texts and not self._row_ended:
            texts[-1] = CELL
        elif end == ROW and last == CELL:
            texts[-1] = LINE
        elif end == CELL or last not in {LINE, CELL}:
            texts.append(CELL if end == CELL else LINE)
        self._row_ended = end == ROW or (self._row_ended and end == LINE)

    def _end_paragraph(self) -> None:
        if self._unseen:
            self._texts.setdefault(self._unseen, []).extend([*self._paragraph, LINE])
            self._unseen = None
        self._paragraph.clear()

    def _flush(self, *, keep: int = 0) -> None:
        """Hand on the text, but ``keep`` the last piece of each zone where a separator may still replace it."""
        for zone, texts in self._texts.items():
            if ready := "".join(texts[: len(texts) - keep]):
                self._write(zone, ready)
            del texts[: len(texts) - keep]
        self._pieces = 0


ATTRIBUTES: Final = Zone("attributes", shown=False)
_HIDDEN: Final = Zone("hidden text", shown=False, inline=True)


def parse(
    chunks: Iterable[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Parse a whole document with these handlers; raises ``Unreadable`` where it is not well-formed or has a DTD."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable(Reason.BROKEN, f"XML: {expat.ErrorString(error.code)}, line {error.lineno}") from error


def _refuse(*_declaration: object) -> NoReturn:
    raise Unreadable(Reason.BROKEN, "XML declares a document type")
