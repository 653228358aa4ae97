"""Meetings of committees."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cms.core.records.record import File, Link, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The decision of a meeting on one item of its agenda; votes are None where they were not counted.

    ``documents`` are the management numbers of the approval documents that belong to it.
    """

    item: str
    outcome: str = ""
    text: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """A person who took part in a meeting, and as what."""

    name: str
    position: str = ""
    present: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """A meeting of a committee: ``status`` is announced, held, postponed or cancelled. Its minutes are the body.

    Where the minutes are closed, ``openness``, ``grounds`` and ``reason`` say so and why, ``review_on`` until when and
    ``review_stage`` at what stage an internal review is; there is then no body, nobody is named, and of each item of
    the agenda only the outcome is told. ``files`` and ``links`` are its papers.
    """

    kind: ClassVar[str] = "meeting"

    committee: str
    status: str = "announced"
    held_at: datetime
    place: str = ""
    agenda: tuple[Decision, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    openness: str = "open"
    grounds: tuple[int, ...] = ()
    reason: str = ""
    review_on: date | None = None
    review_stage: str = ""
    files: tuple[File, ...] = ()
    links: tuple[Link, ...] = ()
