"""Lost property: what the public may know of it, and what the rest asks of the kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from cms.core.kinds import UNIT, Facet, Kind, Pick
from cms.core.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class LostProperty(Record):
    """Something that was found on a day at a place; ``state`` is kept or returned."""

    kind: ClassVar[str] = "lost-property"

    found_on: date
    place: str = ""
    state: str = "kept"


STATES: Final = ("kept", "returned")
STATE: Final = Facet(name="state", field="state", values=STATES)


def _sample(number: int, pick: Pick) -> Mapping[str, Any]:
    return {"found_on": date(2026, 1, 1) + timedelta(days=number % 300), "place": f"{number}번 정류장"}


LOST_PROPERTY: Final = Kind(
    record=LostProperty,
    plural="lostProperties",
    section="lost-and-found",
    facets=(UNIT, STATE),
    has_drafts=True,
    sample=_sample,
)
