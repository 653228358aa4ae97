"""The compiler against graphql-core: two engines, one meaning."""

import json
import logging
from typing import Any

import pytest
from graphql import execute as execute_in_general
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.graphql import operations
from api.graphql.context import Context
from api.graphql.execution import run
from api.graphql.operations import Operations
from api.graphql.schema import schema
from cms.ledger import aspects
from cms.ledger.hosts import CityHost
from tests.background import keep
from tests.factories import HOST, SITE, make_file, make_post, post_key, store

KEY = {"key": post_key(2)}

pytestmark = pytest.mark.usefixtures("city")


def context() -> Context:
    return Context(CityHost(SITE, HOST))


def both(text: str, variables: dict[str, Any] | None = None) -> tuple[str, str]:
    """The data that the compiled operation gives and that graphql-core gives, as JSON, so that order counts."""
    found = Operations(text)
    operation = found.operation()
    assert operation.compiled is not None, "left to graphql-core"
    compiled = operation.compiled(context(), operation.coerce(variables or {}))
    general: Any = execute_in_general(
        schema.graphql_schema, found.ast, context_value=context(), variable_values=variables
    )
    assert general.errors is None
    return json.dumps(compiled, ensure_ascii=False), json.dumps(general.data, ensure_ascii=False)


@pytest.mark.parametrize("size", [2**31 - 1, 2**31, 5_368_709_120, 2**53])
def test_a_file_of_any_size_is_told_by_both(size: int) -> None:
    large = make_post(9, files=(make_file(size=size),))
    store([large], [])
    text = f'{{ post(key: "{large.key}") {{ files {{ size }} }} }}'
    compiled, general = both(text)
    assert compiled == general == json.dumps({"post": {"files": [{"size": size}]}})


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("{ __typename posts { __typename nodes { __typename title } } }", {}),
        ("{ a: posts(first: 1) { nodes { key } } b: posts(first: 2) { nodes { url } } }", {}),
        ("{ posts { nodes { key } } posts { nodes { title } pageInfo { endCursor } } }", {}),
        ("{ posts { nodes { field { key } field { name } ... { field { url } } } } }", {}),
        ("query ($n: Int = 2, $f: String) { posts(first: $n, field: $f) { nodes { key } } }", {}),
        ("query ($n: Int = 2, $f: String) { posts(first: $n, field: $f) { nodes { key } } }", {"n": 1, "f": "health"}),
        ("query ($n: Int, $f: String) { posts(first: $n, field: $f) { nodes { key } } }", {"n": None, "f": None}),
        ("query ($p: String) { units(parent: $p) { key } }", {}),
        ("query ($p: String) { units(parent: $p) { key } }", {"p": None}),
        ("query ($k: String!) { tags(keys: [$k, \"한강\"]) { key } }", {"k": "자전거"}),
        ("query ($k: [String!]!) { tags(keys: $k) { key name(language: \"en\") } }", {"k": ["자전거"]}),
        ("{ posts { ...A } } fragment A on PostConnection { nodes { ...B ...B } } fragment B on Post { key }", {}),
        ('{ route(path: "/en/traffic/") { kind node { id ... on Field { colour } ... on Post { title } } } }', {}),
        ('{ route(path: "/traffic/소식-2/") { kind node { ... on Node { id } ... on Post { body { html } } } } }', {}),
        ("{ changes(first: 3) { next nodes { sequence record { kind title ... on Post { byline } } } } }", {}),
        ("{ posts(language: \"en\") { nodes { translations { key url } images { url licence { short } } } } }", {}),
        ("{ posts { nodes { body { text } image { alt licence { name } } } } }", {}),
        ("{ city { logo { url } licence { commercial near } } websites { unit { parent { parent { key } } } } }", {}),
        ('{ node(id: "bm90aGluZw==") { id } post(key: "none") { title } }', {}),
    ],
)  # fmt: skip
def test_both_engines_give_the_same_bytes(text: str, variables: dict[str, Any]) -> None:
    compiled, general = both(text, variables)
    assert compiled == general


HITS = """
    edges { __typename cursor score matches
        node { __typename kind title url ... on Node { id } ... on Post { byline } }
        highlights { title { text html ranges { start end } } extract { html } } }
    nodes { key publisher { key name } licence { url } }
    pageInfo { hasNextPage endCursor startCursor } matches estimatedCount countIsExact cutAt isCurrent
    readings { typed readAs } engine { name isStandby capabilities } picks { title url node { ... on Post { key } } }
    facets { name values { value label en: label(language: "en") count } }"""


