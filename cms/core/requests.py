"""Requests: how they are read, and where they come from."""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Final

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.utils.http import parse_header_parameters

# The bits of an IPv6 address that a provider gives to one customer at least (RFC 6177); the rest is the customer's own.
IPV6_NETWORK: Final = 64


class Request(WSGIRequest):
    """A request whose address and forms are UTF-8, whatever encoding it names.

    Python knows encodings that are none of text (``hex``) or that no text has (``undefined``): Django takes their names
    from the request and fails where it reads it, before anything could answer. A content type that cannot be read at
    all is none.
    """

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = "", {}


def client_address(request: HttpRequest) -> str | None:
    """The client's IP address, or None where the server does not know one (a Unix socket).

    Each of the ``MADANG_PROXIES`` trusted proxies adds the address it was asked from at the end of X-Forwarded-For, so
    the client's is that many places from the end. What stands before it was written by the client and proves nothing.
    """
    hops = [request.META.get("REMOTE_ADDR", "")]
    if settings.MADANG_PROXIES:
        hops = [*request.headers.get("X-Forwarded-For", "").split(","), *hops]
    return _address(hops[max(-len(hops), -1 - settings.MADANG_PROXIES)]) or _address(hops[-1])


def client_network(request: HttpRequest) -> str | None:
    """What is counted as one client: the IPv4 address, the first address of the IPv6 network; None as above.

    Whoever has an IPv6 address has the 2^64 of its network, and could begin to count anew with each.
    """
    address = client_address(request)
    if address is None or ":" not in address:
        return address
    return str(ip_network((address, IPV6_NETWORK), strict=False).network_address)


def _address(text: str) -> str | None:
    """The address in one form; IPv6 may stand in brackets, IPv4 behind a port or mapped into IPv6 (RFC 4291, 2.5.5.2).

    The zone of a link-local address is a name of the server's own.
    """
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return str(found.ipv4_mapped or found) if isinstance(found, IPv6Address) else str(found)
