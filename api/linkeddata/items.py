"""The properties of every record: which thing it is, who published it and when, what it is about, who is credited."""

from datetime import date, datetime
from typing import Any, Final

from api.linkeddata import rights
from api.linkeddata.mapping import Node, Scope, by_script, label, language_iri
from api.linkeddata.terms import concept, known, organisation, publishing
from cms.core.records import Field, Record, Tag


def moment(value: datetime) -> str:
    """A moment as RFC 3339 text."""
    return value.isoformat(timespec="seconds")


def day(value: date | None) -> str | None:
    """A day as RFC 3339 text."""
    return value.isoformat() if value else None


def publisher(record: Record, scope: Scope) -> Node:
    """The unit that publishes, or the city."""
    return organisation(publishing(record.publisher, scope), scope)


def attribution(record: Record, scope: Scope) -> str:
    """The names to be credited: the city, which holds the rights, and the unit that wrote."""
    city, unit = scope.city, publishing(record.publisher, scope)
    names = [city.name(scope.language), unit.name(scope.language)]
    return " ".join(names[unit is city or names[1].startswith(names[0]) :])


def sections(record: Record, scope: Scope) -> list[Any]:
    """The names of the fields."""
    return [label(field.names, scope.language) or field.key for field in known(Field, record.topics, scope)]


def keywords(record: Record, scope: Scope) -> list[Any]:
    """The names of the tags."""
    return [label(by_script(tag.names), scope.language) or tag.key for tag in known(Tag, record.tags, scope)]


def subjects(record: Record, scope: Scope) -> list[Node]:
    """Fields and tags as concepts."""
    fields, tags = known(Field, record.topics, scope), known(Tag, record.tags, scope)
    return [concept(field, scope) for field in fields] + [concept(tag, scope) for tag in tags]


def named(node: Node, iri: str) -> Node:
    """``node`` under ``iri``, and the nodes in it that have no address of their own under names made of it."""
    return {"@id": iri} | {name: _named(value, f"{iri}-{name.rpartition(':')[2]}") for name, value in node.items()}


def _named(value: Any, iri: str) -> Any:
    if isinstance(value, list):
        return [_named(part, f"{iri}-{number}") for number, part in enumerate(value, start=1)]
    return named(value, iri) if isinstance(value, dict) and not {"@id", "@value"} & value.keys() else value


IDENTITY: Final[tuple[tuple[str, str, Any], ...]] = (
    ("iri", "@id", lambda record, scope: record.iri),
    ("key", "dct:identifier", lambda record, scope: record.key),
    ("url", "url mainEntityOfPage cc:attributionURL", lambda record, scope: record.url),
    ("summary", "description", lambda record, scope: record.summary),
    ("language", "inLanguage", lambda record, scope: record.language),
    ("language", "dct:language", lambda record, scope: language_iri(record.language)),
    ("tags", "keywords", keywords),
)
CREDIT: Final[tuple[tuple[str, str, Any], ...]] = (
    ("publisher", "dct:publisher", lambda record, scope: publishing(record.publisher, scope).iri),
    *rights.ROWS,
    ("publisher site", "cc:attributionName", attribution),
)