@pytest.mark.parametrize(
    ("arguments", "types", "variables"),
    [
        ('query: "자전거길"', "", {}),
        ('query: "자전거길", first: 2, orderBy: NEWEST, facets: ["kind", "tag", "unit", "field", "year"]', "", {}),
        ('query: "자전거길 -3호", kind: "post", tag: ["한강", "자전거"]', "", {}),
        ('query: "쟈전거길"', "", {}),
        ('query: "아무것도 없는 말"', "", {}),
        ("hasFile: true, producedSince: \"2026-11-01\"", "", {}),
        ("query: $q, first: $n, facets: $f", "$q: String, $n: Int = 3, $f: [String!]", {"q": "강변", "f": ["kind"]}),
        ("query: $q, first: $n, facets: $f", "$q: String, $n: Int = 3, $f: [String!]", {}),
        ("query: $q, tag: $t, orderBy: $o", "$q: String, $t: [String!], $o: SearchOrder",
         {"q": "자전거", "t": ["한강"], "o": "NEWEST"}),
        ("query: $q, tag: $t, year: $y", "$q: String, $t: [String!], $y: [Int!]",
         {"q": "자전거", "t": None, "y": [2026]}),
    ],
)  # fmt: skip
def test_both_engines_give_the_same_bytes_for_a_search(arguments: str, types: str, variables: dict[str, Any]) -> None:
    keep()
    operation = f"query ({types})" if types else "query"
    compiled, general = both(f"{operation} {{ search({arguments}) {{ {HITS} }} }}", variables)
    assert compiled == general
    assert '"isCurrent": true' in compiled


def test_both_engines_go_on_from_the_same_place_and_suggest_the_same() -> None:
    keep()
    text = """query ($after: Cursor) { search(query: "자전거길", first: 2, after: $after) {
        nodes { ... on Record { key } } pageInfo { endCursor } } searchSuggestions(text: "자전") { text } }"""
    first, general = both(text)
    assert first == general
    after = json.loads(first)["search"]["pageInfo"]["endCursor"]
    second, general = both(text, {"after": after})
    assert second == general != first


LEAVES = {
    "Post": ["key", "title", "summary", "url", "iri", "publishedAt", "version", "byline", "kind", "__typename", "id"],
    "Term": ["key", "name", 'en: name(language: "en")', "url", "iri", "order", "__typename", "id"],
    "Image": ["url", "width", "height", "alt", "type", "credit", "__typename"],
    "Licence": ["key", "short", "url", "near", "ccUrl", "commercial", "name"],
    "Body": ["html", "text"],
}
BRANCHES = {
    "Post": {
        "field": "Term",
        "topics": "Term",
        "publisher": "Term",
        "tags": "Term",
        "website": "Term",
        "image": "Image",
        "images": "Image",
        "licence": "Licence",
        "body": "Body",
    },
    "Image": {"licence": "Licence"},
}


@st.composite
def selections(draw: st.DrawFn, of: str, depth: int = 3) -> str:
    """A pair of braces valid for a type."""
    names = draw(st.lists(st.sampled_from(LEAVES[of]), min_size=1, max_size=4))
    if depth:
        for name, below in BRANCHES.get(of, {}).items():
            if draw(st.booleans()):
                names.append(f"{name} {draw(selections(below, depth - 1))}")
    if of == "Post" and draw(st.booleans()):
        names.append(f"... on {draw(st.sampled_from(['Post', 'Node', 'Record']))} {{ __typename }}")
    return "{ " + " ".join(draw(st.permutations(names))) + " }"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(selections("Post"), st.integers(1, 6))
def test_both_engines_give_the_same_bytes_for_any_selection(selection: str, first: int) -> None:
    compiled, general = both(f"{{ posts(first: {first}) {{ nodes {selection} edges {{ node {selection} }} }} }}")
    assert compiled == general


