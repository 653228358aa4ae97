"""The answers of the root fields."""

import base64
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from graphql_relay import to_global_id

from cms.core.records import TERMS
from cms.ledger.models import Entry
from cms.ledger.moments import microseconds
from tests.api.graphql.conftest import Ask
from tests.factories import (
    BASE_URL,
    HOST,
    NOON,
    make_image,
    make_post,
    make_rendition,
    make_unit,
    post_key,
    store,
    withdraw,
)

pytestmark = pytest.mark.usefixtures("city")


def keys(answer: dict[str, Any], name: str = "posts") -> list[int]:
    """The numbers of the posts in an answer."""
    assert "errors" not in answer, answer
    return [int(node["key"][-4:], 16) for node in answer["data"][name]["nodes"]]


def test_a_picture_tells_its_sizes_of_one_media_type(ask: Ask) -> None:
    whole = make_image(40)
    small = make_rendition("40-320", width=320, height=213, type="image/webp")
    store([make_post(40, image=replace(whole, renditions=(*whole.renditions, small)))], [])
    query = """query ($key: ID!, $type: String) { post(key: $key) {
        image { all: renditions { width } of: renditions(type: $type) { width type } } } }"""

    def shown(type: str | None) -> Any:
        answer = ask(query, key=post_key(40), type=type)
        return answer["data"]["post"]["image"]

    everything = [{"width": 1200}, {"width": 144}, {"width": 320}]
    assert shown("image/webp") == {"all": everything, "of": [{"width": 320, "type": "image/webp"}]}
    assert [one["width"] for one in shown("image/jpeg")["of"]] == [1200, 144]
    assert shown("image/avif")["of"] == []
    assert [one["width"] for one in shown(None)["of"]] == [1200, 144, 320]


def test_a_post_tells_all_that_its_record_knows(ask: Ask) -> None:
    answer = ask(
        """query ($key: ID!) { post(key: $key) {
            id kind key iri url language title summary publishedAt modifiedAt version byline
            publisher { key name telephone parent { name(language: "en") } } field { key } topics { key name }
            tags { name } website { key name } licence { key name short url ccUrl }
            image {
              url width height type alt credit licence { key }
              share { url width height size type } renditions { width size }
            }
            images { url } files { url }
            translations { key language url } body { html text } } }""",
        key=post_key(2),
    )
    assert answer == {
        "data": {
            "post": {
                "id": to_global_id("Post", post_key(2)),
                "kind": "post",
                "key": post_key(2),
                "iri": f"{BASE_URL}/id/post/{post_key(2)}",
                "url": f"{BASE_URL}/traffic/%EC%86%8C%EC%8B%9D-2/",
                "language": "ko",
                "title": "자전거길 2호 개통",
                "summary": "강변을 따라 2 km를 더 달릴 수 있습니다.",
                "publishedAt": "2026-11-05T12:02:00+09:00",
                "modifiedAt": "2026-11-05T12:02:00+09:00",
                "version": 1,
                "byline": "기자단",
                "publisher": {
                    "key": "bike-team",
                    "name": "자전거팀",
                    "telephone": "02-120",
                    "parent": {"name": "Transport Bureau"},
                },
                "field": {"key": "health"},
                "topics": [{"key": "health", "name": "건강"}, {"key": "traffic", "name": "교통"}],
                "tags": [{"name": "자전거"}, {"name": "한강"}],
                "website": {"key": "bike", "name": "새별 자전거"},
                "licence": {
                    "key": "kogl-1",
                    "name": "공공누리 제1유형: 출처표시",
                    "short": "KOGL 1",
                    "url": "https://www.kogl.or.kr/info/license.do#01-tab",
                    "ccUrl": "https://creativecommons.org/licenses/by/4.0/",
                },
                "image": {
                    "url": f"{BASE_URL}/media/images/2.webp",
                    "width": 1200,
                    "height": 800,
                    "type": "image/webp",
                    "alt": "사진 2",
                    "credit": "새별시",
                    "licence": {"key": "cc-by-4.0"},
                    "share": {
                        "url": f"{BASE_URL}/media/images/2.jpg",
                        "width": 1200,
                        "height": 800,
                        "size": 54321,
                        "type": "image/jpeg",
                    },
                    "renditions": [{"width": 1200, "size": 54321}, {"width": 144, "size": 4321}],
                },
                "images": [],
                "files": [],
                "translations": [],
                "body": {"html": "<p>본문 22 &amp; 더</p>", "text": "본문 22 & 더"},
            }
        }
    }


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ("", [6, 5, 4, 3, 2, 1]),
        ("first: 2", [6, 5]),
        ('language: "en"', [3]),
        ('field: "traffic"', [6, 5, 3, 2, 1]),
        ('field: "health"', [2]),
        ('field: "traffic", language: "ko", first: 2', [6, 5]),
        ('website: "bike"', [2]),
        ('tag: "한강"', [2]),
        ('unit: "bike-team"', [6, 3, 2, 1]),
        ('unit: "bike-team", tag: "자전거", field: "health"', [2]),
        ('field: "nowhere"', []),
        ('since: "2026-11-05T12:03:00+09:00"', [6, 5, 4, 3]),
        ('until: "2026-11-05T03:03:00Z"', [2, 1]),
        ('since: "0001-01-01T00:00:00+14:00", until: "9999-12-31T23:59:59-14:00"', [6, 5, 4, 3, 2, 1]),
        ("field: null, first: null, after: null", [6, 5, 4, 3, 2, 1]),
    ],
)
def test_posts_are_the_newest_of_a_listing(ask: Ask, arguments: str, numbers: list[int]) -> None:
    call = f"posts({arguments})" if arguments else "posts"
    assert keys(ask(f"{{ {call} {{ nodes {{ key }} }} }}")) == numbers


