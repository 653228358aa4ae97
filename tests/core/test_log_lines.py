"""What the log says of requests: one line for what is refused, everything for what went wrong here."""

import logging
from collections.abc import Iterator
from io import StringIO
from logging.config import DictConfigurator
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from cms.core.log_lines import MAX_LENGTH


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("no")


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("it is broken")


urlpatterns = [path("forbidden/", forbidden), path("broken/", broken)]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the configured console would show."""
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


def test_what_went_wrong_here_is_told_with_its_traceback(log: StringIO) -> None:
    assert get("/broken/") == 500
    assert log.getvalue().startswith("Internal Server Error: /broken/\nTraceback (most recent call last):\n")
    assert log.getvalue().endswith("ZeroDivisionError: it is broken\n")
