"""The cache before Django, over a counting WSGI application instead of Django."""

import gzip
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Event
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from api.response_cache import ResponseCache

LONG = "한글 본문 ".encode() * 200


class Site:
    """A stand-in for Django: counts the questions, answers what it was told to."""

    def __init__(self, **headers: str) -> None:
        self.asked: list[dict[str, Any]] = []
        self.closed = 0
        self.status = "200 OK"
        self.body = b"hello"
        self.headers = {"Cache-Control": "public, max-age=60", "ETag": '"abc"', "Content-Type": "text/plain"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.asked.append(dict(environ))
        headers = [(name, value) for name, value in self.headers.items() if value]
        if "Content-Length" not in self.headers:
            headers.append(("Content-Length", str(len(self.body))))
        start_response(self.status, headers)
        return self

    def __iter__(self) -> Any:
        return iter([self.body])

    def close(self) -> None:
        self.closed += 1


class World:
    """The ledger as the cache sees it, with a clock that only moves by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.generation = 1
        self.expiry: float | None = None
        self.expiry_reads = 0
        self.now = 1_000_000.0
        monkeypatch.setattr("api.response_cache.time.time", lambda: self.now)

    def next_expiry(self) -> float | None:
        self.expiry_reads += 1
        return self.expiry

    def cache(self, site: Any, **options: Any) -> ResponseCache:
        return ResponseCache(site, generation=lambda: self.generation, next_expiry=self.next_expiry, **options)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    return World(monkeypatch)


def ask(
    cache: ResponseCache, path: str = "/", method: str = "GET", **headers: str
) -> tuple[str, dict[str, str], bytes]:
    environ: dict[str, Any] = {"PATH_INFO": path, "REQUEST_METHOD": method, "QUERY_STRING": ""}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    setup_testing_defaults(environ)
    started: list[Any] = []
    result = cache(environ, lambda *arguments: started.extend(arguments))
    body = b"".join(result)
    if hasattr(result, "close"):
        result.close()
    return started[0], dict(started[1]), body


def test_a_second_reader_is_answered_without_django(world: World) -> None:
    site = Site()
    cache = world.cache(site)
    first = ask(cache)
    assert ask(cache) == first == ("200 OK", site.headers | {"Content-Length": "5"}, b"hello")
    assert (len(site.asked), site.closed) == (1, 1)


def test_a_change_of_the_ledger_ends_every_answer(world: World) -> None:
    site = Site()
    cache = world.cache(site)
    ask(cache)
    world.generation, site.status, site.body = 2, "410 Gone", b"gone"
    assert ask(cache)[::2] == ("410 Gone", b"gone")
    assert ask(cache)[::2] == ("410 Gone", b"gone")
    assert len(site.asked) == 2


def test_a_change_while_django_is_answering_makes_the_answer_stale_at_once(world: World) -> None:
    site = Site()

    def changes_meanwhile(environ: Any, start_response: Any) -> Iterable[bytes]:
        answer = site(environ, start_response)
        world.generation += 1
        return answer

    cache = world.cache(changes_meanwhile)
    ask(cache)
    ask(cache)
    assert len(site.asked) == 2


def test_an_answer_dies_when_an_item_expires(world: World) -> None:
    site = Site()
    world.expiry = world.now + 5
    cache = world.cache(site)
    ask(cache)
    world.now += 4.9
    ask(cache)
    assert len(site.asked) == 1
    world.now += 0.1
    world.expiry = None
    ask(cache)
    assert len(site.asked) == 2
    ask(cache)
    assert len(site.asked) == 2


def test_the_next_expiry_is_read_once_a_generation(world: World) -> None:
    cache = world.cache(Site())
    for path in ("/a", "/b", "/c"):
        ask(cache, path)
    assert world.expiry_reads == 1
    world.generation = 2
    ask(cache, "/a")
    ask(cache, "/b")
    assert world.expiry_reads == 2


def test_an_answer_is_kept_no_longer_than_its_max_age(world: World) -> None:
    site = Site(Cache_Control="public, max-age=10")
    cache = world.cache(site)
    ask(cache)
    world.now += 9
    ask(cache)
    assert len(site.asked) == 1
    world.now += 1
    ask(cache)
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache_Control": ""},
        {"Cache_Control": "max-age=60"},
        {"Cache_Control": "public"},
        {"Cache_Control": "private, max-age=60"},
        {"Cache_Control": "public, max-age=60, no-store"},
        {"Cache_Control": "public, no-cache, max-age=60"},
        {"Set_Cookie": "sessionid=secret"},
        {"Vary": "*"},
        {"Content_Length": str(2**20 + 1), "Content_Type": "image/png"},
        {"Content_Length": str(2**25 + 1)},
    ],
)
def test_what_is_not_plainly_public_is_never_kept(world: World, headers: dict[str, str]) -> None:
    site = Site(**headers)
    cache = world.cache(site)
    ask(cache)
    ask(cache)
    assert (len(site.asked), site.closed) == (2, 2)


@pytest.mark.parametrize(("status", "asked"), [("301 M", 1), ("303 S", 1), ("404 N", 1), ("410 G", 1)])
def test_final_answers_are_kept(world: World, status: str, asked: int) -> None:
    site = Site()
    site.status = status
    cache = world.cache(site)
    assert ask(cache)[0] == ask(cache)[0] == status
    assert len(site.asked) == asked


@pytest.mark.parametrize("status", ["201 C", "302 F", "400 B", "500 E", "503 U", "206 P"])
def test_other_answers_are_not_kept(world: World, status: str) -> None:
    site = Site()
    site.status = status
    cache = world.cache(site)
    assert ask(cache)[0] == ask(cache)[0] == status
    assert len(site.asked) == 2


@pytest.mark.parametrize("name", ["cookie", "authorization", "range", "if_match", "if_unmodified_since"])
def test_a_personal_or_partial_request_reaches_django_and_leaves_nothing_behind(world: World, name: str) -> None:
    site = Site()
    cache = world.cache(site)
    ask(cache, **{name: "x"})
    ask(cache, **{name: "x"})
    ask(cache)
    assert len(site.asked) == 3
    ask(cache)
    ask(cache, **{name: "x"})
    assert len(site.asked) == 4


def test_a_post_reaches_django(world: World) -> None:
    site = Site()
    cache = world.cache(site)
    ask(cache)
    ask(cache, method="POST")
    assert [asked["REQUEST_METHOD"] for asked in site.asked] == ["GET", "POST"]


def test_host_scheme_path_and_query_tell_answers_apart(world: World) -> None:
    site = Site()
    cache = world.cache(site)
    for path, headers in [("/a", {}), ("/b", {}), ("/a", {"host": "x"}), ("/a", {"x_forwarded_proto": "https"})]:
        ask(cache, path, **headers)
        ask(cache, path, **headers)
    assert len(site.asked) == 4


def test_browsers_share_an_answer_that_varies_on_what_is_accepted(world: World) -> None:
    site = Site(Vary="Accept")
    cache = world.cache(site)
    first = ask(cache, accept="text/html,application/xhtml+xml,image/avif,*/*;q=0.8")
    assert ask(cache, accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8") == first
    assert len(site.asked) == 1
    ask(cache, accept="text/turtle")
    assert len(site.asked) == 2


def test_answers_are_told_apart_by_what_they_vary_on(world: World) -> None:
    site = Site(Vary="Accept, accept-language")
    cache = world.cache(site)
    for headers in ({"accept": "a"}, {"accept": "b"}, {"accept": "a", "accept_language": "ko"}, {}):
        ask(cache, **headers)
        ask(cache, **headers, user_agent="any")
    assert len(site.asked) == 4


def test_head_is_asked_as_get_and_answered_from_it(world: World) -> None:
    site = Site()
    cache = world.cache(site)
    headers = site.headers | {"Content-Length": "5"}
    assert ask(cache, method="HEAD") == ("200 OK", headers, b"")
    assert ask(cache) == ("200 OK", headers, b"hello")
    assert [asked["REQUEST_METHOD"] for asked in site.asked] == ["GET"]


def test_head_of_what_is_not_kept_has_no_body(world: World) -> None:
    site = Site(Cache_Control="no-store")
    assert ask(world.cache(site), method="HEAD")[::2] == ("200 OK", b"")
    assert site.closed == 1


@pytest.mark.parametrize("tag", ['"abc"', 'W/"abc"', '"x", "abc"', "*"])
def test_a_matching_tag_answers_304_even_the_first_time(world: World, tag: str) -> None:
    site = Site(Last_Modified="Thu, 05 Nov 2026 03:00:00 GMT", Vary="Accept")
    cache = world.cache(site)
    kept = {name: site.headers[name] for name in ("Cache-Control", "ETag", "Last-Modified", "Vary")}
    assert ask(cache, if_none_match=tag) == ("304 Not Modified", kept, b"")
    assert ask(cache, if_none_match=tag) == ("304 Not Modified", kept, b"")
    assert ask(cache)[2] == b"hello"
    assert len(site.asked) == 1
    assert not {"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"} & site.asked[0].keys()


@pytest.mark.parametrize(
    ("conditions", "status"),
    [
        ({"if_none_match": '"other"'}, "200 OK"),
        ({"if_none_match": ""}, "200 OK"),
        ({"if_modified_since": "Thu, 05 Nov 2026 03:00:00 GMT"}, "304 Not Modified"),
        ({"if_modified_since": "Fri, 06 Nov 2026 00:00:00 GMT"}, "304 Not Modified"),
        ({"if_modified_since": "Thu, 05 Nov 2026 02:59:59 GMT"}, "200 OK"),
        ({"if_modified_since": "yesterday"}, "200 OK"),
        ({"if_modified_since": "Thu, 99 Nov 2026 03:00:00 GMT"}, "200 OK"),
        ({"if_modified_since": "Thu, 05 Nov 2026 03:00:00 -0000"}, "200 OK"),
        ({"if_modified_since": "Thu, 01 Jan 99999999999 00:00:00 GMT"}, "200 OK"),
        ({"if_modified_since": "Friday, 06-Nov-26 00:00:00 GMT"}, "304 Not Modified"),
        ({"if_none_match": '"other"', "if_modified_since": "Fri, 06 Nov 2026 00:00:00 GMT"}, "200 OK"),
    ],
)
def test_conditions_are_judged_as_rfc_9110_says(world: World, conditions: dict[str, str], status: str) -> None:
    cache = world.cache(Site(Last_Modified="Thu, 05 Nov 2026 03:00:00 GMT"))
    assert ask(cache, **conditions)[0] == status
    assert ask(cache, **conditions)[0] == status


def test_without_validators_nothing_is_304(world: World) -> None:
    cache = world.cache(Site(ETag=""))
    assert ask(cache, if_none_match="*", if_modified_since="Fri, 06 Nov 2026 00:00:00 GMT")[0] == "200 OK"


def test_a_withdrawn_item_is_never_answered_304(world: World) -> None:
    site = Site()
    site.status = "410 Gone"
    cache = world.cache(site)
    assert ask(cache, if_none_match='"abc"')[0] == "410 Gone"
    assert ask(cache, if_none_match='"abc"')[0] == "410 Gone"


def test_a_conditional_request_for_what_is_not_kept_still_answers_304(world: World) -> None:
    site = Site(Cache_Control="private")
    assert ask(world.cache(site), if_none_match='"abc"')[::2] == ("304 Not Modified", b"")
    assert site.closed == 1


def test_text_is_compressed_for_those_who_accept_it(world: World) -> None:
    site = Site(Content_Type="application/ld+json", Vary="Accept")
    site.body = LONG
    cache = world.cache(site)
    for _ in range(2):
        status, headers, body = ask(cache, accept_encoding="br, gzip;q=0.8")
        assert (status, gzip.decompress(body)) == ("200 OK", LONG)
        assert headers == site.headers | {
            "Content-Encoding": "gzip",
            "Content-Length": str(len(body)),
            "Vary": "Accept, Accept-Encoding",
            "ETag": 'W/"abc"',
        }
        plain = site.headers | {"Content-Length": str(len(LONG)), "Vary": "Accept, Accept-Encoding"}
        for refused in ("", "gzip;q=0", "gzip; q=0.000", "br"):
            assert ask(cache, accept_encoding=refused) == ("200 OK", plain, LONG)
    assert ask(cache, accept_encoding="gzip", if_none_match='W/"abc"')[1]["ETag"] == 'W/"abc"'
    assert len(site.asked) == 1


@pytest.mark.parametrize("headers", [{"Content_Type": "image/jpeg"}, {"Content_Encoding": "br"}])
def test_what_is_compressed_already_stays_as_it_is(world: World, headers: dict[str, str]) -> None:
    site = Site(**headers)
    site.body = LONG
    assert ask(world.cache(site), accept_encoding="gzip")[1] == site.headers | {"Content-Length": str(len(LONG))}


def test_memory_is_bounded_and_the_least_used_goes_first(world: World) -> None:
    site = Site(Content_Type="image/png")
    site.body = b"x" * 8_000
    cache = world.cache(site, max_bytes=31_000)
    for path in ("/1", "/2", "/3"):
        ask(cache, path)
    ask(cache, "/1")
    ask(cache, "/4")
    assert len(site.asked) == 4
    ask(cache, "/1")
    assert len(site.asked) == 4
    ask(cache, "/2")
    assert len(site.asked) == 5


@pytest.mark.parametrize("kept_with_it", ["path", "accept"])
def test_what_clients_say_counts_as_what_they_are_answered(world: World, kept_with_it: str) -> None:
    """An address may be 64 KiB long, and so may a header that the answer varies on."""
    site = Site(Vary="Accept")
    cache = world.cache(site, max_bytes=100_000)
    for number in range(7):
        said = f"/{number:060000}"
        ask(cache, said) if kept_with_it == "path" else ask(cache, accept=said)
    lengths = [
        len(text) for key, place in cache._memory._addresses.items() for text in (*key, *sum(place.answers, ())) if text
    ]
    assert sum(length for length in lengths if length > 60_000) == 60_001


def test_renewed_answers_are_not_counted_twice(world: World) -> None:
    site = Site(Content_Type="image/png")
    site.body = b"x" * 8_000
    cache = world.cache(site, max_bytes=30_000)
    for path in ("/1", "/2"):
        for _ in range(10):
            world.generation += 1
            ask(cache, path)
    site.asked.clear()
    ask(cache, "/2")
    assert site.asked == []


def test_one_address_keeps_a_bounded_number_of_variants(world: World) -> None:
    site = Site(Vary="Accept")
    cache = world.cache(site)
    for number in range(17):
        ask(cache, accept=str(number))
    ask(cache, accept="16")
    assert len(site.asked) == 17
    ask(cache, accept="0")
    assert len(site.asked) == 18


def test_a_generation_that_cannot_be_read_leaves_the_answer_to_django(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Any:
        raise OSError("disk")

    site = Site()
    cache = ResponseCache(site, generation=broken, next_expiry=world.next_expiry)
    assert [ask(cache)[2], ask(cache)[2]] == [b"hello", b"hello"]
    assert len(site.asked) == 2
    assert "answering without the cache" in caplog.text


def test_an_expiry_that_cannot_be_read_keeps_nothing(world: World, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> float | None:
        raise OSError("disk")

    site = Site()
    cache = ResponseCache(site, generation=lambda: 1, next_expiry=broken)
    assert [ask(cache)[2], ask(cache)[2]] == [b"hello", b"hello"]
    assert len(site.asked) == 2
    assert "this answer is not kept" in caplog.text


def test_many_threads_share_a_cache_that_stays_within_its_bound(world: World) -> None:
    site = Site(Content_Type="image/png", Vary="Accept")
    site.body = b"x" * 5_000
    cache = world.cache(site, max_bytes=50_000)

    def read(number: int) -> None:
        for step in range(200):
            assert ask(cache, f"/{(number * step) % 13}", accept=str(step % 3))[2] == site.body
            world.generation += step % 7 == 0

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(read, range(8)))
    kept = sum(answer.size for place in cache._memory._addresses.values() for answer in place.answers.values())
    assert kept == cache._memory._bytes <= 50_000


def test_of_a_text_too_long_to_keep_its_compressed_form_answers_everybody(world: World) -> None:
    site = Site(Content_Type="application/xml; charset=utf-8")
    site.body = LONG * 600
    assert len(site.body) > 2**20
    cache = world.cache(site)
    for _ in range(2):
        status, headers, body = ask(cache, accept_encoding="gzip")
        assert (status, gzip.decompress(body), headers["Content-Encoding"]) == ("200 OK", site.body, "gzip")
        status, headers, body = ask(cache)
        assert (body, headers["Content-Length"], "Content-Encoding" in headers) == (
            site.body,
            str(len(site.body)),
            False,
        )
        assert ask(cache, method="HEAD")[2] == b""
        assert ask(cache, if_none_match='"abc"')[0] == "304 Not Modified"
    assert len(site.asked) == 1


def test_a_long_text_is_not_unpacked_where_others_would_wait(world: World) -> None:
    site = Site(Content_Type="application/xml; charset=utf-8")
    site.body = LONG * 600
    cache = world.cache(site)
    ask(cache)
    environ: dict[str, Any] = {"PATH_INFO": "/", "REQUEST_METHOD": "GET", "QUERY_STRING": ""}
    setup_testing_defaults(environ)
    assert cache.at_once(environ, lambda *arguments: None) is None
    environ["HTTP_ACCEPT_ENCODING"] = "gzip"
    kept = cache.at_once(environ, lambda *arguments: None)
    assert kept is not None
    assert gzip.decompress(b"".join(kept)) == site.body


def test_a_text_that_is_too_long_compressed_too_is_sent_as_it_is_and_compressed_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    packers: list[Any] = []
    made = zlib.compressobj
    monkeypatch.setattr("api.kept.long_texts.zlib.compressobj", lambda *a, **b: packers.append(a) or made(*a, **b))
    site = Site()
    site.body = Random(1).randbytes(2**20 + 1)
    cache = world.cache(site)
    for asked in range(1, 4):
        status, headers, body = ask(cache, f"/{asked}", accept_encoding="gzip")
        assert (status, body, "Content-Encoding" in headers) == ("200 OK", site.body, False)
        assert headers["Content-Length"] == str(len(site.body))
        assert ask(cache, f"/{asked}", method="HEAD")[2] == b""
        assert ask(cache, f"/{asked}", if_none_match='"abc"')[0] == "304 Not Modified"
        assert site.closed == len(site.asked) == asked * 3
    assert len(packers) == 1
    site.headers["ETag"], site.body = '"other"', LONG * 600
    assert gzip.decompress(ask(cache, accept_encoding="gzip")[2]) == site.body
    assert len(packers) == 2


def test_one_request_at_a_time_compresses_a_long_text_and_the_others_are_sent_it_as_it_is(world: World) -> None:
    reading, go_on = Event(), Event()

    class Slow(Site):
        def __iter__(self) -> Any:
            if len(self.asked) == 1:
                reading.set()
                assert go_on.wait(10)
            return iter([self.body[:1_000], self.body[1_000:]])

    site = Slow()
    site.body = LONG * 600
    cache = world.cache(site)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, cache, accept_encoding="gzip")
        assert reading.wait(10)
        for _ in range(20):
            status, headers, body = ask(cache, accept_encoding="gzip")
            assert (status, body, "Content-Encoding" in headers) == ("200 OK", site.body, False)
        go_on.set()
        status, headers, body = first.result(10)
    assert (gzip.decompress(body), headers["Content-Encoding"]) == (site.body, "gzip")
    assert gzip.decompress(ask(cache, accept_encoding="gzip")[2]) == site.body
    assert len(site.asked) == site.closed == 21


def test_a_long_text_that_cannot_be_read_is_an_error_and_the_next_one_is_compressed(world: World) -> None:
    class Broken(Site):
        def __iter__(self) -> Any:
            yield self.body[:10]
            if len(self.asked) == 1:
                raise OSError("the disk is away")
            yield self.body[10:]

    site = Broken()
    site.body = LONG * 600
    cache = world.cache(site)
    with pytest.raises(OSError, match="away"):
        ask(cache, accept_encoding="gzip")
    assert gzip.decompress(ask(cache, accept_encoding="gzip")[2]) == site.body
    assert len(site.asked) == site.closed == 2


def test_an_answer_of_the_last_known_generation_is_sent_as_stale_while_the_ledger_is_out_of_reach(world: World) -> None:
    site, lost = Site(), [0.0]
    cache = world.cache(site, lost_for=lambda: lost[0], stale_seconds=100)
    fresh = ask(cache)
    world.now += 70
    lost[0] = 1
    status, headers, body = ask(cache)
    assert (status, body) == ("200 OK", b"hello")
    assert headers == fresh[1] | {"Age": "70", "Warning": '110 - "Response is Stale"'}
    assert ask(cache, if_none_match='"abc"')[1]["Age"] == "70"
    assert len(site.asked) == 1
    lost[0] = 0
    assert ask(cache) == fresh
    assert len(site.asked) == 2


@pytest.mark.parametrize("change", ["withdrawn", "expired", "too long away", "never kept", "to be revalidated"])
def test_what_may_have_left_is_not_sent_as_stale(world: World, change: str) -> None:
    site, lost = Site(), [0.0]
    if change == "to be revalidated":
        site.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    world.expiry = world.now + 50
    cache = world.cache(site, lost_for=lambda: lost[0], stale_seconds=100)
    ask(cache)
    lost[0] = 1
    world.generation += change == "withdrawn"
    world.now += 50 * (change == "expired")
    lost[0] += 100 * (change == "too long away")
    path = "/other" if change == "never kept" else "/"
    environ: dict[str, Any] = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "QUERY_STRING": ""}
    setup_testing_defaults(environ)
    assert cache.at_once(environ, lambda *arguments: None) is None


def test_without_a_bound_nothing_is_sent_as_stale(world: World) -> None:
    site, lost = Site(), [0.0]
    cache = world.cache(site, lost_for=lambda: lost[0])
    ask(cache)
    lost[0] = 0.1
    ask(cache)
    assert len(site.asked) == 2
