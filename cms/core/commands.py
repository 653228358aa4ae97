"""The end of a command that cannot go on: one line that says what is wrong and what to do, instead of a trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.management import base
from django.core.management.base import CommandError

from cms.core.errors import MadangError, StoreFull, Unavailable
from cms.core.faults import fault

_WAYS_OUT: Final[dict[type[MadangError], str]] = {
    StoreFull: ". Free some space there, then run the same command again.",
    Unavailable: ". Run the same command again when it does.",
}


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the machine did wrong, and every error of the tree, into CommandError; mistakes of ours stay."""
    try:
        yield
    except CommandError:
        raise
    except Exception as error:
        found = fault(error)
        if found is None:
            raise
        said = f" ({' '.join(str(error).split())})" if found is not error and str(error) else ""
        raise CommandError(f"{found}{said}{_WAYS_OUT.get(type(found), '')}") from error


class BaseCommand(base.BaseCommand):
    """The base of our commands."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run it, and end in words where it cannot go on."""
        with in_words():
            return super().execute(*args, **options)
