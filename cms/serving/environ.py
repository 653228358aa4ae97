"""A request as ASGI describes it, in the words of WSGI (PEP 3333)."""

import sys
from functools import lru_cache
from io import BytesIO
from typing import Any, Final
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIEnvironment

_OWN_NAMES: Final = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


def environ_of(scope: Any) -> WSGIEnvironment:
    """The environment of a request without a body; ``wsgi.input`` is empty.

    A header whose name has an underscore is left out: after this translation it would look like another one.
    """
    server, client = scope["server"] or ("", 0), scope["client"] or ("", 0)
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": _path(scope["raw_path"]),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        key = _key(name)
        if key:
            text = value.decode("latin-1")
            environ[key] = f"{environ[key]}{_between(key)}{text}" if key in environ else text
    return environ


def _path(raw: bytes) -> str:
    """Its bytes, each as the character of that number."""
    return (unquote_to_bytes(raw) if b"%" in raw else raw).decode("latin-1")


@lru_cache(maxsize=512)
def _key(name: bytes) -> str:
    if b"_" in name:
        return ""
    return _OWN_NAMES.get(name) or "HTTP_" + name.decode("latin-1").upper().replace("-", "_")


def _between(key: str) -> str:
    """The text that joins two headers of one name (RFC 9110, 5.3; RFC 9113, 8.2.3)."""
    return "; " if key == "HTTP_COOKIE" else ","
