"""The demo city, started as its README says, in processes and on a disk of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import own_database

REPOSITORY = Path(__file__).resolve().parents[2]
START_SECONDS = 600
METRICS_TOKEN = "what-the-city-of-the-tests-is-asked-with"


class RunningCity:
    """``manage.py serve --demo``, which is what ``make run`` calls; its folder is empty at first."""

    def __init__(self, folder: Path, database: str) -> None:
        self.state = folder / "var"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        # What its commands get too: nothing else of the tests' own settings.
        settings = {"MADANG_STATE_DIR": str(self.state), "MADANG_METRICS_TOKEN": METRICS_TOKEN}
        self.variables = kept | settings | ({"DATABASE_URL": database} if database else {})
        self.base_url = ""
        self._output = folder / "output"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, on a port of its own each time, where it does not run."""
        if self._process:
            return
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with self._output.open("w") as output:
            self._process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--demo"],
                cwd=REPOSITORY,
                env=self.variables | {"PORT": str(port)},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.base_url = f"http://127.0.0.1:{port}"
        self._wait()

    def said(self) -> str:
        """The text that it printed since its last start."""
        return self._output.read_text()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code, after that signal."""
        process, self._process = self._process, None
        assert process
        process.send_signal(number)
        return process.wait(60)

    def close(self) -> None:
        """Leave nothing running."""
        if self._process:
            self.stop()

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process and self._process.poll() is None:
            if "Stop it with Ctrl-C." in self.said():
                return
            time.sleep(0.1)
        raise AssertionError(self.said())


@pytest.fixture(scope="session")
def city_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCity]:
    """Filled once for all journeys, since that takes most of a minute."""
    with own_database(f"city_{os.getpid()}") as database:
        city = RunningCity(tmp_path_factory.mktemp("city"), database)
        yield city
        city.close()


@pytest.fixture
def running_city(city_of_the_session: RunningCity) -> RunningCity:
    city_of_the_session.start()
    return city_of_the_session
