"""The types of the API: derived from the records, with their keys resolved to the things that they stand for."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final

import graphene
from graphql_relay import to_global_id

from api.graphql import arranged, chart, periods
from api.graphql.boards import pins_field
from api.graphql.calendar import calendar_fields, occurrences_field
from api.graphql.connections import FACETS_BELOW, NARROWING, PAGING, WITH_BELOW, connection, of_term
from api.graphql.context import Context
from api.graphql.derive import (
    Deriver,
    Read,
    Reader,
    Relation,
    Source,
    dict_source,
    in_language,
    item_source,
    list_of,
    many,
    object_source,
    plain,
)
from api.graphql.descriptions import OF_ALL
from api.graphql.kinds import ROWS
from api.graphql.scalars import Long, Won
from api.graphql.versions import versions_field
from cms.core import kinds, licences, records
from cms.core.kinds import Kind
from cms.ledger.store import Item

# A stored key, and what it stands for.
Resolve = Callable[[Any, Context], Any]


def _resolved(of: Any, resolve: Resolve, *, required: bool = False) -> Relation:
    """A field that holds a key, resolved when it is asked for."""

    def make(read: Read) -> graphene.Field:
        def found(source: Any, context: Context) -> Any:
            return resolve(read(source), context)

        return graphene.Field(of, required=required, resolver=Reader(found))

    return make


def _term(scheme: str) -> Relation:
    return _resolved(lambda: TERM_TYPES[scheme], lambda key, context: context.term(scheme, key))


def _terms(scheme: str, resolve: Resolve) -> Relation:
    return _resolved(lambda: graphene.List(graphene.NonNull(TERM_TYPES[scheme])), resolve, required=True)


def _fields(keys: list[str], context: Context) -> list[records.Term]:
    return [term for key in keys if (term := context.term("field", key)) is not None]


def _units(keys: Iterable[str], context: Context) -> list[records.Term]:
    return [term for key in keys if (term := context.term("unit", key)) is not None]


def _key(read: Read) -> graphene.Field:
    return plain(graphene.ID, read)


def _image(read: Read) -> graphene.Field:
    """An image is JSON in a record and a dataclass in a term; the readers below it expect JSON."""

    def as_json(source: Any) -> Any:
        value = read(source)
        return records.to_data(value) if isinstance(value, records.Image) else value

    return plain(lambda: Image, as_json, required=False)


def _renditions(read: Read) -> graphene.Field:
    def of_type(image: Any, context: Context, type: str | None = None) -> Any:
        made = read(image)
        return made if type is None else [one for one in made if one["type"] == type]

    return graphene.Field(
        list_of(lambda: derive.made(records.Rendition)),
        type=graphene.String(description="Only those of a media type: `image/webp` or `image/jpeg`."),
        resolver=Reader(of_type),
    )


def _listing(read: Read) -> graphene.Field:
    """A listing is JSON in a record and a dataclass in a term, as images are."""

    def as_json(source: Any) -> Any:
        value = read(source)
        return value and records.to_data(value)

    return plain(lambda: derive.made(records.Listing), as_json, required=False)


def _descriptions() -> dict[type, Mapping[str, str]]:
    found: dict[type, Mapping[str, str]] = dict(OF_ALL)
    for row in ROWS.registered().values():
        found |= row.descriptions
    return found


derive = Deriver(
    {
        "key": _key,
        "publisher": _term("unit"),
        "unit": _term("unit"),
        "parent": _term("unit"),
        "merged_into": _term("unit"),
        "successors": _terms("unit", _units),
        "website": _term("website"),
        "task": _term("task"),
        "committee": _term("committee"),
        "board": _term("board"),
        "field": _term("field"),
        "topics": _terms("field", _fields),
        "tags": _terms("tag", lambda keys, context: context.open_terms("tag", keys)),
        "licence": _resolved(lambda: Licence, lambda key, context: licences.LICENCES.get(key)),
        "amount": lambda read: plain(Won, read),
        # Nothing bounds them where they are written.
        "size": lambda read: plain(Long, read),
        **dict.fromkeys(("votes_for", "votes_against", "abstentions"), lambda read: plain(Long, read, required=False)),
        "image": _image,
        "logo": _image,
        "renditions": _renditions,
        "listing": _listing,
        # Told by name(language), description(language), url(language), layout(language), pinned(language),
        # place(language) and pages, or always the same.
        **dict.fromkeys(("site", "names", "descriptions", "urls", "places", "name_ko", "name_en", "layouts", "pins")),
    },
    _descriptions(),
)


class TermPage(graphene.ObjectType):
    """The page of a term in one language."""

    language = plain(graphene.String, lambda pair: pair[0])
    url = plain(graphene.String, lambda pair: pair[1])


def type_of(source: Any) -> Any:
    """The GraphQL type of an item or a term."""
    return RECORD_TYPES[source.kind] if isinstance(source, Item) else TERM_TYPES[source.scheme]


class Typed(graphene.Interface):
    """An interface whose values are items and terms."""

    @classmethod
    def resolve_type(cls, instance: Any, info: Any) -> Any:
        return type_of(instance)


class Node(Typed):
    """Whatever has an identifier that no other thing in this API has."""

    id = graphene.ID(required=True)


_NAME: Final = {
    "name": in_language("The name; where this language has none, that of another.", lambda term, tag: term.name(tag)),
    "description": in_language("What it is for; may be empty.", lambda term, tag: term.description(tag)),
    "url": in_language("The page in a language that has one.", lambda term, tag: term.url(tag), required=False),
    "pages": many(TermPage, lambda term: list(term.urls.items())),
}
_COMMON: Final = {
    "kind": plain(graphene.String, lambda item: item.kind),
    "body": graphene.Field(lambda: Body, required=True, resolver=Reader(lambda item, context: context.body(item))),
    "field": graphene.Field(
        lambda: TERM_TYPES["field"],
        description="The main one of the topics.",
        resolver=Reader(lambda item, context: context.term("field", next(iter(item.data.get("topics", ())), None))),
    ),
    "versions": versions_field(lambda: Record),
}

Licence: Any = derive.object_type(
    licences.Licence,
    source=object_source,
    name=in_language("The name in Korean, or in English.", lambda licence, tag: licence.name(tag)),
    cc_url=plain(graphene.String, lambda licence: licence.cc_url, required=False),
)
derive.object_type(records.Rendition, source=dict_source)
Image: Any = derive.object_type(records.Image, source=dict_source)
File = derive.object_type(records.File, source=dict_source)
Translation = derive.object_type(records.Translation, source=dict_source)
derive.object_type(records.Member, source=object_source)
derive.object_type(records.UnitChange, source=object_source, **chart.OF_CHANGES)
StaffPosition: Any = derive.object_type(records.StaffPosition, source=object_source, **chart.OF_POSITIONS)
for _part in (records.MenuLink, records.MenuItem, records.FrontSection):
    derive.object_type(_part, source=object_source)
Layout: Any = derive.object_type(records.Layout, source=object_source)
Body: Any = derive.object_type(records.Body, source=object_source)
Term = derive.interface(records.Term, base=Typed, **_NAME)
Record: Any = derive.interface(records.Record, base=Typed, **_COMMON)


def _with_id(cls: type, *, source: Source, interface: Any, **extra: Any) -> Any:
    key = source("key", None)
    identifier = plain(graphene.ID, lambda item: to_global_id(cls.__name__, key(item)))
    return derive.object_type(cls, source=source, interfaces=(Node, interface), **{"id": identifier, **extra})


def _of_kind(name: str) -> Any:
    """The type of the records of a kind, where its name is empty of those of any kind."""
    return RECORD_TYPES[name] if name else Record


def _record_type(kind: Kind) -> Any:
    """The type of the records of a kind, after those of the parts that they hold."""
    added = ROWS[kind.name].added(_of_kind)
    for part in derive.unknown_parts(kind.record):
        derive.object_type(part, source=dict_source, **added.get(part, {}))
    timed = {"status": periods.field(kind.period)} if kind.period else {}
    return _with_id(kind.record, source=item_source, interface=Record, **_COMMON, **timed, **added.get(kind.record, {}))


RECORD_TYPES: Final[dict[str, Any]] = {}
for _kind in ROWS.kinds:
    RECORD_TYPES[_kind.name] = _record_type(_kind)
CONNECTIONS: Final[dict[str, Any]] = {
    kind.name: connection(kind.record.__name__, partial(RECORD_TYPES.get, kind.name)) for kind in ROWS.kinds
}


def _lists(scheme: str) -> dict[str, graphene.Field]:
    return {
        kind.plural: graphene.Field(
            CONNECTIONS[kind.name],
            required=True,
            description=f"Its {kind.nouns}, the newest first.",
            resolver=Reader(of_term(scheme, kind.name)),
            **PAGING,
            **FACETS_BELOW[kind.name],
            **NARROWING,
            **(WITH_BELOW if scheme == records.Unit.scheme else {}),
        )
        for kind in kinds.below(scheme)
        if kind.name in ROWS
    }


def _calendars(scheme: str) -> dict[str, graphene.Field]:
    held = [kind for kind in ROWS.kinds if kind.calendar and kind.calendar.own and kind.calendar.own.name == scheme]
    return {
        name: field
        for kind in held
        for name, field in calendar_fields(kind, RECORD_TYPES[kind.name], CONNECTIONS[kind.name]).items()
    }


def _pins(scheme: str) -> dict[str, graphene.Field]:
    kind = next((one for one in ROWS.kinds if one.pins and one.pins.facet.name == scheme), None)
    return {"pinned": pins_field(kind, RECORD_TYPES[kind.name])} if kind else {}


_OF_SITES: Final = arranged.pinned(Record) | arranged.layout(Layout)
_ADDED: Final[dict[type[records.Term], dict[str, graphene.Field]]] = {
    records.City: _OF_SITES,
    records.Website: _OF_SITES,
    records.Unit: chart.of_units(lambda: TERM_TYPES["unit"], StaffPosition),
    records.Field: arranged.pinned(Record) | arranged.newest_post(lambda: RECORD_TYPES["post"]),
}


def _term_type(scheme: str, cls: type[records.Term]) -> Any:
    timed = _calendars(scheme) | occurrences_field(scheme, Record) | _pins(scheme)
    fields = _NAME | _lists(scheme) | timed | _ADDED.get(cls, {})
    return _with_id(cls, source=object_source, interface=Term, **fields)


TERM_TYPES: Final[dict[str, Any]] = {scheme: _term_type(scheme, cls) for scheme, cls in records.TERMS.items()}
