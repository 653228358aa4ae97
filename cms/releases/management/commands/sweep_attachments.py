from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from cms.core.commands import BaseCommand
from cms.core.errors import MadangError
from cms.releases.sweeping import sweep


class Command(BaseCommand):
    help = "Remove stored files that no document names and that are older than a day; safe beside a running intake."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be removed, remove nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            swept = sweep(dry_run=options["dry_run"])
        except MadangError as error:
            raise CommandError(str(error)) from error
        verb = "would be removed" if options["dry_run"] else "removed"
        self.stdout.write(f"{swept.removed:,} files {verb} ({swept.removed_bytes:,} bytes), {swept.kept:,} kept")
