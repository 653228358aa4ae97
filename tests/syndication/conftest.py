"""The requests of the tests of syndication."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import HOST


@pytest.fixture
def get() -> Callable[..., HttpResponse]:
    """GET a path, on the city's host unless another is named; keyword arguments are headers."""

    def request(path: str, *, host: str = HOST, **headers: str) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client().get(path, headers=named | {"host": host})

    return request
