"""A task that does to its process what hostile input could do."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path


def run(job, files, send):
    return globals()[job["do"]](job, files, send)


def echo(job, files, send):
    for number in range(job.get("messages", 0)):
        send({"number": number})
    return {"pid": os.getpid(), "text": job.get("text", "")}


def read(job, files, send):
    return {"content": os.pread(files[0], 100, 0).decode(), "files": len(files)}


def environment(job, files, send):
    return {"names": sorted(os.environ)}


def open_files(job, files, send):
    return {"count": sum(1 for _ in Path("/proc/self/fd").iterdir())}


def sleep(job, files, send):
    send({"asleep": True})
    signal.pause()


def spin(job, files, send):
    while True:
        pass


def allocate(job, files, send):
    hoard = []
    while True:
        hoard.append(bytearray(16 << 20))


def fill(job, files, send):
    with Path(job["path"]).open("wb") as stream:
        while True:
            stream.write(bytes(1 << 20))


def segfault(job, files, send):
    send({"before": True})
    ctypes.string_at(0)


def kill(job, files, send):
    os.kill(os.getpid(), signal.SIGKILL)


def leave(job, files, send):
    os._exit(3)


def fail(job, files, send):
    raise ValueError("a fault of the task")


def shout(job, files, send):
    """Write bytes that are no frame."""
    channel = socket.socket(fileno=os.dup(int(sys.argv[2])))
    channel.sendall(bytes.fromhex(job["bytes"]))
    if job.get("stay"):
        signal.pause()
    os._exit(0)


def have_child(job, files, send):
    child = subprocess.Popen(["sleep", "600"])
    send({"child": child.pid})
    signal.pause()
