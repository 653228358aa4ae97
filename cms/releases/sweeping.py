"""Files of the private store that nothing names: left by an intake that was ended before it wrote its documents.

Safe beside a running intake: a file that is kept counts as new, also where it was there before, and one that is
younger than a day is never looked at. What a row names stays, in whichever field it does: a decision that can be
undone keeps its files too.
"""

import fcntl
import logging
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any, Final, Self

from django.apps import apps
from django.db.models import JSONField, Model, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from cms.core import storage
from cms.core.errors import NotFound
from cms.releases.models import Decision

AGE: Final = timedelta(days=1)
EVERY: Final = timedelta(days=1)
# Of a turn of the worker, beside one step: a batch of rows, or one file.
SLICE_SECONDS: Final = 0.2
# Rows have the texts of their files: some megabytes each at the worst.
BATCH: Final = 100
_MARK: Final = ".swept"
_DIGEST: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Swept:
    """The number of files in the store, and of those removed, or that would be, with their bytes."""

    kept: int = 0
    removed: int = 0
    removed_bytes: int = 0


def sweep(*, dry_run: bool = False, now: datetime | None = None) -> Swept:
    """Remove what nothing names and is older than a day, in constant memory; a dry run removes nothing."""
    swept = Swept()
    for _ in _steps(swept, dry_run=dry_run, now=now):
        pass
    return swept


class Sweeper:
    """The sweep of each day, a slice of it in each turn of the worker.

    One that fails is the failure of its slice, and is made again in a day. The first is a day after the store was made,
    and another a day after each end. One that was killed is made anew.
    """

    def __init__(self) -> None:
        self._sweep: Iterator[None] | None = None

    def go_on(self) -> int:
        """Sweep for a slice where a sweep is due; returns 0, since nobody waits for it and the worker may rest."""
        if self._sweep is None and _is_due():
            self._sweep = _todays()
        sweep, self._sweep = self._sweep, None
        until = monotonic() + SLICE_SECONDS
        for _ in sweep or ():
            if monotonic() > until:
                self._sweep = sweep
                break
        return 0


def _mark() -> Path:
    """The file whose time is that of the last sweep, and whose lock has the process that sweeps."""
    mark = storage.staging_folder().parent / _MARK
    if not mark.exists():
        mark.touch(mode=0o600)
    return mark


def _is_due() -> bool:
    return _mark().stat().st_mtime <= (timezone.now() - EVERY).timestamp()


def _todays() -> Iterator[None]:
    with _alone() as mark:
        if mark is None:
            return
        swept = Swept()
        try:
            yield from _steps(swept)
        except Exception:
            os.utime(mark)
            raise
        logger.info("swept: %d files removed (%d bytes), %d kept", swept.removed, swept.removed_bytes, swept.kept)
        os.utime(mark)


@contextmanager
def _alone() -> Iterator[Path | None]:
    """The mark, locked, or None where another process of this machine has it; the lock ends with the process."""
    with _mark().open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield _mark()


def _steps(swept: Swept, *, dry_run: bool = False, now: datetime | None = None) -> Iterator[None]:
    """A sweep that may stand still for hours between any two steps; ``swept`` is what it has done."""
    before = (now or timezone.now()) - AGE
    # Decisions last: what a document ceases to name meanwhile, the decision on it names.
    models = sorted(apps.get_app_config("releases").get_models(), key=lambda model: model is Decision)
    with _Names() as named:
        for model in models:
            for digests in _named_by(model):
                named.add(digests)
                yield
        for digest in storage.digests():
            size = None if digest in named else _orphan(digest, before=before, dry_run=dry_run)
            swept.kept += size is None
            swept.removed += size is not None
            swept.removed_bytes += size or 0
            yield
    if not dry_run:
        _sweep_staging(before)


def _orphan(digest: str, *, before: datetime, dry_run: bool) -> int | None:
    """The size of a file that was removed, or would be; None where it stays."""
    try:
        size = storage.size(digest)
        if dry_run:
            return size if storage.kept_at(digest) < before else None
        return size if storage.remove(digest, before=before) else None
    except NotFound:
        return None


def _named_by(model: type[Model]) -> Iterator[list[str]]:
    """All that looks like a digest in the JSON of a model's rows, a batch of rows at a time, by primary key."""
    columns = [field.name for field in model._meta.local_concrete_fields if isinstance(field, JSONField)]
    texts = {f"text_of_{name}": Cast(name, TextField()) for name in columns}
    last: Any = None
    while columns:
        rows = model._default_manager.order_by("pk").annotate(**texts)
        page = list((rows.filter(pk__gt=last) if last is not None else rows).values_list("pk", *texts)[:BATCH])
        if not page:
            return
        last = page[-1][0]
        yield [digest for _, *values in page for value in values if value for digest in _DIGEST.findall(value)]


class _Names:
    """A set of digests on the disk, in a context."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(dir=storage.staging_folder(), prefix="sweep-")
        self._store = sqlite3.connect(Path(self._folder.name) / "names.sqlite3", isolation_level=None)
        self._store.execute("PRAGMA journal_mode=OFF")
        self._store.execute("PRAGMA synchronous=OFF")
        self._store.execute("CREATE TABLE named (digest BLOB PRIMARY KEY) WITHOUT ROWID")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._store.close()
        self._folder.cleanup()

    def add(self, digests: list[str]) -> None:
        self._store.execute("BEGIN")
        self._store.executemany(
            "INSERT OR IGNORE INTO named VALUES (?)", ((bytes.fromhex(digest),) for digest in digests)
        )
        self._store.execute("COMMIT")

    def __contains__(self, digest: object) -> bool:
        if not isinstance(digest, str):
            return False
        with closing(self._store.execute("SELECT 1 FROM named WHERE digest = ?", (bytes.fromhex(digest),))) as found:
            return found.fetchone() is not None


def _sweep_staging(before: datetime) -> None:
    """Remove the files that killed processes left half written."""
    for path in storage.staging_folder().iterdir():
        with suppress(FileNotFoundError):  # whoever made it may remove it meanwhile
            if path.stat().st_mtime < before.timestamp():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
