"""Requests that wait for a thread when the database falls silent for a moment."""

import asyncio
import threading
from io import BytesIO
from pathlib import Path

import pytest

from cms.core.errors import Unavailable
from cms.serving.threads import Threads
from tests.loop import completed


class Database:
    """One that has been owing an answer for some time, until it answers again."""

    def __init__(self):
        self.is_silent = True

    def lost(self):
        return False

    def owing(self):
        return 1.0 if self.is_silent else 0.0


def request(method="GET"):
    return {"REQUEST_METHOD": method, "wsgi.input": BytesIO(b"body")}


def test_who_waits_behind_threads_that_are_given_up_is_answered_too(tmp_path: Path):
    """The database answers again before the patience with them is at its end."""
    database, asked, answers = Database(), [], threading.Event()

    def application(environ, start_response):
        asked.append(environ["REQUEST_METHOD"])
        answers.wait(30)
        start_response("200 OK", [])
        return [b"ok"]

    async def ask():
        threads = Threads(application, contact=database, folder=tmp_path, count=1, waiting=2, streams=1)
        first = asyncio.ensure_future(threads.ask(request()))
        await asyncio.sleep(0.3)
        behind = request("POST")
        second = asyncio.ensure_future(threads.ask(behind))
        with pytest.raises(Unavailable, match="the database does not answer"):
            await first
        database.is_silent = False
        answers.set()
        with pytest.raises(Unavailable, match="the database does not answer"):
            await asyncio.wait_for(second, 5)
        assert behind["wsgi.input"].closed
        # Neither is waiting any more, and others are answered.
        told = await asyncio.gather(threads.ask(request()), threads.ask(request()))
        return [answer.body for answer in told]

    assert completed(ask()) == [b"ok", b"ok"]
    assert asked == ["GET", "GET", "GET"]


def test_the_body_of_a_request_too_many_is_closed(tmp_path: Path):
    threads = Threads(lambda *_: [b""], contact=Database(), folder=tmp_path, count=1, waiting=0, streams=1)
    refused = request("POST")
    with pytest.raises(Unavailable, match="too many requests wait"):
        completed(threads.ask(refused))
    assert refused["wsgi.input"].closed
