"""Answers kept in memory before Django: a hit or a 304 costs some microseconds and runs no Django code at all.

The rule that makes it safe: the ledger's generation is read *before* Django is asked, kept with the answer, and
compared at every hit. Whatever is published, changed or withdrawn ends the life of every kept answer in the same
moment, in every process. An expiry changes no generation, so an answer also dies at the ledger's next one. An answer
that its readers have to revalidate at each use (``max-age=0, must-revalidate``) is kept too: the comparison does that.

While the ledger cannot be asked, an answer of the last known generation is sent on, marked as stale (RFC 9111, 4.2.4),
for a bounded time. What was withdrawn or has expired before is no such answer: what is sent is never older than the
last contact.
"""

import gzip
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import lru_cache
from threading import Lock
from typing import Any, Final, NamedTuple
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.utils.http import parse_http_date_safe

from api.browsers import normal_accept
from api.long_texts import LongTexts, Packed

# Whose presence means that the answer may be for one reader, or a part, or depends on a precondition.
_BYPASS: Final = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
_CONDITIONS: Final = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
_STATUSES: Final = frozenset({"200", "301", "303", "308", "404", "410"})
_KEPT_IN_304: Final = frozenset(
    {
        "access-control-allow-origin",
        "access-control-expose-headers",
        "cache-control",
        "content-location",
        "etag",
        "expires",
        "last-modified",
        "vary",
    }
)
_COMPRESSIBLE: Final = re.compile(
    r"text/|application/([a-z0-9.-]+\+)?(json|xml)\b|application/(javascript|n-triples)|image/svg"
)
_COMPRESS_FROM: Final = 1_000
_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age=(\d{1,9})\b")
# Bytes of a body in memory. Of a longer text only the compressed form is kept, up to a length that is read for it.
_LARGEST: Final = 2**20
_LONGEST_TEXT: Final = 2**25
_OVERHEAD: Final = 2_000
_VARIANTS: Final = 16
# For how long an answer is kept that its readers ask for each time.
_REVALIDATED_SECONDS: Final = 3_600

Headers = list[tuple[str, str]]
Key = tuple[str | None, ...]
Variant = tuple[str | None, ...]

logger = logging.getLogger(__name__)


class Form(NamedTuple):
    """One way to send an entry: as it is, or compressed. Without a body it is what the compressed one holds."""

    headers: Headers
    body: bytes | None
    headers_304: Headers

    @property
    def size(self) -> int:
        return len(self.body or b"")


class Entry(NamedTuple):
    """A kept answer, in seconds since 1970: fresh until ``deadline``, not stale after ``end``, made at ``made``.

    ``said`` is the length of what the client has said of it, which is kept with it: the address, and the headers that
    it varies on.
    """

    generation: Any
    deadline: float
    end: float
    made: float
    status: str
    etag: str
    last_modified: str
    plain: Form
    compressed: Form | None
    said: int

    @property
    def size(self) -> int:
        return _OVERHEAD + self.said + self.plain.size + (self.compressed.size if self.compressed else 0)


