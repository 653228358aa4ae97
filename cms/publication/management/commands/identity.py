from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from cms.core.commands import BaseCommand
from cms.core.hosts import is_public_base
from cms.ledger.store import store
from cms.settings.environment import is_origin, normal_origin
from cms.subsites import identity
from cms.subsites.models import Identity
from cms.subsites.terms import cities


class Command(BaseCommand):
    help = "Show what the IRIs and feed ids of each city begin with, or fix it before anything is published there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("city", nargs="?", help="the key of the city, where there are several")
        parser.add_argument("--fix", metavar="ADDRESS", help="the public address of the city to be, for good")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        known = cities()
        chosen = [options["city"]] if options["city"] else known
        if not set(chosen) <= set(known):
            raise CommandError(f"there is no city {chosen[0]!r}; there are: {', '.join(known) or 'none'}")
        if options["fix"]:
            if len(chosen) != 1:
                raise CommandError(f"name the city that is meant, one of: {', '.join(known) or 'none'}")
            self._fix(chosen[0], options["fix"])
        for city, base, is_fixed in identity.described(chosen):
            self.stdout.write(f"{city}: {base} ({'fixed' if is_fixed else 'provisional'})")

    def _fix(self, city: str, address: str) -> None:
        base = normal_origin(address)
        if not is_origin(base) or not is_public_base(base):
            raise CommandError(f"{address!r} is not a public address such as https://news.example.org")
        if other := Identity.objects.filter(base=base).exclude(city=city).first():
            raise CommandError(f"{base} is the identity of {other.city}")
        fixed = Identity.objects.filter(city=city).first()
        if fixed and fixed.base != base and store.changes(site=city, since=0, first=1):
            raise CommandError(
                f"the identity of {city} is {fixed.base} and stays it: others keep what it has published"
            )
        if fixed is None or fixed.base != base:
            Identity.objects.update_or_create(city=city, defaults={"base": base})
            call_command("reconcile", stdout=self.stdout)
