"""Requests: how they are read, and where they come from."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.utils.http import parse_header_parameters

# The bits of an IPv6 address that a provider gives to one customer at least (RFC 6177); the rest is the customer's own.
IPV6_NETWORK: Final = 64
# Whose last 32 bits are an IPv4 address: of translators (RFC 6052, section 2.1; RFC 7915 with ::ffff:0:a.b.c.d).
_IPV4_AT_THE_END: Final = (ip_network("64:ff9b::/96"), ip_network("::ffff:0:0:0/96"))
# Of a translator of one's own (RFC 8215), who alone knows where in it the IPv4 address stands.
_OF_A_TRANSLATOR: Final = ip_network("64:ff9b:1::/48")


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
    """The address that counts as one client: an IPv4 address, the first one of an IPv6 network; None as above.

    Whoever has an IPv6 address has the 2^64 of its network, and could begin to count anew with each. Not so where the
    address stands for an IPv4 address: there one network is everybody's.
    """
    address = client_address(request)
    found = ip_address(address) if address else None
    if not isinstance(found, IPv6Address):
        return address
    if inner := ipv4_in(found):
        return str(inner)
    bits = 128 if found in _OF_A_TRANSLATOR else IPV6_NETWORK
    return str(ip_network((found, bits), strict=False).network_address)


def ipv4_in(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, translated, or of a 6to4 network (RFC 3056)."""
    if any(address in network for network in _IPV4_AT_THE_END):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


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
