"""The rows of a list as notices that are not written yet, and what became of them."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """A notice as a row tells it; ``id`` names it on its former board, ``files`` are names, ``url`` its address there.

    An empty value says nothing.
    """

    where: str
    id: str
    title: str
    text: str
    published_at: datetime
    number: str = ""
    category: str = ""
    unit: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    files: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report on one row: that it was refused, what was left out of it, or what it changes."""

    where: str
    words: str


@dataclass(slots=True)
class Totals:
    """The outcome of a list. ``drafts`` are those of the created that lack what their board asks for."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    drafts: int = 0
    told: list[Line] = field(default_factory=list)

    def refuse(self, where: str, reason: str) -> None:
        """Count a row that is left out, and tell why."""
        self.refused += 1
        self.told.append(Line(where, f"refused: {reason}"))
