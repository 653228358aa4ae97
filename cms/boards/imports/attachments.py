"""Attachments of a former board: out of a folder, into the library, each once by its content."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from cms.core.errors import BadInput
from cms.core.library import add_file, file_of
from cms.core.models import File, default_licence
from cms.core.paths import file_within

MAX_BYTES: Final = 50 * 2**20
_NAME_LENGTH: Final = 80


@dataclass(frozen=True, kw_only=True)
class Attachments:
    """The files of a folder by their names; a ``trial`` puts none into the library."""

    folder: Path | None
    licence: str = ""
    trial: bool = False

    def get(self, name: str) -> File | None:
        """The library's file of a name, None where it would be put there; BadInput where it is not to be had."""
        path = file_within(self.folder, name.replace("\\", "/")) if self.folder else None
        if path is None:
            raise BadInput(
                "is not in the folder of attachments" if self.folder else "no folder of attachments is given"
            )
        suffix = path.suffix.lower().removeprefix(".")
        if suffix not in settings.WAGTAILDOCS_EXTENSIONS:
            raise BadInput("is of a kind that the library does not take")
        if not 0 < path.stat().st_size <= MAX_BYTES:
            raise BadInput(f"is empty, or larger than {MAX_BYTES // 2**20} MB")
        data = path.read_bytes()
        known = file_of(data)
        return known if known or self.trial else self._stored(path, data)

    def _stored(self, path: Path, data: bytes) -> File:
        name = f"{path.stem[:_NAME_LENGTH]}{path.suffix.lower()}"
        return add_file(data, name=name, title=path.name, licence=self.licence or default_licence())
