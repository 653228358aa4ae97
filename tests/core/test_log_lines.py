"""The lines of the log on requests: one for what is refused, everything for what went wrong here."""

import json
import logging
import re
from collections.abc import Iterator
from io import StringIO
from logging.config import DictConfigurator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from hypothesis import given
from hypothesis import strategies as st

from cms.core import request_ids
from cms.core.log_covers import covered
from cms.core.log_lines import MAX_LENGTH, JsonLines, TextLines
from cms.core.request_ids import RequestIds


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("no")


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("it is broken")


urlpatterns = [path("forbidden/", forbidden), path("broken/", broken)]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """The text that the configured console would show."""
    written = StringIO()
    config: dict[str, Any] = settings.LOGGING
    configurator = DictConfigurator(config)
    handler = logging.StreamHandler(written)
    for name in config["handlers"]["console"]["filters"]:
        handler.addFilter(configurator.configure_filter(config["filters"][name]))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def get(address: str, **headers: str) -> int:
    with override_settings(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["testserver"],
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    ):
        return Client(raise_request_exception=False).get(address, headers=headers).status_code


@pytest.mark.parametrize(
    ("address", "headers", "status", "begins"),
    [
        ("/forbidden/", {}, 403, "Forbidden (Permission denied): /forbidden/"),
        ("/", {"host": "elsewhere.example"}, 400, "Invalid HTTP_HOST header: 'elsewhere.example'."),
        ("/", {"host": "x" * 9_000}, 400, "Invalid HTTP_HOST header: 'xxx"),
        ("/" + "x" * 9_000, {}, 404, "Not Found: /xxx"),
    ],
)
def test_what_is_refused_is_one_bounded_line(
    log: StringIO, address: str, headers: dict[str, str], status: int, begins: str
) -> None:
    assert get(address, **headers) == status
    (line,) = log.getvalue().splitlines()
    assert line.startswith(begins)
    assert len(line) <= MAX_LENGTH


def test_a_path_is_told_in_its_letters_and_what_is_none_is_escaped(log: StringIO) -> None:
    assert get(quote("/없는/길%d\\u0041\n\x1b[31m")) == 404
    assert log.getvalue() == "Not Found: /없는/길%d\\u0041\\n\\x1b[31m\n"


def test_what_went_wrong_here_is_told_with_its_traceback(log: StringIO) -> None:
    assert get("/broken/") == 500
    assert log.getvalue().startswith("Internal Server Error: /broken/\nTraceback (most recent call last):\n")
    assert log.getvalue().endswith("ZeroDivisionError: it is broken\n")


@pytest.fixture
def request_id() -> Iterator[str]:
    """The id of the request that is worked on."""
    token = request_ids._CURRENT.set("given-by-a-proxy")
    yield "given-by-a-proxy"
    request_ids._CURRENT.reset(token)


def line(formatter: logging.Formatter, message: str, *, error: Exception | None = None) -> str:
    failed = (type(error), error, None) if error else None
    return formatter.format(logging.LogRecord("cms.jobs", logging.WARNING, __file__, 1, message, (), failed))


def test_a_line_says_when_how_grave_which_request_who_and_what(request_id: str) -> None:
    said = line(TextLines(), "the job waits")
    assert re.fullmatch(
        rf"\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}}\+09:00 WARNING \[{request_id}\] cms\.jobs: the job waits", said
    )


@pytest.fixture
def no_request() -> Iterator[None]:
    token = request_ids._CURRENT.set("")
    yield
    request_ids._CURRENT.reset(token)


@pytest.mark.usefixtures("no_request")
def test_what_belongs_to_a_line_stays_with_it() -> None:
    first, *rest = line(TextLines(), "it failed\nand how", error=ValueError("no\nmatter")).splitlines()
    assert first.endswith(" WARNING [-] cms.jobs: it failed")
    assert rest == ["    and how", "    ValueError: no", "    matter"]


