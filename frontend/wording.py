"""The words of the pages around the content, in Korean and English; every other language gets the English ones.

Two flat TOML files that an editor can open, read once, and two more in each app that adds pages. Refused: gettext,
whose compiled catalogues and extraction step serve plural rules and dozens of languages that these lines lack.
"""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from cms.core.particles import particled
from frontend.folders import files

LANGUAGES: Final = ("ko", "en")
FALLBACK: Final = "en"
# As RFC 5545 calls them, in the order of the wording.
_WEEKDAYS: Final = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")


class Wording:
    """The words of one language; called with a key and what fills its ``{names}``."""

    def __init__(self, language: str, words: Mapping[str, Any]) -> None:
        self.language = language
        self._words = words

    def __call__(self, key: str, **values: Any) -> str:
        """The words of ``key``; KeyError for a key that no catalogue has, which a test finds first."""
        words: str = self._words[key]
        return words.format(**values) if values else words

    def date(self, value: str) -> str:
        """A day as readers write it, from RFC 3339 text in the city's zone."""
        return self._moment("date", datetime.fromisoformat(value))

    def date_time(self, value: str) -> str:
        """A day and the minute."""
        return self._moment("date_time", datetime.fromisoformat(value))

    def language_of(self, code: str, otherwise: str) -> str:
        """The name of a language, or what stands for it where there are no words for it."""
        name: str = self._words.get(f"language_{code}", otherwise)
        return name

    def of(self, key: str, otherwise: str) -> str:
        """The words of a key that is made of a value, and what stands for the value where there are none."""
        words = self._words.get(key, otherwise)
        return words if isinstance(words, str) else otherwise

    def kind_of_committee(self, kind: str) -> str:
        """A kind of committee that the laws know, in this language; any other as it is."""
        known: dict[str, str] = self._words["committee_kinds"]
        return known.get(kind, kind)

    def month(self, year: int, month: int) -> str:
        """A month of a year."""
        return self("month", year=year, month_name=self._words["months"][month - 1])

    def weekday(self, value: str) -> str:
        """The weekday of a day in RFC 3339, as short as it can be."""
        return self.weekdays[datetime.fromisoformat(value).isoweekday() % 7]

    @property
    def weekdays(self) -> list[str]:
        """The days of the week as short as they can be, beginning with Sunday."""
        names: list[str] = self._words["weekdays"]
        return names

    def recurrence(self, rule: Mapping[str, Any], starts: str) -> str:
        """The repetition of what begins at a moment, as the API gives it, in words such as "Every week on Mon, Wed"."""
        days = ", ".join(self.weekdays[_WEEKDAYS.index(name)] for name in rule["weekdays"])
        form = f"repeats_{rule['frequency']}{'_weekday' if rule['week'] else ''}"
        form = form if rule["interval"] == 1 else f"{form}_every"
        week = self(f"week_{rule['week']}") if rule["week"] and rule["week"] > 0 else self("week_last")
        day = datetime.fromisoformat(starts).day
        said = self(form, days=days, every=rule["interval"], week=week, day=day)
        if rule["count"]:
            return f"{said}, {self('repeats_count', count=rule['count'])}"
        return f"{said}, {self('repeats_until', date=self.date(rule['until']))}" if rule["until"] else said

    @property
    def months_short(self) -> list[str]:
        """The twelve months as short as they can be."""
        names: list[str] = self._words["months_short"]
        return names

    def _moment(self, form: str, moment: datetime) -> str:
        return self(
            form,
            year=moment.year,
            month=moment.month,
            month_name=self._words["months"][moment.month - 1],
            day=moment.day,
            hour=moment.hour,
            minute=moment.minute,
        )


@lru_cache
def catalogue(language: str) -> dict[str, Any]:
    """All words of one of LANGUAGES as the files give them: those of the pages, and those that apps add."""
    words: dict[str, Any] = {}
    for path in reversed(files(f"wording/{language}.toml")):
        words |= tomllib.loads(path.read_text(encoding="utf-8"))
    return words


@lru_cache
def wording(language: str) -> Wording:
    """The words for a page in ``language``."""
    known = language if language in LANGUAGES else FALLBACK
    words = catalogue(known)
    if known == "ko":
        words = {key: particled(value) if isinstance(value, str) else value for key, value in words.items()}
    return Wording(known, words)
