"""The answers to a request for a host that is none of the city's."""

import re

import pytest
from django.db import OperationalError

from tests.content import HOST, published_post
from tests.test_spellings import ask  # noqa: F401

pytestmark = pytest.mark.django_db
BASE = f"http://{HOST}"
BROWSER = "text/html,*/*;q=0.8"
FOREIGN = [
    "evil.example",
    "nothing.localhost",
    "notsaebyeol.example",
    "saebyeol.example.evil.example",
    "10.1.2.3",
    "localhost",
]
PATHS = [
    "/",
    "/traffic/road/",
    "/traffic/feed.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/data/catalogue.ttl",
    "/admin/login/",
]


@pytest.fixture(autouse=True)
def city(prepared_city, settings):
    settings.MADANG_BASE_URL = BASE
    return published_post("길", slug="road")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", FOREIGN)
def test_nothing_of_the_city_is_said_under_a_foreign_name(ask, host, path):  # noqa: F811
    ask(path)
    answer = ask(path, host)
    assert (answer.status, answer.headers["cache-control"]) == (421, "no-store")
    assert answer.headers["content-type"].startswith(("application/problem+json", "text/html"))
    assert ask(path, host, body="{}").status == 421


def test_a_browser_is_told_the_right_address_in_both_languages(ask):  # noqa: F811
    answer = ask("/traffic/road/", "evil.example", accept=BROWSER)
    text = answer.body.decode()
    assert (answer.status, answer.headers["content-type"]) == (421, "text/html; charset=utf-8")
    assert '<div class="error" lang="ko">' in text and '<div class="error" lang="en">' in text
    assert text.count(f'<a href="{BASE}/">{BASE}/</a>') == 2
    assert "evil" not in text and "길" not in text and "<script" not in text and "style=" not in text


def test_the_page_that_refuses_has_its_style_sheets_and_no_other_file(ask):  # noqa: F811
    text = ask("/", "evil.example", accept=BROWSER).body.decode()
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)">', text)
    assert styles == ["/static/madang/base.css", "/static/madang/article.css"]
    for path in styles:
        assert ask(path, "evil.example").body == ask(path).body != b""
    assert [ask(f"/static/madang/{name}.css", "evil.example").status for name in ("records", "base.css")] == [421, 421]


def test_a_redirect_may_be_chosen_and_keeps_path_and_query(ask, settings):  # noqa: F811
    settings.MADANG_UNKNOWN_HOSTS = "redirect"
    answer = ask("/traffic/%EA%B8%B8/?after=x", "old.example")
    assert (answer.status, answer.headers["location"], answer.body) == (301, f"{BASE}/traffic/%EA%B8%B8/?after=x", b"")
    steps = {
        "/admin": "/admin/",
        "/admin/pages": "/admin/pages/",
        "/traffic?after=x": "/traffic/?after=x",
        "/rss": "/feed.rss",
    }
    for asked, there in steps.items():
        assert ask(asked, "old.example").headers["location"] == f"{BASE}{there}", "one step"
    assert ask("/graphql", "old.example", body="{}").status == 421
    assert ask("/", HOST).status == 200


def test_health_is_told_under_any_name(ask):  # noqa: F811
    assert ask("/readyz", "10.1.2.3").body == b"ok\n"
    assert ask("/livez", None).body == b"ok\n"


def test_a_further_name_shows_the_city_and_its_editor(ask, settings):  # noqa: F811
    settings.MADANG_FURTHER_HOSTS = ["news.intern.example", ".lan.example"]
    for host in ("NEWS.intern.example:8080", "a.lan.example"):
        assert (ask("/", host).status, ask("/admin/login/", host).status) == (200, 200)
    assert ask("/", "intern.example").status == 421


@pytest.mark.parametrize("own", ["http://127.0.0.1:8000", "http://localhost:8000", "http://city.localhost:8000"])
def test_a_city_on_this_machine_answers_every_name_of_it_and_no_other(ask, settings, own):  # noqa: F811
    settings.MADANG_BASE_URL = own
    for host in ("127.0.0.1:8000", "localhost:8000", "LOCALHOST", "127.0.0.1:9000", "[::1]:8000"):
        assert (ask("/", host).status, ask("/admin/login/", host).status) == (200, 200), host
    for host in ("other.localhost:8000", "192.168.0.5:8000", "0.0.0.0:8000"):
        assert ask("/", host).status == 421, host


@pytest.mark.parametrize(
    "host", [None, "", "a b", "saebyeol.example, evil.example", "saebyeol.example/x", "user@saebyeol.example"]
)
def test_a_request_without_a_host_or_with_what_is_none_is_refused(ask, host):  # noqa: F811
    answer = ask("/", host, accept="application/json")
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert b'"where": "Host"' in answer.body


def test_the_older_http_needs_no_host(ask):  # noqa: F811
    assert ask("/", None, version="1.0").status == 200


def test_before_there_is_a_city_no_name_is_foreign(ask):  # noqa: F811
    from wagtail.models import Site

    Site.objects.all().delete()
    assert [ask("/admin/login/", host).status for host in (HOST, "evil.example")] == [200, 200]


@pytest.mark.parametrize("accept", [BROWSER, "*/*"])
def test_while_it_cannot_be_told_whose_a_host_is_nothing_is_refused_for_good(client, monkeypatch, accept):
    def away(host):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr("frontend.doors.is_foreign", away)
    client.raise_request_exception = False
    answer = client.get("/", headers={"Host": "bike.example", "Accept": accept})
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "10", "no-store")
    assert client.get("/", headers={"Host": HOST}).status_code == 200, "the city's own name is in the settings"