def test_a_collector_gets_one_object_a_line(request_id: str) -> None:
    said = line(JsonLines(), "도시가 멈춤\n둘째 줄", error=ValueError("no"))
    assert "\n" not in said
    found = json.loads(said)
    assert found.pop("time").endswith("+09:00")
    assert found == {
        "level": "WARNING",
        "logger": "cms.jobs",
        "message": "도시가 멈춤\n둘째 줄",
        "request": request_id,
        "trace": "ValueError: no",
    }
    assert "request" in found and "trace" not in json.loads(line(JsonLines(), "all is well"))


@pytest.mark.parametrize("formatter", [TextLines(), JsonLines()], ids=["text", "json"])
@pytest.mark.parametrize(
    "message",
    [
        "asked ?page=2&token=HUSHHUSH&x=1",
        "{'username': 'a', 'password': 'HUSHHUSH'}",
        "Authorization: Bearer HUSHHUSH",
        "cannot reach smtp://mailer:HUSHHUSH@mail.example:587",
        "Not Found: /admin/password_reset/confirm/MQ/HUSHHUSH/",
        "Cookie: sessionid=HUSHHUSH; csrftoken=x",
        "Authorization: Token HUSHHUSH",
        'Authorization: Digest username="a", response="HUSHHUSH"',
        "(b'authorization', b'Token HUSHHUSH')",
        "headers['X-Api-Key'] = 'HUSH HUSH'",
        "secret_key=HUSHHUSH",
        "AWS_SECRET_ACCESS_KEY=HUSHHUSH",
        "Key (session_key)=(HUSHHUSH) already exists.",
        "asked /x?next=/y%3Ftoken%3DHUSHHUSH",
        "asked /x?next=/y%253Ftoken%253DHUSHHUSH",
        "%22password%22%3A%22HUSHHUSH%22",
        "Max retries exceeded with url: /hook?key=AKIAHUSHHUSH (Caused by none)",
        "cannot reach redis://:HUSH/HU@SH HUSH@cache.example:6379/0",
        "cannot reach redis%3A%2F%2F%3AHUSHHUSH%40cache.example",
        "https://HUSHHUSH@code.example/a.git",
        "비밀번호: HUSH HUSH",
        "connection failed: host=db.example password='HUSH HUSH' user=a",
        "it answered AKIAHUSHHUSH7EXAMPLE",
        "it answered eyJhbGciOiHUSHHUSHsInR5cCI6IkpXVCJ9",
        "it answered wJalHUSHHUSH/K7MDENG/bPxRfiCY5EXAMPLEKEY",
    ],
)
def test_what_opens_something_is_covered(formatter: logging.Formatter, message: str) -> None:
    for said in (line(formatter, message), line(formatter, "failed", error=ValueError(message))):
        assert "HUSH" not in said and "***" in said


@pytest.mark.parametrize(
    "message",
    [
        "Not Found: /tokens/ (12:30, https://city.example:8000/a@b, basic facts)",
        "KeyError: 'title'; unknown key: colour",
        "Forbidden (CSRF token missing.): /admin/",
        "Not Found: /data/post/3d0c8a5e-8b1f-4f3c-9c54-0f0a3b2c1d4e.jsonld",
        f"a listed file is not in the store: /files/{'0a1b2c3d' * 8}/plan.pdf",
        "UserAttributeSimilarityValidator of /srv/madang/.venv/lib/python3.11/site-packages/django/contrib/auth",
        "Not Found: /traffic/line-9-extension-in-2026-stage-2b/IMG_20261103_123456.width-800.jpg",
        "https://[2001:db8::1]:8000/ and s3://bucket/lists@today.csv do not answer",
        "smtp://mail.example:587, redis://cache.example:6379/0 and postgres://db/madang do not answer",
        "The city is now at http://127.0.0.1:8000: 2265 repaired",
    ],
)
def test_ordinary_words_are_left(message: str) -> None:
    assert line(TextLines(), message).endswith(f": {message}")


