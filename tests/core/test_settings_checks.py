"""A wrong setting stops the start with its id and a hint, whatever is started."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import Error

from cms.core import settings_checks
from cms.settings.environment import Problem

REPOSITORY = Path(__file__).resolve().parents[2]


class Connection:
    """A database of one vendor that gives one answer to every question."""

    def __init__(self, vendor, answer):
        self.vendor, self._answer = vendor, answer

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        pass

    def execute(self, sql, params):
        assert params == ["가"]

    def fetchone(self):
        return [self._answer]


@pytest.mark.parametrize(
    ("vendor", "answer", "ids"),
    [("postgresql", False, ["madang.S013"]), ("postgresql", True, []), ("sqlite", False, [])],
)
def test_a_postgresql_that_knows_no_hangul_is_refused(vendor, answer, ids, monkeypatch):
    monkeypatch.setattr(settings_checks, "connections", {"default": Connection(vendor, answer)})
    found = settings_checks.postgresql_knows_hangul(databases=["default"])
    assert [message.id for message in found] == ids
    assert all(message.hint for message in found)


def test_a_problem_becomes_an_error_with_its_hint(monkeypatch):
    monkeypatch.setattr(settings_checks, "PROBLEMS", [Problem("madang.S005", "not a zone", "Write one.")])
    assert settings_checks.settings_are_usable() == [Error("not a zone", hint="Write one.", id="madang.S005")]
    with pytest.raises(SystemExit) as stop:
        settings_checks.refuse_wrong_settings()
    assert str(stop.value) == ("Madang cannot start with these settings:\n  (madang.S005) not a zone\n      Write one.")


def test_without_problems_nothing_stops():
    assert settings_checks.settings_are_usable() == []
    settings_checks.refuse_wrong_settings()


@pytest.mark.parametrize("module", ["cms.wsgi", "cms.asgi"])
def test_production_without_a_key_does_not_start(module, tmp_path):
    environment = {"PATH": "", "MADANG_STATE_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cms.settings.production"}
    ended = subprocess.run(
        [sys.executable, "-c", f"import {module}"],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[0] == "Madang cannot start with these settings:"
    assert "(madang.S001) SECRET_KEY is not set." in ended.stderr
    assert "(madang.S002) MADANG_BASE_URL is not set." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_would_lock_readers_out_of_production_does_not_start(tmp_path):
    environment = {
        "PATH": "",
        "MADANG_STATE_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
        "MADANG_BASE_URL": "http://news.example.org",
        "SECURE_SSL_REDIRECT": "1",
        "SECURE_HSTS_PRELOAD": "1",
        "MADANG_TRUSTED_PROXIES": "none",
    }
    ended = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 1
    assert [id for id in ("S016", "S017", "S018", "S019") if f"(madang.{id})" in ended.stderr] == [
        "S017",
        "S018",
        "S019",
    ]
    assert ended.stderr.count("HINT: ") >= 3


def test_production_passes_the_checks_for_deployment(tmp_path):
    environment = {
        "PATH": "",
        "MADANG_STATE_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
        "MADANG_BASE_URL": "https://news.example.org",
    }
    subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=REPOSITORY,
        env=environment,
        check=True,
        timeout=120,
    )
