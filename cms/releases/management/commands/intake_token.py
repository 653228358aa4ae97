from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from cms.core.commands import BaseCommand
from cms.releases.intake import tokens
from cms.releases.models import DocumentsPage, SourceSystem
from cms.subsites.models import city_of


class Command(BaseCommand):
    help = (
        "Print a new token for a system that sends documents to POST /intake/documents. The system is made where it is"
        " not known; an old token ends. Only the token's hash is kept: write it down now."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="key of the system: small letters, digits and hyphens")
        parser.add_argument("--name", help="what a new system is called; default: its key")
        parser.add_argument("--city", help="code of the city that a new one sends to; needed where there are more")
        parser.add_argument(
            "--takes-over",
            nargs="+",
            default=[],
            metavar="SOURCE",
            help="other sources whose documents it may change too, such as lists; instead of those named before",
        )
        parser.add_argument("--revoke", action="store_true", help="end the token and print no new one")

    def handle(self, *args: Any, **options: Any) -> None:
        system = SourceSystem.objects.filter(key=options["key"]).first()
        if options["revoke"]:
            if system is None:
                raise CommandError(f"there is no system {options['key']}")
            tokens.revoke(system)
            self.stderr.write(f"The token of {system.key} has ended.")
            return
        system = system or _new_system(options)
        if options["takes_over"]:
            system.takes_over = " ".join(options["takes_over"])
        _check(system)
        self.stdout.write(tokens.issue(system))
        if not system.active:
            self.stderr.write(f"{system.key} is switched off: it is answered 403 until somebody switches it on.")


def _new_system(options: dict[str, Any]) -> SourceSystem:
    codes = {city.code for section in DocumentsPage.objects.all() if (city := city_of(section))}
    code = options["city"] or (next(iter(codes)) if len(codes) == 1 else None)
    if code not in codes:
        raise CommandError(f"--city: name one of {', '.join(sorted(codes)) or '(no city has a section of documents)'}")
    return SourceSystem(key=options["key"], name=options["name"] or options["key"], city=code)


def _check(system: SourceSystem) -> None:
    try:
        system.clean_fields(exclude=["token_hash"])
    except ValidationError as error:
        raise CommandError("; ".join(error.messages)) from error
