"""The organisation units of a city (W3C ORG): what each is part of, the posts in it, and the events that changed it."""

from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from datetime import date
from typing import Any, Final

from api.linkeddata.items import day, named
from api.linkeddata.mapping import Mapping, Node, Scope, labels
from api.linkeddata.terms import LISTED_ORDER, NAMED, UNIT_TYPES, known, publishing, units_below
from cms.core.records import StaffPosition, Unit, UnitChange
from cms.ledger import chart
from cms.ledger.store import Vocabulary


def _date(value: date | None) -> Node | None:
    return {"@value": value.isoformat(), "@type": "xsd:date"} if value else None


def _holder(position: StaffPosition, scope: Scope) -> Node | None:
    return {"@type": "Person", "name": position.holder} if position.holder else None


POSITION: Final = Mapping(
    source=StaffPosition,
    types="org:Post",
    rows=(
        ("names key", "name", lambda position, scope: labels(position.names) or position.key),
        ("descriptions", "description", lambda position, scope: labels(position.descriptions)),
        ("telephone", "telephone", lambda position, scope: position.telephone),
        ("email", "email", lambda position, scope: position.email),
        ("holder", "org:heldBy", _holder),
    ),
)


def _posts(unit: Unit, scope: Scope) -> list[Node]:
    """Each has a fragment of its unit as its IRI: who dereferences that reads the unit."""
    return [
        named(POSITION.node(position, scope), f"{unit.iri}#post-{position.key}")
        for position in chart.positions(scope.vocabulary).get(unit.key, ())
    ]


def _came_from(change: UnitChange, scope: Scope) -> list[str]:
    return _iris([change.unit], scope) if change.kind == "merged" else []


CHANGE: Final = Mapping(
    source=UnitChange,
    types="org:ChangeEvent",
    rows=(
        ("changed_on", "dct:date", lambda change, scope: _date(change.changed_on)),
        ("kind unit", "org:originalOrganization", _came_from),
    ),
    left_out={"names": "the unit itself says its former names"},
)


def _changes(unit: Unit, scope: Scope) -> list[Node]:
    """What became of it, the first one first, and the event by which it was closed."""
    found = [
        named(CHANGE.node(change, scope), f"{unit.iri}#change-{number}")
        for number, change in enumerate(reversed(unit.changes), start=1)
    ]
    return [*found, _closing(unit, scope)] if unit.closed_on else found


def _closing(unit: Unit, scope: Scope) -> Node:
    successors = _iris([unit.merged_into, *unit.successors], scope)
    node: Node = {
        "@id": f"{unit.iri}#closing",
        "@type": "org:ChangeEvent",
        "dct:date": _date(unit.closed_on),
        "org:originalOrganization": [unit.iri],
    }
    return node | ({"org:resultingOrganization": successors} if successors else {})


def _resulted_from(unit: Unit, scope: Scope) -> list[str]:
    """The events by which units were closed whose work went to this one."""
    before = scope.vocabulary.once(("predecessors",), lambda: _predecessors(scope.vocabulary))
    return [f"{other.iri}#closing" for other in before.get(unit.key, ())]


def _predecessors(vocabulary: Vocabulary) -> Dictionary[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in vocabulary.all(Unit.scheme):
        if isinstance(unit, Unit) and unit.closed_on:
            for key in dict.fromkeys(filter(None, (unit.merged_into, *unit.successors))):
                found.setdefault(key, []).append(unit)
    return found


def _iris(keys: Iterable[str | None], scope: Scope) -> list[str]:
    return list(dict.fromkeys(unit.iri for unit in known(Unit, keys, scope)))


def _former_names(unit: Unit, scope: Scope) -> list[Node]:
    return [name for change in unit.changes for name in labels(change.names)]


def _site(unit: Unit, scope: Scope) -> Node | None:
    node = {"@id": f"{unit.iri}#site", "@type": ["Place", "org:Site"], "name": labels(unit.places)}
    return node if unit.places else None


UNIT: Final[Mapping[Any]] = Mapping(
    source=Unit,
    types=UNIT_TYPES,
    rows=(
        *NAMED,
        ("telephone", "telephone", lambda unit, scope: unit.telephone),
        ("fax", "faxNumber", lambda unit, scope: unit.fax),
        ("email", "email", lambda unit, scope: unit.email),
        ("places", "location org:hasSite", _site),
        ("founded_on", "foundingDate", lambda unit, scope: day(unit.founded_on)),
        ("closed_on", "dissolutionDate", lambda unit, scope: day(unit.closed_on)),
        ("site", "org:unitOf", lambda unit, scope: scope.city.iri),
        (
            "parent",
            "parentOrganization org:subOrganizationOf",
            lambda unit, scope: {"@id": publishing(unit.parent, scope).iri},
        ),
        ("key", "org:hasSubOrganization", lambda unit, scope: units_below(unit.key, scope)),
        ("key", "org:hasPost", _posts),
        ("changes", "alternateName", _former_names),
        ("changes closed_on successors merged_into", "org:changedBy", _changes),
        ("key", "org:resultedFrom", _resulted_from),
    ),
    left_out=LISTED_ORDER,
)