class _Place:
    """The answers of one address, one for each combination of the request headers that they vary on."""

    __slots__ = ("entries", "size", "vary")

    def __init__(self, vary: tuple[str, ...]) -> None:
        self.vary = vary
        self.entries: dict[Variant, Entry] = {}
        self.size = 0


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
        self._max_bytes = max_bytes
        self._bytes = 0
        self._long_texts = LongTexts(largest=_LARGEST)
        self._places: OrderedDict[Key, _Place] = OrderedDict()
        self._horizon: tuple[Any, float] = (None, 0.0)
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not _may_be_kept(environ):
            return self._application(environ, start_response)
        try:
            generation = self._generation()
        except Exception:
            logger.exception("the ledger's generation cannot be read: answering without the cache")
            return self._application(environ, start_response)
        key = _key(environ)
        kept = self._kept(self._find(key, environ), environ, start_response, generation=generation)
        if kept is not None:
            return kept
        return self._ask(environ, start_response, key=key, generation=generation)

    def at_once(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes] | None:
        """The kept answer, or None where Django has to be asked, or where a long text has first to be unpacked.

        It waits for nothing if ``generation`` does not.
        """
        if not _may_be_kept(environ):
            return None
        entry = self._find(_key(environ), environ)
        if entry is None or (entry.plain.body is None and not _accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))):
            return None
        return self._kept(entry, environ, start_response, generation=self._generation())

    def _kept(
        self, entry: Entry | None, environ: WSGIEnvironment, start_response: StartResponse, *, generation: Any
    ) -> list[bytes] | None:
        """The answer of an entry that is still true."""
        if entry is None or entry[0] != generation:
            return None
        now, lost_for = time.time(), self._lost_for()
        if not lost_for:
            return _send(entry, environ, start_response) if now < entry[1] else None
        if lost_for > self._stale_seconds or now >= entry.end:
            return None
        return _send(entry, environ, _as_stale(start_response, age=max(0, int(now - entry.made))))

    def _find(self, key: Key, environ: WSGIEnvironment) -> Entry | None:
        with self._lock:
            place = self._places.get(key)
            if place is None:
                return None
            self._places.move_to_end(key)
            return place.entries.get(_variant(environ, place.vary))

    def _ask(
        self, environ: WSGIEnvironment, start_response: StartResponse, *, key: Key, generation: Any
    ) -> Iterable[bytes]:
        """Ask Django for the whole answer, whatever part of it the client wants; keep it where it may be kept."""
        answer = _whole_answer(self._application, environ)
        lifetime = answer.lifetime()
        if lifetime is None:
            return _pass_on(answer, environ, start_response)
        small = None
        if answer.length() > _LARGEST:
            small, parts = self._packed(key, answer)
            if small is None:
                return _pass_on(answer._replace(result=parts), environ, start_response)
        now, end = time.time(), self._end(generation)
        # What is to be revalidated at each use is never sent unchecked (RFC 9111, 5.2.2.2).
        stale_until = 0.0 if answer.must_be_revalidated() else end
        vary = answer.vary()
        variant = _variant(environ, vary)
        said = sum(len(text) for text in (*key, *variant) if text)
        life = (generation, min(now + lifetime, end), stale_until, now)
        entry = _entry(answer, life=life, said=said, small=small)
        self._keep(key, variant, entry, vary=vary)
        return _send(entry, environ, start_response)

    def _packed(self, key: Key, answer: "_Answer") -> Packed:
        """A long text, named by what changes with it."""
        try:
            return self._long_texts.packed(answer.known.get("etag", key), answer.result)
        except BaseException:
            answer.close()
            raise

    def _end(self, generation: Any) -> float:
        """When the next item expires; asked once for each generation, and again when that moment has passed."""
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

    def _keep(self, key: Key, variant: Variant, entry: Entry, *, vary: tuple[str, ...]) -> None:
        with self._lock:
            place = self._places.get(key)
            if place is None or place.vary != vary or len(place.entries) >= _VARIANTS:
                self._bytes -= place.size if place else 0
                place = self._places[key] = _Place(vary)
            replaced = place.entries.get(variant)
            grown = entry.size - (replaced.size if replaced else 0)
            place.entries[variant] = entry
            place.size += grown
            self._bytes += grown
            while self._bytes > self._max_bytes:
                self._bytes -= self._places.popitem(last=False)[1].size


def _may_be_kept(environ: WSGIEnvironment) -> bool:
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return False
    for name in _BYPASS:  # noqa: SIM110 (half the time of any(), on every request)
        if name in environ:
            return False
    return True


def _key(environ: WSGIEnvironment) -> Key:
    get = environ.get
    scheme = get("HTTP_X_FORWARDED_PROTO", environ["wsgi.url_scheme"])
    return (get("HTTP_HOST", ""), environ["PATH_INFO"], get("QUERY_STRING", ""), scheme)


def _variant(environ: WSGIEnvironment, vary: tuple[str, ...]) -> Variant:
    """What a request says in the headers that an answer varies on."""
    get = environ.get
    return tuple([normal_accept(get(name)) if name == "HTTP_ACCEPT" else get(name) for name in vary])


def _as_stale(start_response: StartResponse, *, age: int) -> StartResponse:
    """Say that it is stale, and since when: in Age for caches, in Warning for those that still read it."""

    def start(status: str, headers: Headers, error: Any = None) -> Any:
        return start_response(status, [*headers, ("Age", str(age)), ("Warning", '110 - "Response is Stale"')])

    return start


class _Answer(NamedTuple):
    """What Django answered; ``known`` are the headers by lower-case name."""

    status: str
    headers: Headers
    known: dict[str, str]
    result: Iterable[bytes]

    def lifetime(self) -> int | None:
        """For how many seconds the answer may be kept; None where it may not."""
        control = self.known.get("cache-control", "").lower()
        age = _MAX_AGE.search(control)
        parts = {part.strip() for part in control.split(",")}
        said = parts & {"public", "private", "no-store", "no-cache"}
        may = (
            self.status[:3] in _STATUSES
            and said == {"public"}
            and "set-cookie" not in self.known
            and self.known.get("vary", "").strip() != "*"
            and self.length() <= (_LONGEST_TEXT if _is_compressible(self.known) else _LARGEST)
        )
        if not (may and age):
            return None
        return _REVALIDATED_SECONDS if parts >= {"max-age=0", "must-revalidate"} else int(age.group(1))

    def length(self) -> float:
        """The bytes of its body; infinite where it does not say."""
        return int(self.known["content-length"]) if "content-length" in self.known else float("inf")

    def must_be_revalidated(self) -> bool:
        """Whether it says that it may not be used unchecked."""
        return "must-revalidate" in self.known.get("cache-control", "").lower()

    def vary(self) -> tuple[str, ...]:
        """The keys in ``environ`` of the request headers that the answer depends on."""
        names = (name.strip() for name in self.known.get("vary", "").split(","))
        return tuple(sorted("HTTP_" + name.upper().replace("-", "_") for name in names if name))

    def read(self) -> bytes:
        try:
            return b"".join(self.result)
        finally:
            self.close()

    def close(self) -> None:
        close = getattr(self.result, "close", None)
        if close is not None:
            close()


