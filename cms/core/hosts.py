"""The host that a request was sent to: in its normal form before anything reads it, and judged by what is ours.

RFC 9112, 3.2: a request of HTTP/1.1 without a host, or with what is none, is refused with 400.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

from django.conf import settings
from django.http.request import validate_host

from cms.core.errors import BadInput
from cms.normal_form import normal_host, split_host

_LOCAL: Final = "localhost"
_NOT_OF_THE_WORLD: Final = frozenset(
    "corp home internal intranet invalid lan local localdomain localhost mail private test".split()
)
# How browsers read the last label of a host that is an address (WHATWG URL, 3.5).
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_EXAMPLES: Final = tuple(
    map(ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"))
)

Refuse = Callable[[WSGIEnvironment, StartResponse, BadInput], Iterable[bytes]]


class Hosts:
    """The step before the cache by which all spellings of a host share what is kept; ``refuse`` words the 400."""

    def __init__(self, refuse: Refuse) -> None:
        self._refuse = refuse

    def at_once(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes] | None:
        """Write the host in its normal form; the refusal where the request has none, else None."""
        try:
            environ["HTTP_HOST"] = _asked(environ["HTTP_HOST"])
            return None
        except KeyError:
            if environ.get("SERVER_PROTOCOL") != "HTTP/1.1":
                environ["HTTP_HOST"] = own_host()
                return None
            error = BadInput("a request of HTTP/1.1 names the host that it is for", where="Host")
        except ValueError:
            error = BadInput("this is no host name", where="Host")
        return [*self._refuse(environ, start_response, error)]


@lru_cache(maxsize=1024)
def _asked(header: str) -> str:
    """A host as WSGI has it: its bytes, each as the character of that number."""
    return normal_host(header if header.isascii() else header.encode("latin-1").decode())


def own_host() -> str:
    """The host of ``MADANG_BASE_URL``: where the city and its editor are."""
    return normal_host(urlsplit(settings.MADANG_BASE_URL).netloc)


def is_own(host: str) -> bool:
    """Return whether a host, in its normal form, is one that the settings name: that of the city, whatever its port,
    one of ``ALLOWED_HOSTS``, and every name of this machine where the city itself has only such a one.
    """
    name, own = split_host(host)[0], split_host(own_host())[0]
    return (
        name == own
        or validate_host(name, settings.MADANG_FURTHER_HOSTS)
        or (is_loopback(name) and (is_loopback(own) or own.endswith(f".{_LOCAL}")))
    )


def is_public(name: str) -> bool:
    """Return whether a host name, in its normal form and without a port, can mean the same to the whole world.

    Not those of one machine or network (RFC 6761, 6762, 8375, and what ICANN keeps out of the public DNS), and not a
    name of one label. Those that are reserved for examples stand for public ones, in addresses too (RFC 5737, 3849).
    """
    labels = name.split(".")
    if name.startswith("[") or _NUMBER.fullmatch(labels[-1]):
        return _is_public_address(name.strip("[]"))
    return len(labels) > 1 and labels[-1] not in _NOT_OF_THE_WORLD and labels[-2:] != ["home", "arpa"]


def _is_public_address(name: str) -> bool:
    try:
        found = ip_address(name)
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    examples = any(found.version == network.version and found in network for network in _EXAMPLES)
    return examples or (found.is_global and not found.is_multicast)


def is_public_base(iri: str) -> bool:
    """Return whether the host of an IRI or address means the same to the whole world."""
    return is_public(split_host(urlsplit(iri).netloc)[0])


def is_loopback(name: str) -> bool:
    """Return whether a name leads a machine to itself."""
    if name == _LOCAL:
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False
