"""The attachments of a draft: their bytes are kept first, then read by confined processes; no row names a lost file.

What cannot be read completely carries the reason, for which its document is held. Pictures beside text are counted and
hold nothing.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePath
from threading import Lock
from typing import Final, TypeVar

from cms.core import storage
from cms.core.text import clean_line
from cms.releases.attachments import ORIGINAL, PDF, Attachment
from files.extraction import Extracted, Extractor, FileType

PROCESSES: Final = 2
# Files are named by their content's type, never by what their name or sender claims.
TYPES: Final[dict[FileType, str]] = {
    FileType.PDF: "application/pdf",
    FileType.HWP: "application/x-hwp",
    FileType.HWPX: "application/hwp+zip",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileType.OPENDOCUMENT: "application/vnd.oasis.opendocument.text",
    FileType.TEXT: "text/plain",
    FileType.ZIP: "application/zip",
}
UNKNOWN_TYPE: Final = "application/octet-stream"
_NESTED: Final = " › "
_SUFFIXES: Final = {
    "csv": "text/csv",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}

_NOTHING: Final[Mapping[str, Attachment]] = {}

T = TypeVar("T")


class Attacher:
    """Makes attachments of files, in a context; with ``keep=False`` nothing is stored."""

    def __init__(self, *, keep: bool = True, processes: int = PROCESSES) -> None:
        self._keep = storage.keep if keep else _digest
        self._is_kept = storage.exists if keep else bool
        self._extractor = Extractor(processes=processes)
        self._threads = ThreadPoolExecutor(processes)
        self._ahead = 2 * processes
        self.pictures = 0
        self._counting = Lock()

    def __enter__(self) -> "Attacher":
        return self

    def __exit__(self, *exc: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._extractor.__exit__(*exc)

    def attach(
        self, path: Path, *, name: str, role: str = "", known: Mapping[str, Attachment] = _NOTHING
    ) -> Attachment:
        """The attachment for a file; OSError where it cannot be read.

        One that is ``known`` by its digest, under this name, is neither stored nor read a second time.
        """
        name = clean_line(name)
        if known and (file := known.get(_digest(path))) and file.name == name and self._is_kept(file.digest):
            return replace(file, role=role or ORIGINAL)
        digest = self._keep(path)
        extracted = self._extractor.extract(path, name=name)
        with self._counting:
            self.pictures += extracted.pictures
        return Attachment(
            name=name,
            type=_type(extracted.type, name),
            size=path.stat().st_size,
            digest=digest,
            role=role or ORIGINAL,
            text=text_of(extracted),
            shown=extracted.text.strip(),
            problem=str(extracted.unreadable or ""),
        )

    def map(self, work: Callable[[T], T], items: Iterable[T], *, needs: Callable[[T], object]) -> Iterator[T]:
        """The items in their order, ``work`` done in threads on those that need it, a few items ahead."""
        waiting: deque[tuple[T, Future[T] | None]] = deque()
        for item in items:
            waiting.append((item, self._threads.submit(work, item) if needs(item) else None))
            while waiting and (waiting[0][1] is None or len(waiting) > self._ahead):
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())


def _done(item: T, future: "Future[T] | None") -> T:
    return future.result() if future else item


def with_roles(attachments: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """The same, with a PDF beside an original of the same name marked as the one for reading."""
    files = tuple(attachments)
    others = {PurePath(file.name).stem for file in files if file.type != TYPES[FileType.PDF]}
    return tuple(
        replace(file, role=PDF) if file.type == TYPES[FileType.PDF] and PurePath(file.name).stem in others else file
        for file in files
    )


def text_of(extracted: Extracted) -> str:
    """All that could be found in the file, with the names of the files in it."""
    names = {section.name.rpartition(_NESTED)[0] for section in extracted.sections}
    return "\n".join([*(section.text for section in extracted.sections), *sorted(filter(None, names))])


def _type(kind: FileType, name: str) -> str:
    """Of text and OpenDocument the name tells more, and nothing that a browser would run."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if kind in (FileType.TEXT, FileType.OPENDOCUMENT):
        return _SUFFIXES.get(suffix, TYPES[kind])
    return TYPES.get(kind, UNKNOWN_TYPE)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
