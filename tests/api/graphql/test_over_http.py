"""GraphQL over HTTP: the checks of the ``graphql-http`` package's server audits, by their ids, and our own.

Of its 61 audits two are contradicted, both SHOULD and older than the specification's watershed of 2025: 47DE and 80D8
want ``application/json`` where the client states no preference; the specification wants the media type of its own.
"""

import json
import logging
import re
from collections.abc import Callable
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.contrib.staticfiles import finders
from django.core.wsgi import get_wsgi_application
from django.test import Client

from api.graphql import views
from api.graphql.limits import MAX_BYTES
from api.response_cache import ResponseCache
from cms.ledger import generation
from cms.ledger.selectors import next_expiry
from tests.api.graphql.conftest import GRAPHQL
from tests.factories import HOST, post_key, withdraw
from tests.server import connections_kept

pytestmark = pytest.mark.usefixtures("city")

JSON = "application/json"
QUERY = "{ __typename }"
Post = Callable[..., Any]
NOT_STRINGS = [{"obj": "ect"}, 0, False, ["array"]]
NULLABLE = ["variables", "operationName", "extensions"]
NOT_MAPS = ["string", 0, False, ["array"]]
UNKNOWN = "{ 8f31403dfe404bccbb0e835f2629c6a7 }"
TYPE = {"query": "query Type($name: String!) { __type(name: $name) { name } }", "variables": {"name": "sometype"}}


@pytest.mark.parametrize(
    ("audit", "body", "accept", "status"),
    [
        *((audit, {"query": QUERY}, accept, 200) for audit, accept in [("22EB", GRAPHQL), ("4655", JSON)]),
        *((audit, {"query": QUERY}, GRAPHQL, 200) for audit in ("82A3", "78D5", "2C94", "03D4", "34A2")),
        ("13EE", {"query": QUERY}, JSON, 200),
        ("BF61", {"query": '{ __type(name: "Run🏃Swim🏊") { name } }'}, GRAPHQL, 200),
        ("A5BF", "", GRAPHQL, 400),
        ("423L", {"notquery": QUERY}, GRAPHQL, 400),
        *((f"LKJ{n}", {"query": bad}, GRAPHQL, 400) for n, bad in enumerate(NOT_STRINGS)),
        *((f"6C0{n}", {"query": QUERY, "operationName": bad}, GRAPHQL, 400) for n, bad in enumerate(NOT_STRINGS)),
        ("8161", {"query": "query Q { __typename }", "operationName": "Q"}, GRAPHQL, 200),
        ("B8B3", {"query": "query Q { __typename }", "operationName": "Q"}, JSON, 200),
        *((f"94B{n}", {"query": QUERY, name: None}, GRAPHQL, 200) for n, name in enumerate(NULLABLE)),
        *((f"022{n}", {"query": QUERY, name: None}, JSON, 200) for n, name in enumerate(NULLABLE)),
        *((f"476{n}", {"query": QUERY, "variables": bad}, GRAPHQL, 400) for n, bad in enumerate(NOT_MAPS)),
        *((f"58B{n}", {"query": QUERY, "extensions": bad}, GRAPHQL, 400) for n, bad in enumerate(NOT_MAPS)),
        ("2EA1", TYPE, GRAPHQL, 200),
        ("28B9", TYPE, JSON, 200),
        ("428F", {"query": QUERY, "extensions": {"some": "value"}}, GRAPHQL, 200),
        ("1B7A", {"query": QUERY, "extensions": {"some": "value"}}, JSON, 200),
        *((audit, '{ "not a JSON', JSON, 400) for audit in ("B6DC", "BCF8")),
        ("B7N8", '{ "not a JSON', GRAPHQL, 400),
        *((audit, {"qeury": QUERY}, GRAPHQL, 400) for audit in ("8764", "3E3A")),
        ("572B", {"query": "{"}, JSON, 200),
        ("FDE2", {"query": UNKNOWN}, JSON, 200),
        ("7B9B", {"query": "query C($id: ID!){ __typename }", "variables": {"id": None}}, JSON, 200),
        *((audit, {"query": "{"}, GRAPHQL, 400) for audit in ("865D", "556A", "D586")),
        *((audit, {"query": UNKNOWN}, GRAPHQL, 400) for audit in ("51FE", "74FF", "5E5B")),
        ("86EE", {"query": "query C($id: ID!){ __typename }", "variables": {"id": None}}, GRAPHQL, 400),
        ("own: batch", [{"query": QUERY}], GRAPHQL, 400),
        ("own: number", "1", GRAPHQL, 400),
        ("own: not UTF-8", b'{"query": "\xff"}', GRAPHQL, 400),
        ("own: nested", "[" * 50_000, GRAPHQL, 400),
        ("own: unknown operation", {"query": "query Q { __typename }", "operationName": "R"}, GRAPHQL, 400),
        ("own: which operation", {"query": "query Q { __typename } query R { __typename }"}, GRAPHQL, 400),
        ("own: unknown field", {"query": "{ nothing }"}, GRAPHQL, 400),
        ("own: mutation", {"query": "mutation { __typename }"}, GRAPHQL, 400),
        ("own: subscription", {"query": "subscription { __typename }"}, GRAPHQL, 400),
        ("own: empty operation name", {"query": QUERY, "operationName": ""}, GRAPHQL, 200),
        ("own: unasked variables", {"query": QUERY, "variables": {"x": 1}}, GRAPHQL, 200),
    ],
)  # fmt: skip
def test_a_post_is_answered_as_the_audit_expects(post: Post, audit: str, body: Any, accept: str, status: int) -> None:
    response = post(body, accept)
    assert response.status_code == status
    assert response["Content-Type"] == f"{accept}; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    answer = response.json()
    broken = status != 200 or audit in ("572B", "FDE2", "7B9B")
    assert ("data" in answer, "errors" in answer) == (not broken, broken)
    for error in answer.get("errors", ()):
        assert error["message"] and error["extensions"]["code"] == "BAD_INPUT"


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("Application/JSON; charset=UTF-8", 200),
        ("", 400),
        ("text/plain", 400),
        ("application/x-www-form-urlencoded", 400),
        ("multipart/form-data; boundary=x", 400),
        ("application/json; charset=utf-16", 400),
    ],
)
def test_a_post_is_json_in_utf_8(client: Client, content_type: str, status: int) -> None:
    body = json.dumps({"query": QUERY})
    response = client.generic("POST", "/graphql", body, content_type=content_type, headers={"Host": HOST})
    assert response.status_code == status, "audits 9ABE, BF61"


