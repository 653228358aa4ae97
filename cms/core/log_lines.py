"""The lines of the log, the same of the web server, the worker and the commands.

    2026-11-29T09:05:00.123+09:00 ERROR [1f0c…] django.request: Internal Server Error: /traffic/
        Traceback (most recent call last):

As text, what belongs to a line is indented below it; as JSON (MADANG_LOG_FORMAT=json) each line is one object.
"""

import json
import logging
from datetime import datetime
from typing import Any, Final

from django.utils.log import log_response

from cms.core import request_ids
from cms.core.log_covers import covered, printable

MAX_LENGTH: Final = 1_000


class OneLine(logging.Filter):
    """Keeps what strangers send from filling the log: a refused request is one bounded line, without a traceback.

    Django tells the status of the answer with the line, whose paths it has escaped letter by letter, Hangul too: here
    they are letters again, and the formatters escape what is none. An error of the server's own keeps its traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes; that of a refusal is shortened."""
        if record.funcName == log_response.__name__ and isinstance(record.args, tuple):
            # A message that is made here once stays as it is, however many handlers there are.
            record.msg, record.args = str(record.msg) % tuple(map(_letters, record.args)), ()
        if getattr(record, "status_code", 500) < 500:
            record.msg, record.args = record.getMessage()[:MAX_LENGTH], ()
            record.exc_info = record.exc_text = None
        return True


def _letters(value: Any) -> Any:
    """The text that ``django.utils.log.log_response`` escaped, as it was, but for what is no letter, sign or space."""
    if not isinstance(value, str) or not value.isascii():
        return value
    return printable(value.encode("ascii").decode("unicode_escape"))


class TextLines(logging.Formatter):
    """A line for people: time, level, request, who says it, what; further lines indented."""

    def format(self, record: logging.LogRecord) -> str:
        head = f"{_time(record)} {record.levelname} [{request_ids.current() or '-'}] {record.name}: "
        return head + "\n    ".join(map(printable, covered(super().format(record)).splitlines()))


class JsonLines(logging.Formatter):
    """The same as one JSON object a line, for collectors; ``trace`` is there where something failed."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": covered(record.getMessage()),
        }
        if name := request_ids.current():
            said["request"] = name
        if record.exc_info:
            said["trace"] = covered(self.formatException(record.exc_info))
        return "".join(map(_in_json, json.dumps(said, ensure_ascii=False)))


def _in_json(letter: str) -> str:
    """Of what is no letter, sign or space JSON itself escapes the first 32 alone."""
    return letter if letter.isprintable() else json.dumps(letter)[1:-1]


def _time(record: logging.LogRecord) -> str:
    """In the city's zone, which Django has made that of the process."""
    return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")
