"""The departments in the file that describes a city, with the positions in them."""

from dataclasses import dataclass, field
from datetime import date

from cms.subsites.tables import EMAIL, KEY, PHONE, Table


@dataclass(frozen=True, kw_only=True)
class PositionPlan:
    """A position in a department; without a key its place in the list stands for one."""

    titles: dict[str, str]
    key: str = ""
    duties: dict[str, str] = field(default_factory=dict)
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitPlan:
    """A department; ``parent`` is the key of one that stands above it in the file."""

    key: str
    names: dict[str, str]
    parent: str = ""
    duties: dict[str, str] = field(default_factory=dict)
    telephone: str = ""
    fax: str = ""
    email: str = ""
    place: dict[str, str] = field(default_factory=dict)
    founded_on: date | None = None
    positions: tuple[PositionPlan, ...] = ()


def read_unit(table: Table) -> UnitPlan:
    """Read a department; BadInput, which says the key, for whatever cannot be used."""
    return UnitPlan(
        key=table.text("key", form=KEY),
        names=table.texts("names", required=("ko", "en")),
        parent=table.text("parent", form=KEY, default=""),
        duties=table.texts("duties"),
        telephone=table.text("telephone", form=PHONE, default=""),
        fax=table.text("fax", form=PHONE, default=""),
        email=table.text("email", form=EMAIL, default=""),
        place=table.texts("place"),
        founded_on=table.day("founded_on"),
        positions=tuple(table.many("positions", _position)),
    )


def _position(table: Table) -> PositionPlan:
    return PositionPlan(
        titles=table.texts("titles", required=("ko",)),
        key=table.text("key", form=KEY, default=""),
        duties=table.texts("duties"),
        telephone=table.text("telephone", form=PHONE, default=""),
        email=table.text("email", form=EMAIL, default=""),
    )
