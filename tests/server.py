"""The application on a socket of its own, inside the test's transaction."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch
from wsgiref.simple_server import WSGIRequestHandler, make_server

import requests
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        """Tests print nothing of each request."""


class Server:
    """A client bound to the running server; ``host`` is the name that requests carry."""

    def __init__(self, port, host):
        self.port = port
        self.host = host

    def get(self, url, *, host=None, **headers):
        """GET a path, or an absolute address whose host then becomes the Host header; redirects are not followed."""
        if "://" in url:
            host, _, rest = url.split("://", 1)[1].partition("/")
            url = f"/{rest}"
        sent = {"Host": host or self.host, "Connection": "close"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.get(f"http://127.0.0.1:{self.port}{url}", headers=sent, allow_redirects=False, timeout=30)

    def post(self, path, *, host=None, **kwargs):
        """POST to a path."""
        sent = {"Host": host or self.host, "Connection": "close"} | kwargs.pop("headers", {})
        return requests.post(f"http://127.0.0.1:{self.port}{path}", headers=sent, timeout=30, **kwargs)


@contextmanager
def connections_kept() -> Iterator[None]:
    """Django gives a connection back at the end of a request; here it is the test's own, in the middle of its work."""
    with patch.object(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda self: None):
        yield


@contextmanager
def serve(host: str = "saebyeol.example") -> Iterator[Server]:
    """Serve ``cms.wsgi`` from one thread that shares this thread's database connection."""
    from cms.wsgi import application

    own = connections["default"]
    own.inc_thread_sharing()
    httpd = make_server("127.0.0.1", 0, application, handler_class=_QuietHandler)

    def run():
        connections["default"] = own
        httpd.serve_forever(poll_interval=0.01)

    thread = threading.Thread(target=run, daemon=True)
    with connections_kept():
        thread.start()
        try:
            yield Server(httpd.server_port, host)
        finally:
            httpd.shutdown()
            thread.join()
            httpd.server_close()
            own.dec_thread_sharing()
