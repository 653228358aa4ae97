"""Searching by the API: what is asked for, what is told of hits, and what is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.graphql.context import Context
from api.graphql.errors import RequestError
from api.graphql.execution import run
from api.graphql.operations import Operations
from cms.ledger.hosts import CityHost
from cms.search import dimensions, limits
from cms.search.kept.engine import KeptEngine
from cms.search.requests import MAX_COUNTED, Order, Place
from tests.api.graphql.conftest import GRAPHQL, Ask
from tests.background import keep
from tests.factories import (
    HOST,
    SITE,
    document_key,
    make_closed,
    make_document,
    make_meeting,
    make_post,
    make_released_terms,
    make_tag,
    make_unit,
    meeting_key,
    post_key,
    store,
    withdraw,
)

Keys = Callable[..., list[str]]


@pytest.fixture
def everything(db: None) -> None:
    """A post, an open document, a closed one, and a meeting."""
    records = [make_post(1), make_document(2), make_closed(3, publisher="transport"), make_meeting(4)]
    store(records, make_released_terms())
    keep()


@pytest.fixture
def found(ask: Ask) -> Keys:
    """The keys of what a search finds by its arguments, in order."""

    def send(arguments: str, **variables: Any) -> list[str]:
        answer = ask(f"{{ search({arguments}) {{ nodes {{ key }} }} }}", **variables)
        assert "errors" not in answer, answer
        return [node["key"] for node in answer["data"]["search"]["nodes"]]

    return send


def test_what_answers_as_well_is_given_in_the_readers_language_first(db: None, found: Keys) -> None:
    store([make_post(number, title="Wi-Fi 5G", language=language) for number, language in ((1, "en"), (2, "ko"))])
    keep()
    assert found('query: "Wi-Fi", readerLanguage: "en"') == [post_key(1), post_key(2)]
    assert found('query: "Wi-Fi", readerLanguage: "ko"') == [post_key(2), post_key(1)]


def test_all_kinds_are_found_as_what_they_are(ask: Ask, everything: None) -> None:
    answer = ask(
        """{ search(query: "자전거길") { matches estimatedCount countIsExact cutAt readings { typed readAs }
            engine { name isStandby capabilities } pageInfo { hasNextPage hasPreviousPage }
            nodes { __typename key title ... on Document { openness } ... on Meeting { status } } } }"""
    )["data"]["search"]
    nodes = sorted(answer.pop("nodes"), key=lambda node: node["key"])
    assert nodes == [
        {"__typename": "Post", "key": post_key(1), "title": "자전거길 1호 개통"},
        {"__typename": "Document", "key": document_key(2), "title": "자전거길 정비 계획 2호", "openness": "open"},
        {"__typename": "Document", "key": document_key(3), "title": "자전거길 정비 계획 3호", "openness": "closed"},
        {"__typename": "Meeting", "key": meeting_key(4), "title": "제4차 자전거정책위원회", "status": "held"},
    ]
    assert answer == {
        "matches": True,
        "estimatedCount": 4,
        "countIsExact": True,
        "cutAt": None,
        "readings": [],
        "engine": {"name": "database", "isStandby": False, "capabilities": ["EXACT_COUNTS"]},
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False},
    }


def test_an_edge_says_where_in_title_and_extract_stands_what_was_looked_for(ask: Ask, db: None) -> None:
    store([make_post(1, title="😀 <b>자전거길</b> & 개통", summary="강변 자전거길")], make_released_terms())
    keep()
    (edge,) = ask(
        """{ search(query: "자전거길") { edges { cursor score matches node { key }
            highlights { title { text ranges { start end } html } extract { text ranges { start end } html } } } } }"""
    )["data"]["search"]["edges"]
    assert edge["highlights"] == {
        "title": {
            "text": "😀 <b>자전거길</b> & 개통",
            "ranges": [{"start": 5, "end": 9}],
            "html": "😀 &lt;b&gt;<mark>자전거길</mark>&lt;/b&gt; &amp; 개통",
        },
        "extract": {
            "text": "강변 자전거길",
            "ranges": [{"start": 3, "end": 7}],
            "html": "강변 <mark>자전거길</mark>",
        },
    }
    assert (edge["matches"], edge["node"]["key"]) == (True, post_key(1))
    assert edge["score"] > 0


@pytest.mark.parametrize(
    ("summary", "cut"),
    [
        ("강변 자전거길", (False, False)),
        (f"자전거길 {'안내 ' * 200}", (False, True)),
        (f"{'안내 ' * 200}자전거길", (True, False)),
        (f"{'안내 ' * 200}자전거길 {'안내 ' * 200}", (True, True)),
    ],
)
def test_an_extract_says_whether_the_text_goes_on_beside_it(ask: Ask, db: None, summary: str, cut: object) -> None:
    store([make_post(1, title="개통", summary=summary)], make_released_terms())
    keep()
    (edge,) = ask(
        """{ search(query: "자전거길") { edges { highlights { title { isCutBefore isCutAfter }
            extract { isCutBefore isCutAfter } } } } }"""
    )["data"]["search"]["edges"]
    assert edge["highlights"]["title"] == {"isCutBefore": False, "isCutAfter": False}
    assert tuple(edge["highlights"]["extract"].values()) == cut


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        ('kind: "post"', [post_key(1)]),
        ('kind: ["post", "meeting"]', [meeting_key(4), post_key(1)]),
        ('openness: "closed"', [document_key(3)]),
        ("ground: 5", [document_key(3)]),
        ('genre: "approval"', [document_key(3), document_key(2)]),
        ('committee: "bike-committee"', [meeting_key(4)]),
        ('field: "traffic"', [post_key(1)]),
        ('tag: "자전거"', [post_key(1)]),
        ('task: "bike-roads", openness: "open"', [document_key(2)]),
        ('licence: "kogl-1", kind: "document"', [document_key(2)]),
        ("hasFile: true", [document_key(2)]),
        ("hasFile: false", [meeting_key(4), document_key(3), document_key(2), post_key(1)]),
        ('unit: "transport", withBelow: false', [document_key(3)]),
        ('unit: "transport"', [meeting_key(4), document_key(3), document_key(2), post_key(1)]),
        ('unit: "bike-team"', [meeting_key(4), document_key(2), post_key(1)]),
        ('unit: "nothing"', []),
        ('language: "en"', []),
        ("year: 2025", []),
        ('year: [2025, 2026], kind: "document"', [document_key(3), document_key(2)]),
        ('producedSince: "2026-11-04", producedUntil: "2026-11-04"', [document_key(3), document_key(2)]),
        ('producedSince: "2026-11-06"', [meeting_key(4)]),
        ('publishedSince: "2026-11-06"', []),
        ('publishedSince: "2026-11-05", publishedUntil: "2026-11-05", kind: "post"', [post_key(1)]),
        ('publishedSince: "1000-01-01", publishedUntil: "8999-12-31", kind: "post"', [post_key(1)]),
        ("kind: [], tag: null", [meeting_key(4), document_key(3), document_key(2), post_key(1)]),
    ],
)
def test_what_is_found_is_narrowed(found: Keys, everything: None, arguments: str, keys: list[str]) -> None:
    assert found(f"orderBy: NEWEST, {arguments}") == keys


def test_units_that_stand_in_a_circle_are_read_once(found: Keys, db: None) -> None:
    others = [term for term in make_released_terms() if term.scheme != "unit"]
    circle = [make_unit("transport", parent="bike-team"), make_unit("bike-team", parent="transport")]
    store([make_post(1), make_post(2, publisher="transport")], [*others, *circle])
    keep()
    assert found('unit: "bike-team", orderBy: NEWEST') == [post_key(2), post_key(1)]


def test_hits_are_counted_by_what_is_asked_for_with_names_in_a_language(ask: Ask, everything: None) -> None:
    facets = ask(
        """{ search(query: "자전거길", facets: ["kind", "unit", "openness", "ground", "licence", "tag", "file", "year",
                "language", "committee"])
            { facets { name values { value count label en: label(language: "en") } } } }"""
    )["data"]["search"]["facets"]
    assert {one["name"]: [tuple(value.values()) for value in one["values"]] for one in facets} == {
        "kind": [
            ("document", 2, "문서", "Documents"),
            ("meeting", 1, "회의", "Meetings"),
            ("post", 1, "소식", "News"),
        ],
        "unit": [("bike-team", 3, "자전거팀", "Bicycle Team"), ("transport", 1, "교통국", "Transport Bureau")],
        "openness": [("open", 2, "공개", "Open"), ("closed", 1, "비공개", "Closed")],
        "ground": [
            (
                "5",
                1,
                "정보공개법 제9조 제1항 제5호: 감사·입찰·인사·내부 검토",
                "Information Disclosure Act, art. 9(1) no. 5: Audits, tenders, personnel, internal review",
            )
        ],
        "licence": [("kogl-1", 3, "공공누리 제1유형: 출처표시", "KOGL Type 1: Attribution")],
        "tag": [("자전거", 1, "자전거", "자전거")],
        "file": [("yes", 1, "첨부파일 있음", "With files")],
        "year": [("2026", 4, "2026", "2026")],
        "language": [("ko", 4, "ko", "ko")],
        "committee": [("bike-committee", 1, "자전거정책위원회", "Bicycle Policy Committee")],
    }
    assert [one["name"] for one in facets][:3] == ["kind", "unit", "openness"]


@pytest.mark.parametrize("order", ["RELEVANCE", "NEWEST"])
def test_pages_go_on_where_the_one_before_ended(ask: Ask, db: None, order: str) -> None:
    store([make_post(number) for number in range(1, 8)], make_released_terms())
    keep()
    query = f"""query ($after: Cursor) {{ search(query: "자전거길", first: 3, after: $after, orderBy: {order}) {{
        edges {{ cursor node {{ key }} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"""
    seen, after = [], None
    for number in range(3):
        page = ask(query, after=after)["data"]["search"]
        seen += [edge["node"]["key"] for edge in page["edges"]]
        info, cursors = page["pageInfo"], [edge["cursor"] for edge in page["edges"]]
        assert info == {
            "hasNextPage": number < 2,
            "hasPreviousPage": number > 0,
            "startCursor": cursors[0],
            "endCursor": cursors[-1],
        } or (info["endCursor"], number) == (None, 2)
        after = info["endCursor"]
    assert sorted(seen) == [post_key(number) for number in range(1, 8)]


def test_what_is_withdrawn_is_found_no_more_before_the_index_hears_of_it(found: Keys, everything: None) -> None:
    withdraw(post_key(1))
    assert post_key(1) not in found('query: "자전거길"')


def test_another_city_finds_nothing_of_this_one(found: Keys, everything: None) -> None:
    store([make_post(9, site="elsewhere", tags=())], [])
    keep()
    assert post_key(9) not in found('query: "자전거길", first: 100')


# Each argument with what nobody can mean by it.
REFUSED = [
    ("first: 0", "first"),
    ("first: 101", "first"),
    ("first: 1000000000", "first"),
    ("first: -1", "first"),
    ('after: ""', "after"),
    ('after: "MS4x"', "after"),
    ('after: "WzAsIiIsIuyekOyghOqxsCJd"', "after"),
    ('after: "bi4tMS4x"', "after"),
    ('after: "bi4xLjE", orderBy: RELEVANCE', "after"),
    ('kind: "nothing"', "kind"),
    ('kind: ["post", "post\' OR 1=1 --"]', "kind"),
    ('openness: "secret"', "openness"),
    ('genre: ["approval", "genre = approval"]', "genre"),
    ('licence: "cc"', "licence"),
    ("ground: 9", "ground"),
    ("ground: [1, 0]", "ground"),
    ('facets: "nothing"', "facets"),
    ('facets: ["kind", "produced"]', "facets"),
    (f"facets: {json.dumps(dimensions.names()[: MAX_COUNTED + 1])}", "facets"),
    ('publishedSince: "0001-01-01"', "publishedSince"),
    ('publishedUntil: "9999-12-31"', "publishedUntil"),
    ('publishedSince: "2026-11-05", publishedUntil: "2026-11-04"', "publishedUntil"),
    ('producedSince: "2026-11-05", producedUntil: "2026-11-04"', "producedUntil"),
    ("tag: " + str([str(number) for number in range(51)]).replace("'", '"'), "tag"),
    ('kind: "post", unit: ' + str(["u"] * 50).replace("'", '"'), "unit"),
]  # fmt: skip


def test_a_cursor_of_the_other_order_is_refused_as_one(ask: Ask, city: None) -> None:
    cursor = Place(Order.RELEVANCE, 20, 0).encode()
    (error,) = ask(f'{{ search(query: "길", orderBy: NEWEST, after: "{cursor}") {{ nodes {{ key }} }} }}')["errors"]
    assert error["message"] == "this cursor is of the order RELEVANCE: go on in that, or begin without it"


def test_a_value_that_a_variable_cannot_have_is_told_by_its_name(ask: Ask, city: None) -> None:
    query = "query ($from: Date) { search(publishedSince: $from) { nodes { key } } }"
    (error,) = ask(query, **{"from": "yesterday"})["errors"]
    assert error["extensions"] == {"code": "BAD_INPUT", "where": "$from"}


@pytest.mark.parametrize(("arguments", "where"), REFUSED)
def test_what_nobody_can_mean_is_refused_by_the_name_of_its_argument(
    ask: Ask, city: None, arguments: str, where: str
) -> None:
    (error,) = ask(f"{{ search({arguments}) {{ nodes {{ key }} }} }}")["errors"]
    code = "BAD_CURSOR" if where == "after" else "BAD_INPUT"
    assert error["extensions"] == {"code": code, "where": where}
    assert not any(word in error["message"] for word in ("SELECT", "sqlite", "Meili", "Traceback", "Error"))


TYPED = [
    "",
    "가" * 10_000,
    "자전거 " * 2_500,
    '"',
    '"자전거',
    "- + * ? ~ ^ () [] {} && || !",
    "AND OR NOT NEAR",
    "--",
    "unit: number: year:",
    'unit:x year:abcd number:"',
    "' OR 1=1; DROP TABLE publication_entry; --",
    "title = '자전거' AND _geoRadius(1,2,3)",
    "kind = post OR kind EXISTS",
    "\u202e\u200f자전거\u200b",
    "\ufeff",
    "%00 %_% \\ /",
    "ㅈㅈㄱ",
    "wkwjsrj",
    "😀" * 300,
]


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
@pytest.mark.parametrize("order", ["RELEVANCE", "NEWEST"])
def test_whatever_is_typed_is_answered(ask: Ask, everything: None, typed: str, order: str) -> None:
    query = f"""query ($q: String!) {{ search(query: $q, orderBy: {order}, facets: ["kind", "unit"]) {{
        nodes {{ key }} readings {{ typed }} facets {{ values {{ label }} }} }} }}"""
    answer = ask(query, q=typed)
    assert set(answer) == {"data"}
    assert len(answer["data"]["search"]["nodes"]) <= 4


KEYS = ["tag", "unit", "website", "field", "committee", "task", "function", "language"]


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("key", ["' OR 1=1 --", 'x" OR tag EXISTS', "*", "", "가" * 10_000, "\u202e", "-"])
def test_a_key_that_nobody_has_finds_nothing(ask: Ask, everything: None, name: str, key: str) -> None:
    query = f"query ($k: [String!]) {{ search({name}: $k, orderBy: NEWEST) {{ nodes {{ key }} estimatedCount }} }}"
    assert ask(query, k=[key]) == {"data": {"search": {"nodes": [], "estimatedCount": 0}}}


@pytest.mark.parametrize("text", ['"\\u0000"', '"\\ud800"', '"자전거\\udfff"'])
@pytest.mark.parametrize("name", ["query", "tag", "facets"])
def test_what_no_store_can_hold_is_refused(post: Any, city: None, name: str, text: str) -> None:
    of = "String" if name == "query" else "[String!]"
    query = f"query ($v: {of}) {{ search({name}: $v) {{ nodes {{ key }} }} }}"
    answer = post(f'{{"query": "{query}", "variables": {{"v": {text}}}}}')
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["where"]) == (400, "body")
    literal = post({"query": f"{{ search({name}: {text}) {{ nodes {{ key }} }} }}"})
    assert (literal.status_code, literal.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_INPUT")


def test_a_place_that_nothing_is_behind_is_an_empty_page(found: Keys, everything: None) -> None:
    for order in Order:
        place = Place(order, 2**62 if order is Order.RELEVANCE else -(2**62), 1).encode()
        assert found(f'query: "자전거길", orderBy: {order.name}, after: "{place}"') == []


def test_a_search_takes_as_many_queries_for_twenty_hits_as_for_one(db: None) -> None:
    store([], [*make_released_terms(), *(make_tag(f"표{one}") for one in range(1, 21))])
    text = """{ search(query: "자전거길", facets: ["kind", "unit", "tag"]) { estimatedCount isCurrent
        nodes { title tags { name } publisher { name } ... on Post { website { name } } }
        edges { highlights { title { html } extract { html } } }
        facets { name values { value label count } } } }"""
    asked = {}
    for numbers in (range(1, 2), range(2, 21)):
        store([make_post(number, tags=(f"표{number}",)) for number in numbers], [])
        keep()
        run(text, Context(CityHost(SITE, HOST)))
        with CaptureQueriesContext(connection) as captured:
            data, errors = run(text, Context(CityHost(SITE, HOST)))
        assert data and not errors
        asked[len(data["search"]["nodes"])] = len(captured)
    assert sorted(asked) == [1, 20]
    assert len(set(asked.values())) == 1, asked
    assert max(asked.values()) <= 20, asked


def test_an_operation_has_few_searches_and_pays_for_what_they_are_counted_by() -> None:
    def refused(text: str, **variables: Any) -> bool:
        try:
            Operations(text).operation().coerce(variables)
        except RequestError as error:
            assert str(error.madang) == "query: costs more than 20000: ask for fewer items at once"
            return True
        return False

    def several(number: int, arguments: str = "first: 1") -> str:
        return " ".join(f"a{one}: search({arguments}) {{ nodes {{ key }} }}" for one in range(number))

    assert not refused(f"{{ {several(9)} }}")
    assert refused(f"{{ {several(10)} }}")
    assert not refused(f"{{ {several(1)} {several(8, 'first: 1, query: $q')[3:]} }}".replace("$q", '"x"'))
    counted = 'first: 1, facets: ["kind", "tag", "unit", "field", "year"]'
    assert not refused(f"{{ {several(6, counted)} }}")
    assert refused(f"{{ {several(7, counted)} }}")
    asked = "query ($f: [String!]) { " + several(7, "first: 1, facets: $f") + " }"
    assert not refused(asked, f=["kind"])
    assert refused(asked, f=["kind", "tag", "unit", "field", "year"])


def test_an_answer_is_kept_only_once_the_index_has_heard_of_all(client: Any, city: None) -> None:
    asked = {"query": '{ search(query: "자전거길") { isCurrent nodes { key } } }'}

    def answer() -> Any:
        return client.get("/graphql", asked, headers={"Accept": GRAPHQL, "Host": HOST})

    before = answer()
    assert (before.json()["data"]["search"], before["Cache-Control"]) == ({"isCurrent": False, "nodes": []}, "no-store")
    keep()
    after = answer()
    assert (after.json()["data"]["search"]["isCurrent"], after["Cache-Control"]) == (True, "public, max-age=60")
    assert len(after.json()["data"]["search"]["nodes"]) == 6


@pytest.mark.usefixtures("everything")
def test_each_search_of_an_operation_counts_for_the_limit_of_its_client(
    client: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MADANG_SEARCH_RATE = 2
    monkeypatch.setattr(limits, "_buckets", limits.Buckets())
    query = "{ " + " ".join(f'{name}: search(query: "자전거") {{ estimatedCount }}' for name in "abc") + " }"
    answer = client.post(
        "/graphql", {"query": query}, content_type="application/json", HTTP_HOST=HOST, REMOTE_ADDR="192.0.2.7"
    )
    (refused,) = answer.json()["errors"]
    assert (refused["extensions"]["code"], answer.json()["data"]) == ("TOO_MANY", None)
    assert (answer.status_code, int(answer["Retry-After"]) >= 1, answer["Cache-Control"]) == (429, True, "no-store")
    told = client.post(
        "/graphql", {"query": query}, content_type="application/json", HTTP_HOST=HOST, REMOTE_ADDR="192.0.2.7",
        HTTP_ACCEPT="application/json",
    )  # fmt: skip
    assert (told.status_code, int(told["Retry-After"]) >= 1, told["Cache-Control"]) == (200, True, "no-store")
    elsewhere = client.post(
        "/graphql", {"query": '{ search(query: "자전거") { estimatedCount } }'},
        content_type="application/json", HTTP_HOST=HOST, REMOTE_ADDR="198.51.100.7",
    )  # fmt: skip
    assert "errors" not in elsewhere.json()


@pytest.mark.usefixtures("everything")
def test_what_was_admitted_is_not_paid_for_again_where_an_operation_is_executed_again(
    client: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MADANG_SEARCH_RATE = 3
    monkeypatch.setattr(limits, "_buckets", limits.Buckets(clock=lambda: 0.0))
    one = 'search(query: "자전거") { estimatedCount }'

    def codes(text: str) -> list[str]:
        answer = client.post(
            "/graphql", {"query": text}, content_type="application/json", HTTP_HOST=HOST, REMOTE_ADDR="192.0.2.7"
        )
        return [error["extensions"]["code"] for error in answer.json().get("errors", ())]

    # The second ends the compiled execution, after the first was admitted.
    assert codes(f'{{ a: {one} b: search(kind: "nothing") {{ estimatedCount }} }}') == ["BAD_INPUT"]
    assert codes(f"{{ a: {one} b: {one} }}") == []
    assert codes(f"{{ {one} }}") == ["TOO_MANY"]


@pytest.mark.usefixtures("everything")
def test_an_operation_with_a_field_that_fails_searches_once(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    engine = KeptEngine.search
    monkeypatch.setattr(KeptEngine, "search", lambda self, *given: asked.append(given[0].text) or engine(self, *given))
    answer = ask(
        """query ($first: Int) { a: search(query: "자전거", first: 20) { estimatedCount }
        b: search(query: "자전거") { nodes { title } } c: search(query: "회의") { estimatedCount }
        searchSuggestions(text: "자전", first: $first) { text } }""",
        first=99,
    )
    assert [error["extensions"] for error in answer["errors"]] == [{"code": "BAD_INPUT", "where": "first"}]
    assert asked == ["자전거", "회의"]


@pytest.mark.usefixtures("everything")
def test_suggestions_are_kept_only_once_the_index_has_heard_of_all(client: Any) -> None:
    def kept() -> str:
        asked = {"query": '{ searchSuggestions(text: "자전거") { text } }'}
        return str(client.get("/graphql", asked, headers={"Accept": GRAPHQL, "Host": HOST})["Cache-Control"])

    store([make_post(99)], ())
    assert kept() == "no-store"
    keep()
    assert kept() == "public, max-age=60"


@pytest.mark.usefixtures("everything")
def test_what_a_text_may_become_is_suggested(ask: Ask) -> None:
    def suggested(arguments: str) -> list[str]:
        answer = ask(f"{{ searchSuggestions({arguments}) {{ text }} }}")
        return [one["text"] for one in answer["data"]["searchSuggestions"]]

    assert suggested('text: "자전거ㄱ"')[:1] == ["자전거길 1호 개통"]
    names = ["Bicycle Team", "Bicycle Policy Committee"]
    assert suggested('text: "bicycle", language: "en"') == [*names, "bicycle path"]
    assert len(suggested('text: "자전거", first: 1')) == 1
    assert suggested('text: ""') == suggested('text: "\\u0007"') == []


@pytest.mark.parametrize("first", [0, -1, 21, 10**9])
def test_a_number_of_suggestions_that_there_is_not_is_refused(ask: Ask, city: None, first: int) -> None:
    (error,) = ask(f'{{ searchSuggestions(text: "자", first: {first}) {{ text }} }}')["errors"]
    assert error["extensions"] == {"code": "BAD_INPUT", "where": "first"}


@pytest.mark.usefixtures("everything")
def test_a_suggestion_takes_a_part_of_what_a_client_may_search(
    client: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MADANG_SEARCH_RATE = 1
    monkeypatch.setattr(limits, "_buckets", limits.Buckets(clock=lambda: 0.0))
    four = "{ " + " ".join(f'{name}: searchSuggestions(text: "자") {{ text }}' for name in "abcd") + " }"
    for refused in (False, True):
        answer = client.post(
            "/graphql", {"query": four}, content_type="application/json", HTTP_HOST=HOST, REMOTE_ADDR="192.0.2.7"
        )
        assert ("errors" in answer.json()) is refused


@pytest.mark.parametrize(
    ("filters", "keys"),
    [
        ('{name: "kind", values: ["post", "meeting"]}', [meeting_key(4), post_key(1)]),
        ('[{name: "openness", values: "closed"}, {name: "year", values: ["2026"]}]', [document_key(3)]),
        ('{name: "file", values: ["yes"]}', [document_key(2)]),
        ('{name: "ground", values: "5"}', [document_key(3)]),
        ('{name: "unit", values: "transport"}', [meeting_key(4), document_key(3), document_key(2), post_key(1)]),
        ('{name: "tag", values: []}', [meeting_key(4), document_key(3), document_key(2), post_key(1)]),
    ],
)
def test_filters_narrow_as_the_arguments_of_their_names_do(
    found: Keys, everything: None, filters: str, keys: list[str]
) -> None:
    assert found(f"orderBy: NEWEST, filters: {filters}") == keys


@pytest.mark.parametrize(
    ("filters", "where"),
    [
        ('filters: {name: "produced", values: "2026-11-05"}', "filters"),
        ('filters: {name: "nothing", values: "x"}', "filters"),
        ('filters: [{name: "tag", values: "a"}, {name: "tag", values: "b"}]', "filters"),
        ('tag: "a", filters: {name: "tag", values: "b"}', "filters"),
        ('hasFile: true, filters: {name: "file", values: "yes"}', "filters"),
        ('filters: {name: "file", values: "no"}', "file"),
        ('filters: {name: "kind", values: "nothing"}', "kind"),
        ('filters: {name: "year", values: "20x6"}', "year"),
        ('filters: {name: "ground", values: "9"}', "ground"),
    ],
)
def test_a_filter_that_nobody_can_mean_is_refused_by_its_name(ask: Ask, city: None, filters: str, where: str) -> None:
    (error,) = ask(f"{{ search({filters}) {{ nodes {{ key }} }} }}")["errors"]
    assert error["extensions"] == {"code": "BAD_INPUT", "where": where}
