"""The kind of meetings, narrowed by committee, department and openness, and listed by the day on which they are."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cms.core.kinds import UNIT, Calendar, Facet, Kind, Occurrence, Pick
from cms.core.records import Meeting
from cms.releases.record_kinds import DISCLOSURE

COMMITTEE: Final = Facet(name="committee", field="committee", of="committee", rank=20)

_FIRST: Final = datetime(2024, 1, 1, tzinfo=UTC)
_APART: Final = timedelta(minutes=7)


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


MEETING: Final = Kind(
    record=Meeting,
    plural="meetings",
    section="committees",
    facets=(COMMITTEE, UNIT, DISCLOSURE),
    calendar=Calendar(
        occurrences=lambda meeting: [Occurrence(meeting.held_at)], facets=(COMMITTEE, UNIT), own=COMMITTEE
    ),
    has_drafts=True,
    lengths={"agenda": 10, "attendees": 15, "files": 3, "links": 3},
    cites=_named_in_agenda,
    sample=_meeting,
)
