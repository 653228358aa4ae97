"""The one command, as an operator runs it."""

import signal
import subprocess
import sys

import pytest
import requests

from tests.journeys.conftest import REPOSITORY


def test_an_empty_folder_becomes_a_running_city_that_stops_cleanly(running_city):
    """First start, second start on another port with the store as an older version left it, SIGTERM and SIGINT: all in
    one, because a start takes seconds."""
    for number in (signal.SIGTERM, signal.SIGINT):
        running_city.start()
        base_url, said = running_city.base_url, running_city.said()
        for path in ("/", "/admin/", "/graphql", "/feed.atom", "/sitemap.xml", "/data/catalogue.ttl"):
            assert f"{base_url}{path}" in said
        assert "employee / " in said
        feed = requests.get(f"{base_url}/feed.atom", timeout=30)
        assert (feed.status_code, "Set-Cookie" in feed.headers) == (200, False)
        assert f"{base_url}/id/post/".encode() in feed.content
        assert running_city.stop(number) == 0
        assert running_city.said().splitlines()[-1] == "Stopped."
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{base_url}/healthz", timeout=30)
        _as_of_before(running_city)
    assert (running_city.state / "secret_key").stat().st_mode & 0o077 == 0


def _as_of_before(city):
    """The store without the columns that cities have got since; its next start brings them back."""
    command = [sys.executable, "manage.py", "migrate", "subsites", "0004_identity", "--verbosity=0"]
    subprocess.run(command, cwd=REPOSITORY, env=city.variables, check=True, timeout=120)
