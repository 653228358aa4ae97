"""A drop folder: what is put there whole is fed, and moved to ``done`` or ``failed`` with its report beside it.

What a run was at when it ended, however it ended, still lies in the folder, and is fed again.
"""

import fcntl
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Final

from django.db import InterfaceError, OperationalError

from cms.core.errors import BadInput, MadangError
from cms.releases.intake import sources
from cms.releases.intake.pipeline import Stopped

DONE: Final = "done"
FAILED: Final = "failed"
# Names that programs give to files which they are still writing.
UNFINISHED: Final = (".part", ".partial", ".filepart", ".tmp", ".crdownload", "~")
RETRY_SECONDS: Final = 30.0
_LOCK: Final = ".intake.lock"
_SERVER_ERROR: Final = 500

# Feeds what lies at a path and puts the refused rows into a folder; returns its report. MadangError where it cannot.
Feed = Callable[[Path, Path], str]
Signature = tuple[tuple[str, int, int], ...]

logger = logging.getLogger(__name__)


class DropFolder:
    """One watched folder. A file or folder in it is whole when two looks in a row find it the same."""

    def __init__(self, folder: Path, feed: Feed, *, now: Callable[[], datetime] = datetime.now) -> None:
        self.folder = folder
        self._feed = feed
        self._now = now
        self._seen: dict[str, Signature] = {}

    def whole(self) -> list[Path]:
        """The files that have not changed since the last look, in the order of their names."""
        found = {entry.name: _signature(entry) for entry in sorted(self.folder.iterdir()) if _may_be_fed(entry)}
        ready = [name for name, files in found.items() if files and self._seen.get(name) == files]
        self._seen = found
        return [self.folder / name for name in ready]

    def take(self, entry: Path) -> None:
        """Feed it and move it away; its report is written before, so that nothing lies in ``done`` without one.

        What the whole system suffers from (no database, no space) is raised, and the entry stays where it is.
        """
        name = self._name(entry)
        try:
            target, report = DONE, self._feed(entry, self.folder / DONE)
        except Stopped:
            return
        except MadangError as error:
            if error.status >= _SERVER_ERROR:
                raise
            target, report = FAILED, f"{error}\n"
        except (OperationalError, InterfaceError, OSError):
            raise
        except Exception as error:
            logger.exception("Intake of %s failed", entry.name)
            target, report = FAILED, f"{entry.name}: an error of the program ({type(error).__name__})\n"
        (self.folder / target).mkdir(exist_ok=True)
        (self.folder / target / f"{name}{sources.REPORT}").write_text(
            report, encoding="utf-8", errors="backslashreplace"
        )
        entry.rename(self.folder / target / name)

    def _name(self, entry: Path) -> str:
        """Its name, with the time before it where something of that name was fed before."""
        taken = any((self.folder / place / entry.name).exists() for place in (DONE, FAILED))
        return f"{self._now():%Y%m%d%H%M%S}-{entry.name}" if taken else entry.name


def watch(folders: list[DropFolder], *, stop: Event, seconds: float) -> None:
    """Feed what comes until ``stop`` is set, looking every few seconds; BadInput where another process does so."""
    with _alone([drop.folder for drop in folders]):
        while not stop.is_set():
            wait = seconds
            try:
                for drop in folders:
                    for entry in drop.whole():
                        if stop.is_set():
                            return
                        drop.take(entry)
            except (OperationalError, InterfaceError, MadangError, OSError) as error:
                logger.error("Intake waits, as the system is not ready: %s", error)
                wait = RETRY_SECONDS
            stop.wait(wait)


def _may_be_fed(entry: Path) -> bool:
    if entry.name.startswith(".") or entry.name.endswith(UNFINISHED):
        return False
    return entry.name not in (DONE, FAILED) if entry.is_dir() else sources.is_list_name(entry.name)


def _signature(entry: Path) -> Signature:
    """Names, sizes and times of what lies there; empty while something of it is still being written."""
    files = [entry] if entry.is_file() else sorted(path for path in entry.rglob("*") if path.is_file())
    if any(path.name.endswith(UNFINISHED) for path in files):
        return ()
    try:
        stats = [(str(path), path.stat()) for path in files]
    except FileNotFoundError:
        return ()
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


@contextmanager
def _alone(folders: list[Path]) -> Iterator[None]:
    """Two processes in one folder would feed the same list twice; the lock ends with its process."""
    handles: list[int] = []
    try:
        for folder in folders:
            handles.append(os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600))
            fcntl.flock(handles[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BadInput("another process watches it", where=str(folders[len(handles) - 1])) from error
    finally:
        for handle in handles:
            os.close(handle)
