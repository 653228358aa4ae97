"""Answers kept in memory before Django: a hit or a 304 costs some microseconds and runs no Django code at all.

The rule that makes it safe: the ledger's generation is read *before* Django is asked, kept with the answer, and
compared at every hit. Whatever is published, changed or withdrawn ends the life of every kept answer in the same
moment, in every process. An expiry changes no generation, so an answer also dies at the ledger's next one. An answer
that its readers have to revalidate at each use (``max-age=0, must-revalidate``) is kept too: the comparison does that.

While the ledger cannot be asked, an answer of the last known generation is sent on, marked as stale (RFC 9111, 4.2.4),
for a bounded time. What was withdrawn or has expired before is no such answer: what is sent is never older than the
last contact.

Here is how long a kept answer is true. The rest stands apart: what may be kept (:mod:`api.kept.answers`), how it is
compressed (:mod:`api.kept.compression`), how it is sent (:mod:`api.kept.forms`), where it is kept
(:mod:`api.kept.memory`), and conditional requests (:mod:`api.conditions`).
"""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from api.conditions import OF_WRITERS
from api.kept.answers import LARGEST, Answer, Headers, whole_answer
from api.kept.compression import accepts_gzip
from api.kept.forms import Kept, kept_of, pass_on, send
from api.kept.long_texts import LongTexts, Packed
from api.kept.memory import Key, Memory, key_of, variant_of

# Whose presence means that the answer may be for one reader, or a part, or depends on a precondition.
_BYPASS: Final = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE", *OF_WRITERS)

logger = logging.getLogger(__name__)


class ResponseCache:
    """A WSGI application around Django's; ``max_bytes`` bounds the memory of one process, least used goes first.

    Kept are answers to GET, and to HEAD which is asked as GET, that say ``Cache-Control: public``, set no cookie and
    have a known length. ``next_expiry`` gives seconds since 1970, or None. ``lost_for`` gives the seconds for which the
    ledger has not been heard of, 0 where it is in reach; for ``stale_seconds`` of them stale answers are sent.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        generation: Callable[[], Any],
        next_expiry: Callable[[], float | None],
        lost_for: Callable[[], float] = lambda: 0.0,
        stale_seconds: float = 0.0,
        max_bytes: int = 64 * 2**20,
    ) -> None:
        self._application = application
        self._generation = generation
        self._next_expiry = next_expiry
        self._lost_for = lost_for
        self._stale_seconds = stale_seconds
        self._memory = Memory(max_bytes=max_bytes)
        self._long_texts = LongTexts(largest=LARGEST)
        self._horizon: tuple[Any, float] = (None, 0.0)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not _may_be_kept(environ):
            return self._application(environ, start_response)
        try:
            generation = self._generation()
        except Exception:
            logger.exception("the ledger's generation cannot be read: answering without the cache")
            return self._application(environ, start_response)
        key = key_of(environ)
        kept = self._kept(self._memory.find(key, environ), environ, start_response, generation=generation)
        if kept is not None:
            return kept
        return self._ask(environ, start_response, key=key, generation=generation)

    def at_once(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes] | None:
        """The kept answer, or None where Django has to be asked, or where a long text has first to be unpacked.

        It waits for nothing if ``generation`` does not.
        """
        if not _may_be_kept(environ):
            return None
        kept = self._memory.find(key_of(environ), environ)
        if kept is None or (kept.plain.body is None and not accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))):
            return None
        return self._kept(kept, environ, start_response, generation=self._generation())

    def _kept(
        self, kept: Kept | None, environ: WSGIEnvironment, start_response: StartResponse, *, generation: Any
    ) -> list[bytes] | None:
        """The kept answer that is still true."""
        if kept is None or kept[0] != generation:
            return None
        now, lost_for = time.time(), self._lost_for()
        if not lost_for:
            return send(kept, environ, start_response) if now < kept[1] else None
        if lost_for > self._stale_seconds or now >= kept.end:
            return None
        return send(kept, environ, _as_stale(start_response, age=max(0, int(now - kept.made))))

    def _ask(
        self, environ: WSGIEnvironment, start_response: StartResponse, *, key: Key, generation: Any
    ) -> Iterable[bytes]:
        """Ask Django for the whole answer, whatever part of it the client wants; keep it where it may be kept."""
        answer = whole_answer(self._application, environ)
        lifetime = answer.lifetime()
        if lifetime is None:
            return pass_on(answer, environ, start_response)
        small = None
        if answer.length() > LARGEST:
            small, parts = self._packed(key, answer)
            if small is None:
                return pass_on(answer._replace(result=parts), environ, start_response)
        now, end = time.time(), self._end(generation)
        # What is to be revalidated at each use is never sent unchecked (RFC 9111, 5.2.2.2).
        stale_until = 0.0 if answer.must_be_revalidated() else end
        vary = answer.vary()
        variant = variant_of(environ, vary)
        said = sum(len(text) for text in (*key, *variant) if text)
        life = (generation, min(now + lifetime, end), stale_until, now)
        kept = kept_of(answer, life=life, said=said, small=small)
        self._memory.keep(key, variant, kept, vary=vary)
        return send(kept, environ, start_response)

    def _packed(self, key: Key, answer: Answer) -> Packed:
        """A long text, named by what changes with it."""
        try:
            return self._long_texts.packed(answer.known.get("etag", key), answer.result)
        except BaseException:
            answer.close()
            raise

    def _end(self, generation: Any) -> float:
        """The moment when the next item expires; asked once for each generation, and again when it has passed."""
        kept, end = self._horizon
        if kept != generation or time.time() >= end:
            try:
                expiry = self._next_expiry()
            except Exception:
                logger.exception("the next expiry cannot be read: this answer is not kept")
                return 0.0
            end = float("inf") if expiry is None else expiry
            self._horizon = (generation, end)
        return end


def _may_be_kept(environ: WSGIEnvironment) -> bool:
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return False
    for name in _BYPASS:  # noqa: SIM110 (half the time of any(), on every request)
        if name in environ:
            return False
    return True


def _as_stale(start_response: StartResponse, *, age: int) -> StartResponse:
    """Say that it is stale, and since when: in Age for caches, in Warning for those that still read it."""

    def start(status: str, headers: Headers, error: Any = None) -> Any:
        return start_response(status, [*headers, ("Age", str(age)), ("Warning", '110 - "Response is Stale"')])

    return start
