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

# A town or a road of an address that may be read as a name: 신현면 나동리 산 1-2, 남구 나래로 3.
_OF_TOWN: Final = re.compile(
    r"(?<=[가-힣][시도군구읍면] )[가-힣]{1,3}[동리로길](?= ?(?:산 ?)?[1-9][0-9]{0,3}(?![0-9.년세월명만]))"
)
_DISTRICT: Final = re.compile(r"[가-힣]구(?= [가-힣0-9]{1,8}[로길동리] ?[1-9])")
# What is named after somebody whom the city remembers.
_NAMED_AFTER: Final = ("기념관", "기념사업", "생가", "문학관", "미술관", "동상", "추모제", "묘역", "선양")
_NEAR: Final = 400
_COMPANIES: Final = ("(주)", "㈜", "(유)")
_ENDS_OF_TOWNS: Final = frozenset("동리로길구")


def is_called_alike(text: str, start: int, end: int) -> bool:
    """Say whether a word is a company's, 푸른들(주), or the town or the road of an address, right before its number."""
    if text.startswith(_COMPANIES, end) or _is_remembered(text, start, end):
        return True
    if text[end - 1] not in _ENDS_OF_TOWNS:
        return False
    place = (_DISTRICT if text[end - 1] == "구" else _OF_TOWN).match(text, start)
    return place is not None and place.end() == end


def _is_remembered(text: str, start: int, end: int) -> bool:
    """Say whether a house or a feast near a name is called after it: 김하늘기념관."""
    near, name = text[max(0, start - _NEAR) : end + _NEAR], text[start:end]
    if near.count(name) < 2:
        return False
    return any(f"{name}{said}" in near or f"{name} {said}" in near for said in _NAMED_AFTER)


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
