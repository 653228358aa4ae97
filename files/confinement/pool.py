"""Confined processes kept for many jobs, and replaced when one dies, hangs or has served long enough."""

import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from files.confinement import frames
from files.confinement.frames import OUT_OF_MEMORY, Message

_ROOT: Final = Path(__file__).resolve().parents[2]
_WORKER: Final = "files.confinement.worker"
_START_SECONDS: Final = 60.0


@dataclass(frozen=True)
class Bounds:
    """The bounds of one job: wall-clock and processor seconds, bytes of address space, bytes written to a file.

    A process is replaced after ``jobs``. Memory is bounded on Linux only.
    """

    seconds: int = 120
    cpu_seconds: int = 60
    memory: int = 1 << 30
    output: int = 512 << 20
    jobs: int = 500


class Cause(StrEnum):
    """The cause for which a job ended without an answer."""

    TIMED_OUT = "timed-out"
    MEMORY = "memory"
    CRASHED = "crashed"


class Failed(Exception):
    """The process ended before the job did. What it had sent until then has been received."""

    def __init__(self, cause: Cause, detail: str) -> None:
        super().__init__(detail)
        self.cause = cause
        self.detail = detail


class _NotBegun(Exception):
    """The process was gone before it looked at the job, so the job is not to blame."""


class Pool:
    """Up to ``processes`` confined processes, started when first needed; ``run`` may be called from many threads."""

    def __init__(self, task: str, *, bounds: Bounds, processes: int = 1) -> None:
        self._task = task
        self._bounds = bounds
        self._places: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        self._count = processes
        for _ in range(processes):
            self._places.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        for process in [self._places.get() for _ in range(self._count)]:
            if process is not None:
                process.kill()
            self._places.put(None)

    def run(self, job: Message, files: Sequence[int], receive: Callable[[Message], None]) -> Message:
        """Do one job with open ``files``; each message goes to ``receive``, the last is returned. Raises ``Failed``.

        An exception of ``receive`` ends the process and passes through.
        """
        process = self._places.get()
        try:
            for fresh in (False, True):
                if process is None or fresh or not process.fit:
                    process = self._replace(process)
                with contextlib.suppress(_NotBegun):
                    return process.run(job, files, receive)
            raise Failed(Cause.CRASHED, "the process ended twice before it began")
        finally:
            if process is not None and not process.fit:
                process.kill()
                process = None
            self._places.put(process)

    def _replace(self, process: "_Process | None") -> "_Process":
        if process is not None:
            process.kill()
        return _Process(self._task, self._bounds)


class _Process:
    """One confined process, in a session of its own, without the environment and the open files of this one."""

    def __init__(self, task: str, bounds: Bounds) -> None:
        self._bounds = bounds
        self._served = 0
        self._clean = False
        self._channel, other = socket.socketpair()
        with other:
            self._process = subprocess.Popen(
                [sys.executable, "-E", "-s", "-m", _WORKER, task, str(other.fileno()), json.dumps(asdict(bounds))],
                cwd=_ROOT,
                env={"LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[other.fileno()],
                start_new_session=True,
            )
        if not self._started():
            self.kill()
            raise RuntimeError("the confined process does not start; what it wrote to standard error says why")
        self._clean = True

    @property
    def fit(self) -> bool:
        """Return whether it may be given another job."""
        return self._clean and self._served < self._bounds.jobs and self._process.poll() is None

    def run(self, job: Message, files: Sequence[int], receive: Callable[[Message], None]) -> Message:
        self._served += 1
        self._clean = False
        deadline = time.monotonic() + self._bounds.seconds
        self._begin(job, files, deadline)
        while "end" not in (message := self._next(deadline)):
            receive(message)
        self._clean = True
        return dict(message["end"])

    def kill(self) -> None:
        """End it and everything it started; nothing happens where it has ended, since its number may be another's."""
        self._channel.close()
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _started(self) -> bool:
        try:
            return "ready" in self._next(time.monotonic() + _START_SECONDS)
        except Failed:
            return False

    def _begin(self, job: Message, files: Sequence[int], deadline: float) -> None:
        try:
            frames.send(self._channel, job, files, deadline=deadline)
            self._next(deadline)
        except OSError as error:
            raise _NotBegun from error
        except Failed as error:
            if error.cause is Cause.CRASHED:
                raise _NotBegun from error
            raise

    def _next(self, deadline: float) -> Message:
        try:
            message = frames.receive(self._channel, deadline=deadline)
        except TimeoutError as error:
            raise Failed(Cause.TIMED_OUT, f"no answer within {self._bounds.seconds} seconds") from error
        except (frames.Malformed, OSError) as error:
            raise self._failure() from error
        if message is None:
            raise self._failure()
        return message

    def _failure(self) -> Failed:
        """The failure that the end of the process tells of."""
        try:
            code = self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            return Failed(Cause.CRASHED, "the process sent something that cannot be understood")
        if code == OUT_OF_MEMORY:
            return Failed(Cause.MEMORY, f"more than {self._bounds.memory >> 20} MB of memory")
        if code == -signal.SIGXCPU:
            return Failed(Cause.TIMED_OUT, f"more than {self._bounds.cpu_seconds} seconds of processor time")
        ending = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        return Failed(Cause.CRASHED, f"the process ended by {ending}")
