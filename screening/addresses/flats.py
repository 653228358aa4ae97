"""Flats that stand without a road: 나래아파트 101동 1203호, and the town before them."""

import re
from collections.abc import Iterator
from typing import Final

from screening.addresses import extents, residence, weighing
from screening.addresses.forms import (
    BEFORE_FLAT,
    BEYOND_BLOCK,
    DWELLER,
    DWELLER_BEGINS,
    ESTATE_BEFORE,
    FLAT_ALONE,
    FLAT_BEFORE,
    FLAT_FIRST,
    NAME_BEFORE_PAIR,
    NEXT_DOOR,
    NO_ESTATE,
    NO_FLAT,
    PAIR_BEHIND,
    WARD_BEFORE,
    is_numbered,
    may_be_flat,
)
from screening.addresses.publicplaces import OFFICE, ROOM, is_body, is_public, line_around
from screening.findings import Confidence, Finding
from screening.names.forms import is_common
from screening.text.cues import Label, Sign
from screening.text.reading import Reading
from screening.words import patterns

_LIVED_IN: Final = patterns.cue("층간소음 누수 거주 입주 세대 민원 전입 이웃 독거 체납 자택 가구")
_DESK: Final = re.compile("민원 ?(?:담당|실|창구|봉사|접수)")
_LONGEST_TOWN: Final = 56
_BESIDE: Final = 14  # characters before a flat in which the body has it that is named there
# A word that may be the name of an estate.
_ESTATE: Final = re.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<word>[가-힣A-Za-z][가-힣A-Za-z0-9]{1,11})(?: [0-9]{1,2}(?:차|단지))?,? ?\Z"
)


# What is found by its end, and how much of a dwelling it is by itself.
_ESTATES: Final = (
    (Sign.BLOCK, ESTATE_BEFORE, 1),
    (Sign.WARD, WARD_BEFORE, 1),
)
_ENDS: Final = {Sign.BLOCK: "동", Sign.WARD: "반"}


def find_flats(reading: Reading) -> Iterator[Finding]:
    """Yield the flats of the text that stand without a road, or before it."""
    for sign in _untold(reading, Sign.FLAT):
        end = sign + 2
        if not may_be_flat(reading.text, end - 1):
            yield from _of_dweller(reading, end)
            continue
        if NO_FLAT.match(reading.text, end):
            continue
        before = reading.before(end, 44)
        if beside := NEXT_DOOR.search(before):
            if not any(map(is_public, line_around(reading, end - len(before) + beside.start(), end))):
                yield _home(reading, end - len(beside["flat"]), end)
            continue
        flat = FLAT_BEFORE.search(before)
        if flat is None:
            yield from _of_dweller(reading, end)
        elif _is_lived_in(reading, flat, end):
            start = end - len(before) + flat.start()
            way = FLAT_FIRST.match(reading.text, start + len(flat["name"] or ""))
            start = _start(reading, start, named=not flat[0][0].isdigit())
            end = way.end() if way else end + reading.text.startswith("실", end)
            yield _home(reading, start, end)


def _untold(reading: Reading, sign: Sign) -> Iterator[int]:
    """Yield where such a sign begins, and is not in what was found before."""
    starts = reading.signs.get(sign, ())
    told = sorted((found.start, found.end) for found in reading.owned) if starts and reading.owned else []
    if not told:
        yield from starts
        return
    at = reached = 0
    for start in starts:
        while at < len(told) and told[at][0] <= start:
            reached = max(reached, told[at][1])
            at += 1
        if reached <= start:
            yield start


def _of_dweller(reading: Reading, end: int) -> Iterator[Finding]:
    """Yield a flat of which nothing is told but its number and who lives there: 1204호 할머니."""
    if reading.text[end : end + 2] not in DWELLER_BEGINS or not DWELLER.match(reading.text, end):
        return
    flat = FLAT_ALONE.search(reading.before(end, 7))
    if flat and not any(map(is_body, line_around(reading, end - len(flat[0]), end))):
        yield _home(reading, end - len(flat[0]), end)


def find_estates(reading: Reading) -> Iterator[Finding]:
    """Yield the blocks of estates without a flat, and wards, beside what tells of somebody."""
    for kind, pattern, points in _ESTATES:
        for sign in _untold(reading, kind):
            end = reading.text.find(_ENDS[kind], sign) + 1
            before = reading.before(end, 44)
            place = pattern.search(before)
            if place is None or BEYOND_BLOCK.match(reading.text, end):
                continue
            start = end - len(before) + place.start()
            if residence.is_lived_at(reading, start, end) or weighing.outweighs(reading, start, end, points):
                yield _home(reading, _start(reading, start, named=bool(place["name"])), end)


def find_pairs(reading: Reading) -> Iterator[Finding]:
    """Yield the flats that are two numbers behind the name of a house: 나래주공 306-1402."""
    for sign in reading.signs.get(Sign.PAIR, ()):
        pair = PAIR_BEHIND.match(reading.text, sign)
        if pair is None:
            continue
        name = NAME_BEFORE_PAIR.search(reading.before(sign, 14))
        start = sign - len(name[0]) if name else sign
        points = weighing.of_pair(reading.text[start : pair.end()], pair["pair"])
        if residence.is_lived_at(reading, start, pair.end()) or weighing.outweighs(reading, start, pair.end(), points):
            yield _home(reading, start, pair.end())


def _home(reading: Reading, start: int, end: int) -> Finding:
    return extents.home(reading, start, end, Confidence.POSSIBLE, "home-flat")


def _start(reading: Reading, flat: int, *, named: bool) -> int:
    """Return where the town before a flat begins, and the name of its house where it was not told as one."""
    before = reading.before(flat, _LONGEST_TOWN)
    town = BEFORE_FLAT.search(before)
    if town is not None and not (named and town["house"]):
        return flat - len(town[0])
    estate = None if named else _ESTATE.search(before)
    if estate is None or NO_ESTATE.search(estate["word"]) or is_common(estate["word"]):
        return flat
    told = any(reading.announced(flat, label, within=len(estate[0])) for label in Label)
    return flat if told else flat - len(estate[0])


def _is_lived_in(reading: Reading, flat: re.Match[str], end: int) -> bool:
    """Say whether people live there rather than work."""
    near = f"{flat.string}\0{reading.after(end, 16)}"
    lived_at = residence.is_lived_at(reading, end - len(flat[0]), end + reading.text.startswith("실", end))
    if flat["stay"]:
        return lived_at
    around = line_around(reading, end - len(flat[0]), end)
    if lived_at or (is_numbered(flat[0]) and not any(map(is_body, around))):
        return True
    if is_body(around[0][-_BESIDE:]):
        return weighing.neighbour(reading, end - len(flat[0]), end) is not None
    if reading.text.startswith("실", end) or OFFICE.search(near) or ROOM.search(near):
        return False
    if flat["house"]:
        return not any(map(is_public, around)) or weighing.outweighs(reading, end - len(flat[0]), end, 2)
    return bool(flat["name"] or _LIVED_IN.search(_DESK.sub("", near)))
