"""A limit on the searches of one client, without storing who asks.

A client is known by a hash of its address under a key that this process makes anew each hour and keeps nowhere else:
from then on nobody can say whose hash it was. Nothing of it is written down or told to another process, so each web
process allows as many.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from math import ceil
from threading import Lock
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from cms.core.errors import TooMany
from cms.core.requests import client_network

# What a suggestion while typing costs of what a search costs.
SUGGESTION: Final = 0.25
# The same of help for whoever finds nothing, which tries several.
HELP: Final = 2.0
# The same of counting that one was shown, or a result opened.
COUNTING: Final = 0.1
_MINUTE: Final = 60.0
_HOUR: Final = 3_600.0
# Clients that are remembered; who has not asked for longest is forgotten first, and begins anew.
_MOST: Final = 50_000


class Buckets:
    """A bucket for each client, full with the searches of a minute, into which as many run back in each minute."""

    def __init__(self, *, most: int = _MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._key, self._until = b"", 0.0
        # What is left, and the moment when it was.
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, client: str, cost: float, *, size: float) -> float:
        """Take ``cost`` out of a client's bucket of ``size``; 0, or the seconds after which there will be as much."""
        now = self._clock()
        with self._lock:
            name = self._name(client, now)
            left, at = self._left.pop(name, (size, now))
            left = min(size, left + (now - at) * size / _MINUTE)
            missing = cost - left
            self._left[name] = (left if missing > 0 else left - cost, now)
            if len(self._left) > self._most:
                self._left.popitem(last=False)
        return max(0.0, missing * _MINUTE / size)

    def _name(self, client: str, now: float) -> bytes:
        if now >= self._until:
            self._key, self._until = secrets.token_bytes(32), now + _HOUR
            self._left.clear()
        return blake2b(client.encode(), key=self._key, digest_size=16).digest()


_buckets: Final = Buckets()


def admit(request: HttpRequest, *, cost: float = 1.0) -> None:
    """Let a search be asked for, or raise TooMany; who has no address, as behind a socket of this machine, is let by.

    It is called once for each search that a client sends, before anything is looked up; ``cost`` is in searches.
    """
    size, client = settings.MADANG_SEARCH_RATE, client_network(request)
    if not size or client is None:
        return
    if wait := _buckets.take(client, cost, size=size):
        raise TooMany(f"at most {size} searches a minute", seconds=ceil(wait))
