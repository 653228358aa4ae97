"""The drafts that the steps of intake hand on, each a document as its source describes it, and their outcomes."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from cms.core.records import Official
from cms.releases.attachments import Attachment


class Change(StrEnum):
    """The change codes of the lists."""

    INSERT = "I"
    UPDATE = "U"
    DELETE = "D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One document, normalised: clean texts, keys of our vocabularies, no longer the columns of its source.

    ``unit`` is the name or the key of a department as the source gives it; the loader finds or makes it. ``where``
    names the row or file that it comes from, for reports. ``details`` has the fields of the record of its genre.
    A value that is empty or None means that the source is silent, so that an update leaves what is stored.
    """

    management_number: str
    where: str = ""
    change: Change = Change.INSERT
    title: str = ""
    number: str = ""
    genre: str = ""
    unit: str = ""
    produced_on: date | None = None
    approved_on: date | None = None
    task: str = ""
    functions: tuple[str, ...] = ()
    officials: tuple[Official, ...] = ()
    openness: str = ""
    grounds: tuple[int, ...] = ()
    reason: str = ""
    review_on: date | None = None
    review_stage: str = ""
    title_withheld: bool | None = None
    retention: str = ""
    licence: str = ""
    tier: str = ""
    text: str | None = None
    attachments: tuple[Attachment, ...] | None = None
    details: dict[str, Any] = field(default_factory=dict)


class Status(StrEnum):
    """The outcome of a draft. A held one was stored too: ``created`` and ``updated`` say that nothing was found."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The answer for one draft; ``reason`` says why it was refused or held, without quoting what was found."""

    management_number: str
    status: Status
    where: str = ""
    reason: str = ""
    url: str = ""
