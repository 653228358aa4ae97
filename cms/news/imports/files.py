"""Uploaded files of imported posts (HWP, PDF, …): from where pictures come from, into the library."""

import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.base import ContentFile

from cms.core.models import File
from cms.core.pictures import digest
from cms.core.visibility import private_collections
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
        number = digest(data)
        public = File.objects.exclude(collection__in=private_collections())
        known: File | None = public.filter(file_hash=number).order_by("pk").first()
        if known is not None:
            return known
        name = PurePosixPath(unquote(urlsplit(address).path))
        stem = name.stem[:_NAME_LENGTH] or "file"
        file = File(title=(title or name.name)[:255], file=ContentFile(data, name=f"{stem}.{_suffix(str(name))}"))
        file.licence = self._source.licence
        file.file_size, file.file_hash = len(data), number
        file.save()
        return file


def _suffix(path: str) -> str:
    return PurePosixPath(unquote(path)).suffix.lower().removeprefix(".")
