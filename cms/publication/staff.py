"""Bringing the positions in departments to what their snippets say, in every city."""

from collections.abc import Iterable

from django.db import transaction

from cms.ledger import chart
from cms.releases import term_screening
from cms.subsites import chart as organisation
from cms.subsites import terms as places


@transaction.atomic
def sync(units: Iterable[str]) -> int:
    """Look again at the staff of these departments, by their keys; returns of how many something has changed."""
    wanted = set(units)
    return sum(_sync(city, wanted) for city in places.cities()) if wanted else 0


@transaction.atomic
def sync_city(city: str) -> int:
    """The same of all departments of a city."""
    return _sync(city, None)


def sync_all() -> int:
    """The same of all departments."""
    return sum(map(sync_city, places.cities()))


def _sync(city: str, units: set[str] | None) -> int:
    found, known = organisation.staff(city, units), term_screening.known_good()
    shown = {key: term_screening.covered(positions, known) for key, positions in found.items()}
    asked = chart.staffed(city) if units is None else units
    return chart.write(city, {**dict.fromkeys(asked, ()), **shown})
