"""Intake, killed at random instants: nothing lost, nothing twice, nothing half public."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]


def database(folder, way):
    """The address of a database of its own: in a file, or on the PostgreSQL that the tests run on."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return f"sqlite:///{folder / 'madang.sqlite3'}"
    import psycopg

    name = f"crash_{way}_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@pytest.mark.parametrize(("way", "generations"), [("command", 2), ("http", 1)])
def test_an_intake_killed_at_any_instant_is_completed_by_the_next(tmp_path, way, generations):
    environment = {
        **os.environ,
        "DATABASE_URL": database(tmp_path, way),
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "MADANG_STATE_DIR": str(tmp_path),
    }
    program = [sys.executable, "-W", "ignore", "-m", "tests.releases.intake.crashing"]
    command = [*program, str(tmp_path), str(generations), "2026", way]
    ended = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout.splitlines()[-1])
    # After each kill, after each completion, and after the sweep.
    assert found["looks"] == [[]] * (generations * 4 + 1)
    assert found["killed"] > 0
    assert found["staged"] == 0
