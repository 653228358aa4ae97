"""The normal form of addresses (RFC 3986, 6): every door that is handed one reads it here, so that all agree.

A host is in small letters and, beyond ASCII, in its A-labels (UTS 46, as browsers write them), without a last dot and
without port 80 or 443: the scheme follows from the port here, so neither is ever written. A path is decoded and NFC,
without dot segments and without empty ones; that of a page ends in one slash. ValueError for what is none.
"""

import re
from functools import lru_cache
from ipaddress import IPv6Address
from typing import Final, NamedTuple
from unicodedata import normalize
from urllib.parse import quote, quote_from_bytes, unquote, unquote_to_bytes, urlencode, urlsplit

import idna

PORTS: Final = {"http": 80, "https": 443}
_LONGEST_HOST: Final = 253
_NAME: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*")
_PORT: Final = re.compile(r"0*([0-9]{1,5})")
_LARGEST_PORT: Final = 65_535
# The longest path of a page, in letters, and what none of its letters is.
LONGEST_PATH: Final = 1_500
IN_NO_PATH: Final = re.compile("[\x00-\x1f\x7f-\x9f\ufffd]")
# What normal_path would change.
_NOT_NORMAL: Final = re.compile(r"//|/\.{1,2}(?:/|\Z)")
# So many parameters of a query are read.
MOST_PARAMETERS: Final = 200


class Address(NamedTuple):
    """The parts of an absolute web address: ``host`` in its normal form, ``path`` decoded and else as written."""

    scheme: str
    host: str
    path: str


def address(url: str) -> Address:
    """Read an absolute http or https address."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS:
        raise ValueError(f"{url!r} is no absolute web address")
    return Address(parts.scheme, normal_host(parts.netloc), unquote(parts.path) or "/")


def origin(url: str) -> str:
    """The scheme and host of an address with nothing after them, such as ``https://news.example.org``."""
    found, parts = address(url), urlsplit(url)
    if parts.path not in ("", "/") or "?" in url or "#" in url or parts.netloc.endswith(":"):
        raise ValueError(f"{url!r} has more than a scheme and a host")
    name, port = split_host(parts.netloc)
    written = "" if port in (None, PORTS[found.scheme]) else f":{port}"
    return f"{found.scheme}://{name}{written}"


def origin_of(url: str) -> str:
    """The scheme and host that an absolute address begins with, as they are written."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def kept_host(host: str) -> str:
    """The normal form of a host that is stored already, or what is stored where it has none."""
    try:
        return normal_host(host)
    except ValueError:
        return host


@lru_cache(maxsize=1024)
def normal_host(host: str) -> str:
    """A host, perhaps with a port, as requests, addresses and people write it."""
    name, port = split_host(host)
    return name if port in (None, *PORTS.values()) else f"{name}:{port}"


def split_host(host: str) -> tuple[str, int | None]:
    """The name of a host in its normal form, and its port if it says one."""
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        return _normal_name(host), None
    return _normal_name(name), _number(port) if port else None


def _number(port: str) -> int:
    found = _PORT.fullmatch(port)
    if found is None or not 0 < int(found[1]) <= _LARGEST_PORT:
        raise ValueError(f"{port!r} is no port")
    return int(found[1])


def _normal_name(name: str) -> str:
    if name.startswith("[") and name.endswith("]"):
        found = IPv6Address(name[1:-1])
        if "%" in name:
            raise ValueError(f"{name!r} has a zone, which means something on one machine only")
        return f"[{found}]"
    name = unquote(name, errors="strict") if "%" in name else name
    name = name.lower() if name.isascii() else _a_labels(name)
    name = name.removesuffix(".")
    if len(name) > _LONGEST_HOST or not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no host name")
    return name


def _a_labels(name: str) -> str:
    """IDNA in ASCII; its errors are of ValueError."""
    return idna.encode(name, uts46=True).decode("ascii")


def normal_path(path: str) -> str:
    """A decoded path in NFC, without dot segments (RFC 3986, 5.2.4) and without empty ones."""
    path = path if path.isascii() else normalize("NFC", path)
    path = path if path.startswith("/") else f"/{path}"
    if not _NOT_NORMAL.search(path):
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(segment)
    end = "/" if kept and segments[-1] in ("", ".", "..") else ""
    return f"/{'/'.join(kept)}{end}"


def page_path(path: str) -> str:
    """The normal form of the path of a page: it ends in a slash."""
    path = normal_path(path)
    return path if path.endswith("/") else f"{path}/"


def written_path(path: str) -> str:
    """A decoded path as an address has it."""
    return quote(path, safe="/:@!$&'()*+,;=~")


def normal_query(query: str) -> str:
    """A query as it is compared: its parameters in one order and one encoding, without empty ones."""
    return "&".join(sorted(parameters(query)))


def parameters(query: str) -> list[str]:
    """The first parameters of a query as they are compared, in their order, each once."""
    pairs = [part.partition("=")[::2] for part in query.split("&", MOST_PARAMETERS)[:MOST_PARAMETERS] if part]
    return list(dict.fromkeys(urlencode([(_letters(name), _letters(value))]) for name, value in pairs))


def _letters(written: str) -> str:
    """The decoded letters in NFC; bytes that are no UTF-8, as old systems wrote them, stay percent signs."""
    found = unquote_to_bytes(written.replace("+", " "))
    try:
        return normalize("NFC", found.decode())
    except UnicodeDecodeError:
        return quote_from_bytes(found)
