"""The answers that a load balancer sees."""

import pytest
from django.db import OperationalError

from cms.core.health import Health


def ask(health, path, method="GET", **environ):
    started = []
    body = health.at_once(
        {"PATH_INFO": path, "REQUEST_METHOD": method, **environ}, lambda *start: started.extend(start)
    )
    return None if body is None else (started[0], dict(started[1]), b"".join(body))


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/healthz"])
def test_a_working_installation_says_so_and_is_not_cached(path):
    status, headers, body = ask(Health(lambda: True), path)
    assert (status, body, headers["Cache-Control"]) == ("200 OK", b"ok\n", "no-store")
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("path", ["/readyz", "/healthz"])
def test_without_its_database_it_is_not_ready(path):
    status, headers, body = ask(Health(lambda: False), path)
    assert (status, body) == ("503 Service Unavailable", b"the database does not answer\n")
    assert headers["Cache-Control"] == "no-store"


def test_without_its_database_it_still_lives():
    assert ask(Health(lambda: False), "/livez")[0] == "200 OK"


def test_head_has_no_body_and_another_method_is_refused():
    health = Health(lambda: True)
    assert ask(health, "/readyz", "HEAD")[1:] == (ask(health, "/readyz")[1], b"")
    status, headers, _ = ask(health, "/readyz", "POST")
    assert (status, headers["Allow"]) == ("405 Method Not Allowed", "GET, HEAD")


def test_every_other_address_is_left_to_the_application():
    assert ask(Health(lambda: True), "/readyz/") is None
    assert ask(Health(lambda: True), "/") is None


@pytest.mark.django_db
def test_the_application_answers_a_probe_under_any_name(settings):
    from cms.wsgi import application

    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["news.example.org"], True
    started = []
    environ = {"PATH_INFO": "/readyz", "REQUEST_METHOD": "GET", "HTTP_HOST": "10.1.2.3", "wsgi.url_scheme": "http"}
    assert application(environ, lambda *start: started.extend(start)) == [b"ok\n"]
    assert started[0] == "200 OK"


def test_where_nothing_asks_in_the_background_the_database_is_asked(monkeypatch):
    from cms.ledger import generation, moments

    def away():
        raise OperationalError("away")

    monkeypatch.setattr(moments, "clock", away)
    assert not generation.reachable()
    assert generation.lost_for() == 0.0
