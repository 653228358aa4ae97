"""Other ways to write the same: a day as 2026-07-26, 2026. 7. 26., 2026년 7월 26일 or 20260726."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

_DAY: Final = re.compile(r"((?:19|20)[0-9]{2})([-./]?)([0-9]{1,2})\2([0-9]{1,2})")


_IN_WORDS: Final = re.compile(r"((?:19|20)[0-9]{2})년 ([0-9]{1,2})월 ([0-9]{1,2})일\w{0,2}")


def day(words: str) -> str | None:
    """Return the day that folded words with blanks between them are, as 2026-7-26; None where they are none."""
    found = _IN_WORDS.fullmatch(words)
    return "-".join(found.groups()) if found and any(others("-".join(found.groups()))) else None


def others(text: str) -> Iterator[str]:
    """Yield other ways to write a folded word, parted by blanks where letters may be parted."""
    day = _DAY.fullmatch(text)
    if day and (day[2] or len(text) == len("20260726")):
        try:
            when = date(int(day[1]), int(day[3]), int(day[4]))
        except ValueError:
            return
        yield f"{when.year}년 {when.month}월 {when.day}일"
        yield f"{when.year} {when.month} {when.day}"
        yield f"{when:%Y %m %d}"
        yield f"{when:%Y%m%d}"
