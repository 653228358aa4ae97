"""Homes that are told by a name that was found: rules for addresses are asked before those for names.

Somebody beside an address speaks for a home by the syllables of his name alone, as long as nobody has been found. Who
was found since counts as one whose name is covered does: whatever he is called, he is somebody.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final

from screening.addresses import errands
from screening.addresses.forms import TAIL
from screening.addresses.numbered import LONGEST_LINKED, found_at
from screening.findings import Finding, Kind
from screening.text.reading import Reading

# How far before the number of a house a name may end, and how far behind it one may begin.
_AHEAD: Final = 72
_BEHIND: Final = 48


def find_homes_of_people(reading: Reading) -> Iterator[Finding]:
    """Yield the homes beside the people found, where nothing told them before their names were known."""
    numbers = unfound_numbers(reading, sorted(start for start, _ in reading.people))
    if not numbers:
        return
    covered = reading.with_people_covered()
    homes = sorted((home for home in reading.owned if home.kind is Kind.HOME_ADDRESS), key=lambda home: home.end)
    done = 0
    for number in numbers:
        tail = TAIL.match(covered.text, number) if number >= done else None
        if tail is None:
            continue
        place = bisect_left(homes, number, key=lambda home: home.end)
        before = homes[place - 1] if place and number - homes[place - 1].end < LONGEST_LINKED else None
        linked = before is not None or errands.may_lead_to(covered, number)
        found = found_at(covered, tail, before, linked=linked)
        if found:
            homes.insert(place, found)
            done = found.end
            yield found


def unfound_numbers(reading: Reading, people: list[int]) -> list[int]:
    """Return the numbers near where ``people`` are told that may be those of houses, and are in nothing found."""
    near = [number for number in reading.houses if _is_near(people, number)]
    owned = sorted((found.start, found.end) for found in reading.owned) if near else []
    return [number for number in near if not _is_found(owned, number)]


def _is_found(owned: list[tuple[int, int]], number: int) -> bool:
    place = bisect_right(owned, (number, number)) - 1
    return place >= 0 and number < owned[place][1]


def _is_near(starts: list[int], number: int) -> bool:
    place = bisect_left(starts, number - _AHEAD)
    return place < len(starts) and starts[place] < number + _BEHIND
