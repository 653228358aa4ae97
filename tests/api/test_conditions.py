"""The conditions of a request (RFC 9110, 13.2.2): one judgement for kept answers, for views and for files."""

from http import HTTPStatus
from itertools import product
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date

from api.conditions import instead, judged, not_modified

TAG, OTHER = '"0a1b"', '"ffff"'
BEFORE, NOW, AFTER = (f"Thu, 05 Nov 2026 01:02:0{second} GMT" for second in (2, 3, 4))
TAGS = (None, TAG, OTHER, f"W/{TAG}", f"{OTHER}, W/{TAG}", "*", f"{OTHER},W/{OTHER}")
DATES = (None, BEFORE, NOW, AFTER, "Thursday, 05-Nov-26 01:02:03 GMT", "yesterday")


def environ(method: str = "GET", **conditions: str | None) -> dict[str, Any]:
    given = {f"HTTP_{name.upper()}": value for name, value in conditions.items() if value is not None}
    return {"REQUEST_METHOD": method, **given}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("modified", [NOW, ""])
def test_conditions_are_judged_as_django_judges_them(method: str, modified: str) -> None:
    """A write to what has no date is the exception: the RFC wants that condition ignored (13.1.4)."""
    moment = parse_http_date(modified) if modified else None
    for match, none_match, since, unmodified in product(TAGS, TAGS, DATES, DATES):
        asked = environ(
            method, if_match=match, if_none_match=none_match, if_modified_since=since, if_unmodified_since=unmodified
        )
        if unmodified and not modified:
            continue
        request = RequestFactory().generic(method, "/", **{name: asked[name] for name in asked if name[:4] == "HTTP"})
        wanted = get_conditional_response(request, etag=TAG, last_modified=moment, response=HttpResponse()).status_code
        assert (judged(asked, etag=TAG, last_modified=modified) or 200) == wanted, asked


def test_what_has_no_date_is_not_judged_by_one() -> None:
    assert judged(environ(if_unmodified_since=BEFORE), etag=TAG) is None
    assert judged(environ(if_modified_since=AFTER), etag=TAG) is None


def test_what_has_no_tag_is_nobodys_yet() -> None:
    assert not not_modified(environ(if_none_match="*"), "", NOW)
    assert judged(environ(if_match="*"), etag="") is HTTPStatus.PRECONDITION_FAILED


def test_a_304_has_what_caches_and_scripts_need_of_the_answer_and_nothing_else() -> None:
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "public, max-age=60",
        "Content-Disposition": "inline",
        "Content-Type": "text/plain",
        "ETag": TAG,
        "Vary": "Accept",
    }
    answer = instead(HTTPStatus.NOT_MODIFIED, headers)
    kept = ("Access-Control-Allow-Origin", "Cache-Control", "ETag", "Vary")
    assert (answer.status_code, answer.content) == (304, b"")
    assert dict(answer.headers) == {name: headers[name] for name in kept}


def test_a_412_is_true_of_one_request_and_says_nothing_that_lets_a_cache_keep_it() -> None:
    answer = instead(HTTPStatus.PRECONDITION_FAILED, {"Access-Control-Allow-Origin": "*", "Cache-Control": "public"})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (412, "*")
    assert not answer.has_header("Cache-Control")
