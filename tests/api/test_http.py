import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.http import http_date
from hypothesis import given
from hypothesis import strategies as st

from api.http import ErrorMiddleware, best_match, problem, public, request_city_host, respond
from cms.core.errors import (
    BadCursor,
    BadInput,
    Gone,
    MadangError,
    MethodNotAllowed,
    NotAcceptable,
    NotFound,
    Refused,
    TooLarge,
    TooMany,
    Unavailable,
)
from tests.factories import HOST, SITE, store

CHANGED = datetime(2026, 11, 5, 3, 0, 0, 250_000, tzinfo=UTC)
BODY = "한글".encode()
TAG = respond(RequestFactory().get("/"), BODY, content_type="text/plain")["ETag"]


def answer(**conditions: str) -> HttpResponse:
    request = RequestFactory().get("/", headers=conditions)
    return respond(request, BODY, content_type="text/plain", changed_at=CHANGED, vary=["Accept"])


def test_an_answer_carries_validators_cache_control_vary_and_cors() -> None:
    response = answer()
    assert (response.status_code, response.content) == (200, BODY)
    assert dict(response.headers) == {
        "Content-Type": "text/plain",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Allow, Content-Disposition, ETag, Link, Location, Retry-After, X-Request-ID",
        "ETag": TAG,
        "Cache-Control": "public, max-age=60",
        "Content-Length": "6",
        "Last-Modified": "Thu, 05 Nov 2026 03:00:00 GMT",
        "Vary": "Accept",
    }
    assert TAG.startswith('"') and TAG.endswith('"')


def test_the_tag_follows_the_bytes() -> None:
    request = RequestFactory().get("/")
    assert respond(request, b"other", content_type="text/plain")["ETag"] != TAG
    assert respond(request, BODY, content_type="text/html", max_age=5)["ETag"] == TAG


def test_own_headers_status_and_age_are_kept() -> None:
    response = respond(
        RequestFactory().get("/"), b"", content_type="a/b", max_age=5, status=410, headers={"Link": "<x>; rel=self"}
    )
    assert (response.status_code, response["Link"], response["Cache-Control"]) == (
        410,
        "<x>; rel=self",
        "public, max-age=5",
    )


def test_a_change_within_the_current_second_has_no_last_modified() -> None:
    request = RequestFactory().get("/")
    assert "Last-Modified" not in respond(request, b"", content_type="a/b", changed_at=timezone.now())
    earlier = timezone.now() - timedelta(seconds=2)
    assert respond(request, b"", content_type="a/b", changed_at=earlier)["Last-Modified"] == http_date(
        int(earlier.timestamp())
    )


LATER, EARLIER = "Thu, 05 Nov 2026 03:00:00 GMT", "Thu, 05 Nov 2026 02:59:59 GMT"


@pytest.mark.parametrize(
    ("conditions", "status"),
    [
        ({"If-None-Match": TAG}, 304),
        ({"If-None-Match": f"W/{TAG}"}, 304),
        ({"If-None-Match": f'"x", {TAG}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"x"'}, 200),
        ({"If-Modified-Since": LATER}, 304),
        ({"If-Modified-Since": EARLIER}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
        ({"If-None-Match": '"x"', "If-Modified-Since": LATER}, 200),
        ({"If-None-Match": TAG, "If-Modified-Since": EARLIER}, 304),
        ({"If-Match": '"x"'}, 412),
        ({"If-Match": TAG}, 200),
    ],
)
def test_conditions_are_judged_as_rfc_9110_says(conditions: dict[str, str], status: int) -> None:
    response = answer(**conditions)
    assert response.status_code == status
    if status == 304:
        assert response.content == b""
        assert response["ETag"] == TAG
        assert response["Cache-Control"] == "public, max-age=60"
        assert response["Vary"] == "Accept"
        assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_never_answered_304(status: int) -> None:
    request = RequestFactory().get("/", headers={"If-None-Match": TAG})
    assert respond(request, BODY, content_type="text/plain", status=status).status_code == status


@pytest.mark.parametrize(
    ("error", "status", "title", "code", "caching"),
    [
        (BadInput("m"), 400, "Bad Request", "BAD_INPUT", "no-store"),
        (BadCursor("m"), 400, "Bad Request", "BAD_CURSOR", "no-store"),
        (TooLarge("m"), 413, "Request Entity Too Large", "TOO_LARGE", "no-store"),
        (NotAcceptable("m"), 406, "Not Acceptable", "NOT_ACCEPTABLE", "no-store"),
        (NotFound("m"), 404, "Not Found", "NOT_FOUND", "public, max-age=60"),
        (Gone("m"), 410, "Gone", "GONE", "public, max-age=60"),
        (Refused("m"), 409, "Conflict", "REFUSED", "no-store"),
    ],
)
def test_every_error_has_its_problem(error: MadangError, status: int, title: str, code: str, caching: str) -> None:
    response = problem(error)
    assert json.loads(response.content) == {
        "type": f"urn:madang:error:{code}",
        "title": title,
        "status": status,
        "detail": "m",
    }
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert (response["Cache-Control"], response["Vary"]) == (caching, "Accept")


def test_a_front_end_of_another_origin_can_read_when_to_ask_again() -> None:
    for error in (TooMany("m", seconds=7), Unavailable("m"), MethodNotAllowed("GET")):
        response = problem(error)
        exposed = set(response["Access-Control-Expose-Headers"].split(", "))
        assert error.headers and set(error.headers) <= exposed
        assert set(error.headers) <= set(response.headers)


def test_a_problem_says_where_in_readable_korean() -> None:
    assert '"where": "필드"'.encode() in problem(BadInput("m", where="필드")).content


def test_the_middleware_answers_for_the_tree_and_for_nothing_else() -> None:
    middleware = ErrorMiddleware(lambda request: HttpResponse("through"))
    request = RequestFactory().get("/")
    response = middleware.process_exception(request, Gone("left"))
    assert response is not None and response.status_code == 410
    assert middleware.process_exception(request, ValueError("a bug")) is None
    assert middleware(request).content == b"through"  # type: ignore[attr-defined]


@public("GET", "HEAD")
def open_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("data")


def test_a_public_view_needs_no_csrf_token() -> None:
    view: Any = open_view
    assert view.csrf_exempt is True
    assert open_view(RequestFactory().get("/")).content == b"data"  # type: ignore[attr-defined]


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each, address)
        else:
            yield address, each


