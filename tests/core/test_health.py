"""What a load balancer sees."""

import pytest
from django.db import OperationalError

from cms.core import health


@pytest.mark.django_db
def test_a_working_installation_says_so_and_is_not_cached(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content, response["Cache-Control"]) == (200, b"ok\n", "no-store")
    assert "Set-Cookie" not in response


def test_without_its_database_it_is_not_ready(client, monkeypatch):
    class Away:
        def cursor(self):
            raise OperationalError("away")

    monkeypatch.setattr(health, "connection", Away())
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"the database does not answer\n")
