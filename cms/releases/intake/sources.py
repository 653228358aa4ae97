"""The sources of lists: files, patterns, folders and S3 prefixes. Each knows the attachments that lie beside it."""

import glob
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from cms.core.errors import BadInput
from cms.core.paths import file_within
from cms.releases.intake.buckets import SCHEME, Bucket

# What intake itself writes beside a list.
REFUSED: Final = ".refused"
REPORT: Final = ".report.txt"
_LIST_NAME: Final = re.compile(r"\.(?:csv|tsv|json|jsonl|ndjson|xlsx)(?:\.gz)?\Z", re.IGNORECASE)
_NAMED_LIST: Final = re.compile(r"(?:^|[^a-z])list(?:[^a-z]|$)|목록", re.IGNORECASE)
ATTACHMENTS: Final = "attachments"


class Files(Protocol):
    """The files beside a list, by their paths below the folder of the list."""

    def opened(self, path: str) -> AbstractContextManager[Path]:
        """The file on this machine; BadInput where there is none of that path, or it lies elsewhere."""

    def below(self, folder: str) -> Sequence[str]:
        """The paths of all files in a folder and the folders in it, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A list: its ``name`` for reports, and how to come by it and by what its rows name."""

    name: str
    path: str
    files: Files

    @property
    def stem(self) -> str:
        """Its name without what says its form."""
        return _LIST_NAME.sub("", self.name)

    def opened(self) -> AbstractContextManager[Path]:
        """The file of the list on this machine; BadInput where it cannot be read."""
        return self.files.opened(self.path)

    def attachments_of(self, number: str) -> Sequence[str]:
        """The files in the folder named after a document, beside the list or below ``attachments``."""
        return self.files.below(number) or self.files.below(f"{ATTACHMENTS}/{number}")


def lists(sources: Iterable[str]) -> Iterator[List]:
    """The lists of all sources in their order; BadInput where one of them has none."""
    for source in sources:
        found = list(_lists(source))
        if not found:
            raise BadInput("there is no list (CSV, JSON, JSON lines or XLSX)", where=source)
        yield from found


def single(path: Path) -> List:
    """The list in a file of a folder that others use too: what else lies there is not its own."""
    return List(name=path.name, path=path.name, files=Folder(path.parent, only=path.name))


class Folder:
    """A folder on this machine, and nothing outside of it; with ``only`` nothing but that file in it."""

    def __init__(self, root: Path, *, only: str = "") -> None:
        self._root = root
        self._only = only

    @cached_property
    def _folders(self) -> frozenset[str]:
        """Of the million rows of a list few have a folder of their own; those that have one are known beforehand."""
        tops = [folder for folder in (self._root, self._root / ATTACHMENTS) if folder.is_dir()]
        return frozenset(str(file.relative_to(self._root)) for top in tops for file in top.iterdir() if file.is_dir())

    def opened(self, path: str) -> AbstractContextManager[Path]:
        if not self._has(path):
            raise BadInput("there is no such file beside the list", where=path)
        return nullcontext(self._root / path)

    def below(self, folder: str) -> Sequence[str]:
        top = self._root / folder
        if folder not in self._folders or not top.resolve().is_relative_to(self._root.resolve()):
            return ()
        files = sorted(file for file in top.rglob("*") if file.is_file() and not _is_hidden(file.relative_to(top)))
        return [path for file in files if self._has(path := str(file.relative_to(self._root)))]

    def _has(self, path: str) -> bool:
        """Return whether the path leads to a file in this folder, links followed."""
        return (not self._only or path == self._only) and file_within(self._root, path) is not None


class Prefix:
    """The objects in a bucket beside a list; fetched when they are needed, and gone from this machine afterwards."""

    def __init__(self, bucket: Bucket, root: str) -> None:
        self._bucket = bucket
        self._root = root

    @contextmanager
    def opened(self, path: str) -> Iterator[Path]:
        if f"{self._root}{path}" not in self._keys:
            raise BadInput("there is no such object beside the list", where=path)
        with tempfile.TemporaryDirectory(prefix="madang-intake-") as folder:
            file = Path(folder) / "object"
            self._bucket.fetch(f"{self._root}{path}", file)
            yield file

    def below(self, folder: str) -> Sequence[str]:
        start = f"{self._root}{folder.strip('/')}/"
        return [key.removeprefix(self._root) for key in self._keys if key.startswith(start) and not key.endswith("/")]

    @cached_property
    def _keys(self) -> dict[str, None]:
        return dict.fromkeys(key for key in self._bucket.names() if key.startswith(self._root))


def _lists(source: str) -> Iterator[List]:
    if source.startswith(SCHEME):
        yield from _in_bucket(source)
        return
    path = Path(source)
    if path.is_dir():
        names = _chosen(sorted(file.name for file in path.iterdir() if file.is_file()))
        yield from (List(name=name, path=name, files=Folder(path)) for name in names)
    elif path.exists():
        yield List(name=path.name, path=path.name, files=Folder(path.parent))
    elif not glob.has_magic(source):
        raise BadInput("there is no such file or folder", where=source)
    else:
        for name in sorted(glob.glob(source, recursive=True)):  # noqa: PTH207 (it takes absolute patterns)
            if Path(name).is_file():
                yield List(name=Path(name).name, path=Path(name).name, files=Folder(Path(name).parent))


def _in_bucket(source: str) -> Iterator[List]:
    """The address is that of a list, or of a folder with lists in it."""
    bucket = Bucket(source)
    if bucket.prefix in bucket.names() and not bucket.prefix.endswith("/"):
        folder, slash, name = bucket.prefix.rpartition("/")
        yield List(name=name, path=name, files=Prefix(Bucket(source.removesuffix(name)), f"{folder}{slash}"))
        return
    root = bucket.prefix if bucket.prefix.endswith("/") or not bucket.prefix else f"{bucket.prefix}/"
    names = [key.removeprefix(root) for key in bucket.names() if key.startswith(root)]
    for name in _chosen(sorted(name for name in names if "/" not in name)):
        yield List(name=name, path=name, files=Prefix(bucket, root))


def _chosen(names: Sequence[str]) -> list[str]:
    """The lists among the files of a folder: those called so, where any is, as the others may be attachments."""
    found = [name for name in names if is_list_name(name)]
    return [name for name in found if _NAMED_LIST.search(name)] or found


def is_list_name(name: str) -> bool:
    """Return whether a file of that name may be a list, and is no report of intake's own."""
    return bool(_LIST_NAME.search(name)) and REFUSED not in name and not name.startswith(".")


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
