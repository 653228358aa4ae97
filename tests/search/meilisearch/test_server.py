"""The official client against the described interface: what is asked, and errors in two sorts."""

import os
import socket
import threading
from contextlib import contextmanager, suppress
from itertools import repeat

import pytest

from cms.jobs.failures import Away
from cms.search.meilisearch import client
from cms.search.meilisearch import server as servers
from cms.search.meilisearch.server import Refused, Server
from tests.search.meilisearch.stub import KEY


@pytest.fixture
def server(stub):
    return Server(stub.url, KEY, seconds=5)


def asked(stub):
    return [(method, path) for method, path, _ in stub.seen]


def test_an_index_is_made_with_its_settings_and_known_by_the_moment_it_was_made(server, stub):
    created = server.create("test_live_a", {"searchableAttributes": ["title"]})
    assert server.created("test_live_a") == created == stub.memory.indexes["test_live_a"].created
    assert stub.memory.indexes["test_live_a"].settings == {"searchableAttributes": ["title"]}


def test_an_index_that_is_not_there_has_no_moment_and_deleting_it_is_nothing(server):
    assert server.created("test_live_a") is None
    server.delete("test_live_a")


def test_an_index_that_was_made_otherwise_meanwhile_is_an_error(server):
    server.create("test_live_a", {})
    with pytest.raises(Refused) as caught:
        server.create("test_live_a", {})
    assert caught.value.reason == "index_already_exists"


def test_documents_are_written_and_removed_in_one_turn(server, stub):
    filterable = [{"attributePatterns": ["key"]}]
    server.create("test_live_a", {"filterableAttributes": filterable})
    server.write("test_live_a", [b'[{"key": 1}, {"key": 2}]', b'[{"key": 3}]'])
    server.write("test_live_a", [b'[{"key": 1, "title": "new"}]'], without="key IN [2, 3]")
    assert stub.memory.indexes["test_live_a"].documents == {1: {"key": 1, "title": "new"}}
    assert server.number("test_live_a") == 1


def test_what_was_asked_before_is_waited_for_before_anything_is_written(server, stub, monkeypatch):
    server.create("test_live_a", {})
    stub.memory.held = []
    monkeypatch.setattr(servers, "DONE", 0.2)
    with pytest.raises(Away) as caught:
        server.write("test_live_a", [b'[{"key": 1}]'])
    assert caught.value.reason == "does not answer"
    before = len(stub.memory.tasks)
    with pytest.raises(Away):
        server.write("test_live_a", [b'[{"key": 2}]'])
    assert len(stub.memory.tasks) == before
    stub.memory.release()
    server.write("test_live_a", [b'[{"key": 2}]'])
    assert set(stub.memory.indexes["test_live_a"].documents) == {1, 2}


def test_a_document_that_is_never_taken_is_refused_by_its_code(server, stub):
    server.create("test_live_a", {})
    stub.memory.refuses = lambda document: document["key"] == 2
    with pytest.raises(Refused) as caught:
        server.write("test_live_a", [b'[{"key": 1}, {"key": 2}]'])
    assert caught.value.reason == "invalid_document_id"
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "code", "type"), [(507, "no_space_left_on_device", "system"), (200, "internal", "internal")]
)
def test_a_task_that_failed_by_the_servers_fault_is_nobodys(server, stub, status, code, type):
    server.create("test_live_a", {})

    def failed(task, do):
        task |= {"status": "failed", "error": {"message": "", "code": code, "type": type, "link": ""}}

    stub.memory.carry_out = failed
    with pytest.raises(Away) as caught:
        server.write("test_live_a", [b'[{"key": 1}]'])
    assert caught.value.reason == code


def test_two_indexes_take_each_others_place(server, stub):
    one, other = server.create("test_next_a", {}), server.create("test_live_a", {})
    server.swap("test_next_a", "test_live_a", rename=False)
    assert (server.created("test_live_a"), server.created("test_next_a")) == (one, other)


def test_an_index_takes_a_place_that_is_free(server):
    created = server.create("test_next_a", {})
    server.swap("test_next_a", "test_live_a", rename=True)
    assert (server.created("test_live_a"), server.created("test_next_a")) == (created, None)


def test_an_index_that_is_not_there_takes_no_place(server):
    with pytest.raises(Refused) as caught:
        server.swap("test_next_a", "test_live_a", rename=True)
    assert caught.value.reason == "index_not_found"


