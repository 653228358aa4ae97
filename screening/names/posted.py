"""Officials, artists and places by the words around a name: whoever stands there is public, or nobody."""

import re
from typing import Final

from screening.names import surroundings
from screening.names.likelihood import form_points
from screening.words.namewords import RARE_SURNAMES, SURNAMES

AROUND: Final = 100  # characters of a line before and behind what speaks of people
BEFORE: Final = 24  # characters before a name
PARTICLES: Final = frozenset("은는이가의을를와과도")
_BESIDE: Final = re.compile(rf"(?<![가-힣])(?P<name>[{SURNAMES}{RARE_SURNAMES}][가-힣]{{2}})과 \Z")


def is_public(text: str, start: int, end: int) -> bool:
    """Say whether the words around a name say that it is an official's or an artist's, or a place's."""
    if surroundings.AGAINST_BEHIND.match(text, end) or surroundings.PLACE.search(text, max(0, start - 3), end):
        return True
    return is_posted(text, start, end)


def is_posted(text: str, start: int, end: int) -> bool:
    """Say whether the words before a name say that it is an official's or an artist's."""
    before = text[max(0, start - BEFORE) : start]
    if not surroundings.MAY_BE_AGAINST.search(before):
        return False
    beside = _BESIDE.search(before) if before.endswith("과 ") else None
    if beside and form_points(beside["name"]) > 1:  # 홍길동과: no department
        return False
    called = text[end : end + 2].lstrip().startswith("씨") and before[-2:-1] in PARTICLES  # 과장은 홍길동 씨를
    return not called and surroundings.AGAINST_AHEAD.search(before) is not None and not _wrote(text, start, before)


def _wrote(text: str, start: int, before: str) -> bool:
    """Say whether somebody is named as who wrote what stands on a board for citizens."""
    near = surroundings.WRITER.search(before)
    return bool(near and surroundings.BOARD.search(text, max(0, start - AROUND), start + AROUND))