@pytest.mark.parametrize("begun", ["token", "smtp://", "https://a:", "password1_", "'key'", "%25", "0123456789abcde/"])
def test_what_is_never_ended_costs_no_more_than_its_length(begun: str) -> None:
    """Each of them would take minutes where a pattern begins anew at each letter."""
    assert len(covered(begun * 10_000)) <= len(begun) * 10_000


SECRET_NAMES = st.sampled_from(
    "password DB_PASSWORD password1 passwd passphrase secret client_secret token access_token csrfmiddlewaretoken"
    " api_key apiKey X-Api-Key SECRET_KEY aws_access_key_id sessionid Set-Cookie Authorization signature auth".split()
)
# Whatever a person or a program may choose, between two marks that must not be read.
SECRETS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=12).map(
    lambda text: f"HUSH{text}HUSH"
)
SCHEMES = st.sampled_from("smtp smtps+tls redis rediss postgres mysql amqp ftp".split())


@given(SECRET_NAMES, SECRETS)
def test_a_value_behind_a_name_that_opens_something_is_covered_however_it_is_written(name: str, secret: str) -> None:
    as_json = json.dumps({name: secret, "page": 2})
    for message in (
        f"refused {name}: {secret}",
        f"refused {name}={''.join(secret.split())}",
        f"refused { ({name: secret, 'page': 2})!r}",
        f"refused {[(name, secret), ('page', '2')]!r}",
        f"refused {[(name.encode(), secret.encode())]!r}",
        f"refused {as_json}",
        f"refused {json.dumps({name: secret}, ensure_ascii=False)}",
        f"refused {json.dumps(as_json)}",
        f"refused /x?page=2&{urlencode({name: secret})}",
        f"refused /x?{urlencode({'next': '/y?' + urlencode({name: secret})})}",
        f"refused {quote(as_json)}",
    ):
        assert "HUSH" not in covered(message), message


@given(SCHEMES, SECRETS)
def test_who_signs_in_at_an_address_is_covered_whatever_the_password_is(scheme: str, secret: str) -> None:
    for user, password in (("mailer", secret), ("", secret), (secret, ""), ("mailer", quote(secret, safe=""))):
        said = covered(f"cannot reach {scheme}://{user}:{password}@mail.example:587: timed out")
        assert said.startswith(f"cannot reach {scheme}://***") and "HUSH" not in said


@given(st.text(st.characters(exclude_characters="\n")), st.text())
def test_a_line_is_one_line_and_no_letter_of_it_is_obeyed_by_a_terminal(first: str, second: str) -> None:
    head, *rest = line(TextLines(), f"{first}\n{second}").split("\n")
    assert head.isprintable() and " WARNING [" in head
    assert all(further.startswith("    ") and further.isprintable() for further in rest)


@given(st.text())
def test_an_object_of_a_line_is_whole_and_no_letter_of_it_is_obeyed_by_a_terminal(message: str) -> None:
    said = line(JsonLines(), message)
    assert said.isprintable()
    assert json.loads(said)["message"] == covered(message)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("proxy-0123456789", True),
        ("short", False),
        ("with space in it", False),
        ("x" * 65, False),
        ("-leading-mark", False),
    ],
)
def test_an_answer_says_the_id_of_its_request(given: str, kept: bool) -> None:
    seen: list[str] = []

    def application(environ: Any, start_response: Any) -> list[bytes]:
        seen.append(request_ids.current())
        start_response("200 OK", [("Content-Length", "0")])
        return []

    started: list[Any] = []
    RequestIds(application)({"HTTP_X_REQUEST_ID": given}, lambda *start: started.extend(start))
    assert dict(started[1])["X-Request-ID"] == seen[0]
    assert (seen[0] == given) is kept
    assert kept or re.fullmatch("[0-9a-f]{32}", seen[0])


def test_two_requests_have_two_ids() -> None:
    first, second = {}, {}
    assert request_ids.of(first) == request_ids.of(first) != request_ids.of(second)
