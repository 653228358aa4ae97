"""The folder of uploads on a disk, where each lies whole or not at all."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from cms.core.generics import AnyFile
from cms.core.storage import explained


class MediaFolder(FileSystemStorage):
    """Django's storage, which leaves half a file behind where the disk is full: here a file has its name when it is
    all there. StoreFull where there is no space."""

    def _save(self, name: str, content: AnyFile) -> str:
        folder = Path(settings.MADANG_SPOOL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        with explained():
            staged = tempfile.NamedTemporaryFile(dir=folder, delete=False)  # noqa: SIM115 (it is moved)
            try:
                with staged:
                    for chunk in content.chunks():
                        staged.write(chunk)
                return str(super()._save(name, _Staged(staged.name)))  # type: ignore[misc]
            finally:
                Path(staged.name).unlink(missing_ok=True)


class _Staged(AnyFile):
    """A file that a storage takes by moving it."""

    def __init__(self, path: str) -> None:
        super().__init__(None, path)
        self._path = path

    def temporary_file_path(self) -> str:
        """The path where it is now."""
        return self._path

    def close(self) -> None:
        """It is closed."""

    def chunks(self, chunk_size: int | None = None) -> Any:
        """Never read: it is moved."""
        raise NotImplementedError
