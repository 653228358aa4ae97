"""The one way out: asking other machines over HTTP, whatever an editor, an export or a redirect names as the address.

A name is resolved once, and every address that it has must be public, or in a network that the operator has named in
``MADANG_OUTGOING_NETWORKS``: no address makes this machine ask its own network (SSRF). The connection goes to the very
address that was looked at. The limits of a client count from one byte to the next, so a receiver that sends one a
second would hold on for ever: here the connection itself is ended when the time is over, whether it resolves,
connects, greets, waits or drips. Where the environment names a proxy (``HTTPS_PROXY``), that one decides instead.
"""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from time import monotonic
from typing import Any, Final, Self
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from cms.core.requests import ipv4_in
from cms.jobs.failures import told

_CHUNK: Final = 2**16
_SCHEMES: Final = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """In seconds, ``whole`` for all of it; ``size`` are the bytes that are read of a body at most."""

    connect: float = 5.0
    read: float = 10.0
    whole: float = 20.0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of another machine; ``body`` is empty where its size is limited to nothing."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class OutgoingError(Exception):
    """There is no answer. ``reason`` says why, without the address, which may carry a secret."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotAllowed(OutgoingError):
    """The address is none that may be asked; nothing was sent."""


class NoAnswer(OutgoingError):
    """The other machine is away, or too slow."""


class TooMuch(OutgoingError):
    """The answer is longer than its limit."""


def ask(
    method: str,
    url: str,
    *,
    limits: Limits,
    headers: Mapping[str, str] | None = None,
    data: bytes | None = None,
    redirects: int = 0,
) -> Answer:
    """Ask, following so many redirects of a GET; each is looked at as the first address is. Raises OutgoingError."""
    said = {"User-Agent": _name(), "Accept-Encoding": "identity", **(headers or {})}
    with _Deadline(limits.whole) as deadline, requests.Session() as session:
        for scheme in _SCHEMES:
            session.mount(f"{scheme}://", _Adapter())
        with _told(deadline, limits):
            while True:
                _check_form(url)
                answer = session.request(
                    method,
                    url,
                    data=data,
                    headers=said,
                    timeout=(limits.connect, limits.read),
                    allow_redirects=False,
                    stream=True,
                )
                with answer:
                    if not (redirects and answer.is_redirect and method == "GET"):
                        return Answer(answer.status_code, answer.headers, _body(answer, limits.size))
                url, redirects = urljoin(url, answer.headers["Location"]), redirects - 1


def _name() -> str:
    """The name by which we say who asks."""
    return f"Madang (+{settings.MADANG_BASE_URL})"


def _check_form(url: str) -> None:
    """NotAllowed for what is no web address."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise NotAllowed(f"not an address: {error}") from error
    if parts.scheme not in _SCHEMES or not host:
        raise NotAllowed("not an address of the web")


def _body(answer: requests.Response, size: int) -> bytes:
    data = b""
    while size and (chunk := answer.raw.read(_CHUNK, decode_content=False)):
        data += chunk
        if len(data) > size:
            raise TooMuch(f"larger than {size // 2**20} MB")
    return data


def addresses(host: str, port: int) -> list[str]:
    """The addresses of a host, resolved once. OSError where it has none, NotAllowed where one may not be asked."""
    found = list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    if not all(map(_may_be_asked, found)):
        raise NotAllowed("an address of this machine or of a network that is not public (MADANG_OUTGOING_NETWORKS)")
    return found


def _may_be_asked(address: str) -> bool:
    found: Any = ip_address(address.partition("%")[0])
    found = (isinstance(found, IPv6Address) and ipv4_in(found)) or found
    named = (ip_network(network) for network in settings.MADANG_OUTGOING_NETWORKS)
    return (found.is_global and not found.is_multicast) or any(found in network for network in named)


@contextmanager
def _told(deadline: "_Deadline", limits: Limits) -> Iterator[None]:
    """Turn what a connection ends with into a NoAnswer that says it in words."""
    try:
        yield
    except (requests.RequestException, OSError) as error:
        late = f"no answer within {limits.whole:g} s"
        raise NoAnswer(late if deadline.has_passed else _reason(error, limits)) from error


def _reason(error: Exception, limits: Limits) -> str:
    """Without the address, which may carry a secret."""
    if isinstance(error, requests.ConnectTimeout):
        return f"no connection within {limits.connect:g} s"
    if isinstance(error, requests.Timeout | TimeoutError):
        return f"no answer within {limits.read:g} s"
    if isinstance(error, requests.exceptions.SSLError):
        return "no secure connection: its certificate or its TLS cannot be trusted"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.strerror:
            return f"no connection: {cause.strerror}"
        cause = cause.__cause__ or cause.__context__
    return told(error)


class _Deadline:
    """A context at whose end in time the sockets made in it are shut down."""

    def __init__(self, seconds: float) -> None:
        self._until = monotonic() + seconds
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self.has_passed = False

    def __enter__(self) -> Self:
        self._timer.start()
        self._before = _deadline.set(self)
        return self

    def __exit__(self, *exc: object) -> None:
        self._timer.cancel()
        _deadline.reset(self._before)
        with self._lock:
            for watched in self._sockets:
                watched.close()

    def watch(self, made: socket.socket) -> socket.socket:
        """The socket, or TimeoutError where it was made too late to send anything."""
        with self._lock:
            if self.has_passed or monotonic() > self._until:
                made.close()
                raise TimeoutError
            # A second handle of it: TLS takes the first one over.
            self._sockets.append(made.dup())
        return made

    def _end(self) -> None:
        with self._lock:
            self.has_passed = True
            for watched in self._sockets:
                try:
                    watched.shutdown(socket.SHUT_RDWR)
                except OSError:  # the other side has ended it
                    continue


_deadline: ContextVar[_Deadline] = ContextVar("deadline")


class _Guarded:
    """A connection to an address that was looked at, within the time that is left."""

    _dns_host: str
    port: int
    proxy: Any

    def _new_conn(self) -> socket.socket:
        connect: Any = super()._new_conn  # type: ignore[misc]
        if self.proxy:
            return _deadline.get().watch(connect())
        name, failed = self._dns_host, None
        try:
            for address in addresses(name, self.port):
                self._dns_host = address
                try:
                    return _deadline.get().watch(connect())
                except HTTPError as error:
                    failed = error
        finally:
            self._dns_host = name
        raise failed or OSError("the name has no address")


class _Connection(_Guarded, HTTPConnection):
    pass


class _SecureConnection(_Guarded, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


_POOLS: Final = {"http": _Pool, "https": _SecurePool}


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = _POOLS
        return manager