def _whole_answer(application: WSGIApplication, environ: WSGIEnvironment) -> _Answer:
    """Ask for the answer to an unconditional GET."""
    whole = {name: value for name, value in environ.items() if name not in _CONDITIONS}
    whole["REQUEST_METHOD"] = "GET"
    started: list[Any] = []

    def start(status: str, headers: Headers, error: Any = None) -> Callable[[bytes], object]:
        started[:] = [status, headers]
        return _refuse_write

    result = application(whole, start)
    status, headers = started
    return _Answer(status, headers, {name.lower(): value for name, value in headers}, result)


def _refuse_write(data: bytes) -> object:
    raise NotImplementedError("Django never calls the write() of PEP 3333")


def _entry(answer: _Answer, *, life: tuple[Any, float, float, float], said: int, small: bytes | None) -> Entry:
    """``small`` is the compressed form of a long text, which was read for it."""
    headers, known = answer.headers, answer.known
    body = answer.read() if small is None else None
    if small is not None:
        answer.close()
    etag = known.get("etag", "").removeprefix("W/")
    plain, compressed = _form(headers, body), None
    if body is None or (len(body) >= _COMPRESS_FROM and _is_compressible(known)):
        vary = ", ".join(filter(None, (known.get("vary"), "Accept-Encoding")))
        plain = _form(_replaced(headers, {"Vary": vary}), body)
        small = small or gzip.compress(body or b"", 5, mtime=0)
        # A weak tag, as nginx does: the bytes differ from the plain form, and If-None-Match compares weakly anyway.
        changed = {"Vary": vary, "Content-Encoding": "gzip", "Content-Length": str(len(small))}
        compressed = _form(_replaced(headers, changed | ({"ETag": f"W/{etag}"} if etag else {})), small)
    return Entry(*life, answer.status, etag, known.get("last-modified", ""), plain, compressed, said)


def _is_compressible(known: dict[str, str]) -> bool:
    return "content-encoding" not in known and _COMPRESSIBLE.match(known.get("content-type", "").lower()) is not None


def _replaced(headers: Headers, changed: dict[str, str]) -> Headers:
    names = {name.lower() for name in changed}
    return [*((name, value) for name, value in headers if name.lower() not in names), *changed.items()]


def _form(headers: Headers, body: bytes | None) -> Form:
    return Form(headers, body, [pair for pair in headers if pair[0].lower() in _KEPT_IN_304])


def _send(entry: Entry, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    _, _, _, _, status, etag, last_modified, form, compressed, _ = entry
    if compressed is not None and _accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        form = compressed
    if status[:3] == "200" and _not_modified(environ, etag, last_modified):
        start_response("304 Not Modified", form[2][:])
        return []
    start_response(status, form[0][:])
    if environ["REQUEST_METHOD"] == "HEAD":
        return []
    return [_body(form, compressed)]


def _body(form: Form, compressed: Form | None) -> bytes:
    if form.body is not None:
        return form.body
    return gzip.decompress(compressed.body) if compressed and compressed.body else b""


def _pass_on(answer: _Answer, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Hand on what may not be kept, still as the HEAD or the conditional request that it was."""
    known = answer.known
    etag = known.get("etag", "").removeprefix("W/")
    if answer.status[:3] == "200" and _not_modified(environ, etag, known.get("last-modified", "")):
        answer.close()
        kept = _KEPT_IN_304 | {"set-cookie"}
        start_response("304 Not Modified", [pair for pair in answer.headers if pair[0].lower() in kept])
        return []
    start_response(answer.status, answer.headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        answer.close()
        return []
    return answer.result


def _not_modified(environ: WSGIEnvironment, etag: str, last_modified: str) -> bool:
    """RFC 9110, 13.2.2: If-None-Match decides where it is given. A tag holds no quotes, so searching it is exact."""
    wanted = environ.get("HTTP_IF_NONE_MATCH")
    if wanted is not None:
        return bool(etag) and (etag in wanted or wanted.strip() == "*")
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if not since or not last_modified:
        return False
    return since == last_modified or _is_later(since, last_modified)


def _is_later(since: str, last_modified: str) -> bool:
    """Of two dates as RFC 9110, 5.6.7 writes them; what is none is not later."""
    one, other = parse_http_date_safe(since), parse_http_date_safe(last_modified)
    return one is not None and other is not None and one >= other


@lru_cache(maxsize=256)
def _accepts_gzip(accept_encoding: str) -> bool:
    for part in accept_encoding.lower().split(","):
        coding, _, quality = part.partition(";")
        if coding.strip() in ("gzip", "x-gzip"):
            return quality.replace(" ", "").removeprefix("q=").strip("0.") != "" if quality.strip() else True
    return False
