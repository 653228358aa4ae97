"""Tables of a file that somebody wrote by hand, read so that every mistake is said with its place."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeVar

from cms.core.errors import BadInput
from cms.core.text import clean_line

T = TypeVar("T")

# The forms of what is written by hand in more than one place.
KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PHONE: Final = re.compile(r"[0-9+() -]{3,40}")
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Table:
    """A table that remembers where it stands in the file and which of its keys were read; lists count from 1."""

    def __init__(self, data: Any, *, where: str, languages: tuple[str, ...]) -> None:
        if not isinstance(data, dict):
            raise BadInput("must be a table", where=where)
        self._data: Mapping[str, Any] = data
        self._where = where
        self._languages = languages
        self._read: set[str] = set()

    def _path(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key

    def _get(self, key: str, kind: type[T], default: T | None = None) -> T:
        self._read.add(key)
        value = self._data.get(key, default)
        if value is None:
            raise BadInput("is missing", where=self._path(key))
        if not isinstance(value, kind):
            expected: dict[type, str] = {str: "a text", dict: "a table", list: "a list", bool: "true or false"}
            raise BadInput(f"must be {expected[kind]}", where=self._path(key))
        return value

    def refused(self, key: str, why: str) -> BadInput:
        """The error that says what is wrong with the value of a key."""
        return BadInput(why, where=self._path(key))

    def finish(self) -> None:
        """BadInput for a key that nothing has read: most likely a misspelt one."""
        for key in self._data:
            if key not in self._read:
                raise BadInput(f"is not known; known are {', '.join(sorted(self._read))}", where=self._path(key))

    def text(self, key: str, *, form: re.Pattern[str] | None = None, default: str | None = None) -> str:
        """One clean line; empty only where the default is."""
        value = clean_line(self._get(key, str, default))
        if not value and default != "":
            raise BadInput("is empty", where=self._path(key))
        if value and form is not None and not form.fullmatch(value):
            raise BadInput(f"{value!r} does not have the form {form.pattern}", where=self._path(key))
        if len(value) > 300:
            raise BadInput("has more than 300 characters", where=self._path(key))
        return value

    def day(self, key: str) -> date | None:
        """A day, as TOML writes it or as an ISO 8601 text; None where there is none."""
        self._read.add(key)
        value = self._data.get(key)
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = ()
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise BadInput("must be a day such as 2026-11-05", where=self._path(key))
        return value

    def choice(self, key: str, among: Iterable[str], *, default: str) -> str:
        """One of a few texts."""
        value = self.text(key, default=default)
        if value not in among:
            raise BadInput(f"{value!r} is not one of {', '.join(among)}", where=self._path(key))
        return value

    def language(self, key: str, value: str) -> str:
        """A language that the installation knows."""
        if value not in self._languages:
            raise BadInput(f"{value!r} is not one of {', '.join(self._languages)}", where=self._path(key))
        return value

    def texts(self, key: str, *, required: Iterable[str] = ()) -> dict[str, str]:
        """Texts by language."""
        table = Table(self._get(key, dict, None if required else {}), where=self._path(key), languages=self._languages)
        found = {table.language(name, name): table.text(name) for name in table._data}
        for language in required:
            if language not in found:
                raise BadInput("is missing", where=f"{self._path(key)}.{language}")
        return found

    def values(self, key: str, read: Callable[[str, str], T]) -> list[T]:
        """A list of texts with at least one in it, each once."""
        values = self._get(key, list)
        if not values or len(set(map(str, values))) != len(values):
            raise BadInput("must have at least one value, and none twice", where=self._path(key))
        return [read(key, value if isinstance(value, str) else "") for value in values]

    def texts_of(self, key: str) -> list[str]:
        """A list of clean lines, none of them empty or there twice; it may be missing."""
        found = [clean_line(value) if isinstance(value, str) else "" for value in self._get(key, list, [])]
        if not all(found) or len(set(found)) != len(found):
            raise BadInput("must be texts, none of them empty or there twice", where=self._path(key))
        return found

    def flag(self, key: str, *, default: bool) -> bool:
        """Yes or no."""
        return self._get(key, bool, default)

    def one(self, key: str, read: Callable[["Table"], T]) -> T:
        """The value that ``read`` makes of a table."""
        return self._made(self._get(key, dict), self._path(key), read)

    def many(self, key: str, read: Callable[["Table"], T]) -> list[T]:
        """The values that ``read`` makes of the tables of a list."""
        rows = enumerate(self._get(key, list, []), start=1)
        return [self._made(row, f"{self._path(key)}[{number}]", read) for number, row in rows]

    def _made(self, data: Any, where: str, read: Callable[["Table"], T]) -> T:
        table = Table(data, where=where, languages=self._languages)
        made = read(table)
        table.finish()
        return made
