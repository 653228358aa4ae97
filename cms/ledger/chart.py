"""The organisation chart of a city: its units that are not closed, and the positions in them.

Positions are kept beside the terms, so that who reads the vocabulary does not read them; who asks for some has all of
the city's from then on, until the vocabulary changes.
"""

from collections.abc import Mapping
from typing import Final

from django.db import transaction

from cms.core.records import StaffPosition, Term, Unit, from_data, to_data
from cms.ledger import clocks
from cms.ledger.facets import listing_name, listing_of
from cms.ledger.models import StaffRow
from cms.ledger.terms import have_changed
from cms.ledger.vocabulary import Vocabulary

# Units above one another.
DEEPEST: Final = 20

Staff = Mapping[str, tuple[StaffPosition, ...]]


def write(site: str, staff: Staff) -> int:
    """Store the positions of these units of a city, none where they are empty; returns of how many units they changed.

    The vocabulary counts as changed where one has. A fixed number of queries, and one for each 500 that changed.
    """
    with transaction.atomic(savepoint=False):
        clocks.lock_each([site])
        stored = dict(StaffRow.objects.filter(site=site, unit__in=staff).values_list("unit", "data"))
        wanted = {unit: to_data(positions) for unit, positions in staff.items()}
        changed = [unit for unit, data in wanted.items() if data != stored.get(unit, [])]
        if not changed:
            return 0
        StaffRow.objects.filter(site=site, unit__in=[unit for unit in changed if not wanted[unit]]).delete()
        StaffRow.objects.bulk_create(
            [StaffRow(site=site, unit=unit, data=wanted[unit]) for unit in changed if wanted[unit]],
            batch_size=500,
            update_conflicts=True,
            unique_fields=["site", "unit"],
            update_fields=["data"],
        )
        have_changed(site)
    return len(changed)


def staffed(site: str) -> set[str]:
    """The keys of the units of which positions are stored. One query."""
    return set(StaffRow.objects.filter(site=site).values_list("unit", flat=True))


def active(vocabulary: Vocabulary) -> tuple[Unit, ...]:
    """The units of the chart in its order, parents before their children."""

    def read() -> tuple[Unit, ...]:
        units = vocabulary.all(Unit.scheme)
        return tuple(unit for unit in units if isinstance(unit, Unit) and unit.closed_on is None)

    return vocabulary.once(("chart",), read)


def children(vocabulary: Vocabulary) -> Mapping[str | None, list[Unit]]:
    """The units of the chart by the key of the one above, None for those at the top; one whose parent is not in the
    chart is at the top."""

    def read() -> Mapping[str | None, list[Unit]]:
        known = {unit.key for unit in active(vocabulary)}
        found: dict[str | None, list[Unit]] = {}
        for unit in active(vocabulary):
            found.setdefault(unit.parent if unit.parent in known else None, []).append(unit)
        return found

    return vocabulary.once(("chart by parent",), read)


def path(vocabulary: Vocabulary, unit: Unit) -> list[Unit]:
    """The units above one, the highest first, without itself; a circle is cut."""
    found: dict[str, Unit] = {}
    above = unit
    while above.parent and above.parent not in found and len(found) < DEEPEST:
        term = vocabulary.term(Unit.scheme, above.parent)
        if not isinstance(term, Unit) or term.key == unit.key:
            break
        above = found[term.key] = term
    return [*reversed(found.values())]


def below(vocabulary: Vocabulary, key: str) -> set[str]:
    """The keys of a unit and of all in the chart that are below it."""
    found, waiting = set[str](), [key]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [unit.key for unit in children(vocabulary).get(one, [])]
    return found


def listed_of(vocabulary: Vocabulary, term: Term) -> str | tuple[str, ...]:
    """The value of a filter for what the pages and feeds of a term list: its key, of a unit with those below it."""
    return tuple(sorted(below(vocabulary, term.key))) if isinstance(term, Unit) else term.key


def listings_of(vocabulary: Vocabulary, term: Term) -> list[str]:
    """The names of the listings that these are."""
    if not isinstance(term, Unit):
        return [listing_of(term)]
    return [listing_name(term.site, term.scheme, key) for key in listed_of(vocabulary, term)]


def positions(vocabulary: Vocabulary) -> Staff:
    """The positions in the units of the chart, by their keys. One query after each change of the vocabulary."""

    def read() -> Staff:
        rows = StaffRow.objects.filter(site=vocabulary.site).values_list("unit", "data")
        stored = dict(rows)
        return {
            unit.key: tuple(from_data(StaffPosition, one) for one in stored[unit.key])
            for unit in active(vocabulary)
            if unit.key in stored
        }

    return vocabulary.once(("staff",), read)
