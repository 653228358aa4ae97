"""The one command, in this process; tests/journeys runs it as an operator does."""

import socket

import pytest
from django.core.management import CommandError, call_command

from cms.core.management.commands import serve


def test_a_used_port_is_named_with_a_way_out(settings):
    with socket.socket() as used:
        used.bind(("127.0.0.1", 0))
        used.listen()
        settings.MADANG_PORT = used.getsockname()[1]
        port = settings.MADANG_PORT
        with pytest.raises(CommandError, match=rf"port {port}: .*PORT={port + 1} make run"):
            call_command("serve")


@pytest.mark.parametrize(("host", "asked"), [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("127.0.0.1", "127.0.0.1")])
def test_health_is_asked_where_the_server_listens(host, asked, settings, monkeypatch):
    seen = []

    class Refusing:
        def __init__(self, name, port, timeout):
            seen.append((name, port))

        def request(self, method, path):
            seen.append((method, path))
            raise OSError

        def close(self):
            seen.append("closed")

    monkeypatch.setattr(serve, "HTTPConnection", Refusing)
    settings.MADANG_HOST, settings.MADANG_PORT = host, 8123
    assert not serve._is_ready()
    assert seen == [(asked, 8123), ("GET", "/readyz"), "closed"]
