"""Intake, killed at random instants: nothing lost, nothing twice, nothing half public."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import own_database

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(("way", "generations"), [("command", 2), ("http", 1)])
def test_an_intake_killed_at_any_instant_is_completed_by_the_next(tmp_path, way, generations):
    program = [sys.executable, "-W", "ignore", "-m", "tests.releases.intake.crashing"]
    command = [*program, str(tmp_path), str(generations), "2026", way]
    with own_database(f"crash_{way}_{os.getpid()}") as database:
        environment = {
            **os.environ,
            "DATABASE_URL": database or f"sqlite:///{tmp_path / 'madang.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            "MADANG_STATE_DIR": str(tmp_path),
        }
        ended = subprocess.run(
            command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, timeout=600, check=False
        )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout.splitlines()[-1])
    # After each kill, after each completion, and after the sweep.
    assert found["looks"] == [[]] * (generations * 4 + 1)
    assert found["killed"] > 0
    assert found["staged"] == 0
