"""The answers that one process keeps, by address and by what requests say in the headers that these vary on.

The rule is that of RFC 9111, 4.1.
"""

from collections import OrderedDict
from threading import Lock
from typing import Final
from wsgiref.types import WSGIEnvironment

from api.browsers import normal_accept
from api.kept.forms import Kept

_VARIANTS: Final = 16

Key = tuple[str | None, ...]
Variant = tuple[str | None, ...]


class _Address:
    """The answers of one address, one for each combination of the request headers that they vary on."""

    __slots__ = ("answers", "size", "vary")

    def __init__(self, vary: tuple[str, ...]) -> None:
        self.vary = vary
        self.answers: dict[Variant, Kept] = {}
        self.size = 0


class Memory:
    """Answers of at most ``max_bytes``; the least used addresses go first."""

    def __init__(self, *, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._addresses: OrderedDict[Key, _Address] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Key, environ: WSGIEnvironment) -> Kept | None:
        """The answer for a request, however old."""
        with self._lock:
            address = self._addresses.get(key)
            if address is None:
                return None
            self._addresses.move_to_end(key)
            return address.answers.get(variant_of(environ, address.vary))

    def keep(self, key: Key, variant: Variant, answer: Kept, *, vary: tuple[str, ...]) -> None:
        """Keep an answer, and let go of what is too much with it."""
        with self._lock:
            address = self._addresses.get(key)
            if address is None or address.vary != vary or len(address.answers) >= _VARIANTS:
                self._bytes -= address.size if address else 0
                address = self._addresses[key] = _Address(vary)
            replaced = address.answers.get(variant)
            grown = answer.size - (replaced.size if replaced else 0)
            address.answers[variant] = answer
            address.size += grown
            self._bytes += grown
            while self._bytes > self._max_bytes:
                self._bytes -= self._addresses.popitem(last=False)[1].size


def key_of(environ: WSGIEnvironment) -> Key:
    """The address that a request asks for."""
    get = environ.get
    scheme = get("HTTP_X_FORWARDED_PROTO", environ["wsgi.url_scheme"])
    return (get("HTTP_HOST", ""), environ["PATH_INFO"], get("QUERY_STRING", ""), scheme)


def variant_of(environ: WSGIEnvironment, vary: tuple[str, ...]) -> Variant:
    """The values of a request in the headers that an answer varies on."""
    get = environ.get
    return tuple([normal_accept(get(name)) if name == "HTTP_ACCEPT" else get(name) for name in vary])
