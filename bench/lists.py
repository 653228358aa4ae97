"""The questions of ``bench.reading`` to GraphQL: every list by every facet and any two, single things, terms."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from typing import Any, Final

from graphene.utils.str_converters import to_camel_case

from bench.measure import Request
from bench.samples import Question, Sample, path_of

# Of three facets those that pages offer at once, and those of which one is looked up for each row of the other two.
_THREE: Final = (("unit", "genre", "openness"), ("task", "genre", "openness"), ("task", "function", "unit"))
_NODES: Final = "{ nodes { key title url publishedAt publisher { key name } } pageInfo { hasNextPage endCursor } }"
_TIMES: Final = "{ nodes { at startsAt record { key title url } } pageInfo { hasNextPage endCursor } }"
_NAMED: Final = "{ key name url pages { language url } }"
# The calendar of all kinds, whose nodes are times of items.
_CALENDAR: Final = "occurrences"
# What needs no key: one operation each.
_FIXED: Final = {
    "city": (
        f"{{ city {{ key name posts {_NODES} documents {_NODES} meetings {_NODES} events {_NODES}"
        f" occurrences {_TIMES} }} }}"
    ),
    "fields": f"{{ fields {_NAMED} }}",
    "websites": f"{{ websites {_NAMED} }}",
    "units": f"{{ units(parent: null) {_NAMED} }}",
    "sections": f"{{ sections {_NAMED} }}",
    "initials": '{ initials(scheme: "unit") }',
    "committees": f"{{ committees {_NAMED} }}",
    "boards": f"{{ boards {_NAMED} }}",
    "front page": (
        '{ fields { key newestPost(language: "ko") { title url } pinned { title url } }'
        " websites { key layout { sections { type } } } }"
    ),
    "staff": '{ staff(query: "안내 담당 전화") { edges { unit { key } node { title } } } }',
    "licences": "{ licences { key name url } }",
    "calendar": f"{{ calendar {_NODES} }}",
    "upcoming": '{ upcoming(since: "2020-01-01T00:00:00Z") { key title heldAt } }',
    "what comes next": f'{{ occurrences(since: "2020-01-01T00:00:00Z", once: true) {_TIMES} }}',
    "required pages": '{ requiredPages(website: "bike", language: "ko") { role title url } }',
    "statistics": "{ statistics { total { produced } units { key produced } months { month produced } } }",
    "open data": "{ openData { columns months { name files { url } } weeks { name } } }",
    "search": (
        '{ search(query: "안내", facets: ["kind", "unit"])'
        " { nodes { key title url } estimatedCount facets { values { value count } } } }"
    ),
    "suggestions": '{ searchSuggestions(text: "안") { text } }',
    "help for who finds nothing": '{ searchHelp(query: "없는말 안내") { words { text } } }',
    "changes": "{ changes(since: 1) { next hasNext nodes { sequence key gone } } }",
}
_TERMS: Final = f"query($scheme: String!) {{ terms(scheme: $scheme, first: 20) {{ nodes {_NAMED} }} }}"
_BY_INITIAL: Final = (
    f'query($initial: String!) {{ terms(scheme: "unit", first: 20, initial: $initial) {{ nodes {_NAMED} }} }}'
)


def graphql(query: str, **variables: Any) -> Request:
    """A request for the answer to ``query``, which must have no errors."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    return Request(path="/graphql", body=body, expect=b'{"data":')


