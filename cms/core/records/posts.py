"""The record of a post."""

from dataclasses import dataclass
from typing import ClassVar

from cms.core.records.record import File, Image, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Record):
    """A piece of news posted by an employee."""

    kind: ClassVar[str] = "post"

    website: str | None = None
    byline: str = ""
    images: tuple[Image, ...] = ()
    files: tuple[File, ...] = ()
