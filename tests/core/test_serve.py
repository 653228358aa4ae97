"""The one command, as an operator runs it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.core.management.commands import serve

REPOSITORY = Path(__file__).resolve().parents[2]
SECONDS = 180


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(state, port, output):
    """The command in a process of its own, its output in a file."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment |= {"MADANG_STATE_DIR": str(state), "PORT": str(port)}
    with output.open("w") as file:
        return subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--demo"],
            cwd=REPOSITORY,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_for(text, output, process):
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if text in output.read_text():
            return output.read_text()
        time.sleep(0.1)
    raise AssertionError(output.read_text())


def get(address):
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.status, answer.headers, answer.read()


def test_a_used_port_is_named_with_a_way_out(settings):
    with socket.socket() as used:
        used.bind(("127.0.0.1", 0))
        used.listen()
        settings.MADANG_PORT = used.getsockname()[1]
        port = settings.MADANG_PORT
        with pytest.raises(CommandError, match=rf"port {port}: .*PORT={port + 1} make run"):
            call_command("serve")


@pytest.mark.parametrize(("host", "asked"), [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("127.0.0.1", "127.0.0.1")])
def test_health_is_asked_where_the_server_listens(host, asked, settings, monkeypatch):
    seen = []

    def refuse(address, timeout):
        seen.append(address)
        raise OSError

    monkeypatch.setattr(serve.urllib.request, "urlopen", refuse)
    settings.MADANG_HOST, settings.MADANG_PORT = host, 8123
    assert not serve._is_healthy()
    assert seen == [f"http://{asked}:8123/healthz"]


def test_an_empty_folder_becomes_a_running_city_that_stops_cleanly(tmp_path):
    """First start, second start on another port, SIGTERM and SIGINT: all in one, because a start takes seconds."""
    state, output = tmp_path / "var", tmp_path / "output"
    for number in (signal.SIGTERM, signal.SIGINT):
        port = free_port()
        process = start(state, port, output)
        try:
            said = wait_for("Stop it with Ctrl-C.", output, process)
            for path in ("/", "/admin/", "/graphql", "/feed.atom", "/sitemap.xml", "/data/catalogue.ttl"):
                assert f"http://127.0.0.1:{port}{path}" in said
            assert "employee / " in said
            status, headers, body = get(f"http://127.0.0.1:{port}/feed.atom")
            assert (status, "Set-Cookie" in headers) == (200, False)
            assert f"http://127.0.0.1:{port}/id/post/".encode() in body
        finally:
            process.send_signal(number)
            code = process.wait(60)
        assert (code, output.read_text().splitlines()[-1]) == (0, "Stopped.")
        with pytest.raises(OSError):
            get(f"http://127.0.0.1:{port}/healthz")
    assert (state / "secret_key").stat().st_mode & 0o077 == 0
