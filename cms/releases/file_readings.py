"""The texts of the files of the library: read by confined processes, once for the bytes of each.

A picture, a recording or a film has no text that could be read, and is used as pictures are. Everything else that
cannot be read whole carries the reason, as attachments of documents do.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import filetype
from django.db.models.signals import pre_save
from django.dispatch import receiver

from cms.core.models import File
from cms.releases.intake.extract import text_of
from cms.releases.models.page_screenings import FileReading
from files.extraction import Extracted, Extractor, FileType
from files.extraction import Reason as Problem

_CHUNK: Final = 1 << 20
# What tells recordings and films apart stands in the first bytes.
_HEAD: Final = 8192
_WATCHED: Final = ("audio/", "video/")
# The file is not in the store any more: nobody can read it, and nobody can be served it.
MISSING: Final = Problem.BROKEN


def of(files: Iterable[File]) -> dict[int, FileReading]:
    """The reading of each file by its primary key; those that have none are read now. One query where all have."""
    wanted = {file.pk: file for file in files}
    if not wanted:
        return {}
    found: dict[int, FileReading] = {
        row.file_id: row for row in FileReading.objects.filter(file_id__in=wanted).defer("text")
    }
    for pk, file in wanted.items():
        if pk not in found or not found[pk].checked:
            found[pk] = _read(file, found.get(pk))
        found[pk].file = file
    return found


@receiver(pre_save, sender=File)
def forget(instance: File, update_fields: Any = None, **kwargs: Any) -> None:
    """Whoever saves a file may have replaced its bytes, under the same name too."""
    if instance.pk and (update_fields is None or "file" in update_fields):
        FileReading.objects.filter(pk=instance.pk).update(checked=False)


def _read(file: File, before: FileReading | None) -> FileReading:
    row = before or FileReading(file=file)
    with _on_disk(file) as path:
        digest = _digest(path) if path else ""
        if before is None or digest != row.digest or not digest:
            row.digest = digest
            row.text, row.problem = _text(path, name=file.filename) if path else ("", str(MISSING))
    row.checked = True
    values = {name: getattr(row, name) for name in ("digest", "text", "problem", "checked")}
    stored, _made = FileReading.objects.update_or_create(file_id=file.pk, defaults=values)
    return stored


@contextmanager
def _on_disk(file: File) -> Iterator[Path | None]:
    """A copy of the file's bytes, wherever it is stored; None where it is not to be had."""
    with tempfile.NamedTemporaryFile(prefix="madang-reading-") as copy:
        try:
            with file.file.storage.open(file.file.name, "rb") as source:
                while chunk := source.read(_CHUNK):
                    copy.write(chunk)
        except FileNotFoundError:
            yield None
            return
        copy.flush()
        yield Path(copy.name)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _text(path: Path, *, name: str) -> tuple[str, str]:
    """All that was read of the file, and why some of it could not be."""
    if _is_watched(path):
        return "", ""
    with Extractor() as extractor:
        extracted: Extracted = extractor.extract(path, name=name)
    problem = "" if extracted.type is FileType.IMAGE else str(extracted.unreadable or "")
    return text_of(extracted), problem


def _is_watched(path: Path) -> bool:
    """Return whether it is a recording or a film, by its content."""
    with path.open("rb") as stream:
        kind = filetype.guess(stream.read(_HEAD))
    return kind is not None and kind.mime.startswith(_WATCHED)
