"""Running several programs as one: started together, restarted where one ends, and stopped together.

No dependency does it as it must be here: a readiness wait, a grace period for requests in flight, and no orphan even
where the parent is killed outright (Linux).
"""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

GRACE_SECONDS: Final = 15.0
_POLL_SECONDS: Final = 0.2
_PR_SET_PDEATHSIG: Final = 1
_LIBRARY: Final = ctypes.CDLL(None)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarts:
    """The rule for starting again a program that ended by itself, in seconds.

    The pause doubles from ``first`` to ``longest`` with each end in turn. One that ran for ``steady`` seconds begins
    anew; the one that never did so in ``limit`` runs is given up.
    """

    first: float = 0.5
    longest: float = 30.0
    steady: float = 10.0
    limit: int = 10

    def pause(self, ends: int) -> float:
        """Before the next start, after so many ends in turn."""
        return float(min(self.longest, self.first * 2 ** (ends - 1)))


class _Program:
    """One of them, as it is now: running, or waiting for its next start."""

    def __init__(self, name: str, start: Callable[[], subprocess.Popen[bytes]]) -> None:
        self.name = name
        self._start = start
        self.ends = 0
        self.start()

    def start(self) -> None:
        self.process = self._start()
        self.started_at = time.monotonic()
        self.starts_at: float | None = None

    @property
    def code(self) -> int | None:
        """The exit code of the last run; None while it runs."""
        return self.process.poll()

    def look_after(self, restarts: Restarts) -> None:
        """Start it again where it has ended and its pause is over; nothing is done where it is given up."""
        now = time.monotonic()
        if self.code is None or self.is_given_up(restarts):
            return
        if self.starts_at is None:
            self.ends = 1 if now - self.started_at >= restarts.steady else self.ends + 1
            if self.is_given_up(restarts):
                return
            self.starts_at = now + restarts.pause(self.ends)
            logger.error("the %s %s; it is started again", self.name, how_ended(self.code))
        elif now >= self.starts_at:
            self.start()

    def is_given_up(self, restarts: Restarts) -> bool:
        """Return whether it has ended too often."""
        return self.ends >= restarts.limit


class Processes:
    """Named programs; a context in which they run. Each has its own process group, so only this one hears Ctrl-C.

    Without ``restarts`` the end of one is the end of all. ``files`` are descriptors that the programs inherit,
    ``folder`` is where they run.
    """

    def __init__(
        self,
        commands: Mapping[str, Sequence[str]],
        *,
        environment: Mapping[str, str],
        restarts: Restarts | None = None,
        files: Sequence[int] = (),
        folder: Path | None = None,
    ) -> None:
        self._commands = commands
        self._environment = {**os.environ, **environment}
        self._restarts = restarts
        self._files = files
        self._folder = folder
        self._programs: list[_Program] = []
        self._stop = threading.Event()

    def __enter__(self) -> "Processes":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        for name, command in self._commands.items():
            self._programs.append(_Program(name, lambda command=command: self._start(command)))  # type: ignore[misc]
        return self

    def __exit__(self, *exc: object) -> None:
        self._signal_all(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for program in self._programs:
            try:
                program.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._signal_all(signal.SIGKILL)
                program.process.wait()

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """Return whether ``ready`` came true in time, with all programs still running and nobody asking to stop.

        Nothing is started again here: what ends before it was ever ready would end again.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self._stop.is_set() and not self.ended:
            if ready():
                return True
            self._stop.wait(_POLL_SECONDS)
        return False

    def wait(self) -> None:
        """Return when a signal asks to stop, or a program has ended that is not started again."""
        while not self._stop.is_set() and not self.failed:
            if self._restarts:
                for program in self._programs:
                    program.look_after(self._restarts)
            self._stop.wait(_POLL_SECONDS)

    @property
    def asked_to_stop(self) -> bool:
        """Return whether a signal has asked for it."""
        return self._stop.is_set()

    @property
    def failed(self) -> dict[str, int]:
        """The programs that ended by themselves and stay so, with their exit codes."""
        if self._restarts is None:
            return self.ended
        given_up = [program for program in self._programs if program.is_given_up(self._restarts)]
        return {program.name: program.code for program in given_up if program.code is not None}

    @property
    def ended(self) -> dict[str, int]:
        """Those that do not run at this moment."""
        return {program.name: program.code for program in self._programs if program.code is not None}

    def _start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=self._files,
            cwd=self._folder,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 (the caller has no threads)
        )

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop.set()

    def _signal_all(self, number: int) -> None:
        for program in self._programs:
            if program.code is None:
                process = program.process
                os.killpg(process.pid, number) if number == signal.SIGKILL else process.send_signal(number)


def how_ended(code: int) -> str:
    """An exit code in words."""
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"


def _die_with_parent() -> None:
    _LIBRARY.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
