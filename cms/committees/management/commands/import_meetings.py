from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from cms.committees.imports import meetings
from cms.committees.imports.load import Meetings
from cms.committees.imports.outcome import explain, section
from cms.core import streams
from cms.core.commands import BaseCommand
from cms.core.errors import MadangError


class Command(BaseCommand):
    help = "Make meetings, or change them, from a JSON file: our plain form, or either form of Legistar's calendars."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--zone", default=settings.TIME_ZONE, help="of times without one; default: %(default)s")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            zone = ZoneInfo(options["zone"])
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise CommandError(f"--zone: there is no {options['zone']!r}") from error
        try:
            with streams.opened(options["file"]) as opened:
                drafts = list(meetings.read(opened(), zone=zone, now=timezone.now()))
        except MadangError as error:
            raise CommandError(f"{options['file'].name}: {error}") from error
        self.stdout.write(explain(Meetings(section()).load(drafts)))
