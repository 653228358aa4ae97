"""Uploaded files of imported posts (HWP, PDF, …): from where pictures come from, into the library."""

import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings

from cms.core.library import add_file, file_of
from cms.core.models import File
from cms.news.imports.pictures import NotKept, PictureError, Pictures

_NAME_LENGTH: Final = 80
# What a server shows to those who are not signed in, or where the file is gone.
_WEB_PAGE: Final = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)


def is_file(address: str, *, host: str) -> bool:
    """Return whether a link leads to a file of the site that the post comes from, of a kind that the library takes."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_own = parts.hostname in {None, host} or "/wp-content/uploads/" in parts.path
    return is_own and is_kept(address)


def is_kept(address: str) -> bool:
    """Return whether an address is that of a kind of file that the library takes; any such link is looked at later."""
    return _suffix(address.partition("?")[0].partition("#")[0]) in settings.WAGTAILDOCS_EXTENSIONS


class Files:
    """Puts each file into the library once, whatever number of posts offers it; ``source`` has the bytes."""

    def __init__(self, source: Pictures) -> None:
        self._source = source
        self._known: dict[str, File] = {}

    def get(self, address: str, *, title: str) -> File:
        """The library's file for an address; PictureError where it is not to be had."""
        if address not in self._known:
            self._known[address] = self._store(self._source.content(address), address, title=title)
        return self._known[address]

    def _store(self, data: bytes, address: str, *, title: str) -> File:
        if not data:
            raise PictureError("an empty file")
        if _WEB_PAGE.match(data):
            raise PictureError("the server answered a web page in place of the file")
        if self._source.trial:
            raise NotKept
        if (known := file_of(data)) is not None:
            return known
        name = PurePosixPath(unquote(urlsplit(address).path))
        stem = name.stem[:_NAME_LENGTH] or "file"
        stored = f"{stem}.{_suffix(str(name))}"
        return add_file(data, name=stored, title=title or name.name, licence=self._source.licence)


def _suffix(path: str) -> str:
    return PurePosixPath(unquote(path)).suffix.lower().removeprefix(".")
