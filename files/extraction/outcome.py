"""The answer of extraction: sections of text, and the reasons for what could not be read."""

from dataclasses import dataclass
from enum import StrEnum

from files.extraction.filetypes import FileType


class Reason(StrEnum):
    """The reason why a file, or a part of it, could not be read. The list is closed: the desk has words for each."""

    ENCRYPTED = "encrypted"
    DISTRIBUTION = "distribution"
    IMAGE_ONLY = "image-only"
    UNKNOWN_TYPE = "unknown-type"
    EMBEDDED = "embedded"
    TOO_LARGE = "too-large"
    BROKEN = "broken"
    TIMED_OUT = "timed-out"
    MEMORY = "memory"
    CRASHED = "crashed"


@dataclass(frozen=True)
class Limits:
    """The limits of one file. Characters and bytes count all nested files together.

    ``inflated`` bytes is the hard ceiling; below it a file may inflate to ``ratio`` times its size, or to 32 MB.
    """

    input_bytes: int = 256 << 20
    characters: int = 20_000_000
    sections: int = 10_000
    inflated: int = 1 << 30
    ratio: int = 250
    members: int = 10_000
    depth: int = 4


@dataclass(frozen=True)
class Section:
    """Text of one place in a file, so that a finding can say where; ``name`` is unique in its file.

    A nested file is before its own sections: ``명단.zip › 1.xlsx › sheet 급여``. ``shown`` is false for what a reader
    does not see at once: comments, hidden rows, deleted text, metadata. Only what is shown belongs on a public page.
    """

    name: str
    text: str
    shown: bool = True


@dataclass(frozen=True)
class Problem:
    """A part that could not be read; ``detail`` says where, in words, and never quotes the content."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True)
class Extracted:
    """The text of one file. It is complete only where ``unreadable`` is None.

    ``pictures`` counts images beside readable text: their content has not been looked at.
    """

    type: FileType
    sections: tuple[Section, ...] = ()
    problems: tuple[Problem, ...] = ()
    pictures: int = 0
    mismatch: str | None = None

    @property
    def unreadable(self) -> Reason | None:
        """The first reason for which some of the file has not been read."""
        return self.problems[0].reason if self.problems else None

    @property
    def detail(self) -> str:
        """The place where that was."""
        return self.problems[0].detail if self.problems else ""

    @property
    def text(self) -> str:
        """The text that a reader of the file sees, in order."""
        return "\n".join(section.text for section in self.sections if section.shown)
