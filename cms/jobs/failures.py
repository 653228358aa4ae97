"""The part of an exception that is kept and shown: its kind and its place, never what was being worked on."""

import traceback
from pathlib import PurePath
from typing import Final

from django.conf import settings
from django.db import OperationalError

LENGTH: Final = 300


class Reasoned(Exception):
    """An error whose ``reason`` is shown to the operator: it says nothing of an item, and no address."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Away(Reasoned):
    """The error of a job whose other side is away, so that no item is at fault."""


def told(error: BaseException) -> str:
    """The class of an exception, where in the program it arose, and what a system said.

    Messages may name people or quote a text, so only those are repeated that a system makes of itself: the reason of
    an error of the operating system, why somebody is away, and the first line of what a database says of its own state.
    """
    said = ": ".join(part for part in (type(error).__name__, _said(error)) if part)
    return " ".join(part for part in (said, _place(error)) if part)[:LENGTH]


def _said(error: BaseException) -> str:
    if isinstance(error, Reasoned):
        return error.reason
    if isinstance(error, OperationalError):
        return str(error).strip().partition("\n")[0]
    return error.strerror or "" if isinstance(error, OSError) else ""


def _place(error: BaseException) -> str:
    """The innermost line of ours, such as ``(cms/news/records.py:88, build)``."""
    base = PurePath(settings.BASE_DIR)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = PurePath(frame.filename)
        if path.is_relative_to(base) and ".venv" not in path.parts:
            return f"({path.relative_to(base)}:{frame.lineno}, {frame.name})"
    return ""
