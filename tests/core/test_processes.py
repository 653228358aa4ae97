"""Programs that are started together end together."""

import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cms.core.processes import Restarts, how_ended

SUPERVISOR = """
import sys
from cms.core.processes import Processes
from cms.core.processes import Restarts
with Processes({commands!r}, environment={{"GREETING": "hello"}}, restarts={restarts}) as processes:
    if processes.wait_until(lambda: True, seconds=5):
        print("ready", flush=True)
        processes.wait()
    print("failed", processes.failed, flush=True)
"""
SLEEPER = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPER


def start(commands, restarts=None, **streams):
    script = SUPERVISOR.format(commands=commands, restarts=restarts)
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=root, **streams)


def pids(*files):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if all(file.exists() and file.read_text() for file in files):
            return [int(file.read_text()) for file in files]
        time.sleep(0.02)
    raise AssertionError("the programs did not start")


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def all_end(numbers):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and any(map(is_running, numbers)):
        time.sleep(0.02)
    return not any(map(is_running, numbers))


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def pair(tmp_path):
    files = tmp_path / "one", tmp_path / "other"
    running = start({file.name: [sys.executable, "-c", SLEEPER, str(file)] for file in files})
    yield running, pids(*files)
    running.kill()
    running.wait()
    running.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_of_them(pair, number):
    running, numbers = pair
    running.send_signal(number)
    out, _ = running.communicate(timeout=20)
    assert all_end(numbers)
    assert (running.returncode, out.splitlines()) == (0, ["ready", "failed {}"])


def test_the_end_of_one_ends_the_others_and_is_told(pair):
    running, (one, other) = pair
    os.kill(one, signal.SIGKILL)
    out, _ = running.communicate(timeout=20)
    assert all_end([other])
    assert out.splitlines()[-1] == "failed {'one': -9}"


def test_a_killed_program_is_started_again_and_the_others_go_on(tmp_path):
    files = tmp_path / "one", tmp_path / "other"
    commands = {file.name: [sys.executable, "-c", SLEEPER, str(file)] for file in files}
    running = start(commands, "Restarts(first=0.01)")
    try:
        one, other = pids(*files)
        for _ in range(3):
            files[0].write_text("")
            os.kill(one, signal.SIGKILL)
            (again,) = pids(files[0])
            assert again != one
            one = again
        assert pids(files[1]) == [other]
        assert is_running(other)
        running.send_signal(signal.SIGTERM)
        out, _ = running.communicate(timeout=20)
        assert (running.returncode, out.splitlines()) == (0, ["ready", "failed {}"])
        assert all_end([one, other])
    finally:
        running.kill()
        running.communicate()


def test_a_program_that_never_runs_steadily_is_given_up_and_told(tmp_path):
    file = tmp_path / "other"
    ending = "import sys; sys.exit(3)"
    commands = {"other": [sys.executable, "-c", SLEEPER, str(file)], "ending": [sys.executable, "-c", ending]}
    running = start(commands, "Restarts(first=0.01, limit=3)", stderr=subprocess.PIPE)
    out, said = running.communicate(timeout=60)
    assert out.splitlines()[-1] == "failed {'ending': 3}"
    assert said.splitlines() == ["the ending ended with code 3; it is started again"] * 2
    assert all_end(pids(file))


def test_the_pause_doubles_up_to_the_longest():
    restarts = Restarts(first=0.5, longest=30)
    assert [restarts.pause(ends) for ends in range(1, 9)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_an_end_is_told_in_words():
    assert how_ended(1) == "ended with code 1"
    assert how_ended(-9) == "was killed by SIGKILL"


def test_a_killed_parent_leaves_no_orphans(pair):
    running, numbers = pair
    running.kill()
    running.wait()
    assert all_end(numbers)


def test_a_program_that_will_not_end_is_killed(tmp_path, monkeypatch):
    monkeypatch.setattr("cms.core.processes.GRACE_SECONDS", 0.2)
    from cms.core.processes import Processes

    file = tmp_path / "pid"
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        with Processes({"stubborn": [sys.executable, "-c", STUBBORN, str(file)]}, environment={}):
            (number,) = pids(file)
        assert not is_running(number)
    finally:
        for name, handler in handlers.items():
            signal.signal(name, handler)


def test_garbage_is_looked_for_after_fifty_thousand_objects():
    assert gc.get_threshold() == (50_000, 20, 50)
    assert gc.isenabled()
