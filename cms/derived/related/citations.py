"""Document numbers, such as 정보공개정책과-1234, in the text of another document.

The numbers of a department begin again each year, so a number names a document together with a day: the one that the
text gives in brackets, 정보공개정책과-1234(2026. 11. 3.), or else that of the citing document.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from unicodedata import normalize

# What is read of a text, and how many citations of it are kept.
READ: Final = 20_000
MAX_CITATIONS: Final = 20
# Without a day beside it, a number is that of the last twelve months.
_YEAR: Final = timedelta(days=366)
_CENTURY: Final = 2000
# At most as long as a name and a serial number can be, so that no text makes the search slow.
_NUMBER: Final = re.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣][가-힣A-Za-z0-9·]{1,39}) ?[-‐‑–—]"
    r" ?(?P<serial>[0-9]{1,8})(?![0-9A-Za-z]|-[0-9])"
    r"(?: ?호)?(?: ?[(\[] ?['’‘]?(?P<year>[0-9]{4}|[0-9]{2})(?:\.|-|/|년) ?(?P<month>[0-9]{1,2})(?:\.|-|/|월)"
    r" ?(?P<day>[0-9]{1,2})(?![0-9]))?"
)
_DASHES: Final = re.compile(r"\s*[-‐‑–—]\s*")


@dataclass(frozen=True, slots=True)
class Citation:
    """A number as :func:`number_key` writes it, with the day that the text gives, if it does."""

    number: str
    day: date | None = None

    def names(self, number: str, *, days: Iterable[date | None], cited_on: date) -> bool:
        """Return whether it, in a text of ``cited_on``, names the document of that number and days (made, approved)."""
        if self.number != number:
            return False
        known = [day for day in days if day is not None]
        if self.day is not None:
            return self.day in known
        return any(cited_on - _YEAR <= day <= cited_on for day in known)

    def __str__(self) -> str:
        return f"{self.number}@{self.day}" if self.day else self.number

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read back what ``str`` wrote."""
        number, _, day = text.partition("@")
        return cls(number, date.fromisoformat(day) if day else None)


def number_key(number: str) -> str:
    """A document number as it is compared: without spaces, with one kind of hyphen."""
    return "".join(_DASHES.sub("-", normalize("NFC", number)).split()).replace("@", "")


def citations(text: str, *, own: str = "") -> list[Citation]:
    """The document numbers in a text, each once, the first :data:`MAX_CITATIONS`; without the document's ``own``."""
    found: dict[Citation, None] = {}
    for match in _NUMBER.finditer(text[:READ]):
        number = number_key(f"{match['name']}-{match['serial']}")
        if number != own:
            found.setdefault(Citation(number, _day(match)))
        if len(found) == MAX_CITATIONS:
            break
    return list(found)


def _day(match: re.Match[str]) -> date | None:
    if not match["year"]:
        return None
    year = int(match["year"])
    try:
        return date(year if year > 99 else _CENTURY + year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
