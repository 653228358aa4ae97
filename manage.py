#!/usr/bin/env python
"""Madang's command line."""

import os
import sys
from io import TextIOWrapper


def main() -> None:
    """Run a command; what ends those that Django and Wagtail bring is said in words too."""
    # The name of a file, and what stands in one, may hold what the terminal's encoding has no bytes for.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    from django.core.management import CommandError, execute_from_command_line

    from cms.core.commands import in_words

    try:
        with in_words():
            execute_from_command_line(sys.argv)
    except CommandError as error:
        sys.exit(f"CommandError: {error}")
    except BrokenPipeError:
        # Whoever read has enough, as `| head` does. What is left is written nowhere, or Python would say so at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
