from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from cms.core.commands import BaseCommand
from cms.core.errors import BadInput
from cms.subsites.founding import found
from cms.subsites.plan import read_plan

DEFAULT_FILE: Final = Path(__file__).resolve().parents[2] / "data" / "city.toml"


class Command(BaseCommand):
    help = "Make the city, its fields, websites and departments from a TOML or JSON file, or bring them to it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=DEFAULT_FILE, help="default: %(default)s")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            plan = read_plan(options["file"], languages=[code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES])
            home = found(plan)
        except BadInput as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(f"{options['file']}: {'; '.join(error.messages)}") from error
        self.stdout.write(
            f"{home.title}: {len(plan.fields)} fields, {len(plan.websites)} websites, {len(plan.units)} departments"
        )
