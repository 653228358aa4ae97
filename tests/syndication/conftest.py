"""Syndication is tested at its own addresses, without the pages that the application adds after them."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import HOST


@pytest.fixture(autouse=True)
def addresses_of_syndication(settings):
    settings.ROOT_URLCONF = "syndication.urls"
    # The editor, whose address it asks for, is not among them.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith(".EditorPolicy")]


@pytest.fixture
def get() -> Callable[..., HttpResponse]:
    """GET a path, on the city's host unless another is named; keyword arguments are headers."""

    def request(path: str, *, host: str = HOST, **headers: str) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client().get(path, headers=named | {"host": host})

    return request
