"""The drafts that the readers hand on: committees and meetings as their source describes them, and unusable rows."""

from dataclasses import dataclass, field
from datetime import date, datetime

from cms.core.records import Attendee, Decision, Link, Member


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeDraft:
    """A committee with those who sit in it, in the order of the file; an empty value says nothing."""

    name: str
    category: str = ""
    legal_basis: str = ""
    established_on: date | None = None
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDraft:
    """A meeting; ``source_id`` names it in its source for good, ``committee`` is the name of the one that meets.

    ``held_at`` is in the zone of the place, whose day names the meeting where it has no title.
    """

    where: str
    source_id: str
    committee: str
    held_at: datetime
    title: str = ""
    place: str = ""
    status: str = ""
    notice: str = ""
    minutes: str = ""
    agenda: tuple[Decision, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    links: tuple[Link, ...] = ()
    openness: str = "open"
    grounds: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was left out, and why."""

    where: str
    reason: str


@dataclass(slots=True)
class Totals:
    """The outcome of a file."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refusal] = field(default_factory=list)
