"""Released documents, and what each genre of them adds."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cms.core.records.record import File, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A person who did the work: name and position are public (Official Information Disclosure Act, art. 9(1)6 d).

    ``role`` is ``drafter``, ``reviewer`` or ``approver``.
    """

    name: str
    position: str = ""
    role: str = "drafter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """The fields that a business-expense row adds; ``amount`` in won."""

    spent_at: datetime | None = None
    place: str = ""
    purpose: str = ""
    target: str = ""
    payment: str = ""
    category: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Research:
    """The fields that a policy-research row adds."""

    year: int | None = None
    institution: str = ""
    category: str = ""
    region: str = ""
    isbn: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """The fields of an advance-publication row: its place in the published catalogue, and who answers for it."""

    category: str = ""
    path: tuple[str, ...] = ()
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """An administrative document that the city released, or the record of one that the law closes.

    ``genre`` is approval, press-release, research, advance-publication or expense; ``openness`` open, partial or
    closed, with the ``grounds`` (1 to 8 of art. 9(1) of the Official Information Disclosure Act) and the ``reason`` in
    words, to be reviewed on ``review_on``. A closed one has neither body nor files. ``retention`` is as on the lists of
    Korean agencies in years (``1`` to ``30``), ``semi-permanent`` or ``permanent``. ``masked`` says that what is
    personal was covered. ``task`` is the key of a task card, ``functions`` its path when the document was made.
    """

    kind: ClassVar[str] = "document"

    management_number: str
    number: str = ""
    genre: str = "approval"
    produced_on: date
    approved_on: date | None = None
    openness: str = "open"
    grounds: tuple[int, ...] = ()
    reason: str = ""
    review_on: date | None = None
    review_stage: str = ""
    retention: str = ""
    retained_until: date | None = None
    officials: tuple[Official, ...] = ()
    task: str | None = None
    functions: tuple[str, ...] = ()
    masked: bool = False
    files: tuple[File, ...] = ()
    expense: Expense | None = None
    research: Research | None = None
    advance: Advance | None = None
