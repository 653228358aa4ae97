from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from cms.committees.imports import committees
from cms.committees.imports.drafts import Refusal
from cms.committees.imports.load import Committees
from cms.committees.imports.outcome import explain, section
from cms.core import streams
from cms.core.commands import BaseCommand
from cms.core.errors import MadangError


class Command(BaseCommand):
    help = "Make committees, or change them, from a CSV file with a row for each member (committee, name, role, …)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        refused: list[Refusal] = []
        try:
            with streams.opened(options["file"]) as opened:
                drafts = committees.read(opened, refuse=refused.append)
        except MadangError as error:
            raise CommandError(f"{options['file'].name}: {error}") from error
        totals = Committees(section()).load(drafts)
        totals.refused[:0] = refused
        self.stdout.write(explain(totals))
