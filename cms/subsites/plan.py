"""The file that describes a city, read and checked whole before anything is made of it."""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from cms.core.colours import WHITE, is_readable, readable_on_white
from cms.core.errors import BadInput
from cms.core.licences import DEFAULT_LICENCE, LICENCES
from cms.core.notices import TYPES
from cms.subsites.tables import EMAIL, KEY, PHONE, Table
from cms.subsites.unit_plans import UnitPlan, read_unit

MAX_BYTES: Final = 2_000_000
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_HOST: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_ICON: Final = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, kw_only=True)
class ReachPlan:
    """The ways to reach a city or a website, at the foot of its pages; its postal address by language."""

    address: dict[str, str] = field(default_factory=dict)
    telephone: str = ""
    email: str = ""


_NOWHERE: Final = ReachPlan()


@dataclass(frozen=True, kw_only=True)
class CityPlan:
    """The city; the first of ``languages`` is its default one, and each has a tree of pages with all fields."""

    key: str
    names: dict[str, str]
    languages: list[str]
    descriptions: dict[str, str] = field(default_factory=dict)
    licence: str = DEFAULT_LICENCE
    colour: str = ""
    reached: ReachPlan = _NOWHERE


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
    reached: ReachPlan = _NOWHERE


@dataclass(frozen=True, kw_only=True)
class SectionPlan:
    """A section that lists something else than posts: which ones there can be is said by the page types."""

    key: str
    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MemberPlan:
    """A person who sits in a committee."""

    name: str
    role: str = ""
    affiliation: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class CommitteePlan:
    """A committee, in the city's own language."""

    key: str
    title: str
    description: str = ""
    category: str = ""
    legal_basis: str = ""
    established_on: date | None = None
    unit: str = ""
    members: tuple[MemberPlan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BoardPlan:
    """A board of a website, of a field, or where neither is named of the city itself, in the language of its place."""

    key: str
    title: str
    type: str = "notice"
    field: str = ""
    website: str = ""
    description: str = ""
    unit: str = ""
    categories: tuple[str, ...] = ()
    is_numbered: bool = True


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All of it."""

    city: CityPlan
    fields: list[FieldPlan]
    units: list[UnitPlan]
    websites: list[WebsitePlan]
    sections: list[SectionPlan] = field(default_factory=list)
    committees: list[CommitteePlan] = field(default_factory=list)
    boards: list[BoardPlan] = field(default_factory=list)


def read_plan(path: Path, *, languages: Iterable[str]) -> Plan:
    """Read a TOML or JSON file; BadInput, which says the line or the key, for whatever cannot be used.

    ``languages`` are those that the installation knows.
    """
    table = Table(_parse(path), where="", languages=tuple(languages))
    plan = Plan(
        city=table.one("city", _city),
        fields=table.many("fields", _field),
        units=table.many("units", read_unit),
        websites=table.many("websites", _website),
        sections=table.many("sections", _section),
        committees=table.many("committees", _committee),
        boards=table.many("boards", _board),
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


def _colour(table: Table) -> str:
    """A colour in which text can be read on white, or none."""
    colour = table.text("colour", form=_COLOUR, default="")
    if colour and not is_readable(colour, WHITE):
        raise table.refused("colour", f"is too light for text; {readable_on_white(colour)} is the nearest that is not")
    return colour


def _reached(table: Table, address: dict[str, str]) -> ReachPlan:
    return ReachPlan(
        address=address,
        telephone=table.text("telephone", form=PHONE, default=""),
        email=table.text("email", form=EMAIL, default=""),
    )


def _city(table: Table) -> CityPlan:
    languages = table.values("languages", table.language)
    return CityPlan(
        key=table.text("key", form=KEY),
        names=table.texts("names", required=languages[:1]),
        languages=languages,
        descriptions=table.texts("descriptions"),
        licence=table.choice("licence", LICENCES, default=DEFAULT_LICENCE),
        colour=_colour(table),
        reached=_reached(table, table.texts("address")),
    )


def _field(table: Table) -> FieldPlan:
    return FieldPlan(
        key=table.text("key", form=KEY),
        names=table.texts("names", required=("ko", "en")),
        descriptions=table.texts("descriptions"),
        colour=_colour(table),
        icon=table.text("icon", form=_ICON, default=""),
        host=table.text("host", form=_HOST, default=""),
    )


def _website(table: Table) -> WebsitePlan:
    language = table.language("language", table.text("language"))
    address = table.text("address", default="")
    return WebsitePlan(
        key=table.text("key", form=KEY),
        field=table.text("field", form=KEY),
        language=language,
        title=table.text("title"),
        description=table.text("description", default=""),
        unit=table.text("unit", form=KEY, default=""),
        colour=_colour(table),
        host=table.text("host", form=_HOST, default=""),
        reached=_reached(table, {language: address} if address else {}),
    )


def _section(table: Table) -> SectionPlan:
    return SectionPlan(
        key=table.text("key", form=KEY),
        names=table.texts("names", required=("ko", "en")),
        descriptions=table.texts("descriptions"),
    )


def _committee(table: Table) -> CommitteePlan:
    return CommitteePlan(
        key=table.text("key", form=KEY),
        title=table.text("title"),
        description=table.text("description", default=""),
        category=table.text("category", default=""),
        legal_basis=table.text("legal_basis", default=""),
        established_on=table.day("established_on"),
        unit=table.text("unit", form=KEY, default=""),
        members=tuple(table.many("members", _member)),
    )


def _member(table: Table) -> MemberPlan:
    return MemberPlan(
        name=table.text("name"),
        role=table.text("role", default=""),
        affiliation=table.text("affiliation", default=""),
        since=table.day("since"),
        until=table.day("until"),
    )


def _board(table: Table) -> BoardPlan:
    return BoardPlan(
        key=table.text("key", form=KEY),
        title=table.text("title"),
        type=table.choice("type", TYPES, default="notice"),
        field=table.text("field", form=KEY, default=""),
        website=table.text("website", form=KEY, default=""),
        description=table.text("description", default=""),
        unit=table.text("unit", form=KEY, default=""),
        categories=tuple(table.texts_of("categories")),
        is_numbered=table.flag("numbered", default=True),
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
    _unique("sections", [item.key for item in plan.sections])
    _unique("committees", [item.key for item in plan.committees])
    for number, website in enumerate(plan.websites, start=1):
        if website.field not in fields:
            raise BadInput(f"no field has the key {website.field!r}", where=f"websites[{number}].field")
        if website.unit and website.unit not in units:
            raise BadInput(f"no department has the key {website.unit!r}", where=f"websites[{number}].unit")
    for number, committee in enumerate(plan.committees, start=1):
        if committee.unit and committee.unit not in units:
            raise BadInput(f"no department has the key {committee.unit!r}", where=f"committees[{number}].unit")
    _check_boards(plan, fields, units)
    hosts = [*(field.host for field in plan.fields), *(website.host for website in plan.websites)]
    _unique("host names", [host for host in hosts if host])


def _check_boards(plan: Plan, fields: set[str], units: set[str]) -> None:
    _unique("boards", [item.key for item in plan.boards])
    websites = {website.key for website in plan.websites}
    for number, board in enumerate(plan.boards, start=1):
        known = {"field": (fields, "field"), "website": (websites, "website"), "unit": (units, "department")}
        for name, (keys, thing) in known.items():
            if (key := getattr(board, name)) and key not in keys:
                raise BadInput(f"no {thing} has the key {key!r}", where=f"boards[{number}].{name}")
        if board.field and board.website:
            raise BadInput("a board is of a field or of a website", where=f"boards[{number}].field")


def _unique(where: str, values: list[str]) -> set[str]:
    for number, value in enumerate(values, start=1):
        if value in values[: number - 1]:
            raise BadInput(f"{value!r} is there twice", where=where)
    return set(values)
