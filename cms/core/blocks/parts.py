"""Streams that are no body: the files that a page offers, and other parts of it."""

from typing import Any

from wagtail import blocks

from cms.core.blocks.bodies import BodyField
from cms.core.blocks.media import FileBlock


class FilesBlock(blocks.StreamBlock):
    """Files of the library, for download."""

    file = FileBlock()


class PartsField(BodyField):
    """A stream that is not a body: to the database it is any JSON."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class FilesField(PartsField):
    """The files that a page offers."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        super().__init__(verbose_name, **{"block_types": FilesBlock, **kwargs})
