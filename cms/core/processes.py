"""Running several programs as one: started together, and stopped together whatever happens to one of them.

No dependency does it as it must be here: a readiness wait, a grace period for requests in flight, and no orphan even
where the parent is killed outright (Linux).
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Final

GRACE_SECONDS: Final = 15.0
_POLL_SECONDS: Final = 0.2
_PR_SET_PDEATHSIG: Final = 1


class Processes:
    """Named programs; a context in which they run. Each has its own process group, so only this one hears Ctrl-C."""

    def __init__(self, commands: Mapping[str, Sequence[str]], *, environment: Mapping[str, str]) -> None:
        self._commands = commands
        self._environment = {**os.environ, **environment}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._stop = threading.Event()

    def __enter__(self) -> "Processes":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        for name, command in self._commands.items():
            self._running[name] = subprocess.Popen(
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 (no threads yet)
            )
        return self

    def __exit__(self, *exc: object) -> None:
        self._signal_all(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._signal_all(signal.SIGKILL)
                process.wait()

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """Whether ``ready`` came true in time, with all programs still running and nobody asking to stop."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.ended:
            if ready():
                return True
            self._stop.wait(_POLL_SECONDS)
        return False

    def wait(self) -> None:
        """Return when a signal asks to stop or any of the programs has ended."""
        while not self.ended:
            self._stop.wait(_POLL_SECONDS)

    @property
    def ended(self) -> bool:
        """Whether it is time to stop."""
        return self._stop.is_set() or bool(self.failed)

    @property
    def failed(self) -> dict[str, int]:
        """The programs that ended by themselves, with their exit codes."""
        codes = {name: process.poll() for name, process in self._running.items()}
        return {name: code for name, code in codes.items() if code is not None}

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop.set()

    def _signal_all(self, number: int) -> None:
        for process in self._running.values():
            if process.poll() is None:
                os.killpg(process.pid, number) if number == signal.SIGKILL else process.send_signal(number)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
