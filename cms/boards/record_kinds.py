"""The kind of notices, narrowed by board, type, category, place and department, with periods and pins."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from cms.boards.types import BoardType
from cms.core.kinds import FIELD, UNIT, WEBSITE, Facet, Kind, Order, Period, Pick
from cms.core.records import Notice

BOARD: Final = Facet(name="board", field="board", of="board", rank=25)
CATEGORY: Final = Facet(name="category", field="category", of="category", rank=45)
TYPE: Final = Facet(name="type", field="type", values=tuple(BoardType.values))
SECTION: Final = "notices"

_FIRST: Final = date(2024, 1, 1)


def _sample(number: int, pick: Pick) -> Mapping[str, Any]:
    """A notice of which every third is a public one that counts for two weeks."""
    topic = pick("field", number)
    values = {
        "board": pick("board", number) or "",
        "topics": (topic,) if topic else (),
        "website": pick("website", number),
        "category": f"분류 {number % 4}",
        "serial": number,
    }
    if number % 3:
        return values
    first = _FIRST + timedelta(days=number % 1_000)
    return values | {
        "type": BoardType.PUBLIC_NOTICE.value,
        "number": f"새별시 공고 제{first.year}-{number}호",
        "starts_on": first,
        "ends_on": first + timedelta(days=14),
    }


NOTICE: Final = Kind(
    record=Notice,
    plural="notices",
    section=SECTION,
    facets=(BOARD, CATEGORY, TYPE, WEBSITE, FIELD, UNIT),
    period=Period(first="starts_on", last="ends_on", facet=BOARD),
    pins=Order(name="pin", field="pinned_until", facet=BOARD),
    has_drafts=True,
    lengths={"images": 1, "files": 3},
    sample=_sample,
)