def questions(of: Sample) -> Iterator[Question]:
    """All of them."""
    for kind in of.records:
        yield from _of_kind(kind, of)
    for name, query in _FIXED.items():
        yield Question(f"GraphQL: {name}", [graphql(query)])
    for scheme in of.terms:
        fields = " ".join(f"{name} {_TIMES if name == _CALENDAR else _NODES}" for name in _below(scheme))
        query = f"query($id: ID!) {{ node(id: $id) {{ ... on {scheme.capitalize()} {{ key {fields} }} }} }}"
        asked = [graphql(query, id=_id(term, scheme)) for term in of.terms[scheme]]
        yield Question(f"GraphQL: a {scheme} and its lists", asked)
    for scheme in of.terms:
        yield Question(f"GraphQL: {scheme}s page by page", [graphql(_TERMS, scheme=scheme)])
    yield Question("GraphQL: units by initial", [graphql(_BY_INITIAL, initial=letter) for letter in of.initials])
    for scheme in ("tag", "task"):
        keys = [term["key"] for term in of.terms[scheme]][:20]
        query = f"query($keys: [String!]!) {{ {scheme}s(keys: $keys) {_NAMED} }}"
        yield Question(f"GraphQL: {scheme}s by key", [graphql(query, keys=keys)] if keys else [])


def _below(scheme: str) -> Iterator[str]:
    """The lists below a term of a scheme."""
    from cms.core import kinds

    for kind in kinds.below(scheme):
        yield kind.plural
        if kind.calendar and kind.calendar.own and kind.calendar.own.name == scheme:
            yield "calendar"
    if scheme == "city" or scheme in kinds.with_calendars():
        yield _CALENDAR


def _id(term: dict[str, Any], scheme: str) -> str:
    from graphql_relay import to_global_id

    return to_global_id(scheme.capitalize(), term["key"])


def _of_kind(kind: str, of: Sample) -> Iterator[Question]:
    from cms.core import kinds
    from cms.ledger.cursors import Cursor
    from cms.ledger.moments import microseconds

    cls, records = kinds.kind(kind).record, of.records[kind]
    facets = [facet.name for facet in (*kinds.kind(kind).wide, *kinds.kind(kind).narrow)]
    three = [names for names in _THREE if set(names) <= set(facets)]
    for names in [(), *combinations(facets, 1), *combinations(facets, 2), *three]:
        asked = [_list(kind, values) for record in records if (values := _values(cls, record, names)) is not None]
        yield Question(f"{kind}s by {' and '.join(names)}" if names else f"{kind}s", asked)
    query = f"query($after: Cursor) {{ {kind}s(first: 20, after: $after) {_NODES} }}"
    places = [Cursor(microseconds(datetime.fromisoformat(record["published_at"])), 0).encode() for record in records]
    yield Question(f"{kind}s, far down", [graphql(query, after=place) for place in places])
    keyed = f"query($key: ID!) {{ {kind}(key: $key) {{ key title url body {{ html }} }} }}"
    yield Question(f"GraphQL: one {kind}", [graphql(keyed, key=record["key"]) for record in records])
    addressed = f"query($url: String!) {{ {kind}(url: $url) {{ key title }} }}"
    yield Question(f"GraphQL: one {kind} by address", [graphql(addressed, url=record["url"]) for record in records])
    routed = "query($path: String!) { route(path: $path) { kind node { id } } }"
    paths = [path_of(record["url"]) for record in records]
    yield Question(f"GraphQL: the address of a {kind}", [graphql(routed, path=path) for path in paths])


def _values(cls: Any, record: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any] | None:
    """The record's own values of these facets, so that something is found; None where it has not all of them."""
    from cms.core.records import from_data
    from cms.ledger.facets import narrow_values, values_of

    found = from_data(cls, record)
    have: dict[str, Any] = dict([*values_of(found), *narrow_values(found)])
    if "function" in have:
        have["function"] = list(record["functions"])
    return {name: have[name] for name in names} if set(names) <= have.keys() else None


def _list(kind: str, values: dict[str, Any]) -> Request:
    types = {name: "[String!]" if name == "function" else "String" for name in values}
    declared = ", ".join(f"${name}: {type}" for name, type in types.items())
    given = "".join(f", {to_camel_case(name)}: ${name}" for name in values)
    head = f"query({declared}) " if declared else ""
    return graphql(f"{head}{{ {kind}s(first: 20{given}) {_NODES} }}", **values)
