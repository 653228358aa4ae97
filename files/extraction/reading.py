"""The output of a reader while it reads one file: sections and problems, counted against limits for all nested files.

It runs in the confined process.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from files.extraction.outcome import Limits, Reason

_FLUSH_CHARACTERS: Final = 200_000
_FLOOR_INFLATED: Final = 32 << 20
_MAX_PROBLEMS: Final = 50
_MAX_NAME: Final = 200
NESTED: Final = " › "


class Unreadable(Exception):
    """This file, or this nested file, cannot be read any further."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class Exhausted(Unreadable):
    """A limit of the whole file is reached: the nested file that met it does not end alone."""


@dataclass
class Output:
    """All that one job sends: text in pieces, in order within each section; limits kept while it grows."""

    limits: Limits
    size: int
    send: Callable[[dict[str, Any]], None]
    pictures: int = 0
    _pending: dict[tuple[str, bool], list[str]] = field(default_factory=dict)
    _waiting: int = 0
    _characters: int = 0
    _inflated: int = 0
    _members: int = 0
    _names: set[str] = field(default_factory=set)
    _problems: int = 0

    def write(self, name: str, text: str, *, shown: bool) -> None:
        """Add to the section ``name``; raises ``Exhausted`` when the file holds more text than is read."""
        self._characters += len(text)
        if self._characters > self.limits.characters:
            raise Exhausted(Reason.TOO_LARGE, f"more than {self.limits.characters} characters of text")
        self._names.add(name)
        if len(self._names) > self.limits.sections:
            raise Exhausted(Reason.TOO_LARGE, f"more than {self.limits.sections} sections")
        self._pending.setdefault((name, shown), []).append(text)
        self._waiting += len(text)
        if self._waiting > _FLUSH_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """Send what waits, in frames of bounded size."""
        for (name, shown), pieces in self._pending.items():
            text = "".join(pieces)
            for start in range(0, len(text), _FLUSH_CHARACTERS):
                self.send({"section": name, "shown": shown, "text": text[start : start + _FLUSH_CHARACTERS]})
        self._pending.clear()
        self._waiting = 0

    def problem(self, reason: Reason, detail: str) -> None:
        """Say that something was not read; after the first fifty the reader of them has seen enough."""
        self._problems += 1
        if self._problems <= _MAX_PROBLEMS:
            self.send({"problem": reason, "detail": detail[:_MAX_NAME]})

    def inflate(self, size: int) -> None:
        """Count bytes that came out of a decompressor; raises ``Exhausted`` for a bomb."""
        self._inflated += size
        allowed = min(self.limits.inflated, max(_FLOOR_INFLATED, self.limits.ratio * self.size))
        if self._inflated > allowed:
            raise Exhausted(Reason.TOO_LARGE, f"inflates to more than {allowed >> 20} MB")

    def member(self) -> None:
        """Count a member of an archive; raises ``Exhausted`` when there are too many."""
        self._members += 1
        if self._members > self.limits.members:
            raise Exhausted(Reason.TOO_LARGE, f"more than {self.limits.members} members")


class Reading:
    """One file on the way: where it lies among nested files, and the output that all of them share.

    ``embedded`` files are parts of a document rather than documents in an archive: their text is not shown, and a
    picture among them is decoration and is only counted.
    """

    def __init__(
        self,
        output: Output,
        read: Callable[[bytes, "Reading"], None],
        *,
        path: tuple[str, ...] = (),
        embedded: bool = False,
    ) -> None:
        self.output = output
        self.embedded = embedded
        self._read = read
        self._path = path

    def write(self, name: str, text: str, *, shown: bool = True) -> None:
        """Add text to the section ``name`` of this file."""
        if text:
            self.output.write(self._place(name), text, shown=shown and not self.embedded)

    def problem(self, reason: Reason, detail: str = "") -> None:
        """Report a part of this file that was not read, and go on."""
        self.output.problem(reason, self._place(detail))

    def count_pictures(self, count: int = 1) -> None:
        """Count pictures whose content is not looked at."""
        self.output.pictures += count

    def nested(self, name: str, data: bytes, *, embedded: bool = False) -> None:
        """Read a file that lies in this one, by what it is; what cannot be read of it is reported."""
        path = (*self._path, name[:_MAX_NAME])
        inner = Reading(self.output, self._read, path=path, embedded=embedded or self.embedded)
        if len(path) > self.output.limits.depth:
            inner.problem(Reason.TOO_LARGE, f"nested more than {self.output.limits.depth} deep")
        else:
            self._read(data, inner)

    def _place(self, name: str) -> str:
        return NESTED.join((*self._path, name) if name else self._path)
