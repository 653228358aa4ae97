"""The names that people have in messengers: 카톡 아이디 hong_0412, 인스타그램 @hong_0412.

Those of offices and organisations are public.
"""

import re
from collections.abc import Iterator
from typing import Final

from screening.findings import Confidence, Finding, Kind
from screening.text.cues import Sign
from screening.text.reading import Reading
from screening.words import mails

_WORD: Final = "|".join(sorted((word.replace("+", " ?") for word in mails.MESSENGERS), key=len, reverse=True))
# What a name there has that a word of English has not: a figure or a sign within.
_HANDLE: Final = re.compile(
    rf"(?:{_WORD})(?P<asked>[가-힣 ]{{0,8}}[(\[]?(?:아이디|[Ii][Dd]|계정|주소))?(?:으로|[은는이가로])?[ :=(\[]{{0,3}}"
    r"(?P<handle>@?(?P<name>[A-Za-z][A-Za-z0-9._-]{2,29}[A-Za-z0-9_])(?![A-Za-z0-9@*]))"
)
_CHOSEN: Final = re.compile("[0-9_]")
_LINK: Final = re.compile(r"(?:https?|www)[.:]|\.(?:com|net|kr|org|me)(?:/|\Z)|(?:com|net|kr)\Z")
_PUBLIC_NAME: Final = re.compile(
    r"(?i:official|city|_si\b|gov|_go\b|museum|library|center|festa|festival|tour|news|korea|seoul|univ|school)"
)
_PUBLIC: Final = re.compile(
    "공식|채널|채팅방|오픈채팅|플러스친구|시청|군청|구청|홍보|팔로우|팔로워|구독|이벤트|계정 운영|검색"
)
_REACH: Final = 30


def find_handles(reading: Reading) -> Iterator[Finding]:
    """Yield the names in messengers that stand behind the word for one."""
    for start in reading.signs.get(Sign.MESSENGER, ()):
        found = _HANDLE.match(reading.text, start)
        if found and _is_chosen(found) and not _is_public(reading, found):
            yield Finding(Kind.EMAIL, *found.span("handle"), Confidence.POSSIBLE, "messenger-name")


def _is_chosen(found: re.Match[str]) -> bool:
    """Say whether somebody has chosen the name: it is asked for, or is no word."""
    if _LINK.search(found["handle"]):
        return False
    return bool(found["asked"] or _CHOSEN.search(found["name"]))


def _is_public(reading: Reading, found: re.Match[str]) -> bool:
    """Say whether an office or an organisation is reached there."""
    before = reading.before(found.start(), _REACH).rpartition("\n")[2]
    after = reading.after(found.end(), _REACH).partition("\n")[0]
    return bool(_PUBLIC_NAME.search(found["name"]) or _PUBLIC.search(f"{before}\0{after}"))
