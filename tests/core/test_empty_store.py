"""A command on a store that nobody has prepared says so, instead of a trace."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.serving.running import REPOSITORY


@pytest.mark.parametrize("command", ["load_city", "createsuperuser --noinput --username a --email a@city.example"])
def test_a_command_on_an_empty_store_says_which_it_is_and_what_to_do(command, tmp_path):
    assert ended(command, tmp_path) == (
        f"CommandError: The store is empty (its folder is {tmp_path}). Start the server once, which prepares it, or"
        " name the folder of the one that runs by MADANG_STATE_DIR, or its database by DATABASE_URL."
    )


def test_a_command_on_a_store_that_was_not_prepared_to_the_end_says_so(tmp_path):
    with closing(sqlite3.connect(tmp_path / "madang.sqlite3")) as store:
        store.execute("CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied datetime)")
    assert ended("load_city", tmp_path) == (
        f"CommandError: The store is not up to date (its folder is {tmp_path}). Start the server once, which brings it"
        " up to date."
    )


def ended(command, folder):
    """The last line of a command that cannot go on."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=REPOSITORY,
        env={"PATH": os.environ["PATH"], "MADANG_STATE_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    return done.stderr.splitlines()[-1]
