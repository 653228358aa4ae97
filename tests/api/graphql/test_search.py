"""Searching by the API: what is asked for, what is told of hits, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from cms.ledger import following
from cms.search.channel import SEARCH
from tests.api.graphql.conftest import Ask
from tests.factories import (
    document_key,
    make_closed,
    make_document,
    make_meeting,
    make_post,
    make_released_terms,
    make_unit,
    meeting_key,
    post_key,
    store,
    withdraw,
)

Keys = Callable[..., list[str]]


def keep() -> None:
    """Let the index follow all changes."""
    while following.step(SEARCH):
        pass


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
        ('publishedSince: "0001-01-01", publishedUntil: "9999-12-31", kind: "post"', [post_key(1)]),
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
