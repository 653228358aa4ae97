"""A running city answers what the README shows."""

import re
import shlex
import subprocess
import time
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
README = (REPOSITORY / "README.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def curls() -> list[str]:
    lines = "".join(BLOCKS).replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.startswith("curl")]


def test_there_is_a_curl_for_every_output():
    assert len(curls()) == 11


@pytest.mark.parametrize("command", curls())
def test_each_curl_answers_with_something(running_city, command):
    """Soon, where it is the worker that makes it, as it does the statistics."""
    local = command.replace("http://127.0.0.1:8000", running_city.base_url)
    end = time.monotonic() + 60
    while len(said := answer(local)) <= 200 and time.monotonic() < end:
        time.sleep(1)
    assert len(said) > 200 and '"errors"' not in said


def answer(command):
    done = subprocess.run([*shlex.split(command), "--fail"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
