"""Whom a request is for, as the server itself reads it (RFC 9112, 3.2)."""

from contextlib import closing

import pytest

from tests.serving.running import environment, web
from tests.serving.talking import read_all, status


@pytest.fixture(scope="module")
def program(migrated, tmp_path_factory):
    import shutil

    folder = tmp_path_factory.mktemp("targets")
    with web(folder, environment(shutil.copytree(migrated, folder / "var"))) as running:
        yield running


@pytest.fixture
def say(program):
    """The answer to a request line and headers as they are."""

    def send(*lines):
        with closing(program.connect()) as connection:
            connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
            return read_all(connection)

    return send


def test_the_host_of_a_whole_address_wins(say):
    own, foreign = "127.0.0.1:8000", "evil.example"
    assert status(say(f"GET http://{own}/ HTTP/1.1", f"Host: {foreign}")) == 200
    assert status(say(f"GET http://{own}?x=1 HTTP/1.1", f"Host: {foreign}")) in (200, 400)
    assert status(say(f"GET HTTP://{foreign}/ HTTP/1.1", f"Host: {own}")) == 421
    assert status(say(f"GET http://a@{own}/ HTTP/1.1", f"Host: {own}")) == 400
    answer = say(f"GET http://{own}/traffic HTTP/1.1", f"Host: {foreign}")
    assert (status(answer), b"/traffic/\r\n" in answer) == (301, True)


@pytest.mark.parametrize(
    "headers", [[], ["Host:"], ["Host: a b"], ["Host: 127.0.0.1:8000", "Host: 127.0.0.1:8000"], ["Host: 127.0.0.1:x"]]
)
@pytest.mark.parametrize("target", ["/", "http://127.0.0.1:8000/"])
def test_a_request_has_one_host(say, target, headers):
    assert status(say(f"GET {target} HTTP/1.1", *headers)) == (200 if target != "/" and len(headers) == 1 else 400), (
        "the header is ignored, but not missing or twice, where the target names the host"
    )


def test_a_path_that_begins_with_two_slashes_is_a_path(say):
    answer = say("GET //traffic HTTP/1.1", "Host: 127.0.0.1:8000")
    assert (status(answer), b"//traffic" in answer) == (301, False)
    assert status(say("GET //evil.example/ HTTP/1.1", "Host: 127.0.0.1:8000")) == 404


def test_the_older_http_is_answered_without_a_host(say):
    assert status(say("GET / HTTP/1.0")) == 200
