"""The demo city, started as its README says, in processes and on a disk of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

REPOSITORY = Path(__file__).resolve().parents[2]
START_SECONDS = 240


@dataclass
class RunningCity:
    """``manage.py serve --demo``, which is what ``make run`` calls."""

    base_url: str
    process: subprocess.Popen[str]
    log: Path


@pytest.fixture(scope="session")
def running_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCity]:
    folder = tmp_path_factory.mktemp("city")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--demo"],
            cwd=REPOSITORY,
            env=kept | {"PORT": str(port), "MADANG_STATE_DIR": str(folder), "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    city = RunningCity(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait_until_it_answers(city)
        yield city
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait_until_it_answers(city: RunningCity) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert city.process.poll() is None, city.log.read_text()
        try:
            if requests.get(f"{city.base_url}/healthz", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.5)
    raise AssertionError(city.log.read_text())
