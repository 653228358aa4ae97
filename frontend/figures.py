"""The pages that tell of all documents at once: the statistics, and the lists to download."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.utils import timezone

from cms.core.records import Unit
from cms.ledger.store import store
from frontend import charts, months
from frontend.addresses import Target
from frontend.directories import MOST_CHOICES, offer
from frontend.documents import SECTION, section
from frontend.environment import address
from frontend.narrowing import years
from frontend.page import Content, Data, Page, feeds, narrowed, versions

SHOWN_WEEKS: Final = 53
_NOTHING: Final = {
    "produced": 0,
    "open": 0,
    "partial": 0,
    "closed": 0,
    "held": 0,
    "released": 0,
    "takenDown": 0,
    "meanDays": None,
}


def _statistics(page: Page, data: Data, target: Target) -> Content:
    told = data["statistics"]
    rows = _every_month(told["months"], date.fromisoformat(told["since"]), date.fromisoformat(told["until"]))
    units = sorted(told["units"], key=lambda row: (-row["produced"], row["key"]))
    key = page.filters.get("unit")
    data |= {
        "rows": rows,
        "of_units": units,
        "most_units": MOST_CHOICES,
        "unit_url": narrowed(page.url, {**page.filters, "unit": ""}),
        "chart": charts.stacked(rows, charts.OPENNESS),
        "chosen": next((row for row in units if row["key"] == key), None) if key else told["total"],
        "chosen_unit": _unit(target, page, key) if key else None,
        "low": sum(row["unusuallyLow"] for row in units),
    }
    offer(data)
    data["chosen"] = data["chosen"] or _NOTHING
    shown = _of_section(page, data)
    return Content(replace(shown, indexed=not page.filters, choices={"year": tuple(years())}), data)


def _unit(target: Target, page: Page, key: str) -> Data | None:
    unit = store.vocabulary(target.term.site).term(Unit.scheme, key) if target.term else None
    return {"key": key, "name": unit.name(page.language)} if unit else None


def _every_month(rows: list[Data], since: date, until: date) -> list[Data]:
    """The counts of each month of a period, zero in those of which nothing is known."""
    known, every, month = {row["month"]: row for row in rows}, [], since
    while month <= until:
        every.append(known.get(month.isoformat()) or _NOTHING | {"month": month.isoformat()})
        month = months.following(month)
    return every


def period(year: str) -> Data:
    """The variables of a year's statistics, no day of which is still to come."""
    today = timezone.localdate()
    return {"since": f"{year}-01-01", "until": min(f"{year}-12-31", today.isoformat())}


def _open_data(page: Page, data: Data, target: Target) -> Content:
    data["weeks"] = data["openData"]["weeks"][:SHOWN_WEEKS]
    return Content(_of_section(page, data), data)


def _of_section(page: Page, data: Data) -> Page:
    pages = [{**home, "url": f"{home['url']}{page.name}/"} for home in data["city"]["pages"]]
    listing, own = address(section(data), page.language), section(data)
    return replace(
        page,
        section=SECTION,
        versions=versions(data, pages),
        feeds=feeds(listing, own["name"], main=False) if listing else (),
    )


SHOWN: Final[dict[str, Any]] = {"statistics": _statistics, "open-data": _open_data}
