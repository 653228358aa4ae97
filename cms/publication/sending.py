"""Sending one webhook, within a time that no receiver can stretch.

The limits of a client count from one byte to the next, so a receiver that sends one a second holds on for ever. Here
the connection itself is ended when the time is over, whether it resolves, connects, greets, waits or drips.
"""

import socket
import threading
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from cms.jobs.failures import told

# Status codes: below the first it was not taken, from the last on it is the receiver that is unwell.
_TAKEN, _BUSY, _UNWELL = 200, 429, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """In seconds, ``whole`` for all of it; the number of threads, and of those that one receiver may hold."""

    connect: float = 5.0
    read: float = 10.0
    whole: float = 20.0
    threads: int = 16
    for_one: int = 2


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent, and where."""

    url: str
    payload: bytes
    headers: Mapping[str, str]


class NotTaken(Exception):
    """The receiver did not take it. ``is_away`` says that it would take nothing else now either."""

    def __init__(self, reason: str, *, is_away: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_away = is_away


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


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _deadline.get().watch(super()._new_conn())


class _SecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _deadline.get().watch(super()._new_conn())


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


def send(letter: Letter, limits: Limits) -> None:
    """Return when the receiver has said that it took the letter; NotTaken otherwise. Redirects are not followed."""
    with _Deadline(limits.whole) as deadline, requests.Session() as session:
        for scheme in ("http://", "https://"):
            session.mount(scheme, _Adapter())
        try:
            with session.post(
                letter.url,
                data=letter.payload,
                headers=dict(letter.headers),
                timeout=(limits.connect, limits.read),
                allow_redirects=False,
                stream=True,
            ) as answer:
                _judge(answer)
        except (requests.RequestException, OSError) as error:
            reason = f"no answer within {limits.whole:g} s" if deadline.has_passed else _reason(error, limits)
            raise NotTaken(reason, is_away=True) from error


def _judge(answer: requests.Response) -> None:
    status = answer.status_code
    if answer.is_redirect:
        raise NotTaken(f"answered {status}, redirects are not followed", is_away=False)
    if not answer.ok or status < _TAKEN:
        raise NotTaken(f"answered {status}", is_away=status >= _UNWELL or status == _BUSY)


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
