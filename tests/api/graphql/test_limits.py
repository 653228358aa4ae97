"""The requests that are refused before anything is executed, and quickly: none reaches the slow parts."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLOutputType,
    get_introspection_query,
    get_named_type,
    get_nullable_type,
)

from api.graphql import costs, limits, operations
from api.graphql.errors import RequestError
from api.graphql.operations import Operations
from api.graphql.schema import schema
from cms.core.errors import MadangError
from tests.api.graphql.conftest import Ask
from tests.factories import SITE

Post = Callable[..., Any]


def refusal(text: str, **variables: Any) -> MadangError:
    with pytest.raises(RequestError) as raised:
        Operations(text).operation().coerce(variables)
    return raised.value.madang


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{" + " __typename" * 3_000 + "}", "more than 2000 tokens"),
        ("{" + "#\n" * 1_000 + "__typename }", "more than 500 comments"),
        ("{ city { key } }" + " " * limits.MAX_BYTES, "longer than 100000 characters"),
        ("{a" * 600, "nested too deeply"),
        ("{ posts" * 30 + "{ nodes }" + "}" * 30, "nested deeper than 20 levels"),
        ("{ ...f0 }" + "".join(f"fragment f{n} on Query {{ ...f{n + 1} }}" for n in range(200)), "nested deeper"),
        ("{ city {" + " key" * 21 + "} }", "repeated more than 20 times"),
    ],
)  # fmt: skip
def test_a_request_has_bounds(text: str, message: str) -> None:
    assert message in str(refusal(text))


def doubling(levels: int) -> str:
    """An operation whose fields double with each fragment."""
    below = "".join(
        f"fragment f{n} on Post {{ a: field {{ posts {{ nodes {{ ...f{n + 1} }} }} }}"
        f" b: field {{ posts {{ nodes {{ ...f{n + 1} }} }} }} }}"
        for n in range(levels)
    )
    return f"{{ posts {{ nodes {{ ...f0 }} }} }} {below} fragment f{levels} on Post {{ key }}"


def test_fragments_that_multiply_are_counted_written_out() -> None:
    assert str(refusal(doubling(3))) == "query: costs more than 20000: ask for fewer items at once"
    many = " ".join(f"a{n}: city {{ ...f }}" for n in range(60))
    below = " ".join(f"k{n}: key" for n in range(20))
    assert "asks for more than 1000 fields" in str(refusal(f"{{ {many} }} fragment f on City {{ {below} }}"))


@pytest.mark.parametrize(
    "text",
    [
        "{ ...a } fragment a on Query { ...a }",
        "{ ...a } fragment a on Query { city { key } ...b } fragment b on Query { ...a }",
        "{ posts { nodes { ...a } } } fragment a on Post { field { posts { nodes { ...a ...a } } } }",
    ],
)
def test_a_cycle_of_fragments_is_refused(text: str) -> None:
    error = refusal(text)
    assert error.status in (400, 413)
    assert "within itself" in error.message or "nested deeper" in error.message


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("{ posts(first: 100) { nodes { title summary url publishedAt tags { name } topics { name } } } }", True),
        ("{ fields { name posts(first: 5) { nodes { title url image { url } } } } }", True),
        ("{ units { key name parent { key } telephone } websites { key name } }", True),
        ("{ posts(first: 100) { nodes { title body { html } } } }", True),
        ("{ units { posts { nodes { key } } } }", False),
        ("{ posts(first: 100) { nodes { publisher { posts(first: 100) { nodes { key } } } } } }", False),
        ("{ fields { posts(first: 100) { nodes { tags { posts { nodes { key } } } } } } }", False),
    ],
)
def test_cost_is_what_would_be_read_not_how_long_the_text_is(text: str, fits: bool) -> None:
    if fits:
        assert Operations(text).operation().coerce({}) == {}
    else:
        assert (refusal(text).code, refusal(text).status) == ("TOO_LARGE", 413)


BODIES = "{ key posts(first: 100) { nodes { body { html } } } }"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (f"{{ tags(keys: {json.dumps(['자전거'] * 100)}) {BODIES} }}", None),
        (f"query ($k: [String!]!) {{ tags(keys: $k) {BODIES} }}", ["자전거"] * 100),
        (f"query ($k: String!) {{ tags(keys: [{', '.join(['$k'] * 100)}]) {BODIES} }}", "자전거"),
        (f"query ($k: [String!]!) {{ tasks(keys: $k) {BODIES.replace('posts', 'documents')} }}", ["a"] * 100),
        ("query ($k: [String!]!) { ...A } fragment A on Query { ... { tags(keys: $k) { posts { nodes { url } } } } }"
         .replace("posts", "posts(first: 100)").replace("url", "a: body { html } b: body { text }"), ["a"] * 20),
    ],
)  # fmt: skip
def test_a_list_asked_by_keys_costs_by_its_keys(text: str, keys: Any) -> None:
    variables = {} if keys is None else {"k": keys}
    assert str(refusal(text, **variables)) == "query: costs more than 20000: ask for fewer items at once"


@pytest.mark.parametrize("keys", [[], ["자전거"], ["자전거", "한강"], "자전거", ["자전거"] * 9])
def test_a_few_keys_cost_little(keys: Any) -> None:
    operation = Operations(f"query ($k: [String!]!) {{ tags(keys: $k) {BODIES} }}").operation()
    assert operation.coerce({"k": keys}) == {"k": keys if isinstance(keys, list) else [keys]}
    literal = Operations(f"{{ tags(keys: {json.dumps(keys)}) {BODIES} }}").operation()
    assert literal.coerce({}) == {}


def composite(kind: GraphQLOutputType) -> bool:
    return isinstance(get_named_type(kind), GraphQLObjectType | GraphQLInterfaceType)


def own_types() -> list[costs.Composite]:
    types = schema.graphql_schema.type_map.values()
    return [one for one in types if isinstance(one, GraphQLObjectType | GraphQLInterfaceType) and one.name[:2] != "__"]


def test_every_list_says_how_long_it_is_by_its_type_and_its_name() -> None:
    every = [(one, name, field) for one in own_types() for name, field in one.fields.items()]
    pages = {get_nullable_type(field.type) for _, _, field in every if costs.SIZE in field.args}
    lists = {
        (one.name, name): field.args.keys() & {costs.SIZE, costs.KEYS} or one in pages
        for one, name, field in every
        if isinstance(get_nullable_type(field.type), GraphQLList) and composite(field.type)
    }
    sized = {place for place, by_argument in lists.items() if by_argument}
    told = {(one.name, name) for one, name, _ in every if costs.length(one, name) is not None}
    assert lists.keys() - sized - told == set(), "lists without a length: name them in api/graphql/costs.py"
    assert sized & told == set()


@pytest.mark.parametrize("numbers", [costs.LENGTHS, costs.WEIGHTS], ids=["lengths", "weights"])
def test_what_is_told_of_costs_is_there(numbers: costs.Numbers) -> None:
    there = {(one.name, name) for one in own_types() for name in one.fields}
    assert {(of, name) for of, fields in numbers.items() for name in fields} - there == set()


def test_one_name_costs_otherwise_in_another_type() -> None:
    """A tag of a post is one of a few; below ``Query`` there are as many as are asked for."""
    types = {one.name: one for one in own_types()}
    assert (costs.length(types["Post"], "tags"), costs.length(types["Query"], "tags")) == (10, None)
    assert (costs.length(types["Meeting"], "documents"), costs.length(types["Unit"], "documents")) == (20, None)
    assert (costs.length(types["Website"], "field"), costs.length(types["Query"], "fields")) == (None, 12)


def test_cost_counts_the_variables_that_are_sent() -> None:
    text = "query ($n: Int) { posts(first: $n) { nodes { tags { posts(first: $n) { nodes { key } } } } } }"
    operation = Operations(text).operation()
    assert operation.coerce({"n": 3}) == {"n": 3}
    with pytest.raises(RequestError, match="costs more"):
        operation.coerce({"n": 100})
    assert operation.coerce({}) == {}


@pytest.mark.parametrize("size", [0, -1, 101, 2_147_483_647])
def test_a_page_has_a_size(size: int) -> None:
    for error in (
        refusal(f"{{ posts(first: {size}) {{ nodes {{ key }} }} }}"),
        refusal(f"{{ changes(first: {size}) {{ next }} }}"),
        refusal("query ($n: Int) { posts(first: $n) { nodes { key } } }", n=size),
    ):
        assert (error.code, error.where, error.message) == ("BAD_INPUT", "first", "must be between 1 and 100")


@pytest.mark.parametrize("cursor", ["", "x", "한글", "MTIz", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5LjE", "A" * 50_000])
def test_a_bad_cursor_is_told_before_execution(cursor: str) -> None:
    literal = refusal(f"{{ posts(after: {json.dumps(cursor)}) {{ nodes {{ key }} }} }}")
    variable = refusal("query ($c: Cursor) { posts(after: $c) { nodes { key } } }", c=cursor)
    for error in (literal, variable):
        assert (error.code, error.status, error.where) == ("BAD_CURSOR", 400, "after")


@pytest.mark.parametrize(
    "moment", ["", "yesterday", "2026-11-05", "2026-11-05T09:00:00", "2026-13-05T09:00:00Z", 5, []]
)
def test_a_moment_needs_its_offset(moment: Any) -> None:
    for error in (
        refusal("query ($m: DateTime) { posts(since: $m) { nodes { key } } }", m=moment),
        refusal(f"{{ posts(until: {json.dumps(moment)}) {{ nodes {{ key }} }} }}"),
    ):
        assert (error.code, error.status) == ("BAD_INPUT", 400)


@pytest.mark.parametrize("sequence", [-1, 2**63, 10**30, 10**4000, 1.5, "1", True])
def test_a_sequence_is_a_number_of_the_ledger(sequence: Any) -> None:
    for error in (
        refusal(f"{{ changes(since: {json.dumps(sequence)}) {{ next }} }}"),
        refusal("query ($s: Sequence) { changes(since: $s) { next } }", s=sequence),
    ):
        assert (error.code, error.message) == ("BAD_INPUT", "must be a whole number from an answer, or 0")


@pytest.mark.parametrize(
    "text",
    [
        "{ posts(first: 99999999999) { nodes { key } } }",
        "{ posts(first: " + "9" * 5_000 + ") { nodes { key } } }",
        '{ posts(first: "1") { nodes { key } } }',
        "{ posts(first: 1.5) { nodes { key } } }",
        "{ posts(nothing: 1) { nodes { key } } }",
        "{ posts { nothing } }",
        "{ posts }",
        "{ city { key { key } } }",
        "{ route { kind } }",
        '{ tags(keys: "\\u0000") { key } }',
        '{ tags(keys: "\\uD800") { key } }',
        '{ tags(keys: "\0") { key } }',
        "query ($a: Nothing) { city { key } }",
        "query ($a: Int!) { city { key } }",
        "fragment a on City { key }",
        "type A { a: Int }",
        "",
        "\x00",
        "\ufeff",
        '"',
        "{ posts @nothing { nodes { key } } }",
        "{ posts(first: $n) { nodes { key } } }",
    ],
)
def test_what_the_specification_forbids_is_bad_input(text: str) -> None:
    error = refusal(text)
    assert (error.code, error.status) == ("BAD_INPUT", 400)
    assert "Traceback" not in error.message


def test_many_errors_are_cut_short() -> None:
    with pytest.raises(RequestError) as raised:
        Operations("{" + "".join(f" a{number}" for number in range(500)) + "}")
    assert len(raised.value.errors) <= operations.MAX_ERRORS + 1


def test_a_whole_introspection_fits() -> None:
    text = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
    )
    assert Operations(text).operation().compiled is None


@pytest.mark.parametrize(
    ("repeated", "times"),
    [
        ("a{n}: __schema {{ types {{ name }} }}", 180),
        ("a{n}: __schema {{ types {{ fields {{ name args {{ name }} }} }} }}", 14),
        ("a{n}: __type(name: \"Document\") {{ fields {{ type {{ fields {{ args {{ name }} }} }} }} }}", 80),
        ("... {{ __schema {{ a{n}: types {{ fields {{ type {{ fields {{ name }} }} }} }} }} }}", 3),
    ],
)  # fmt: skip
def test_the_schema_described_again_and_again_costs_too_much(repeated: str, times: int) -> None:
    text = "{ " + " ".join(repeated.format(n=number) for number in range(times)) + " }"
    assert str(refusal(text)) == "query: costs more than 20000: ask for fewer items at once"
    assert Operations("{ " + repeated.format(n=0) + " }").operation().compiled is None


def test_the_cost_of_describing_the_schema_knows_its_size() -> None:
    types = schema.graphql_schema.type_map.values()
    fields = [len(getattr(described, "fields", ())) for described in types]
    assert len(types) <= limits.SCHEMA_LENGTHS["types"]
    assert sum(fields) <= limits.SCHEMA_LENGTHS["types"] * limits.SCHEMA_LENGTHS["fields"]
    assert max(fields) <= limits.SCHEMA_LENGTHS["__type"] * limits.SCHEMA_LENGTHS["fields"]
    assert len(schema.graphql_schema.directives) <= limits.SCHEMA_LENGTHS["directives"]


@pytest.mark.usefixtures("city")
def test_ten_megabytes_are_refused_unread(post: Post) -> None:
    response = post(b'{"query": "' + b"x" * 10_000_000 + b'"}')
    assert (response.status_code, response.json()["errors"][0]["extensions"]) == (
        413,
        {"code": "TOO_LARGE", "where": "body"},
    )


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("text", ['"\\u0000"', '"\\ud800"', '{"a": ["\\udfff"]}', '{"\\u0000": 1}', '"\\ud83c"'])
def test_text_that_no_store_can_hold_is_refused(post: Post, text: str) -> None:
    response = post('{"query": "query ($k: [String!]!) { tags(keys: $k) { key } }", "variables": {"k": ' + text + "}}")
    assert (response.status_code, response.json()["errors"][0]["extensions"]["where"]) == (400, "body")


@pytest.mark.usefixtures("city")
def test_too_many_keys_are_told_at_their_place(ask: Ask) -> None:
    answer = ask("query ($k: [String!]!) { tags(keys: $k) { key } city { key } }", k=["x"] * 101)
    assert answer["errors"][0]["extensions"] == {"code": "BAD_INPUT", "where": "keys"}
    assert answer["data"] is None
    assert ask("query ($k: [String!]!) { tags(keys: $k) { key } city { key } }", k=["x"] * 100)["data"] == {
        "tags": [],
        "city": {"key": SITE},
    }
