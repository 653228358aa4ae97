"""Cleaning the pictures that were stored before every door did it, and their renditions, each where it lies.

A picture says itself whether it has been cleaned, so the work can end at any moment and goes on where it ended.
"""

import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from cms.core import storage
from cms.core.errors import BadInput
from cms.core.models import Image
from cms.core.pictures import BROKEN, digest, strip
from cms.core.storage import explained

BATCH: Final = 20

logger = logging.getLogger(__name__)


def clean_some(*, limit: int = BATCH) -> int:
    """Clean the next pictures that wait for it; returns how many. One picture is in memory at a time."""
    waiting = Image.objects.filter(cleaning=Image.Cleaning.PENDING).order_by("pk").values_list("pk", flat=True)
    pks = list(waiting[:limit])
    for pk in pks:
        _clean(pk)
    return len(pks)


def clean_failed_again() -> int:
    """Let those wait again that could not be cleaned: a lost file may be there again. Returns how many."""
    failed = Image.objects.filter(cleaning=Image.Cleaning.FAILED)
    waiting: int = failed.update(cleaning=Image.Cleaning.PENDING)
    return waiting


@transaction.atomic
def _clean(pk: int) -> None:
    image = Image.objects.select_for_update().filter(pk=pk).first()
    if image is None:
        return
    changes = _clean_original(image) or {"cleaning": Image.Cleaning.FAILED}
    for rendition in image.renditions.all():
        if _clean_file(rendition.file) is None:
            rendition.delete()  # it is made again where it is needed
    Image.objects.filter(pk=pk).update(**changes)


def _clean_original(image: Image) -> dict[str, Any] | None:
    """The columns that change with the file; None where it is lost or no picture, and so cannot be shown anyway."""
    kept: list[str] = []

    def keep(data: bytes) -> None:
        if settings.MADANG_KEEP_ORIGINAL_PICTURES:
            kept.append(storage.keep(data))

    data = _clean_file(image.file, before=keep)
    if data is None:
        logger.warning("picture %d cannot be read, and so not cleaned", image.pk)
        return None
    changes: dict[str, Any] = {"cleaning": Image.Cleaning.DONE, "file_size": len(data), "file_hash": digest(data)}
    return changes | ({"original": kept[0]} if kept else {})


def _clean_file(file: Any, *, before: Callable[[bytes], None] | None = None) -> bytes | None:
    """Put the cleaned bytes in the place of a file and return them; None where it cannot be read or is no picture.

    Whatever is wrong with one file, it stops no other.
    """
    try:
        with file.storage.open(file.name) as stored:
            data: bytes = stored.read()
        clean = strip(data)
    except (BadInput, *BROKEN):
        return None
    if clean != data:
        if before:
            before(data)
        _replace(file.storage, file.name, clean)
    return clean


def _replace(store: Any, name: str, data: bytes) -> None:
    """Whoever reads meanwhile reads all of the old bytes or all of the new ones; StoreFull leaves nothing behind."""
    try:
        path = Path(store.path(name))
    except NotImplementedError:
        store.overwrite(name, ContentFile(data))
        return
    file = tempfile.NamedTemporaryFile(dir=path.parent, delete=False)  # noqa: SIM115 (it takes the place of the other)
    written = Path(file.name)
    try:
        with explained(), file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        written.chmod(path.stat().st_mode & 0o777)
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
