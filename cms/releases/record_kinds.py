"""The kind of released documents, narrowed by department, task, function, genre and openness."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from cms.core.disclosure import GENRES, OPENNESS
from cms.core.kinds import UNIT, Facet, Kind, Pick
from cms.core.records import Document

TASK: Final = Facet(name="task", field="task", of="task card", rank=30)
FUNCTION: Final = Facet(name="function", field="functions", rank=40, is_path=True)
GENRE: Final = Facet(name="genre", field="genre", values=tuple(GENRES))
DISCLOSURE: Final = Facet(name="openness", field="openness", values=tuple(OPENNESS))


def _document(number: int, pick: Pick) -> Mapping[str, Any]:
    return {
        "management_number": f"20240101{number:06d}",
        "produced_on": date(2024, 1, 1) + timedelta(days=number % 700),
        "task": pick("task", number),
    }


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
