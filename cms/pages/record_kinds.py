"""The kind of pages: no news, found by the place that they stand in."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from cms.core.kinds import FIELD, UNIT, WEBSITE, Facet, Kind, Pick
from cms.core.records import ROLES, WebPage

PARENT: Final = Facet(name="parent", field="parent", of="page", rank=5)
ROLE: Final = Facet(name="role", field="role", of="role", rank=15)

_FIRST: Final = date(2026, 1, 1)


def _sample(number: int, pick: Pick) -> Mapping[str, Any]:
    """Every thousandth has a role, as few have."""
    topic = pick("field", number)
    return {
        "topics": (topic,) if topic else (),
        "website": pick("website", number),
        "role": ROLES[number // 1000 % len(ROLES)] if number % 1000 == 0 else "",
        "order": number % 20,
        "reviewed_on": _FIRST + timedelta(days=number % 300),
    }


def _above(data: Mapping[str, Any]) -> Iterable[str]:
    keys: list[str] = data.get("ancestors", [])
    return keys


PAGE: Final = Kind(
    record=WebPage,
    plural="pages",
    is_news=False,
    facets=(FIELD, WEBSITE, UNIT, PARENT, ROLE),
    has_drafts=True,
    lengths={"listings": 3, "embeds": 2, "images": 5, "files": 5},
    leads_to=_above,
    sample=_sample,
)
