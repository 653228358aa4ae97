"""System checks of the settings: a wrong one stops the start, with an id and a hint instead of a trace."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from cms.settings.environment import PROBLEMS

_HANGUL_IS_NO_LETTER = Error(
    "PostgreSQL does not know Hangul as letters in this database, so that no Korean word would be found.",
    hint="Make the cluster with initdb --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C.UTF-8, "
    "or the database with a UTF-8 locale such as ko_KR.UTF-8.",
    id="madang.S013",
)


@register()
def settings_are_usable(app_configs: object = None, **kwargs: Any) -> list[CheckMessage]:
    """The problems that :mod:`cms.settings.environment` found while the settings were read."""
    return [Error(problem.message, hint=problem.hint, id=problem.id) for problem in PROBLEMS]


@register(Tags.database)
def postgresql_knows_hangul(
    app_configs: object = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A cluster whose ctype is C makes pg_trgm index no Korean, in silence."""
    return [
        _HANGUL_IS_NO_LETTER
        for alias in databases or ()
        if connections[alias].vendor == "postgresql" and not _is_letter(connections[alias], "가")
    ]


def _is_letter(connection: Any, character: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s ~ '^[[:alpha:]]$'", [character])
        return bool(cursor.fetchone()[0])


def refuse_wrong_settings() -> None:
    """Stop a process that runs no system checks of its own, such as a WSGI server, where a setting is wrong."""
    _ = settings.SETTINGS_MODULE  # asking for one reads them all
    if messages := settings_are_usable():
        sys.exit(explain(messages))


def explain(messages: Iterable[CheckMessage]) -> str:
    """The messages as lines for the terminal."""
    lines = [f"  ({message.id}) {message.msg}\n      {message.hint}" for message in messages]
    return "Madang cannot start with these settings:\n" + "\n".join(lines)
