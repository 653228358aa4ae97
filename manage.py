#!/usr/bin/env python
"""Madang's command line."""

import os
import sys
from io import TextIOWrapper

if __name__ == "__main__":
    # The name of a file, and what stands in one, may hold what the terminal's encoding has no bytes for.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
