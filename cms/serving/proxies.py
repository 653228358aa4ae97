"""Whom to believe about a client: the proxies in front, by where they are, and nobody else."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Final
from wsgiref.types import WSGIEnvironment

_SAID: Final = (
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_FORWARDED",
    "HTTP_X_REQUEST_ID",
)


class Proxies:
    """The networks whose ``X-Forwarded-`` headers, and names of requests, are believed."""

    def __init__(self, networks: Iterable[str]) -> None:
        self._networks = [ip_network(network) for network in networks]
        self._trusts = lru_cache(maxsize=1024)(self._finds)

    def check(self, environ: WSGIEnvironment) -> None:
        """Take away what a stranger says about itself: its address, how it came, the id of the request."""
        if any(name in environ for name in _SAID) and not self._trusts(environ["REMOTE_ADDR"]):
            for name in _SAID:
                environ.pop(name, None)

    def _finds(self, address: str) -> bool:
        try:
            known = ip_address(address)
        except ValueError:
            return False
        known = getattr(known, "ipv4_mapped", None) or known
        return any(known in network for network in self._networks)
