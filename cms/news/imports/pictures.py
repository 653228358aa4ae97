"""Pictures for imported posts: from a folder, or from a host that the operator has named; never from anywhere else.

An export is written by somebody else: an address in it is asked only where the operator has named its host, and by
:mod:`cms.core.outgoing`, which asks nothing of this machine or its own network.
"""

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from cms.core import outgoing
from cms.core.errors import BadInput
from cms.core.models import Image
from cms.core.outgoing import Limits, OutgoingError
from cms.core.paths import file_within
from cms.core.pictures import SUFFIXES
from cms.core.pictures.fields import CleanFile
from cms.core.visibility import private_collections

MAX_BYTES: Final = 20 * 2**20
LIMITS: Final = Limits(connect=10, read=20, whole=60, size=MAX_BYTES)
# WordPress writes the size of a smaller copy of a picture behind its name.
SMALLER: Final = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled)(?=\.[A-Za-z0-9]+$)")


class PictureError(ValueError):
    """The reason why a picture or a file was not taken; the post is imported without it."""


class NotKept(Exception):
    """It is to be had, and this is a trial that keeps nothing."""


@dataclass
class Pictures:
    """Finds pictures, and puts each into the library once, whatever number of posts shows it.

    A ``trial`` looks for them in the folder and asks no host, and puts nothing into the library.
    """

    folder: Path | None = None
    hosts: frozenset[str] = frozenset()
    licence: str = ""
    trial: bool = False
    _known: dict[str, Image] = field(default_factory=dict)

    def get(self, address: str, *, title: str) -> Image:
        """The library's image for an address or a file name; PictureError where it is not to be had."""
        if address not in self._known:
            self._known[address] = self._store(self._bytes(address), address, title=title)
        return self._known[address]

    def content(self, address: str) -> bytes:
        """The bytes of any file, by the same rules."""
        return self._bytes(address)

    def _bytes(self, address: str) -> bytes:
        parts = _parts(address)
        if self.folder is not None and (path := _in_folder(self.folder, parts.path)):
            if path.stat().st_size > MAX_BYTES:
                raise PictureError(f"larger than {MAX_BYTES // 2**20} MB")
            return path.read_bytes()
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise PictureError("not in the folder of pictures")
        if parts.hostname.lower() not in self.hosts:
            raise PictureError(f"{parts.hostname} is not an allowed host")
        if self.trial:
            raise NotKept
        return self._fetch(address)

    @staticmethod
    def _fetch(address: str) -> bytes:
        try:
            answer = outgoing.ask("GET", address, limits=LIMITS)
        except OutgoingError as error:
            raise PictureError(f"not fetched: {error.reason}") from error
        if answer.status != HTTPStatus.OK:
            raise PictureError(f"the server answered {answer.status}")
        return answer.body

    def _store(self, data: bytes, address: str, *, title: str) -> Image:
        """By content: what a server or a name says of the kind counts for nothing."""
        try:
            file = CleanFile(data)
        except BadInput as error:
            raise PictureError(error.message) from error
        if self.trial:
            raise NotKept
        public = Image.objects.exclude(collection__in=private_collections())
        known: Image | None = public.filter(file_hash=file.digest).order_by("pk").first()
        if known is not None:
            return known
        stem = PurePosixPath(unquote(urlsplit(address).path)).stem[:60] or "picture"
        file.name = f"{stem}.{SUFFIXES[file.picture.kind]}"
        image = Image(title=title[:255], file=file, width=file.picture.width, height=file.picture.height)
        image.licence = self.licence
        image.save()
        return image


def _parts(address: str) -> SplitResult:
    """The parts of an address; PictureError where it can be none."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # is read only now
    except ValueError as error:
        raise PictureError(f"not an address: {error}") from error
    return parts


def _in_folder(folder: Path, path: str) -> Path | None:
    """The file for the path of an address: below ``uploads/``, all of it, or its name; never outside the folder.

    Where a smaller copy of a picture is not there, the picture itself is.
    """
    path = unquote(path).replace("\\", "/")
    whole = SMALLER.sub("", path)
    ways = [(one.partition("/uploads/")[2], one, one.rpartition("/")[2]) for one in dict.fromkeys((path, whole))]
    candidates = [way for some in ways for way in some]
    found = (file_within(folder, candidate.lstrip("/")) for candidate in candidates if candidate)
    return next((file for file in found if file), None)
