"""A command on a store that nobody has prepared says so, instead of a trace."""

import os
import subprocess
import sys

import pytest

from tests.serving.running import REPOSITORY


@pytest.mark.parametrize("command", ["load_city", "createsuperuser --noinput --username a --email a@city.example"])
def test_a_command_on_an_empty_store_says_which_it_is_and_what_to_do(command, tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], "MADANG_STATE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"CommandError: The store is empty (its folder is {tmp_path}). Start the server once, which prepares it, or"
        " name the folder of the one that runs by MADANG_STATE_DIR, or its database by DATABASE_URL."
    )
    assert "Traceback" not in done.stderr
