"""Documents that are a ZIP of XML parts: OOXML, HWPX, OpenDocument.

Every member is read, whether or not the format knows it: XML for its text, anything else as an embedded file. A layout
only says how the sections are called and which of them a reader of the document sees.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final

from files.extraction import encodings
from files.extraction.archives import Archive, Member
from files.extraction.markup import ATTRIBUTES, Grammar, Walker, Zone
from files.extraction.outcome import Reason
from files.extraction.reading import Exhausted, Reading, Unreadable

_WHOLE: Final = 4 << 20
_XML: Final = re.compile(r"\.(?:xml|rels|vml|hpf|rdf|opf)\Z", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"([0-9]{1,9})")
_LETTERS: Final = re.compile(r"\w")
_MANIFEST: Final = "META-INF/manifest.xml"


@dataclass(frozen=True)
class Part:
    """The section for the text of parts with such a name; a ``page`` is read only if it shows more than pictures."""

    pattern: str
    section: str
    shown: bool = False
    labelled: bool = False
    page: bool = False
    plain: bool = False


@dataclass(frozen=True)
class Layout:
    """One format: its grammar, its parts (the first that matches counts), and members that hold no text.

    ``encrypted`` is what the manifest says where it lists encrypted parts; a format without a manifest says nothing.
    """

    grammar: Grammar
    parts: tuple[Part, ...]
    skipped: str = r"\Z.\A"
    encrypted: bytes = b""


def read_document(data: bytes, reading: Reading, layout: Layout) -> None:
    """Read a document of that format; Unreadable where its manifest says that parts of it are encrypted."""
    with Archive(data, reading) as archive:
        members = list(archive.members())
        if layout.encrypted and _is_encrypted(members, layout.encrypted):
            raise Unreadable(Reason.ENCRYPTED)
        package = Package(layout, reading)
        package.read(members)
        package.close()


def _is_encrypted(members: Iterable[Member], said: bytes) -> bool:
    manifest = next((member for member in members if member.name == _MANIFEST), None)
    return manifest is not None and re.search(said, manifest.read()) is not None


class Package:
    """Reads the members of one container into sections."""

    def __init__(self, layout: Layout, reading: Reading) -> None:
        self._layout = layout
        self._reading = reading
        self._skipped = re.compile(layout.skipped)
        self._patterns = [(re.compile(part.pattern), part) for part in layout.parts]
        self._shows_text = False
        self._pictures_before = reading.output.pictures

    def read(self, members: Iterable[Member]) -> None:
        """Read all ``members`` in the order of the layout; what one of them hides is reported, the rest still read."""
        for member in sorted(members, key=self._order):
            if self._skipped.match(member.name):
                continue
            try:
                self._read(member)
            except Exhausted:
                raise
            except Unreadable as problem:
                self._reading.problem(problem.reason, problem.detail or member.name)

    def close(self, *, shows_text: bool = False) -> None:
        """Report a document that shows pictures and no text."""
        if self._reading.output.pictures > self._pictures_before and not (shows_text or self._shows_text):
            self._reading.problem(Reason.IMAGE_ONLY, "pictures and no text")

    def _read(self, member: Member) -> None:
        place = self._place(member)
        part = self._patterns[place][1] if place < len(self._patterns) else Part("", f"part {member.name}")
        if part.plain:
            self._reading.write(part.section, encodings.decode(member.read()) or "", shown=part.shown)
        elif _XML.search(member.name):
            self._walk(member, part)
        else:
            self._reading.nested(member.name, member.read(), embedded=True)

    def _place(self, member: Member) -> int:
        places = (place for place, (pattern, _part) in enumerate(self._patterns) if pattern.match(member.name))
        return next(places, len(self._patterns))

    def _order(self, member: Member) -> tuple[int, list[tuple[int, str]]]:
        """By part, then by name with numbers as numbers: a container has its members in any order."""
        pieces = _NUMBERS.split(member.name)
        return self._place(member), [(int(piece), "") if piece.isdigit() else (-1, piece) for piece in pieces]

    def _walk(self, member: Member, part: Part) -> None:
        chunks = member.chunks()
        head, is_whole = _head(chunks)
        if is_whole and not part.shown and not self._layout.grammar.trace.search(head):
            return
        shown: list[bool] = []

        def write(zone: Zone | None, text: str) -> None:
            section = zone.section if zone and (zone is not ATTRIBUTES or part.shown) else part.section
            is_shown = part.shown and (zone is None or zone.shown)
            self._reading.write(section, text, shown=is_shown)
            if is_shown and not shown and _LETTERS.search(text):
                shown.append(True)

        walker = Walker(self._layout.grammar, write, labelled=part.labelled)
        walker.walk(chain([head], chunks))
        self._shows_text |= bool(shown)
        if part.page and walker.pictures and not shown:
            self._reading.problem(Reason.IMAGE_ONLY, member.name)


def _head(chunks: Iterable[bytes]) -> tuple[bytes, bool]:
    """The beginning of a part, and whether that is all of it."""
    head = bytearray()
    for chunk in chunks:
        head += chunk
        if len(head) > _WHOLE:
            return bytes(head), False
    return bytes(head), True
