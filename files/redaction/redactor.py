"""The caller's side: which places to mask, and the proof that what was there is gone."""

import re
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from files.confinement import Bounds, Failed, Pool
from files.confinement.files import content, opened
from files.errors import NoSuchPlace, Unmaskable
from files.extraction import Extracted, Extractor, FileType, Reason

TASK: Final = "files.redaction.job"
_PAGE: Final = re.compile(r"page ([0-9]+)( annotations)?")
_SIGNS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Mark:
    """A stretch of the text of a section, as extraction gives it; ``shown_as`` stands in its place: 010-****."""

    section: str
    start: int
    end: int
    shown_as: str = ""


class Redactor:
    """Makes masked copies, in a context; the extractor says what is in the original and in the copy."""

    def __init__(self, extractor: Extractor, *, bounds: Bounds | None = None, processes: int = 1) -> None:
        self._extractor = extractor
        self._pool = Pool(TASK, bounds=bounds or Bounds(seconds=600, cpu_seconds=300), processes=processes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._pool.__exit__(*exc)

    def redact(self, source: Path | bytes, marks: Sequence[Mark]) -> bytes:
        """Return a copy of a PDF document that does not contain what is marked, anywhere.

        Raises ``Unmaskable`` where such a copy cannot be made or proved, ``NoSuchPlace`` for a mark that is not in the
        document.
        """
        original = source if isinstance(source, bytes) else source.read_bytes()
        extracted = self._extractor.extract(original)
        if extracted.type is not FileType.PDF:
            raise Unmaskable(f"only PDF documents can be masked, and this is {extracted.type}")
        if extracted.unreadable:
            raise Unmaskable(f"not all of the document could be read: {extracted.unreadable} ({extracted.detail})")
        values, job = _values(extracted, marks), _job(marks)
        _refuse_left(values, _drawn_annotations(extracted, bare=job["bare"]))
        copy = self._painted(original, job)
        _prove(copy, self._extractor.extract(copy), values)
        return copy

    def _painted(self, original: bytes, job: dict[str, Any]) -> bytes:
        problems: list[str] = []
        with opened(original) as (descriptor, _size), tempfile.TemporaryFile() as copy:
            try:
                self._pool.run(job, [descriptor, copy.fileno()], lambda told: problems.append(str(told["refused"])))
            except Failed as failure:
                raise Unmaskable(f"the document could not be masked: {failure.detail}") from failure
            if problems:
                raise Unmaskable(f"the document could not be masked: {problems[0]}")
            return content(copy.fileno())


def _values(extracted: Extracted, marks: Sequence[Mark]) -> set[str]:
    """The texts that the marks cover."""
    texts = {section.name: section.text for section in extracted.sections}
    values = set()
    for mark in marks:
        text = texts.get(mark.section)
        if text is None or not 0 <= mark.start < mark.end <= len(text):
            raise NoSuchPlace(where=f"{mark.section} {mark.start}-{mark.end}")
        values.add(text[mark.start : mark.end])
    return values


def _job(marks: Sequence[Mark]) -> dict[str, Any]:
    """The marks by page. What is in no page, such as metadata, is not in a copy anyhow."""
    pages: dict[str, list[list[int | str]]] = {}
    bare = set()
    for mark in marks:
        place = _PAGE.fullmatch(mark.section)
        if place and place[2]:
            bare.add(int(place[1]))
        elif place:
            pages.setdefault(place[1], []).append([mark.start, mark.end, mark.shown_as])
    return {"pages": pages, "bare": sorted(bare)}


def _drawn_annotations(extracted: Extracted, *, bare: Collection[int]) -> str:
    """The texts of annotations that pictures of a copy may show: a copy has no text of them that could be searched."""
    places = ((_PAGE.fullmatch(section.name), section.text) for section in extracted.sections)
    return "".join(text for place, text in places if place and place[2] and int(place[1]) not in bare)


def _refuse_left(values: Collection[str], text: str) -> None:
    """Raise ``Unmaskable`` where a value stands in what the copy shows."""
    left = _SIGNS.sub("", text)
    if any(bare in left for value in values if (bare := _SIGNS.sub("", value))):
        raise Unmaskable("what is masked in one place stands in another that is not marked")


def _prove(copy: bytes, extracted: Extracted, values: Collection[str]) -> None:
    """Raise ``Unmaskable`` where a value is still in the text of the copy, or in its bytes."""
    if extracted.type is not FileType.PDF:
        raise Unmaskable("the masked copy is not a PDF document")
    if any(problem.reason is not Reason.IMAGE_ONLY for problem in extracted.problems):
        raise Unmaskable(f"the masked copy cannot be read: {extracted.detail}")
    _refuse_left(values, "".join(section.name + section.text for section in extracted.sections))
    if any(form in copy for value in values for form in _forms(value)):
        raise Unmaskable("what is masked is still in the bytes of the copy")


def _forms(value: str) -> tuple[bytes, ...]:
    """The ways in which a text can be written in a PDF without compression."""
    wide = value.encode("utf-16-be", "replace")
    return value.encode("utf-8", "replace"), wide, wide.hex().encode(), wide.hex().upper().encode()
