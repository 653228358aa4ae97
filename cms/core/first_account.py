"""The first account of an installation, without which nobody can sign in."""

import os
import sys
from typing import Final

from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper

from cms.core.commands import typed

COMMAND: Final = ".venv/bin/python manage.py createsuperuser"


def is_missing() -> bool:
    """Return whether nobody has an account. One query."""
    return not get_user_model().objects.exists()


def missing() -> list[str]:
    """The words to say where nobody has an account: none otherwise."""
    return [f"nobody has an account yet: {typed(COMMAND)}"] if is_missing() else []


def offer(out: OutputWrapper) -> None:
    """Ask who starts the server at a terminal for the first account; never waits for anybody who is not there."""
    if not _is_at_a_terminal() or not is_missing():
        return
    out.write("Nobody has an account yet. Make that of the administrator now? [Y/n] ", ending="")
    out.flush()
    if sys.stdin.readline().strip().lower() not in ("", "y", "yes", "예"):
        return
    try:
        call_command("createsuperuser")
    except CommandError as error:
        out.write(str(error))


def _is_at_a_terminal() -> bool:
    """Return whether somebody can answer: not in the background of a terminal, where reading would stop the program."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
