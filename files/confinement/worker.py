"""The confined process: takes jobs from a socket, one after the other, and does each with a task module.

A task module has ``run(job, files, send)``; what it sends goes to the parent, what it returns ends the job. The limits
are set before the first byte of any file is seen and cannot be raised again.
"""

import importlib
import json
import os
import resource
import socket
import sys
from pathlib import Path
from typing import Any, Final

from files.confinement import frames

_DESCRIPTORS: Final = 32


def main() -> None:
    """Serve until the parent closes the socket; arguments: task module, descriptor of the socket, bounds as JSON."""
    task = importlib.import_module(sys.argv[1])
    channel = socket.socket(fileno=int(sys.argv[2]))
    bounds = json.loads(sys.argv[3])
    _confine(bounds)
    frames.send(channel, {"ready": True})
    try:
        _serve(channel, task, bounds)
    except MemoryError:
        os._exit(frames.OUT_OF_MEMORY)
    except (BrokenPipeError, ConnectionResetError):
        os._exit(0)


def _serve(channel: socket.socket, task: Any, bounds: dict[str, int]) -> None:
    while not _swollen(bounds["memory"]):
        job, files = frames.receive_with_files(channel)
        if job is None:
            return
        _allow_cpu(bounds["cpu_seconds"])
        frames.send(channel, {"began": True})
        try:
            end = task.run(job, files, lambda message: frames.send(channel, message))
        finally:
            for descriptor in files:
                os.close(descriptor)
        frames.send(channel, {"end": end})


def _confine(bounds: dict[str, int]) -> None:
    limits = {
        resource.RLIMIT_FSIZE: bounds["output"],
        resource.RLIMIT_NOFILE: _DESCRIPTORS,
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform == "linux":  # elsewhere the kernel refuses it
        limits[resource.RLIMIT_AS] = bounds["memory"]
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))
    sys.setrecursionlimit(500)


def _allow_cpu(seconds: int) -> None:
    """Let this job use ``seconds`` more of processor time; the kernel then ends the process with SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _swollen(memory: int) -> bool:
    """Return whether so much address space is still taken after a job that the next one would meet the limit early."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return False
    return pages * resource.getpagesize() > memory // 2


if __name__ == "__main__":
    main()
