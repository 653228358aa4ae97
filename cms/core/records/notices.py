"""Notices on the boards of a city."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cms.core.records.record import File, Image, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Record):
    """An announcement on a board, or on a board of questions a question whose answer is the body.

    ``type`` is that of its board. ``number`` is the one that a public notice is issued under, ``serial`` its place on
    the board, 1 being the first. It counts from ``starts_on`` to ``ends_on``, and stands first in its lists up to
    ``pinned_until``, all of them days within. ``order`` is its place among the questions of its category.
    """

    kind: ClassVar[str] = "notice"

    board: str
    type: str = "notice"
    website: str | None = None
    category: str = ""
    number: str = ""
    serial: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    pinned_until: date | None = None
    order: int = 0
    images: tuple[Image, ...] = ()
    files: tuple[File, ...] = ()
