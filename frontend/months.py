"""The months of a listing: their addresses, and the moments between which they lie in the city's zone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from cms.core.days import beginning


@dataclass(frozen=True)
class Month:
    """A month of an archive; ``url`` is None where it cannot have items yet."""

    year: int
    number: int
    url: str | None


def start(day: date) -> str:
    """The first moment of a day, such as the first of a month, in the city's zone and RFC 3339."""
    return beginning(day).isoformat()


def following(first: date) -> date:
    """The first day of the month after one, from its first day."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def month_of(listing: str, moment: date, query: str = "") -> Month:
    """The month that a day or moment lies in; ``query`` is what its address ends with."""
    return Month(moment.year, moment.month, f"{listing}{moment:%Y/%m}/{query}")


def around(listing: str, month: date, before: Sequence[Mapping[str, Any]], query: str = "") -> dict[str, Any]:
    """The months that the page of one knows: itself, its year, and that of the newest item ``before`` it."""
    older = datetime.fromisoformat(before[0]["publishedAt"]) if before else None
    return {
        "month": month_of(listing, month, query),
        "months": months_of_year(listing, month.year, query),
        "older_month": month_of(listing, older, query) if older else None,
    }


def months_of_year(listing: str, year: int, query: str = "") -> tuple[Month, ...]:
    """The twelve months of a year."""
    today = timezone.localdate()
    return tuple(
        Month(year, number, None)
        if (year, number) > (today.year, today.month)
        else month_of(listing, date(year, number, 1), query)
        for number in range(1, 13)
    )
