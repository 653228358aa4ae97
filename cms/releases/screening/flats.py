"""Flats that stand without a road: 나래아파트 101동 1203호, and the town before them."""

import re
from collections.abc import Iterator
from typing import Final

from cms.releases.screening import residence, words
from cms.releases.screening.addressforms import BEFORE_FLAT, FLAT_BEFORE, NO_FLAT, is_numbered, may_be_flat
from cms.releases.screening.cues import Sign
from cms.releases.screening.findings import Confidence, Finding, Kind
from cms.releases.screening.publicplaces import OFFICE, ROOM, is_body, is_public, line_around
from cms.releases.screening.reading import Reading

_LIVED_IN: Final = words.cue("층간소음 누수 거주 입주 세대 민원 전입 이웃 독거 체납 자택 가구")
_DESK: Final = re.compile("민원 ?(?:담당|실|창구|봉사|접수)")
_LONGEST_TOWN: Final = 56


def find_flats(reading: Reading) -> Iterator[Finding]:
    """Yield the flats of the text that stand without a road."""
    for sign in reading.signs.get(Sign.FLAT, ()):
        end = sign + 2
        if not may_be_flat(reading.text, end - 1) or NO_FLAT.match(reading.text, end):
            continue
        before = reading.before(end, 44)
        flat = FLAT_BEFORE.search(before)
        if flat is not None and _is_lived_in(reading, flat, end):
            start = _start(reading, end - len(before) + flat.start(), named=not flat[0][0].isdigit())
            end += reading.text.startswith("실", end)
            yield Finding(Kind.HOME_ADDRESS, start, end, Confidence.POSSIBLE, "home-flat")


def _start(reading: Reading, flat: int, *, named: bool) -> int:
    """Return where the town before a flat begins, and the name of its house where it was not told as one."""
    town = BEFORE_FLAT.search(reading.before(flat, _LONGEST_TOWN))
    return flat if town is None or (named and town["house"]) else flat - len(town[0])


def _is_lived_in(reading: Reading, flat: re.Match[str], end: int) -> bool:
    """Say whether people live there rather than work."""
    near = f"{flat.string}\0{reading.after(end, 16)}"
    if flat["stay"]:
        return residence.is_lived_at(reading, end - len(flat[0]), end + reading.text.startswith("실", end))
    around = line_around(reading, end - len(flat[0]), end)
    if is_numbered(flat[0]) and not any(map(is_body, around)):
        return True
    if reading.text.startswith("실", end) or OFFICE.search(near) or ROOM.search(near):
        return False
    if flat["house"]:
        return not any(map(is_public, around))
    return bool(flat["name"] or _LIVED_IN.search(_DESK.sub("", near)))
