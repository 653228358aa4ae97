"""The file that describes a city, read and checked whole before anything is made of it."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from cms.core.errors import BadInput
from cms.core.licences import DEFAULT_LICENCE, LICENCES
from cms.core.text import clean_line

T = TypeVar("T")

MAX_BYTES: Final = 2_000_000
_KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_HOST: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_PHONE: Final = re.compile(r"[0-9+() -]{3,40}")
_ICON: Final = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, kw_only=True)
class CityPlan:
    """The city; the first of ``languages`` is its default one, and each has a tree of pages with all fields."""

    key: str
    names: dict[str, str]
    languages: list[str]
    descriptions: dict[str, str] = field(default_factory=dict)
    licence: str = DEFAULT_LICENCE
    colour: str = ""


@dataclass(frozen=True, kw_only=True)
class FieldPlan:
    """A field and its sub-site, on its own host name where ``host`` names one."""

    key: str
    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    colour: str = ""
    icon: str = ""
    host: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitPlan:
    """A department; ``parent`` is the key of one that stands above it in the file."""

    key: str
    names: dict[str, str]
    parent: str = ""
    duties: dict[str, str] = field(default_factory=dict)
    telephone: str = ""


@dataclass(frozen=True, kw_only=True)
class WebsitePlan:
    """A website below a field, in one language."""

    key: str
    field: str
    language: str
    title: str
    description: str = ""
    unit: str = ""
    colour: str = ""
    host: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All of it."""

    city: CityPlan
    fields: list[FieldPlan]
    units: list[UnitPlan]
    websites: list[WebsitePlan]


def read_plan(path: Path, *, languages: Iterable[str]) -> Plan:
    """Read a TOML or JSON file; BadInput, which says the line or the key, for whatever cannot be used.

    ``languages`` are those that the installation knows.
    """
    table = _Table(_parse(path), where="", languages=tuple(languages))
    plan = Plan(
        city=table.one("city", _city),
        fields=table.many("fields", _field),
        units=table.many("units", _unit),
        websites=table.many("websites", _website),
    )
    table.finish()
    _check_references(plan)
    return plan


def _parse(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(f"is larger than {MAX_BYTES:,} bytes", where=str(path))
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", where=str(path)) from error
    except (UnicodeDecodeError, json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(f"is not well-formed: {error}", where=str(path)) from error
    if not isinstance(data, dict):
        raise BadInput("must be a table with city, fields, units and websites", where=str(path))
    return data


def _city(table: "_Table") -> CityPlan:
    languages = table.values("languages", table.language)
    return CityPlan(
        key=table.text("key", form=_KEY),
        names=table.texts("names", required=languages[:1]),
        languages=languages,
        descriptions=table.texts("descriptions"),
        licence=table.choice("licence", LICENCES, default=DEFAULT_LICENCE),
        colour=table.text("colour", form=_COLOUR, default=""),
    )


def _field(table: "_Table") -> FieldPlan:
    return FieldPlan(
        key=table.text("key", form=_KEY),
        names=table.texts("names", required=("ko", "en")),
        descriptions=table.texts("descriptions"),
        colour=table.text("colour", form=_COLOUR, default=""),
        icon=table.text("icon", form=_ICON, default=""),
        host=table.text("host", form=_HOST, default=""),
    )


def _unit(table: "_Table") -> UnitPlan:
    return UnitPlan(
        key=table.text("key", form=_KEY),
        names=table.texts("names", required=("ko", "en")),
        parent=table.text("parent", form=_KEY, default=""),
        duties=table.texts("duties"),
        telephone=table.text("telephone", form=_PHONE, default=""),
    )


def _website(table: "_Table") -> WebsitePlan:
    return WebsitePlan(
        key=table.text("key", form=_KEY),
        field=table.text("field", form=_KEY),
        language=table.language("language", table.text("language")),
        title=table.text("title"),
        description=table.text("description", default=""),
        unit=table.text("unit", form=_KEY, default=""),
        colour=table.text("colour", form=_COLOUR, default=""),
        host=table.text("host", form=_HOST, default=""),
    )


def _check_references(plan: Plan) -> None:
    fields = _unique("fields", [item.key for item in plan.fields])
    units: set[str] = set()
    for number, unit in enumerate(plan.units, start=1):
        if unit.parent and unit.parent not in units:
            raise BadInput(f"no department {unit.parent!r} stands above this one", where=f"units[{number}].parent")
        units.add(unit.key)
    _unique("units", [item.key for item in plan.units])
    _unique("websites", [item.key for item in plan.websites])
    for number, website in enumerate(plan.websites, start=1):
        if website.field not in fields:
            raise BadInput(f"no field has the key {website.field!r}", where=f"websites[{number}].field")
        if website.unit and website.unit not in units:
            raise BadInput(f"no department has the key {website.unit!r}", where=f"websites[{number}].unit")
    hosts = [*(field.host for field in plan.fields), *(website.host for website in plan.websites)]
    _unique("host names", [host for host in hosts if host])


def _unique(where: str, values: list[str]) -> set[str]:
    for number, value in enumerate(values, start=1):
        if value in values[: number - 1]:
            raise BadInput(f"{value!r} is there twice", where=where)
    return set(values)


class _Table:
    """A table of the file that remembers where it stands and which of its keys were read; lists count from 1."""

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
            expected: dict[type, str] = {str: "a text", dict: "a table", list: "a list"}
            raise BadInput(f"must be {expected[kind]}", where=self._path(key))
        return value

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
        table = _Table(self._get(key, dict, None if required else {}), where=self._path(key), languages=self._languages)
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

    def one(self, key: str, read: Callable[["_Table"], T]) -> T:
        """What ``read`` makes of a table."""
        return self._made(self._get(key, dict), self._path(key), read)

    def many(self, key: str, read: Callable[["_Table"], T]) -> list[T]:
        """What ``read`` makes of each table of a list."""
        rows = enumerate(self._get(key, list, []), start=1)
        return [self._made(row, f"{self._path(key)}[{number}]", read) for number, row in rows]

    def _made(self, data: Any, where: str, read: Callable[["_Table"], T]) -> T:
        table = _Table(data, where=where, languages=self._languages)
        made = read(table)
        table.finish()
        return made
