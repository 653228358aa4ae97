"""The private store: files by the SHA-256 of their bytes, never at an address of their own.

What is held, masked or closed lies beside what is public, so nothing here may be served without asking the ledger
first. A name is its content: keeping the same bytes twice keeps them once, and a kept file never changes. The bytes
are on the disk before their name exists, so that kill -9 at any moment leaves a whole file or none.
"""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, cast

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

from cms.core.errors import NotFound, StoreFull
from cms.core.faults import FULL, STORE

__all__ = ["PrivateFolder", "digests", "exists", "keep", "kept_at", "opened", "remove", "size", "staging_folder"]

CHUNK: Final = 2**20
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_STAGED: Final = "incoming"


class Backend(Protocol):
    """The methods that a backend of the private store adds to a storage; names are as :func:`_name` makes them."""

    def adopt(self, staged: Path, name: str) -> None:
        """Take the bytes of ``staged`` under a name, which counts as new even where it was there before."""

    def discard(self, name: str, *, before: datetime | None) -> bool:
        """Remove a file, with ``before`` only where it was taken before that; whether it was."""

    def names(self) -> Iterator[str]:
        """All names in ascending order, in constant memory."""

    def open(self, name: str, mode: str = "rb") -> Any: ...

    def size(self, name: str) -> int: ...

    def exists(self, name: str) -> bool: ...

    def get_modified_time(self, name: str) -> datetime: ...


def keep(source: bytes | Path | BinaryIO) -> str:
    """Store the bytes and return their digest; nothing is left of them where that fails.

    A stream is read from where it stands to its end. StoreFull where there is no space; other errors of reading or
    writing are the system's OSError.
    """
    digest = hashlib.sha256()
    with _staged() as file:
        for chunk in _chunks(source):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        with explained():
            _backend().adopt(Path(file.name), _name(digest.hexdigest()))
    return digest.hexdigest()


def opened(digest: str) -> BinaryIO:
    """The file as a stream that can seek; NotFound where it is not kept. The caller closes it."""
    try:
        return cast(BinaryIO, _backend().open(_name(digest)))
    except FileNotFoundError as error:
        raise _not_kept() from error


def size(digest: str) -> int:
    """The size in bytes; NotFound where it is not kept."""
    try:
        return _backend().size(_name(digest))
    except FileNotFoundError as error:
        raise _not_kept() from error


def kept_at(digest: str) -> datetime:
    """The moment when it was last given to :func:`keep`, though it was there before; NotFound where it is not kept."""
    try:
        return _backend().get_modified_time(_name(digest))
    except FileNotFoundError as error:
        raise _not_kept() from error


def exists(digest: str) -> bool:
    """Return whether it is kept; anything that is no digest is not."""
    return bool(_DIGEST.fullmatch(digest)) and _backend().exists(_name(digest))


def remove(digest: str, *, before: datetime | None = None) -> bool:
    """Remove a file, with ``before`` only where it was last kept before that moment; whether it was removed.

    In a folder the two cannot cross: a file that is being kept again meanwhile stays.
    """
    return _backend().discard(_name(digest), before=before)


def digests() -> Iterator[str]:
    """The digests of all kept files in ascending order, in constant memory."""
    for name in _backend().names():
        if _DIGEST.fullmatch(found := name.rpartition("/")[2]):
            yield found


def staging_folder() -> Path:
    """The folder of files that have no name yet; what a killed process left there nobody reads."""
    folder = Path(settings.MADANG_STATE_DIR) / "private" / _STAGED
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextmanager
def explained() -> Iterator[None]:
    """Turn the system's word for a full disk or quota into StoreFull."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise StoreFull(STORE) from error
        raise


@contextmanager
def _staged() -> Iterator[Any]:
    """A new file outside of all names, that is gone at the end unless a backend has taken it."""
    with explained():
        file = tempfile.NamedTemporaryFile(dir=staging_folder(), delete=False)  # noqa: SIM115
    try:
        with explained(), file:
            yield file
    finally:
        Path(file.name).unlink(missing_ok=True)


def _chunks(source: bytes | Path | BinaryIO) -> Iterator[bytes]:
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield from _chunks(cast(BinaryIO, stream))
        return
    stream_ = BytesIO(source) if isinstance(source, bytes) else source
    while chunk := stream_.read(CHUNK):
        yield chunk


def _name(digest: str) -> str:
    """The path of a file: two levels of 256 folders, some hundreds of files in each at twenty million."""
    if not _DIGEST.fullmatch(digest):
        raise _not_kept()
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def _not_kept() -> NotFound:
    return NotFound("no file of this digest is stored")


def _backend() -> Backend:
    return cast(Backend, storages["private"])


class PrivateFolder(FileSystemStorage):
    """The private store in a folder of this machine, readable by its owner only."""

    @property
    def base_location(self) -> str:
        return str(Path(settings.MADANG_STATE_DIR) / "private")

    location = base_location

    def adopt(self, staged: Path, name: str) -> None:
        target = Path(self.path(name))
        self._make(target.parent)
        with self._lock(fcntl.LOCK_SH):
            staged.replace(target)
        _sync_folder(target.parent)

    def discard(self, name: str, *, before: datetime | None) -> bool:
        path = Path(self.path(name))
        with self._lock(fcntl.LOCK_EX):
            # Asked as kept_at is answered: a moment there is a microsecond, the time on the disk a nanosecond.
            if not path.exists() or (before and self.get_modified_time(name) >= before):
                return False
            path.unlink()
        return True

    def names(self) -> Iterator[str]:
        root = Path(self.location)
        for first in _sorted_children(root):
            for second in _sorted_children(root / first) if len(first) == 2 else ():
                for name in _sorted_children(root / first / second):
                    yield f"{first}/{second}/{name}"

    def _make(self, folder: Path) -> None:
        """Make a folder and those above it, so that they are still there after a loss of power."""
        if folder.is_dir():
            return
        self._make(folder.parent)
        folder.mkdir(exist_ok=True, mode=0o700)
        _sync_folder(folder.parent)

    @contextmanager
    def _lock(self, kind: int) -> Iterator[None]:
        """Those who keep share it, one who removes has it alone; the system releases it when a process dies."""
        self._make(Path(self.location))
        handle = os.open(Path(self.location) / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, kind)
            yield
        finally:
            os.close(handle)


def _sorted_children(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
