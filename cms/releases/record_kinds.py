"""The kinds of what the city releases: documents, and the meetings of its committees."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from cms.core.disclosure import GENRES, OPENNESS
from cms.core.kinds import UNIT, Calendar, Facet, Kind, Pick
from cms.core.records import Document, Meeting

COMMITTEE: Final = Facet(name="committee", field="committee", of="committee", rank=20)
TASK: Final = Facet(name="task", field="task", of="task card", rank=30)
FUNCTION: Final = Facet(name="function", field="functions", rank=40, is_path=True)
GENRE: Final = Facet(name="genre", field="genre", values=tuple(GENRES))
DISCLOSURE: Final = Facet(name="openness", field="openness", values=tuple(OPENNESS))

_FIRST: Final = datetime(2024, 1, 1, tzinfo=UTC)
_APART: Final = timedelta(minutes=7)


def _document(number: int, pick: Pick) -> Mapping[str, Any]:
    return {
        "management_number": f"20240101{number:06d}",
        "produced_on": date(2024, 1, 1) + timedelta(days=number % 700),
        "task": pick("task", number),
    }


def _meeting(number: int, pick: Pick) -> Mapping[str, Any]:
    """A meeting of which every fifth has closed minutes."""
    return {
        "committee": pick("committee", number) or "",
        "held_at": _FIRST + _APART * number,
        "openness": ("open", "closed")[number % 5 == 0],
    }


def _named_in_agenda(data: Mapping[str, Any]) -> Iterator[str]:
    """The management numbers in the agenda of a meeting."""
    return (number for decision in data.get("agenda", ()) for number in decision.get("documents", ()))


DOCUMENT: Final = Kind(
    record=Document,
    plural="documents",
    section="documents",
    facets=(UNIT, TASK, FUNCTION, GENRE, DISCLOSURE),
    below_units="documents/",
    numbered_by="management_number",
    lengths={"officials": 4, "files": 3},
    sample=_document,
)
MEETING: Final = Kind(
    record=Meeting,
    plural="meetings",
    section="committees",
    facets=(COMMITTEE, UNIT, DISCLOSURE),
    calendar=Calendar(field="held_at", facet=COMMITTEE),
    has_drafts=True,
    lengths={"agenda": 10, "attendees": 15, "files": 3, "links": 3},
    cites=_named_in_agenda,
    sample=_meeting,
)