def test_indexes_that_do_not_change_places_are_waited_for_until_the_end(server, stub, monkeypatch):
    created = server.create("test_next_a", {})
    stub.memory.held = []
    monkeypatch.setattr("cms.search.meilisearch.server.DONE", 0)
    with pytest.raises(Away) as caught:
        server.swap("test_next_a", "test_live_a", rename=True)
    assert (caught.value.reason, server.created("test_next_a")) == ("the indexes have not changed places", created)


def test_keys_are_listed_in_their_order(server):
    server.create("test_live_a", {"filterableAttributes": [{"attributePatterns": ["key"]}]})
    server.write("test_live_a", [b'[{"key": 3}, {"key": 1}, {"key": 2}]'])
    assert server.keys("test_live_a", after=1, limit=1) == [2]


@pytest.mark.parametrize("where", ["stub", pytest.param("live", marks=pytest.mark.meilisearch)])
def test_the_key_that_can_only_search_changes_nothing(where, request, settings):
    request.getfixturevalue(where)
    if where == "live" and not os.environ.get("MEILISEARCH_MASTER_KEY"):
        pytest.skip("the server has no keys")
    name = f"{settings.MEILISEARCH['prefix']}_live_a"
    with pytest.raises(Away) as caught:
        Server(settings.MEILISEARCH["url"], settings.MEILISEARCH["search_key"], seconds=5).create(name, {})
    assert caught.value.reason == "invalid_api_key"
    assert Server(settings.MEILISEARCH["url"], settings.MEILISEARCH["key"], seconds=5).created(name) is None


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((500, b""), "answers 500"),
        ((503, b"<html>busy</html>"), "answers 503"),
        ((429, b'{"message": "SECRET", "code": "too_many_search_requests"}'), "too_many_search_requests"),
        ((404, b"<html>not this server</html>"), "answers 404"),
        ((200, b"<html>hello</html>"), "answers what is not Meilisearch's"),
        ((200, b"[]"), "answers what is not Meilisearch's"),
        ((200, b'{"uid": "x"}'), "answers what is not Meilisearch's"),
        ((400, b'{"code": "SECRET text", "message": ""}'), "answers 400"),
    ],
)
def test_what_is_no_answer_of_meilisearch_is_that_it_is_away(server, stub, answer, reason):
    stub.fault = lambda method, path: answer
    with pytest.raises(Away) as caught:
        server.created("test_live_a")
    assert caught.value.reason == reason


def test_a_server_that_is_not_there_is_away():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(Away) as caught:
            Server(f"http://127.0.0.1:{free.getsockname()[1]}", KEY, seconds=1).created("test_live_a")
    assert caught.value.reason == "does not answer"


def test_a_server_that_says_nothing_is_away_after_its_time():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(Away) as caught:
            Server(f"http://127.0.0.1:{silent.getsockname()[1]}", KEY, seconds=1).created("test_live_a")
    assert caught.value.reason == "does not answer"


@contextmanager
def sending(pieces):
    """A server that begins an answer and then sends these for as long as somebody takes them: its address."""
    ended = threading.Event()

    def answer(server):
        with suppress(OSError):
            client, _ = server.accept()
            with client:
                client.recv(65_536)
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
                for piece in pieces:
                    client.sendall(piece)
                    if ended.wait(0.01):
                        return

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=answer, args=(server,))
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        ended.set()
        thread.join()


def test_a_server_that_sends_an_answer_byte_by_byte_is_away_after_its_time():
    with sending(repeat(b" ")) as url, pytest.raises(Away) as caught:
        Server(url, KEY, seconds=1).created("test_live_a")
    assert caught.value.reason == "does not answer"


def test_a_server_whose_answer_has_no_end_is_away(monkeypatch):
    monkeypatch.setattr(client, "LONGEST", 1_000_000)
    with sending(repeat(b" " * 100_000)) as url, pytest.raises(Away) as caught:
        Server(url, KEY, seconds=60).created("test_live_a")
    assert caught.value.reason == "does not answer"


def test_a_server_that_breaks_off_is_away():
    with sending([b'{"createdAt": "20']) as url, pytest.raises(Away) as caught:
        Server(url, KEY, seconds=5).created("test_live_a")
    assert caught.value.reason == "answers what is not Meilisearch's"
