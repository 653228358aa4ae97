"""The files that a website is moved in from: exports of WordPress, its uploads, and redirects of its own."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from cms.core import streams
from cms.core.errors import BadInput
from cms.news.imports import exports, formats, wxr
from cms.news.imports.items import ReadItem
from cms.pages.moving.menus import OldEntry, entries

_EXPORTS: Final = ("*.xml", "*.xml.gz")
_UPLOADS: Final = ("uploads", "wp-content/uploads")
_REDIRECTS: Final = "redirects.csv"
KINDS: Final = (wxr.PAGE, wxr.POST)


@dataclass(frozen=True)
class Bundle:
    """The files found; ``uploads`` and ``redirects`` are None where there are none."""

    exports: tuple[Path, ...]
    uploads: Path | None = None
    redirects: Path | None = None


def bundle(path: Path) -> Bundle:
    """The files of a move: a file is an export; a folder has some, ``uploads/`` and ``redirects.csv``.

    BadInput for anything else.
    """
    if path.is_file():
        return Bundle((path,))
    if not path.is_dir():
        raise BadInput("neither a file nor a folder", where=str(path))
    found = sorted(file for pattern in _EXPORTS for file in path.glob(pattern))
    if not found:
        raise BadInput("no export in this folder: it has no *.xml and no *.xml.gz", where=str(path))
    uploads = next((folder for name in _UPLOADS if (folder := path / name).is_dir()), None)
    redirects = path / _REDIRECTS
    return Bundle(tuple(found), uploads, redirects if redirects.is_file() else None)


def site_of(path: Path) -> tuple[str, str]:
    """The title and the address of the site that an export is of; empty where it does not say them."""
    with streams.opened(path) as opened:
        export = exports.read(opened())
    return export.title, export.home


def items(path: Path, kind: str) -> Iterator[ReadItem]:
    """The items of a kind that an export has, or why each is none of them."""
    with ExitStack() as stack:
        opened = stack.enter_context(streams.opened(path))
        _, read = formats.reader(opened, zone=ZoneInfo(settings.TIME_ZONE), wanted=kind)
        yield from read(opened())


def menu_entries(path: Path) -> list[OldEntry]:
    """The entries of all menus of an export."""
    with streams.opened(path) as opened:
        return list(entries(opened()))
