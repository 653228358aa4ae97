"""The figures of a measurement."""

import pytest

from bench.measure import Request, measure


def application(environ, start_response):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    start_response("200 OK", [("ETag", '"1"')])
    return [f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}".encode()]


@pytest.mark.django_db
def test_queries_bytes_and_status_are_counted():
    result = measure("x", application, [Request(path="/a")], times=10, limit=1.0, query_limit=1)
    assert (result.name, result.queries, result.bytes, result.status) == ("x", 1, 6, "200")
    assert 0 < result.median <= result.p95
    assert result.first > 0
    assert result.database == 0.0
    assert (result.limit, result.query_limit) == (1.0, 1)


@pytest.mark.django_db
def test_a_wrong_answer_is_not_measured():
    with pytest.raises(AssertionError, match="x: the answer is 200 OK b'POST /a'"):
        measure("x", application, [Request(path="/a", body=b"{}", expect=b"title")], times=3)


@pytest.mark.django_db
def test_the_first_request_is_asked_before_the_others_are_made():
    asked = []

    def remembering(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return application(environ, start_response)

    def requests():
        yield Request(path="/first")
        assert asked == ["/first"]
        yield Request(path="/then")

    measure("x", remembering, requests(), times=4)
    assert asked == ["/first"] + ["/then"] * (3 + 4 + 1)
