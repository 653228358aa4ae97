"""The one way out: which addresses may be asked, how long and how much, and what is said where there is no answer."""

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cms.core import outgoing
from cms.core.outgoing import Answer, Limits, NoAnswer, NotAllowed, TooMuch, ask

QUICK = Limits(connect=1.0, read=1.0, whole=2.0, size=1_000)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
        status, headers, body = self.server.answers.get(self.path, (200, {}, b"here"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Tests print nothing of each request."""


@contextmanager
def serving(**answers):
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.seen, server.answers = [], {f"/{name}": answer for name, answer in answers.items()}
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def names(monkeypatch):
    """The addresses that names resolve to; others are not there."""
    known = {}

    def resolve(host, port, *args, **kwargs):
        if host in known:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known[host]]
        return real(host, port, *args, **kwargs)

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return known


PRIVATE = (
    "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
    "::1", "fd00::1", "fe80::1%eth0", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_of_this_machine_or_a_private_network_is_asked(names, settings, address):
    settings.MADANG_OUTGOING_NETWORKS = []
    names["city.example"] = [address]
    with pytest.raises(NotAllowed, match="not public"):
        outgoing.addresses("city.example", 80)
    names["city.example"] = ["8.8.8.8", address]
    with pytest.raises(NotAllowed):
        ask("GET", "http://city.example/", limits=QUICK)


def test_what_the_operator_has_named_and_what_is_public_may_be_asked(names, settings):
    settings.MADANG_OUTGOING_NETWORKS = ["10.20.0.0/16"]
    names["build.city.example"] = ["10.20.0.9"]
    names["front.example"] = ["8.8.8.8", "8.8.8.8", "8.8.4.4"]
    assert outgoing.addresses("build.city.example", 80) == ["10.20.0.9"]
    assert outgoing.addresses("front.example", 443) == ["8.8.8.8", "8.8.4.4"]
    names["build.city.example"] = ["10.21.0.9"]
    with pytest.raises(NotAllowed):
        outgoing.addresses("build.city.example", 80)


def test_a_name_is_resolved_once_and_the_address_that_was_looked_at_is_asked(monkeypatch, settings):
    """A name that answers with a public address at first and with a private one later finds no second time."""
    answers = ["127.0.0.1"]
    real = socket.getaddrinfo

    def resolve(host, port, *args, **kwargs):
        if host == "once.example":
            return real(answers.pop(), port, *args, **kwargs)
        return real(host, port, *args, **kwargs)

    with serving() as (server, _):
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        host = f"once.example:{server.server_port}"
        found = ask("GET", f"http://{host}/a?b=1", limits=QUICK)
        assert (found.status, found.body, answers) == (200, b"here", [])
        assert server.seen == [("/a?b=1", host, f"Madang (+{settings.MADANG_BASE_URL})")]


def test_a_redirect_is_followed_so_often_as_is_said_and_looked_at_as_the_first_address(settings):
    with serving(
        a=(302, {"Location": "/b"}, b""),
        b=(301, {"Location": "/c"}, b""),
        inside=(302, {"Location": "http://10.0.0.1/secret"}, b""),
        file=(302, {"Location": "file:///etc/passwd"}, b""),
    ) as (server, base):
        assert ask("GET", f"{base}/a", limits=QUICK, redirects=2).body == b"here"
        assert [path for path, _, _ in server.seen] == ["/a", "/b", "/c"]
        assert ask("GET", f"{base}/a", limits=QUICK, redirects=1).status == 301
        assert ask("GET", f"{base}/a", limits=QUICK).status == 302
        for name in ("inside", "file"):
            with pytest.raises(NotAllowed):
                ask("GET", f"{base}/{name}", limits=QUICK, redirects=3)


@pytest.mark.parametrize(
    "url", ["ftp://city.example/", "file:///etc/passwd", "//city.example", "http://", "http://[::1", ""]
)
def test_what_is_no_address_of_the_web_is_asked_nothing(url):
    with pytest.raises(NotAllowed, match="not an address"):
        ask("GET", url, limits=QUICK)


def test_a_long_answer_is_refused_and_none_is_read_where_none_is_wanted():
    with serving(long=(200, {}, b"x" * 1_001), fits=(200, {}, b"x" * 1_000)) as (_, base):
        assert len(ask("GET", f"{base}/fits", limits=QUICK).body) == 1_000
        with pytest.raises(TooMuch, match="larger than"):
            ask("GET", f"{base}/long", limits=QUICK)
        found = ask("GET", f"{base}/long", limits=Limits())
        assert isinstance(found, Answer) and (found.status, found.body) == (200, b"")


def test_nobody_there_is_said_without_the_address(names):
    with pytest.raises(NoAnswer) as caught:
        ask("GET", "http://127.0.0.1:9/?token=s3cr3t", limits=QUICK)
    assert caught.value.reason == "no connection: Connection refused"
    with pytest.raises(NoAnswer) as caught:
        ask("GET", "http://no-such-host.invalid/?token=s3cr3t", limits=QUICK)
    assert "s3cr3t" not in caught.value.reason
