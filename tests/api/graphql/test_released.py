"""Released documents, meetings, committees, sections and task cards."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from graphql import GraphQLObjectType
from graphql_relay import to_global_id

from api.graphql.context import Context
from api.graphql.descriptions import OF_ALL
from api.graphql.execution import run
from api.graphql.kinds import ROWS
from api.graphql.schema import schema
from cms.core.records import Advance, Decision, Expense, Research, Section
from cms.ledger import aspects, generation
from cms.ledger.hosts import CityHost
from cms.ledger.vocabulary import MAX_CITED
from tests.api.graphql.conftest import Ask
from tests.api.graphql.test_engines import both
from tests.factories import (
    BASE_URL,
    HOST,
    NOON,
    SITE,
    document_key,
    make_attachment,
    make_closed,
    make_committee,
    make_document,
    make_meeting,
    make_post,
    make_released_terms,
    make_task,
    management_number,
    meeting_key,
    store,
    withdraw,
)

EXPENSE = Expense(amount=3_000_000_000, spent_at=NOON)


def sample_documents() -> list[Any]:
    """Documents and meetings that between them use every field of their records."""
    return [
        make_document(1),
        make_document(
            2, genre="expense", task=None, functions=(), expense=Expense(amount=3_000_000_000, spent_at=NOON)
        ),
        make_closed(3),
        make_document(4, openness="partial", grounds=(6,), masked=True, publisher="transport"),
        make_document(5, genre="research", research=Research(year=2026), task="tram", functions=("교통", "철도")),
        make_document(6, genre="advance-publication", advance=Advance(path=("교통", "계획")), language="en"),
        make_meeting(1),
        make_meeting(2, openness="closed", grounds=(5,), status="announced", attendees=(), agenda=()),
        make_post(1),
    ]


@pytest.fixture(autouse=True)
def released(db: None) -> None:
    terms = [*make_released_terms(), make_task("tram"), make_committee("tram-committee", order=2, members=())]
    store(sample_documents(), terms)


def context() -> Context:
    return Context(CityHost(SITE, HOST))


def numbers(nodes: list[dict[str, Any]]) -> list[int]:
    return [int(node["key"][-4:], 16) for node in nodes]


def test_a_document_tells_all_that_its_record_knows(ask: Ask) -> None:
    answer = ask(
        """query ($key: ID!) { document(key: $key) {
            id kind key iri url language title summary publishedAt modifiedAt version
            managementNumber number genre producedOn approvedOn openness grounds reason reviewOn reviewStage
            retention retainedUntil officials { name position role } task { key name url functions } functions masked
            files { url title type size role licence { key } } expense { amount } research { year } advance { path }
            publisher { key } topics { key } tags { key } field { key } image { url } licence { key }
            translations { key } body { html } } }""",
        key=document_key(1),
    )
    assert answer == {
        "data": {
            "document": {
                "id": to_global_id("Document", document_key(1)),
                "kind": "document",
                "key": document_key(1),
                "iri": f"{BASE_URL}/id/document/{document_key(1)}",
                "url": f"{BASE_URL}/documents/20261103000001/",
                "language": "ko",
                "title": "자전거길 정비 계획 1호",
                "summary": "강변 자전거길 1 km를 정비합니다.",
                "publishedAt": "2026-11-05T12:01:00+09:00",
                "modifiedAt": "2026-11-05T12:01:00+09:00",
                "version": 1,
                "managementNumber": "20261103000001",
                "number": "자전거팀-1",
                "genre": "approval",
                "producedOn": "2026-11-04",
                "approvedOn": "2026-11-04",
                "openness": "open",
                "grounds": [],
                "reason": "",
                "reviewOn": None,
                "reviewStage": "",
                "retention": "5",
                "retainedUntil": "2031-12-31",
                "officials": [
                    {"name": "이새벽", "position": "주무관", "role": "drafter"},
                    {"name": "한아침", "position": "과장", "role": "approver"},
                ],
                "task": {
                    "key": "bike-roads",
                    "name": "자전거길 관리",
                    "url": f"{BASE_URL}/tasks/bike-roads/",
                    "functions": ["교통", "자전거"],
                },
                "functions": ["교통", "자전거"],
                "masked": False,
                "files": [
                    {
                        "url": make_attachment(1).url,
                        "title": "계획.pdf",
                        "type": "application/pdf",
                        "size": 54321,
                        "role": "original",
                        "licence": {"key": "kogl-1"},
                    }
                ],
                "expense": None,
                "research": None,
                "advance": None,
                "publisher": {"key": "bike-team"},
                "topics": [],
                "tags": [],
                "field": None,
                "image": None,
                "licence": {"key": "kogl-1"},
                "translations": [],
                "body": {"html": "<p>본문 1 &amp; 더</p>"},
            }
        }
    }


def test_a_closed_document_tells_its_ground_and_has_no_files(ask: Ask) -> None:
    answer = ask(
        """query ($k: ID!) { document(key: $k) {
            openness grounds reason reviewOn reviewStage licence { key } files { url } } }""",
        k=document_key(3),
    )
    assert answer["data"]["document"] == {
        "openness": "closed",
        "grounds": [5],
        "reason": "내부 검토 과정에 있는 사항",
        "reviewOn": "2027-03-01",
        "reviewStage": "타당성 검토",
        "licence": None,
        "files": [],
    }


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("", [6, 5, 4, 3, 2, 1]),
        ("(first: 2)", [6, 5]),
        ('(openness: "open")', [6, 5, 2, 1]),
        ('(openness: "partial")', [4]),
        ('(openness: "closed")', [3]),
        ('(genre: "approval")', [4, 3, 1]),
        ('(genre: "expense")', [2]),
        ('(unit: "transport")', [4]),
        ('(unit: "bike-team", openness: "open", genre: "approval")', [1]),
        ('(task: "bike-roads")', [6, 4, 3, 1]),
        ('(task: "tram")', [5]),
        ('(function: ["교통", "자전거"])', [6, 4, 3, 1]),
        ('(function: ["교통"])', []),
        ("(function: [])", [6, 5, 4, 3, 2, 1]),
        ('(language: "en")', [6]),
        ('(since: "2026-11-05T12:03:00+09:00", until: "2026-11-05T12:05:00+09:00")', [4, 3]),
        ("(unit: null, task: null, function: null, genre: null, openness: null)", [6, 5, 4, 3, 2, 1]),
    ],
)
def test_documents_are_the_newest_of_a_listing(ask: Ask, arguments: str, found: list[int]) -> None:
    assert numbers(ask(f"{{ documents{arguments} {{ nodes {{ key }} }} }}")["data"]["documents"]["nodes"]) == found


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("", [2, 1]),
        ('(committee: "bike-committee")', [2, 1]),
        ('(committee: "tram-committee")', []),
        ('(unit: "bike-team")', [2, 1]),
        ('(openness: "closed")', [2]),
        ('(openness: "open", unit: "bike-team")', [1]),
        ('(until: "2026-11-05T12:02:00+09:00")', [1]),
    ],
)
def test_meetings_are_the_newest_of_a_listing(ask: Ask, arguments: str, found: list[int]) -> None:
    assert numbers(ask(f"{{ meetings{arguments} {{ nodes {{ key }} }} }}")["data"]["meetings"]["nodes"]) == found


def test_the_calendar_is_in_the_order_of_the_meetings_of_all_committees_or_of_one(ask: Ask) -> None:
    store([make_meeting(7, held_at=NOON - timedelta(days=9)), make_meeting(8, held_at=NOON + timedelta(days=30))], [])
    held = "2026-11-05T12:00:00+09:00"
    query = f"""{{
        all: calendar(first: 2) {{ nodes {{ key }} pageInfo {{ hasNextPage }} }}
        past: calendar(committee: "bike-committee", until: "{held}") {{ nodes {{ key }} }}
        next: upcoming(since: "{held}", first: 1) {{ key }}
        none: upcoming(since: "{held}", committee: "tram-committee") {{ key }}
        committees {{
            upcoming(since: "{held}", first: 3) {{ key }}
            calendar(since: "{held}", first: 3) {{ nodes {{ key }} }}
        }}
    }}"""
    data = ask(query)["data"]
    assert (numbers(data["all"]["nodes"])[0], data["all"]["pageInfo"]) == (8, {"hasNextPage": True})
    assert (numbers(data["past"]["nodes"]), len(data["next"]), data["none"]) == ([7], 1, [])
    committee, other = data["committees"]
    assert other == {"upcoming": [], "calendar": {"nodes": []}}
    assert numbers(committee["upcoming"])[-1] == numbers(committee["calendar"]["nodes"])[0] == 8


def test_documents_and_meetings_are_not_among_the_posts(ask: Ask) -> None:
    data = ask("{ posts { nodes { key } } city { posts { nodes { key } } } }")["data"]
    assert numbers(data["posts"]["nodes"]) == numbers(data["city"]["posts"]["nodes"]) == [1]


def test_documents_are_read_page_by_page(ask: Ask) -> None:
    query = "query ($c: Cursor) { documents(first: 4, after: $c) { nodes { key } pageInfo { hasNextPage endCursor } } }"
    one = ask(query)["data"]["documents"]
    assert (numbers(one["nodes"]), one["pageInfo"]["hasNextPage"]) == ([6, 5, 4, 3], True)
    two = ask(query, c=one["pageInfo"]["endCursor"])["data"]["documents"]
    assert (numbers(two["nodes"]), two["pageInfo"]["hasNextPage"]) == ([2, 1], False)


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ({"key": document_key(2)}, 2),
        ({"url": make_document(2).url}, 2),
        ({"number": management_number(2)}, 2),
        ({"number": "2026110300"}, None),
        ({"number": "../documents/20261103000001"}, None),
        ({"number": ""}, None),
        ({"key": meeting_key(1)}, None),
        ({"url": make_meeting(1).url}, None),
        ({"key": make_post(1).key}, None),
    ],
)
def test_a_document_is_found_by_key_address_or_number(ask: Ask, arguments: dict[str, str], found: int | None) -> None:
    query = """query ($key: ID, $url: String, $number: String) {
        document(key: $key, url: $url, managementNumber: $number) { key } }"""
    document = ask(query, **arguments)["data"]["document"]
    assert document == (None if found is None else {"key": document_key(found)})


@pytest.mark.parametrize("call", ["document", 'document(key: "a", managementNumber: "b")', "meeting"])
def test_one_thing_needs_exactly_one_name(ask: Ask, call: str) -> None:
    answer = ask(f"{{ {call} {{ title }} }}")
    name = call.partition("(")[0]
    assert answer["data"] == {name: None}
    assert answer["errors"][0]["extensions"] == {"code": "BAD_INPUT", "where": name}


def test_a_withdrawn_document_is_gone_everywhere(ask: Ask) -> None:
    withdraw(document_key(1))
    data = ask(
        """query ($key: ID!, $number: String, $meeting: ID!) {
            document(key: $key) { key } byNumber: document(managementNumber: $number) { key }
            documents { nodes { key } } tasks(keys: ["bike-roads"]) { documents { nodes { key } } }
            meeting(key: $meeting) { documents { key } agenda { managementNumbers documents { key } } } }""",
        key=document_key(1),
        number=management_number(1),
        meeting=meeting_key(1),
    )["data"]
    assert data["document"] is None and data["byNumber"] is None
    assert numbers(data["documents"]["nodes"]) == [6, 5, 4, 3, 2]
    assert numbers(data["tasks"][0]["documents"]["nodes"]) == [6, 4, 3]
    assert data["meeting"] == {
        "documents": [],
        "agenda": [{"managementNumbers": [management_number(1)], "documents": []}],
    }


def test_a_meeting_tells_its_agenda_decisions_and_who_came(ask: Ask) -> None:
    answer = ask(
        """query ($key: ID!) { meeting(key: $key) {
            title status heldAt place openness grounds reason committee { key name category members { name since } }
            agenda { item outcome text votesFor votesAgainst abstentions managementNumbers documents { key } }
            attendees { name position present } documents { key title task { name } } body { text } } }""",
        key=meeting_key(1),
    )
    assert answer["data"]["meeting"] == {
        "title": "제1차 자전거정책위원회",
        "status": "held",
        "heldAt": "2026-11-12T12:00:00+09:00",
        "place": "새별시청 3층 회의실",
        "openness": "open",
        "grounds": [],
        "reason": "",
        "committee": {
            "key": "bike-committee",
            "name": "자전거정책위원회",
            "category": "심의",
            "members": [{"name": "정하늘", "since": "2025-01-01"}, {"name": "오구름", "since": None}],
        },
        "agenda": [
            {
                "item": "자전거길 정비 계획",
                "outcome": "원안가결",
                "text": "원안대로 정비한다.",
                "votesFor": 7,
                "votesAgainst": 1,
                "abstentions": 0,
                "managementNumbers": [management_number(1)],
                "documents": [{"key": document_key(1)}],
            }
        ],
        "attendees": [
            {"name": "정하늘", "position": "위원장", "present": True},
            {"name": "오구름", "position": "위원", "present": False},
        ],
        "documents": [{"key": document_key(1), "title": "자전거길 정비 계획 1호", "task": {"name": "자전거길 관리"}}],
        "body": {"text": "본문 7 & 더"},
    }


def test_a_meeting_names_no_more_documents_than_are_read_together() -> None:
    many = [management_number(1)] + [f"none-{number}" for number in range(MAX_CITED)] + [management_number(2)]
    meeting = make_meeting(9, agenda=(Decision(item="모두", documents=tuple(many)),))
    store([meeting], [])
    data, errors = run(
        "query ($k: ID!) { meeting(key: $k) { documents { key } agenda { documents { key } } } }",
        context(),
        variables={"k": meeting.key},
    )
    assert not errors and data is not None
    assert data["meeting"]["documents"] == data["meeting"]["agenda"][0]["documents"] == [{"key": document_key(1)}]


def test_the_terms_of_released_documents_have_their_own_lists(ask: Ask) -> None:
    data = ask(
        """{ sections { key name url documents(first: 1) { nodes { key } } meetings(first: 1) { nodes { key } } }
            committees { key legalBasis establishedOn unit { key } meetings(first: 2) { nodes { key } } }
            tasks(keys: ["tram", "nothing"]) { key functions documents { nodes { key } } }
            city { documents(first: 2) { nodes { key } } meetings(openness: "open") { nodes { key } } } }"""
    )["data"]
    assert data["sections"] == [
        {
            "key": "documents",
            "name": "정보공개",
            "url": f"{BASE_URL}/documents/",
            "documents": {"nodes": [{"key": document_key(6)}]},
            "meetings": {"nodes": []},
        },
        {
            "key": "committees",
            "name": "위원회",
            "url": f"{BASE_URL}/committees/",
            "documents": {"nodes": []},
            "meetings": {"nodes": [{"key": meeting_key(2)}]},
        },
    ]
    assert data["committees"] == [
        {
            "key": "bike-committee",
            "legalBasis": "새별시 자전거 이용 활성화 조례 제5조",
            "establishedOn": "2015-03-02",
            "unit": {"key": "bike-team"},
            "meetings": {"nodes": [{"key": meeting_key(2)}, {"key": meeting_key(1)}]},
        },
        {
            "key": "tram-committee",
            "legalBasis": "새별시 자전거 이용 활성화 조례 제5조",
            "establishedOn": "2015-03-02",
            "unit": {"key": "bike-team"},
            "meetings": {"nodes": []},
        },
    ]
    assert data["tasks"] == [
        {"key": "tram", "functions": ["교통", "자전거"], "documents": {"nodes": [{"key": document_key(5)}]}}
    ]
    of_units = ask('{ units { key documents(first: 2, openness: "open", genre: "approval") { nodes { key } } } }')
    units = of_units["data"]["units"]
    assert [(unit["key"], numbers(unit["documents"]["nodes"])) for unit in units] == [
        ("transport", [1]),
        ("bike-team", [1]),
    ]
    assert numbers(data["city"]["documents"]["nodes"]) == [6, 5]
    assert numbers(data["city"]["meetings"]["nodes"]) == [1]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Document", document_key(1)),
        ("Meeting", meeting_key(1)),
        ("Section", "documents"),
        ("Task", "bike-roads"),
        ("Committee", "bike-committee"),
    ],
)
def test_a_node_is_found_again_by_its_id(ask: Ask, name: str, key: str) -> None:
    global_id = to_global_id(name, key)
    answer = ask("query ($id: ID!) { node(id: $id) { __typename id } }", id=global_id)
    assert answer == {"data": {"node": {"__typename": name, "id": global_id}}}


def test_a_sum_beyond_two_billion_is_told_by_both_engines() -> None:
    compiled, general = both('{ documents(genre: "expense") { nodes { expense { amount spentAt place } } } }')
    assert compiled == general
    assert '"amount": 3000000000' in compiled


@pytest.mark.parametrize(
    "text",
    [
        "{ documents { nodes { key producedOn approvedOn officials { name } files { role } research { year } } } }",
        '{ documents(function: ["교통", "철도"]) { nodes { task { key functions } advance { path } } } }',
        "query ($f: [String!] = [\"교통\", \"철도\"]) { documents(function: $f) { nodes { key } } }",
        "{ meetings(first: 3) { nodes { agenda { item documents { key task { name } } } documents { title } } } }",
        "{ committees { establishedOn members { name since until } meetings(first: 2) { nodes { heldAt } } } }",
        '{ route(path: "/documents/20261103000001/") { kind node { ... on Document { openness } } } }',
        '{ route(path: "/committees/bike-committee/") { kind node { ... on Committee { category } } } }',
        "{ changes { nodes { kind record { title ... on Document { genre } ... on Meeting { status } } } } }",
    ],
)  # fmt: skip
def test_both_engines_give_the_same_bytes(text: str) -> None:
    compiled, general = both(text)
    assert compiled == general


LIST = "query ($n: Int) { documents(first: $n) { nodes { title task { key name } publisher { name } files { url } } } }"
MEETINGS = """query ($n: Int) { meetings(first: $n) { nodes {
    title committee { name } agenda { managementNumbers } documents { title task { name } } } } }"""


@pytest.mark.parametrize("first", [1, 20])
@pytest.mark.parametrize(("text", "queries"), [(LIST, 2), (MEETINGS, 3)])
def test_a_list_costs_as_many_queries_whatever_its_length(
    django_assert_num_queries: Any, text: str, queries: int, first: int
) -> None:
    tasks = [make_task(f"task-{number}") for number in range(20)]
    documents = [make_document(100 + number, task=f"task-{number}") for number in range(20)]
    store([*documents, *(make_meeting(100 + number) for number in range(20))], tasks)
    run("{ fields { key } }", context())
    aspects.known()
    with django_assert_num_queries(queries):
        data, errors = run(text, context(), variables={"n": first})
    assert not errors and data
    (found,) = data.values()
    assert len(found["nodes"]) == first
    for node in found["nodes"]:
        assert node.get("task") or node["documents"]


def test_the_cost_of_a_query_counts_its_lists_below_lists(ask: Ask) -> None:
    answer = ask("{ documents(first: 100) { nodes { task { documents(first: 100) { nodes { title } } } } } }")
    assert answer["errors"][0]["extensions"] == {"code": "TOO_LARGE", "where": "query"}


def test_without_a_section_no_number_leads_anywhere() -> None:
    from cms.ledger.models import TermRow

    TermRow.objects.filter(scheme=Section.scheme).delete()
    generation.replace()
    data, errors = run(
        "query ($n: String, $k: ID) { document(managementNumber: $n) { key } meeting(key: $k) { documents { key } } }",
        context(),
        variables={"n": management_number(1), "k": meeting_key(1)},
    )
    assert (data, errors) == ({"document": None, "meeting": {"documents": []}}, [])


def test_another_citys_documents_are_not_of_this_one(ask: Ask) -> None:
    elsewhere = replace(make_document(50), site="elsewhere", url="https://elsewhere.example/documents/x/")
    store([elsewhere], [])
    data = ask(
        """query ($k: ID!, $u: String) {
            document(key: $k) { key } at: document(url: $u) { key } documents { nodes { key } } }""",
        k=elsewhere.key,
        u=elsewhere.url,
    )["data"]
    assert data["document"] is None and data["at"] is None
    assert 50 not in numbers(data["documents"]["nodes"])


def test_every_field_that_released_documents_bring_is_described() -> None:
    common = set(schema.graphql_schema.type_map["Record"].fields) | set(schema.graphql_schema.type_map["Term"].fields)  # type: ignore[attr-defined]
    for cls in [*OF_ALL, *(cls for row in ROWS.registered().values() for cls in row.descriptions)]:
        found = schema.graphql_schema.type_map[cls.__name__]
        assert isinstance(found, GraphQLObjectType)
        if cls.__name__ == "File":
            continue
        undescribed = {name for name, field in found.fields.items() if not field.description} - common - {"id"}
        assert undescribed == set(), cls.__name__


@pytest.mark.parametrize("value", ["OPEN", "공개", "", "open ", "ajar"])
@pytest.mark.parametrize(
    ("query", "where", "offered"),
    [
        ("documents(openness: $v) { nodes { key } }", "openness", "open, partial, closed"),
        ("meetings(openness: $v) { nodes { key } }", "openness", "open, partial, closed"),
        ("city { documents(openness: $v) { nodes { key } } }", "openness", "open, partial, closed"),
        ("city { meetings(openness: $v) { nodes { key } } }", "openness", "open, partial, closed"),
        (
            "documents(genre: $v) { nodes { key } }",
            "genre",
            "approval, press-release, research, advance-publication, expense",
        ),
    ],
)
def test_a_value_outside_an_enumeration_is_an_error_that_names_the_values(
    ask: Ask, query: str, where: str, offered: str, value: str
) -> None:
    (error,) = ask(f"query ($v: String) {{ {query} }}", v=value)["errors"]
    assert error["message"] == f"must be one of {offered}"
    assert error["extensions"] == {"code": "BAD_INPUT", "where": where}
