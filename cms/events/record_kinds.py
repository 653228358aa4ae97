"""The kind of events: narrowed by type, field, website, department and tag, and listed by when they take place."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cms.core.kinds import FIELD, TAG, UNIT, WEBSITE, Calendar, Facet, Kind, Pick
from cms.core.records import Event
from cms.events.recurrence import occurrences

TYPES: Final = ("event", "education", "course", "exhibition", "performance", "other")
TYPE: Final = Facet(name="event_type", field="type", values=TYPES)

_FIRST: Final = datetime(2024, 1, 1, tzinfo=UTC)
_APART: Final = timedelta(minutes=11)


def _event(number: int, pick: Pick) -> Mapping[str, Any]:
    """An event of an hour."""
    starts_at = _FIRST + _APART * number
    topic, tag = pick("field", number), pick("tag", number)
    return {
        "type": TYPES[number % len(TYPES)],
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
        "over_at": starts_at + timedelta(hours=1),
        "time_zone": "Asia/Seoul",
        "place": f"{number % 300}번 마을회관",
        "topics": (topic,) if topic else (),
        "website": pick("website", number),
        "tags": (tag,) if tag else (),
    }


EVENT: Final = Kind(
    record=Event,
    plural="events",
    section="events",
    facets=(FIELD, WEBSITE, TAG, UNIT, TYPE),
    calendar=Calendar(occurrences=occurrences, facets=(FIELD, WEBSITE, UNIT)),
    has_drafts=True,
    lengths={"images": 5, "files": 3},
    sample=_event,
)
