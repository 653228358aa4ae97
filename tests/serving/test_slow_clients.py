"""A client that keeps a server waiting gets a connection of it, for a while, and never a thread."""

import socket
import struct
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.serving.applications import LONG
from tests.serving.conftest import needs_linux
from tests.serving.running import environment, until, web
from tests.serving.talking import connections, is_broken, is_open, paused, read_all, read_until, status, trickle

pytestmark = needs_linux
HALF = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
QUERY = b'{"query": "{ __typename }", "x": "' + b"y" * 7_000 + b'"}'
# A cookie leads past every kept answer, to a thread.
ASKED = {"Cookie": "a=b"}


@pytest.fixture(scope="module")
def long_answers(tmp_path_factory, migrated):
    """The front around an application with very long answers."""
    folder = tmp_path_factory.mktemp("long")
    short = {"MADANG_HEADER_SECONDS": "1", "MADANG_STALL_SECONDS": "1", "MADANG_LEAST_RATE": "2000"}
    with web(folder, environment(folder / "var", **short), "tests.serving.applications:application") as program:
        yield program


def test_half_sent_bodies_keep_no_thread_and_are_given_up(impatient):
    with connections(impatient, 24, HALF) as waiting:
        assert impatient.get("/", **ASKED).status_code == 200
        assert {status(read_all(one)) for one in waiting} == {408}


def test_bodies_that_drip_are_given_up_however_steadily(impatient):
    with connections(impatient, 1, HALF) as (one,):
        with pytest.raises(ConnectionError):
            for _ in range(600):
                trickle(one, b"z", pieces=1, pause=0.05)
        assert status(read_all(one)) in (0, 408)


def test_a_slow_line_that_keeps_the_least_rate_is_waited_for(impatient):
    head = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
    with connections(impatient, 1, head + b"Content-Length: %d\r\n\r\n" % len(QUERY)) as (one,):
        trickle(one, QUERY, pieces=10, pause=0.2)
        answer = read_all(one)
    assert (status(answer), b'"__typename":"Query"' in answer.replace(b" ", b"")) == (200, True)


def test_half_sent_headers_are_given_up(impatient):
    with connections(impatient, 24, b"GET / HTTP/1.1\r\nHost: local") as waiting:
        assert impatient.get("/", **ASKED).status_code == 200
        assert {status(read_all(one)) for one in waiting} == {408}


def test_headers_that_drip_are_given_up(impatient):
    with connections(impatient, 1, b"GET / HTTP/1.1\r\n") as (one,):
        with pytest.raises(ConnectionError):
            for _ in range(600):
                trickle(one, b"X-A: b\r\n", pieces=1, pause=0.05)
        assert status(read_all(one)) in (0, 408)


