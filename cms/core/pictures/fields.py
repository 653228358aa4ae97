"""The columns of pictures, which every one passes on its way into a store.

Whoever stores a picture, an editor's form, an importer or a program, writes to the column of the model; so what was
written beside a picture is removed there, and what cannot be shown is refused there.
"""

from typing import Any

from django.conf import settings
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from cms.core import storage
from cms.core.generics import AnyFile, BytesFile
from cms.core.pictures import clean, digest, strip


class CleanFile(BytesFile):
    """A picture that has been cleaned, on its way into a store; ``original`` are its bytes as they came."""

    def __init__(self, original: bytes, *, name: str | None = None) -> None:
        self.original = original
        self.picture = clean(original)
        super().__init__(self.picture.data, name=name)

    @property
    def digest(self) -> str:
        """The digest by which Wagtail knows the same picture."""
        return digest(self.picture.data)


def cleaned(file: AnyFile) -> CleanFile:
    """The file without what was written beside the picture; BadInput where it cannot be shown."""
    return file if isinstance(file, CleanFile) else CleanFile(_content(file), name=file.name)


def _content(file: AnyFile) -> bytes:
    file.open()
    file.seek(0)
    data: bytes = file.read()
    return data


class PictureFile(WagtailImageFieldFile):
    """A picture of the library: cleaned before it is stored, with the size and digest of what is stored."""

    def save(self, name: str, content: AnyFile, save: bool = True) -> None:
        file = cleaned(content)
        instance: Any = self.instance
        instance.file_size = file.size
        instance.file_hash = file.digest
        instance.original = storage.keep(file.original) if settings.MADANG_KEEP_ORIGINAL_PICTURES else ""
        instance.cleaning = instance.Cleaning.DONE
        super().save(name, file, save)


class PictureField(WagtailImageField):
    """The column of the library's pictures."""

    attr_class = PictureFile


class RenditionFile(WagtailImageFieldFile):
    """A rendition: whatever made it has copied nothing into it but the picture."""

    def save(self, name: str, content: AnyFile, save: bool = True) -> None:
        file = BytesFile(strip(_content(content)), name=name)
        self.instance.file_size = file.size
        super().save(name, file, save)


class RenditionField(WagtailImageField):
    """The column of the renditions."""

    attr_class = RenditionFile