def test_only_the_editor_asks_for_csrf_tokens() -> None:
    asking = [
        address
        for address, pattern in addresses(get_resolver())
        if not getattr(pattern.callback, "csrf_exempt", False) and not address.startswith("admin")
    ]
    assert asking == []


def test_other_methods_are_refused_by_name() -> None:
    response = open_view(RequestFactory().delete("/"))
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content) == {
        "type": "urn:madang:error:METHOD_NOT_ALLOWED",
        "title": "Method Not Allowed",
        "status": 405,
        "detail": "allowed here: GET, HEAD, OPTIONS",
    }


def test_a_preflight_is_answered_without_credentials() -> None:
    headers = {"Origin": "https://app.example", "Access-Control-Request-Method": "GET"}
    response = open_view(RequestFactory().options("/", headers=headers))
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (204, "*")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in response


def test_a_plain_options_request_names_the_methods_only() -> None:
    response = open_view(RequestFactory().options("/"))
    assert dict(response.headers) == {"Content-Type": "text/html; charset=utf-8", "Allow": "GET, HEAD, OPTIONS"}


HTML, JSONLD, TURTLE = "text/html", "application/ld+json", "text/turtle"


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        ("", HTML),
        ("*/*", HTML),
        ("text/turtle", TURTLE),
        ("TEXT/Turtle", TURTLE),
        ("text/*", HTML),
        ("application/*", JSONLD),
        ("text/html;q=0.5, text/turtle", TURTLE),
        ("text/turtle;q=0.4, */*;q=0.4", HTML),
        ("text/*;q=0.9, text/html;q=0.1", TURTLE),
        ("text/html;q=0, */*", JSONLD),
        ("text/turtle, text/html", HTML),
        ("text/html;q=0.9,application/ld+json;q=1.0", JSONLD),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x;q=0"', JSONLD),
        ("text/turtle;charset=utf-8", TURTLE),
        ("image/png", None),
        ("text/html;q=0", None),
        ("*/*;q=0", None),
        ("nonsense", None),
        ("*/html", None),
        ("text/html;q=2", None),
        ("text/html;q=NaN", None),
        (",,;=,", None),
        ("\x00/\x00", None),
        ("nonsense, text/turtle", TURTLE),
    ],
)
def test_accept_is_read_as_rfc_9110_says(accept: str, best: str | None) -> None:
    assert best_match(accept, [HTML, JSONLD, TURTLE]) == best


@given(st.text(alphabet=',;="/*q.0159 \\\t\x00가ab', max_size=60))
def test_no_accept_header_breaks_negotiation(accept: str) -> None:
    assert best_match(accept, [HTML, JSONLD]) in (HTML, JSONLD, None)


def test_ranges_after_the_fiftieth_are_not_read() -> None:
    assert best_match("a/b," * 49 + "text/turtle", [TURTLE]) == TURTLE
    assert best_match("a/b," * 50 + "text/turtle", [TURTLE]) is None


def test_a_parameter_that_an_offer_has_makes_a_range_more_specific() -> None:
    offers = ['application/ld+json;profile="a"', 'application/ld+json;profile="b"']
    assert best_match('application/ld+json;profile="b", application/ld+json;q=0.5', offers) == offers[1]


@pytest.mark.django_db
def test_a_request_is_for_the_city_of_its_host_or_of_the_default_one() -> None:
    request = RequestFactory().get("/", headers={"Host": HOST})
    with pytest.raises(NotFound):
        request_city_host(request)
    store()
    assert (request_city_host(request).site, request_city_host(request).host) == (SITE, HOST)
    assert request_city_host(RequestFactory().get("/", headers={"Host": "elsewhere.example"})).host == HOST


@pytest.mark.django_db
def test_the_next_expiry_is_read_from_its_index() -> None:
    from cms.ledger.models import Entry
    from cms.ledger.selectors import next_expiry
    from tests.factories import make_post

    assert next_expiry() is None
    store([make_post(1), make_post(2)])
    assert next_expiry() is None
    soon = timezone.now() + timedelta(hours=1)
    Entry.objects.update(expires_us=int(soon.timestamp() * 1_000_000))
    Entry.objects.filter(pk=Entry.objects.first().pk).update(expires_us=1)
    assert next_expiry() == pytest.approx(soon.timestamp(), abs=1e-3)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN SELECT MIN(expires_us) FROM publication_entry WHERE expires_us > 5")
            assert "entry_expiry" in cursor.fetchone()[3]
