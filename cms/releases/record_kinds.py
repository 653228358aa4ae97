"""The kinds of what the city releases: documents, and the meetings of its committees."""

from typing import Final

from cms.core.disclosure import GENRES, OPENNESS
from cms.core.kinds import UNIT, Calendar, Facet, Kind
from cms.core.records import Document, Meeting

COMMITTEE: Final = Facet(name="committee", field="committee", of="committee", rank=20)
TASK: Final = Facet(name="task", field="task", of="task card", rank=30)
FUNCTION: Final = Facet(name="function", field="functions", rank=40, is_path=True)
GENRE: Final = Facet(name="genre", field="genre", values=tuple(GENRES))
DISCLOSURE: Final = Facet(name="openness", field="openness", values=tuple(OPENNESS))

DOCUMENT: Final = Kind(
    record=Document,
    plural="documents",
    section="documents",
    facets=(UNIT, TASK, FUNCTION, GENRE, DISCLOSURE),
    below_units="documents/",
)
MEETING: Final = Kind(
    record=Meeting,
    plural="meetings",
    section="committees",
    facets=(COMMITTEE, UNIT, DISCLOSURE),
    calendar=Calendar(field="held_at", facet=COMMITTEE),
    has_drafts=True,
)