def test_a_list_is_read_page_by_page(ask: Ask) -> None:
    query = """query ($after: Cursor) { posts(first: 4, after: $after) {
        nodes { key } edges { cursor node { key } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
    one = ask(query)["data"]["posts"]
    assert [edge["node"]["key"] for edge in one["edges"]] == [node["key"] for node in one["nodes"]]
    assert one["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": one["edges"][0]["cursor"],
        "endCursor": one["edges"][3]["cursor"],
    }
    answer = ask(query, after=one["pageInfo"]["endCursor"])
    assert keys(answer) == [2, 1]
    assert answer["data"]["posts"]["pageInfo"] | {"startCursor": "", "endCursor": ""} == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": "",
        "endCursor": "",
    }
    last = ask(query, after=answer["data"]["posts"]["pageInfo"]["endCursor"])["data"]["posts"]
    assert last["nodes"] == [] and last["pageInfo"]["startCursor"] is None and last["pageInfo"]["endCursor"] is None


def test_an_edge_cursor_leads_on_from_that_very_item(ask: Ask) -> None:
    edges = ask("{ posts { edges { cursor } } }")["data"]["posts"]["edges"]
    assert keys(ask("query ($c: Cursor!) { posts(after: $c) { nodes { key } } }", c=edges[2]["cursor"])) == [3, 2, 1]


def test_a_post_is_found_by_its_address(ask: Ask) -> None:
    query = "query ($url: String!) { post(url: $url) { key } }"
    assert ask(query, url=make_post(2).url)["data"]["post"]["key"] == post_key(2)
    for url in ("https://elsewhere.example/traffic/", BASE_URL + "/traffic/", "nonsense", "http://[", ""):
        assert ask(query, url=url) == {"data": {"post": None}}


def test_an_old_address_leads_to_the_post(ask: Ask) -> None:
    entry = Entry.objects.get(key=post_key(2))
    entry.record["url"] = f"{BASE_URL}/traffic/moved/"
    entry.save()
    entry.addresses.create(host=HOST, path="/traffic/moved/")
    assert ask("query ($url: String!) { post(url: $url) { key } }", url=make_post(2).url)["data"]["post"] == {
        "key": post_key(2)
    }
    assert ask('{ route(path: "/traffic/소식-2/") { kind redirect gone language node { id } } }')["data"] == {
        "route": {
            "kind": "REDIRECT",
            "redirect": f"{BASE_URL}/traffic/moved/",
            "gone": False,
            "language": None,
            "node": None,
        }
    }


@pytest.mark.parametrize("key", ["", "x", post_key(99), post_key(2).replace("-", ""), "0" * 5000])
def test_an_unknown_key_is_null(ask: Ask, key: str) -> None:
    assert ask("query ($key: ID!) { post(key: $key) { title } }", key=key) == {"data": {"post": None}}


def test_a_post_needs_a_key_or_a_url(ask: Ask) -> None:
    for call in ("post", 'post(key: "a", url: "b")', "post(key: null)"):
        answer = ask(f"{{ {call} {{ title }} }}")
        assert answer["data"] == {"post": None}
        assert answer["errors"][0]["extensions"] == {"code": "BAD_INPUT", "where": "post"}
        assert answer["errors"][0]["path"] == ["post"]


ROUTE = """query ($path: String!, $host: String) { route(path: $path, host: $host) {
    kind gone language redirect
    node { __typename id ... on Post { title body { text } } ... on Term { name key } } } }"""


def test_a_route_leads_to_a_post(ask: Ask) -> None:
    assert ask(ROUTE, path="/traffic/소식-2/")["data"]["route"] == {
        "kind": "RECORD",
        "gone": False,
        "language": "ko",
        "redirect": None,
        "node": {
            "__typename": "Post",
            "id": to_global_id("Post", post_key(2)),
            "title": "자전거길 2호 개통",
            "body": {"text": "본문 22 & 더"},
        },
    }


def test_a_route_leads_to_the_page_of_a_term_in_its_language(ask: Ask) -> None:
    assert ask(ROUTE, path="/en/traffic/", host=HOST)["data"]["route"] == {
        "kind": "TERM",
        "gone": False,
        "language": "en",
        "redirect": None,
        "node": {"__typename": "Field", "id": to_global_id("Field", "traffic"), "name": "교통", "key": "traffic"},
    }


def test_what_was_withdrawn_is_gone_everywhere(ask: Ask) -> None:
    withdraw(post_key(2))
    assert ask(ROUTE, path="/traffic/소식-2/")["data"]["route"] == {
        "kind": "GONE",
        "gone": True,
        "language": "ko",
        "redirect": None,
        "node": None,
    }
    assert ask("query ($key: ID!) { post(key: $key) { title } }", key=post_key(2)) == {"data": {"post": None}}
    node = to_global_id("Post", post_key(2))
    assert ask("query ($id: ID!) { node(id: $id) { id } }", id=node) == {"data": {"node": None}}
    assert keys(ask("{ posts { nodes { key } } }")) == [6, 5, 4, 3, 1]


def test_what_has_expired_is_gone_everywhere(ask: Ask) -> None:
    Entry.objects.filter(key=post_key(2)).update(expires_us=microseconds(NOON - timedelta(days=9999)))
    assert keys(ask("{ posts { nodes { key } } }")) == [6, 5, 4, 3, 1]
    assert ask("query ($key: ID!) { post(key: $key) { title } }", key=post_key(2)) == {"data": {"post": None}}
    assert ask(ROUTE, path="/traffic/소식-2/")["data"]["route"]["kind"] == "GONE"


@pytest.mark.parametrize("path", ["/nowhere/", "", "//nowhere", "/\r\n", "/%EC%86%8C", "/" + "a" * 5000])
def test_a_route_to_nowhere_is_null(ask: Ask, path: str) -> None:
    assert ask(ROUTE, path=path) == {"data": {"route": None}}


@pytest.mark.parametrize(("path", "url"), [("//", f"{BASE_URL}/"), ("/traffic", f"{BASE_URL}/traffic/")])
def test_a_route_not_in_normal_form_redirects_as_the_page_does(ask: Ask, path: str, url: str) -> None:
    route = ask(ROUTE, path=path)["data"]["route"]
    assert (route["kind"], route["redirect"], route["node"]) == ("REDIRECT", url, None)


def test_another_host_is_not_this_city(ask: Ask) -> None:
    assert ask(ROUTE, path="/traffic/", host="elsewhere.example") == {"data": {"route": None}}


@pytest.mark.parametrize(
    ("name", "key", "found"),
    [
        ("Post", post_key(1), "Post"),
        ("Field", "traffic", "Field"),
        ("Website", "bike", "Website"),
        ("Unit", "bike-team", "Unit"),
        ("Tag", "한강", "Tag"),
        ("City", "saebyeol", "City"),
        ("City", "elsewhere", None),
        ("Tag", "unknown", None),
        ("Licence", "kogl-1", None),
        ("Post", "traffic", None),
        ("", "", None),
    ],
)
def test_a_node_is_found_again_by_its_id(ask: Ask, name: str, key: str, found: str | None) -> None:
    global_id = to_global_id(name, key)
    answer = ask("query ($id: ID!) { node(id: $id) { __typename id } }", id=global_id)
    assert answer == {"data": {"node": {"__typename": found, "id": global_id} if found else None}}


@pytest.mark.parametrize("id", ["", "x", "====", "한글", base64.b64encode(b"\xff\xfe").decode(), "UG9zdA=="])
def test_an_id_that_this_server_did_not_make_is_null(ask: Ask, id: str) -> None:
    assert ask("query ($id: ID!) { node(id: $id) { id } }", id=id) == {"data": {"node": None}}


def test_vocabularies_are_given_in_their_order(ask: Ask) -> None:
    answer = ask(
        """{ city { name name_en: name(language: "en") description defaultLanguage url licence { key } logo { url } }
            fields { key name colour icon url(language: "en") pages { language url } }
            websites { key field { key } unit { key } language }
            units { key parent { key } } top: units(parent: null) { key } below: units(parent: "transport") { key }
            tags(keys: ["한강", "nothing", "자전거"]) { key name }
            licences { key } }"""
    )["data"]
    assert answer["city"] == {
        "name": "새별시",
        "name_en": "Saebyeol",
        "description": "별이 뜨는 도시",
        "defaultLanguage": "ko",
        "url": f"{BASE_URL}/",
        "licence": {"key": "kogl-1"},
        "logo": None,
    }
    assert [field["key"] for field in answer["fields"]] == ["traffic", "health"]
    assert answer["fields"][0]["pages"] == [
        {"language": "ko", "url": f"{BASE_URL}/traffic/"},
        {"language": "en", "url": f"{BASE_URL}/en/traffic/"},
    ]
    assert answer["websites"] == [
        {"key": "bike", "field": {"key": "traffic"}, "unit": {"key": "bike-team"}, "language": "ko"}
    ]
    assert answer["units"] == [
        {"key": "transport", "parent": None},
        {"key": "bike-team", "parent": {"key": "transport"}},
    ]
    assert answer["top"] == [{"key": "transport"}]
    assert answer["below"] == [{"key": "bike-team"}]
    assert answer["tags"] == [{"key": "한강", "name": "한강"}, {"key": "자전거", "name": "자전거"}]
    assert len(answer["licences"]) == 14


def test_any_vocabulary_is_read_page_by_page(ask: Ask) -> None:
    query = """query ($scheme: String!, $after: Cursor) {
        terms(scheme: $scheme, first: 1, after: $after) {
            edges { cursor node { key name } } nodes { __typename key }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
    found: dict[str, list[str]] = {}
    for scheme in TERMS:
        after, more, pages = None, True, 0
        while more:
            page = ask(query, scheme=scheme, after=after)["data"]["terms"]
            found.setdefault(scheme, []).extend(node["key"] for node in page["nodes"])
            assert [edge["node"]["key"] for edge in page["edges"]] == [node["key"] for node in page["nodes"]]
            info = page["pageInfo"]
            assert info["hasPreviousPage"] is (pages > 0)
            cursors = [edge["cursor"] for edge in page["edges"]] or [None]
            assert (info["startCursor"], info["endCursor"]) == (cursors[0], cursors[-1])
            after, more, pages = info["endCursor"], info["hasNextPage"], pages + 1
    assert found == {
        "city": ["saebyeol"],
        "section": [],
        "field": ["traffic", "health"],
        "website": ["bike"],
        "unit": ["transport", "bike-team"],
        "committee": [],
        "tag": sorted(["자전거", "한강"]),
        "task": [],
        "board": [],
    }


def test_units_are_found_by_what_their_names_begin_with(ask: Ask) -> None:
    answer = ask(
        """{ ko: initials(scheme: "unit") en: initials(scheme: "unit", language: "en") none: initials(scheme: "tag")
            teams: terms(scheme: "unit", initial: "ㅈ") { nodes { key ... on Unit { telephone parent { name } } } }
            bureaus: terms(scheme: "unit", initial: "T", language: "en") { nodes { key } } }"""
    )["data"]
    assert answer == {
        "ko": ["ㄱ", "ㅈ"],
        "en": ["B", "T"],
        "none": [],
        "teams": {"nodes": [{"key": "bike-team", "telephone": "02-120", "parent": {"name": "교통국"}}]},
        "bureaus": {"nodes": [{"key": "transport"}]},
    }


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ('{ terms(scheme: "nothing") { nodes { key } } }', "scheme"),
        ('{ initials(scheme: "nothing") }', "scheme"),
        ('{ terms(scheme: "unit", initial: "가") { nodes { key } } }', "initial"),
        ('{ terms(scheme: "tag", initial: "ㄱ") { nodes { key } } }', "initial"),
        ('{ terms(scheme: "unit", after: "MS4x") { nodes { key } } }', "after"),
        ('{ posts(after: "WzAsIiIsIuyekOyghOqxsCJd") { nodes { key } } }', "after"),
        ('{ terms(scheme: "unit", first: 101) { nodes { key } } }', "first"),
    ],
)
def test_a_directory_that_there_is_not_is_refused(ask: Ask, query: str, where: str) -> None:
    (error,) = ask(query)["errors"]
    assert error["extensions"]["where"] == where


