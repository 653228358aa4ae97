"""The output of a program that runs for long, as lines of the log.

A collector that reads JSON (MADANG_LOG_FORMAT=json) takes each line of its output for an object, the first ones too.
"""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import TextIOBase
from threading import local
from typing import TextIO, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, OutputWrapper

logger = logging.getLogger(__name__)


@contextmanager
def logged_output(command: BaseCommand) -> Iterator[None]:
    """While it runs, what the command and those that it calls write is logged, where the log is JSON.

    An error that ends the command is logged too, and is raised as SystemExit with the same code.
    """
    if settings.MADANG_LOG_FORMAT != "json":
        yield
        return
    said, complained = _Lines(logging.INFO, sys.stderr), _Lines(logging.WARNING, sys.stderr)
    command.stdout, command.stderr = OutputWrapper(cast(TextIO, said)), OutputWrapper(cast(TextIO, complained))
    try:
        with redirect_stdout(said), redirect_stderr(complained):
            yield
    except CommandError as error:
        logger.error("%s", error)
        sys.exit(error.returncode)
    finally:
        for stream in (said, complained):
            stream.write("\n")


class _Thread(local):
    """The line that each thread has begun to write, and whether one is being logged."""

    begun = ""
    is_logging = False


class _Lines(TextIOBase):
    """A stream of text each of whose lines is one of the log; empty ones are none.

    What is written because a line cannot be logged, such as to a collector that has gone, can be no line of the log
    either: ``beside`` takes it.
    """

    def __init__(self, level: int, beside: TextIO) -> None:
        self._level = level
        self._beside = beside
        self._thread = _Thread()

    def write(self, text: str) -> int:
        if self._thread.is_logging:
            return self._beside.write(text)
        *whole, self._thread.begun = (self._thread.begun + text).split("\n")
        self._thread.is_logging = True
        try:
            for line in filter(None, map(str.strip, whole)):
                logger.log(self._level, "%s", line)
        finally:
            self._thread.is_logging = False
        return len(text)