@pytest.mark.parametrize("said", [b"", b"\r\n", b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"])
def test_a_connection_that_asks_nothing_more_is_closed(said, impatient):
    with connections(impatient, 1, said) as (one,):
        if said.startswith(b"GET"):
            assert status(read_until(one, b"\r\n\r\nok\n")) == 200
            one.sendall(b"\r\n\r\n")
        assert status(read_all(one)) in (0, 408)


@pytest.mark.parametrize("header", [b"X-Long: " + b"a" * 70_000, b"\r\n".join(b"X-%d: y" % n for n in range(9_000))])
def test_headers_beyond_their_size_are_refused(header, impatient):
    with connections(impatient, 1, b"GET / HTTP/1.1\r\nHost: localhost\r\n") as (one,):
        one.sendall(header + b"\r\n\r\n")
        assert status(read_all(one)) == 431


def test_a_header_without_an_end_is_refused_before_it_fills_the_memory(impatient):
    with connections(impatient, 1, b"GET / HTTP/1.1\r\nX-Long: ") as (one,):
        with pytest.raises(ConnectionError):
            for _ in range(4_000):
                one.sendall(b"a" * 65_536)
        assert impatient.get("/livez").status_code == 200


@pytest.mark.parametrize("beside", [b"X-A: b\r\n" * 8_000, b"b" * 65_536], ids=["fields", "field"])
@pytest.mark.parametrize("before", [b"2\r\n{}\r\n0\r\nX-Long: ", b"2;long="], ids=["after the body", "beside it"])
def test_what_is_no_part_of_a_body_is_refused_before_it_fills_the_memory(before, beside, impatient):
    head = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    with connections(impatient, 1, head + before) as (one,):
        with pytest.raises(ConnectionError):
            for _ in range(4_000):
                one.sendall(beside)
        assert impatient.get("/livez").status_code == 200


@pytest.mark.parametrize("announced", [b"Content-Length: 3000000", b"Transfer-Encoding: chunked"])
def test_a_body_beyond_the_size_of_its_address_is_refused_in_words(announced, impatient):
    head = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
    with connections(impatient, 1, head + announced + b"\r\n\r\n") as (one,):
        body = b"a" * 3_000_000
        one.sendall(b"2DC6C0\r\n" + body if b"chunked" in announced else body)
        answer = read_all(one)
    assert (status(answer), b"urn:madang:error:TOO_LARGE" in answer) == (413, True)
    assert b"connection: close" in answer.lower()


def test_a_client_that_asks_first_is_refused_before_it_sends(impatient):
    head = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
    with connections(impatient, 2) as (large, fitting):
        large.sendall(head % 3_000_000)
        assert large.recv(30).startswith(b"HTTP/1.1 413")
        fitting.sendall(head % 2)
        assert fitting.recv(30).startswith(b"HTTP/1.1 100 Continue")


def test_large_uploads_are_for_the_editor_and_the_intake(impatient):
    """They reach Django, which then asks who sends them."""
    body = b"a" * 3_000_000
    for path, answers in (("/admin/login/", 403), ("/intake/documents", 401)):
        with connections(impatient, 1, b"POST %s HTTP/1.1\r\nHost: localhost\r\n" % path.encode()) as (one,):
            one.sendall(b"Connection: close\r\nContent-Length: 3000000\r\n\r\n" + body)
            assert status(read_all(one)) == answers


def test_one_connection_too_many_takes_the_place_of_the_longest_idle(impatient):
    with connections(impatient, 1, HALF) as (busy,), connections(impatient, 70):
        assert impatient.get("/", **ASKED).status_code == 200
        assert is_open(busy) or status(read_all(busy)) == 408


def test_requests_in_a_row_are_answered_in_their_order(impatient):
    with connections(impatient, 1) as (one,):
        one.sendall(
            b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\nHEAD /readyz HTTP/1.1\r\nHost: a\r\n\r\n"
            b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        )
        answer = read_all(one)
    assert answer.count(b"HTTP/1.1 200 OK") == 3
    assert answer.count(b"\r\n\r\nok\n") == 2


def test_a_client_that_goes_away_leaves_nothing(impatient):
    head = b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n"
    with connections(impatient, 1, head + b"a" * 1_000_000) as (one,):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert impatient.get("/", **ASKED).status_code == 200
    assert "Traceback" not in impatient.said()


@pytest.mark.parametrize("path", [b"/lines", b"/file"])
def test_readers_who_do_not_read_keep_no_thread_and_are_given_up(path, long_answers):
    with connections(long_answers, 3, b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path) as readers:
        until(lambda: all(one.recv(1, socket.MSG_PEEK) for one in readers))
        assert long_answers.get("/").status_code == 200
        for one in readers:
            until(lambda one=one: is_broken(one))
            assert len(read_all(one)) < LONG


@pytest.mark.parametrize("path", [b"/lines", b"/file"])
def test_a_slow_reader_that_keeps_the_least_rate_gets_all_of_it(path, long_answers):
    with connections(long_answers, 1, b"GET %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" % path) as (one,):
        slowly = b"".join(paused(one.recv(1 << 16), seconds=0.1) for _ in range(25))
        answer = slowly + read_all(one)
    assert len(answer) > LONG
    assert path != b"/lines" or answer.endswith(b"\r\n0\r\n\r\n")


def test_long_answers_are_made_by_a_few_at_once_and_others_are_told_to_come_again(long_answers):
    asked = b"GET /waits HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    with connections(long_answers, 3, asked) as readers:
        until(lambda: all(one.recv(1, socket.MSG_PEEK) for one in readers))
        refused = long_answers.get("/lines")
        assert (refused.status_code, refused.content) == (503, b"UNAVAILABLE")
        assert long_answers.get("/release").status_code == 200
        with ThreadPoolExecutor(3) as pool:
            assert all(answer.endswith(b"0\r\n\r\n") for answer in pool.map(read_all, readers))
    until(lambda: long_answers.status("/lines") == 200)


def test_an_answer_that_breaks_off_does_not_look_whole(long_answers):
    with connections(long_answers, 1, b"GET /breaks HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") as (one,):
        assert not read_all(one).endswith(b"0\r\n\r\n")


def test_a_body_in_chunks_has_a_length_when_it_is_in(long_answers):
    with connections(long_answers, 1, b"POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n") as (one,):
        one.sendall(b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
        assert read_all(one).endswith(b"11 11 hello worl")


def test_a_stranger_does_not_say_that_it_came_by_https(long_answers):
    shown = long_answers.get("/environ", X_Forwarded_For="9.9.9.9", X_Real="1").text
    assert "HTTP_X_REAL" in shown
    assert "HTTP_X_FORWARDED" not in shown


def test_a_header_with_an_underscore_is_not_another_one(long_answers):
    with connections(long_answers, 1, b"GET /environ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n") as (one,):
        one.sendall(b"X_Forwarded_Proto: https\r\nContent_Length: 7\r\nA: 1\r\nA: 2\r\n\r\n")
        shown = read_all(one)
    assert b"FORWARDED" not in shown
    assert b"CONTENT_LENGTH" not in shown
    assert b"'HTTP_A': '1,2'" in shown


def test_a_field_after_the_body_is_no_header(long_answers):
    with connections(long_answers, 1, b"POST /environ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n") as (one,):
        body = b"2\r\n{}\r\n0\r\n"
        one.sendall(
            b"Transfer-Encoding: chunked\r\n\r\n" + body + b"Host: b\r\nX-Forwarded-For: 9.9.9.9\r\nA: 1\r\n\r\n"
        )
        shown = read_all(one)
    assert b"'HTTP_HOST': 'a'" in shown
    assert (b"FORWARDED" in shown, b"HTTP_A" in shown) == (False, False)


def test_the_next_request_after_fields_after_a_body_has_its_headers(long_answers):
    first = b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nA: 1\r\n\r\n"
    with connections(long_answers, 1, first) as (one,):
        one.sendall(b"GET /environ HTTP/1.1\r\nHost: a\r\nB: 2\r\nConnection: close\r\n\r\n")
        shown = read_all(one)
    assert (b"'HTTP_B': '2'" in shown, b"HTTP_A" in shown) == (True, False)


def test_bytes_of_the_path_arrive_as_they_were_sent(long_answers):
    assert "'PATH_INFO': '/environ'" in long_answers.get("/environ?a=%FF").text
    with connections(long_answers, 1, b"GET /%ED%95%9C%FF HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") as (one,):
        assert status(read_all(one)) == 200