def test_a_list_of_very_many_terms_has_an_end_and_its_pages_have_all(ask: Ask) -> None:
    store([], [make_unit(f"u-{number:04}", parent=None, order=3) for number in range(1_050)])
    assert len(ask("{ units { key } }")["data"]["units"]) == 1_000
    assert len(ask("{ units(parent: null) { key } }")["data"]["units"]) == 1_000
    query = """query ($after: Cursor) { terms(scheme: "unit", first: 100, after: $after) {
        nodes { key } pageInfo { hasNextPage endCursor } } }"""
    seen, after = [], None
    while True:
        page = ask(query, after=after)["data"]["terms"]
        seen += [node["key"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == len(set(seen)) == 1_052


@pytest.mark.parametrize(
    ("arguments", "found"),
    [('field: "traffic"', 1), ('field: "health"', 0), ('language: "ko"', 1), ('language: "en"', 0), ("field: null", 1)],
)
def test_websites_are_narrowed_by_field_and_language(ask: Ask, arguments: str, found: int) -> None:
    assert len(ask(f"{{ websites({arguments}) {{ key }} }}")["data"]["websites"]) == found


def test_a_name_falls_back_to_another_language(ask: Ask) -> None:
    answer = ask('{ tags(keys: ["한강"]) { name(language: "ja") url(language: "ja") description } }')
    assert answer == {"data": {"tags": [{"name": "한강", "url": None, "description": ""}]}}


def test_a_term_lists_its_own_posts(ask: Ask) -> None:
    answer = ask(
        """query ($key: ID!) { fields { posts(first: 2, language: "ko") { nodes { key } pageInfo { hasNextPage } } }
            post(key: $key) { publisher { posts { nodes { key } } } } city { posts(first: 1) { nodes { key } } } }""",
        key=post_key(1),
    )
    assert keys({"data": answer["data"]["fields"][0]}) == [6, 5]
    assert answer["data"]["fields"][0]["posts"]["pageInfo"]["hasNextPage"] is True
    assert keys({"data": answer["data"]["fields"][1]}) == [2]
    assert keys({"data": answer["data"]["post"]["publisher"]}) == [6, 3, 2, 1]
    assert keys({"data": answer["data"]["city"]}) == [6]


def test_missing_terms_are_null_or_left_out(ask: Ask) -> None:
    query = "query ($key: ID!) { post(key: $key) { publisher { key } field { key } topics { key } licence { key } } }"
    assert ask(query, key=post_key(4))["data"]["post"] == {
        "publisher": None,
        "field": None,
        "topics": [],
        "licence": None,
    }
    assert ask(query, key=post_key(5))["data"]["post"]["publisher"] is None


def test_changes_are_read_in_order_and_name_what_has_gone(ask: Ask) -> None:
    query = """query ($since: Sequence, $first: Int) { changes(since: $since, first: $first) {
        next hasNext nodes { sequence key kind url gone record { __typename title body { text } } } } }"""
    withdraw(post_key(2))
    changes = ask(query, first=3)["data"]["changes"]
    assert changes["hasNext"] is True
    assert [change["key"] for change in changes["nodes"]] == [post_key(number) for number in (1, 3, 4)]
    assert changes["next"] == changes["nodes"][-1]["sequence"]
    rest = ask(query, since=changes["next"])["data"]["changes"]
    assert rest["hasNext"] is False
    gone = rest["nodes"][-1]
    assert gone | {"sequence": 0} == {
        "sequence": 0,
        "key": post_key(2),
        "kind": "post",
        "url": make_post(2).url,
        "gone": True,
        "record": None,
    }
    assert rest["nodes"][0]["record"] == {
        "__typename": "Post",
        "title": "자전거길 5호 개통",
        "body": {"text": "본문 5 & 더"},
    }
    assert ask(query, since=rest["next"])["data"]["changes"] == {"next": rest["next"], "hasNext": False, "nodes": []}


def test_another_city_sees_nothing_of_this_one(ask: Ask) -> None:
    store([make_post(9, site="elsewhere", tags=())], [])
    assert 9 not in keys(ask("{ posts { nodes { key } } }"))
    assert ask("query ($key: ID!) { post(key: $key) { title } }", key=post_key(9)) == {"data": {"post": None}}
    assert ask(ROUTE, path="/traffic/소식-9/")["data"] == {"route": None}