def get(client: Client, parameters: dict[str, str], **headers: str) -> Any:
    return client.get("/graphql", parameters, headers={"Host": HOST, "Accept": GRAPHQL, **headers})


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"query": QUERY}, 200),
        ({"query": TYPE["query"], "variables": json.dumps(TYPE["variables"])}, 200),
        ({"query": QUERY, "variables": "", "operationName": "", "extensions": ""}, 200),
        ({"query": "query Q { __typename } query R { __typename }", "operationName": "R"}, 200),
        ({}, 400),
        ({"query": ""}, 400),
        ({"query": "{"}, 400),
        ({"query": QUERY, "variables": "{"}, 400),
        ({"query": QUERY, "variables": "[1]"}, 400),
        ({"query": QUERY, "extensions": "1"}, 400),
        ({"query": "mutation { __typename }"}, 405),
        ({"query": "subscription { __typename }"}, 405),
        ({"query": "#" + "x" * MAX_BYTES}, 413),
    ],
)
def test_a_get_is_answered_from_its_query_string(client: Client, parameters: dict[str, str], status: int) -> None:
    response = get(client, parameters)
    assert response.status_code == status, "audits 5A70, 9C48, D6D5, 6A70"
    assert response.get("Allow") == ("POST" if status == 405 else None)
    assert ("errors" in response.json()) == (status != 200)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, GRAPHQL),
        ("*/*", GRAPHQL),
        (GRAPHQL, GRAPHQL),
        (JSON, JSON),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON}, multipart/mixed", JSON),
        ("application/json;q=0.9, application/graphql-response+json;q=0.1", JSON),
        ("application/*", GRAPHQL),
        ("text/html;q=0.5, application/json", JSON),
    ],
)
def test_the_client_chooses_the_media_type(client: Client, accept: str | None, media: str) -> None:
    headers = {"Host": HOST} | ({"Accept": accept} if accept else {})
    response = client.get("/graphql", {"query": QUERY}, headers=headers)
    assert (response.status_code, response["Content-Type"]) == (200, f"{media}; charset=utf-8")
    assert response["Vary"] == "Accept"


def test_a_client_that_accepts_nothing_of_ours_is_told_what_there_is(client: Client) -> None:
    response = get(client, {"query": QUERY}, Accept="application/xml")
    assert (response.status_code, response["Content-Type"]) == (406, "application/problem+json")
    assert GRAPHQL in response.json()["detail"]
    assert client.post("/graphql", "{}", content_type=JSON, headers={"Accept": "text/html"}).status_code == 406