def test_both_engines_leave_out_what_directives_say() -> None:
    text = """query ($yes: Boolean!, $no: Boolean = false) {
        city { key ... on City @include(if: $no) { url } ...Some @skip(if: $yes) ...Some @include(if: $yes) }
        posts(first: 2) @include(if: $yes) { nodes { title @skip(if: true) url @include(if: $yes) @skip(if: $no) } }
        route(path: "/traffic/") { node { ... on Term { key @include(if: $yes) } } }
    } fragment Some on City { name }"""
    found = set()
    for yes in (True, False):
        for no in ({}, {"no": True}, {"no": False}):
            compiled, general = both(text, {"yes": yes, **no})
            assert compiled == general
            found.add(compiled)
    assert len(found) == 4


@pytest.mark.parametrize(
    "text",
    [
        "{ __schema { queryType { name } } }",
        '{ __type(name: "Post") { name } }',
        # More variables of directives than an operation is compiled for.
        "query ($a: Boolean = true, $b: Boolean = true, $c: Boolean = true, $d: Boolean = true, $e: Boolean = true)"
        " { city { key @include(if: $a) @skip(if: $b) url @include(if: $c) @skip(if: $d) iri @include(if: $e) } }",
    ],
)
def test_the_unusual_is_left_to_graphql_core(text: str) -> None:
    assert Operations(text).operation().compiled is None
    data, errors = run(text, context())
    assert data and not errors


def test_what_shows_itself_as_unusual_late_is_left_to_graphql_core(caplog: pytest.LogCaptureFixture) -> None:
    text = "query ($yes: Boolean = true) { __schema @include(if: $yes) { queryType { name } } }"
    assert run(text, context()) == ({"__schema": {"queryType": {"name": "Query"}}}, [])
    assert operations.operations_of(text).operation().compiled is None
    assert caplog.records == []


def test_an_error_is_told_by_graphql_core_with_its_path(caplog: pytest.LogCaptureFixture) -> None:
    data, errors = run("{ city { key } posts { nodes { post: key } } post { title } }", context())
    assert data is not None and data["city"] == {"key": SITE} and data["post"] is None
    assert [error.path for error in errors] == [["post"]]
    assert caplog.records == []


def test_a_null_where_none_may_be_spreads_as_the_specification_says(caplog: pytest.LogCaptureFixture) -> None:
    from cms.ledger.models import Entry

    entry = Entry.objects.get(key=post_key(2))
    entry.record["title"] = None
    entry.save()
    data, errors = run("query ($key: ID!) { post(key: $key) { key title } city { key } }", context(), variables=KEY)
    assert data == {"post": None, "city": {"key": SITE}}
    assert [error.path for error in errors] == [["post", "title"]]


def test_a_compiler_that_fails_alone_is_reported(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(context: Context, variables: dict[str, Any]) -> dict[str, Any]:
        raise RuntimeError("a bug")

    monkeypatch.setattr(operations, "compile_operation", lambda *_: broken)
    text = "{ city { key } } # only here"
    assert run(text, context()) == ({"city": {"key": SITE}}, [])
    assert [(record.levelno, record.message) for record in caplog.records] == [
        (logging.ERROR, "a compiled operation failed where graphql-core did not")
    ]


def test_a_list_costs_two_queries_and_bodies_one_more(django_assert_num_queries: Any) -> None:
    text = "{ posts { nodes { title tags { name } field { name } publisher { name } website { name } } } }"
    run("{ fields { key } }", context())
    aspects.known()
    with django_assert_num_queries(2):
        run(text, context())
    with django_assert_num_queries(1):
        run(text, context())
    with django_assert_num_queries(2):
        run("{ posts { nodes { body { html } } } }", context())


def test_a_post_with_its_body_costs_one_query(django_assert_num_queries: Any) -> None:
    text = "query ($key: ID!) { post(key: $key) { title body { html } field { name } tags { name } } }"
    run(text, context(), variables={"key": post_key(1)})
    with django_assert_num_queries(1):
        run(text, context(), variables={"key": post_key(3)})


def test_documents_are_kept_by_their_text_within_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "KEPT_CHARACTERS", 100)
    monkeypatch.setattr(operations, "_kept", type(operations._kept)())
    monkeypatch.setattr(operations, "_kept_characters", 0)
    one = operations.operations_of("{ city { key } }")
    assert operations.operations_of("{ city { key } }") is one
    for number in range(10):
        operations.operations_of(f"{{ a{number}: city {{ key }} }}")
    assert operations.operations_of("{ city { key } }") is not one
    assert sum(map(len, operations._kept)) == operations._kept_characters <= 100