def test_a_get_is_kept_and_asked_again_by_its_tag(client: Client) -> None:
    query = {"query": "{ posts { nodes { title } } }"}
    first = get(client, query)
    assert first["Cache-Control"] == "public, max-age=60"
    assert get(client, query)["ETag"] == first["ETag"]
    again = get(client, query, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head("/graphql", query, headers={"Accept": GRAPHQL, "Host": HOST})["ETag"] == first["ETag"]


def test_an_answer_with_errors_is_not_kept(client: Client) -> None:
    response = get(client, {"query": "{ post { title } }"})
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert response.json()["data"] == {"post": None}


@pytest.mark.parametrize(
    "query",
    [
        '{ search(facets: ["nope"]) { estimatedCount } }',
        '{ search(kind: ["nope"]) { estimatedCount } }',
        '{ documents(openness: "ajar") { nodes { key } } }',
        "{ posts(first: 101) { nodes { key } } }",
    ],
)
def test_an_argument_that_cannot_be_is_answered_with_400_wherever_it_is_met(post: Post, query: str) -> None:
    response = post({"query": query})
    assert (response.status_code, response.json().get("data")) == (400, None)
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    told = post({"query": query}, accept=JSON)
    assert (told.status_code, told.json()["errors"]) == (200, response.json()["errors"])


def test_what_was_answered_beside_an_argument_that_cannot_be_is_given(post: Post) -> None:
    response = post({"query": "{ city { name } post { title } }"})
    assert (response.status_code, response.json()["data"]) == (200, {"city": {"name": "새별시"}, "post": None})


def test_no_answer_sets_a_cookie_or_varies_on_one(client: Client, post: Post) -> None:
    for response in (
        post({"query": QUERY}),
        post({"query": "{"}),
        get(client, {"query": QUERY}),
        get(client, {}, Accept="text/html"),
    ):
        assert not response.cookies
        assert response["Vary"] == "Accept"


def test_korean_is_not_escaped(post: Post) -> None:
    response = post({"query": "query ($key: ID!) { post(key: $key) { title } }", "variables": {"key": post_key(1)}})
    assert response.content == '{"data":{"post":{"title":"자전거길 1호 개통"}}}'.encode()


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    response = client.generic(method, "/graphql")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_scripts_of_any_origin_may_ask(client: Client, post: Post) -> None:
    headers = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
    preflight = client.options("/graphql", headers=headers)
    assert (preflight.status_code, preflight["Access-Control-Allow-Origin"]) == (204, "*")
    assert "POST" in preflight["Access-Control-Allow-Methods"]
    assert "Content-Type" in preflight["Access-Control-Allow-Headers"]
    for response in (post({"query": QUERY}), post({"query": "{"}), get(client, {"query": QUERY})):
        assert response["Access-Control-Allow-Origin"] == "*"


def test_csrf_is_not_asked_for(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/graphql", {"query": QUERY}, content_type=JSON, headers={"Host": HOST}).status_code == 200


def test_a_bug_is_recorded_and_not_told(
    post: Post, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("cms.ledger.database.entries", lambda *_, **__: 1 / 0)
    response = post({"query": '{ city { key } post(key: "x") { key } latest: posts { nodes { key } } }'})
    assert response.status_code == 200
    assert response.json() == {
        "data": None,
        "errors": [
            {
                "message": "something went wrong on the server",
                "locations": [{"line": 1, "column": 39}],
                "path": ["latest"],
                "extensions": {"code": "INTERNAL"},
            }
        ],
    }
    (record,) = [record for record in caplog.records if record.name == "api.graphql.errors"]
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None and record.exc_info[0] is ZeroDivisionError


def test_before_anything_is_published_the_api_says_so(client: Client, post: Post) -> None:
    from cms.ledger.models import Host

    Host.objects.all().delete()
    generation.replace()
    response = post({"query": QUERY})
    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"] == {"code": "NOT_FOUND"}
    assert get(client, {}, Accept="text/html").status_code == 404


def test_a_browser_gets_the_explorer_from_this_server_alone(client: Client) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = get(client, {"query": QUERY}, Accept=browser)
    page = response.content.decode()
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert 'data-endpoint="/graphql"' in page and "새별시" in page
    assert "//" not in page.replace("<!doctype", ""), "an address of another server"
    assert "<script>" not in page and "style=" not in page
    assert "script-src 'self';" in response["Content-Security-Policy"]


def test_the_files_of_the_explorer_are_served(client: Client) -> None:
    page = get(client, {}, Accept="text/html").content.decode()
    files = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    assert len(files) == 6
    assert [name for name in files if not finders.find(name)] == []


def test_the_first_query_of_the_explorer_works(post: Post) -> None:
    answer = post({"query": views.DEFAULT_QUERY}).json()
    assert "errors" not in answer
    assert len(answer["data"]["posts"]["nodes"]) == 5


def test_a_withdrawn_post_leaves_the_kept_answers_at_once(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = ResponseCache(get_wsgi_application(), generation=generation.current, next_expiry=next_expiry)

    def read() -> list[str]:
        environ: dict[str, Any] = {"PATH_INFO": "/graphql", "QUERY_STRING": "query={posts{nodes{key}}}"}
        environ |= {"HTTP_HOST": HOST, "HTTP_ACCEPT": GRAPHQL}
        setup_testing_defaults(environ)
        with connections_kept():
            body = b"".join(kept(environ, lambda status, headers: None))  # type: ignore[arg-type,return-value]
        return [node["key"] for node in json.loads(body)["data"]["posts"]["nodes"]]

    assert post_key(2) in read()
    with django_assert_num_queries(0):
        assert post_key(2) in read()
    withdraw(post_key(2))
    assert post_key(2) not in read()
