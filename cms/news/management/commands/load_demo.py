from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from cms.core.commands import BaseCommand
from cms.news.demo.content import SIGN_INS, load
from cms.subsites.models import CityPage


class Command(BaseCommand):
    help = "Fill the city with made-up posts and sign-ins whose passwords everybody knows: for trying out only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sign-ins", action="store_true", help="print the sign-ins and do nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            self.stdout.write("\n".join(f"{name} / {password}" for name, password in SIGN_INS))
            return
        city = CityPage.objects.order_by("path").first()
        if city is None:
            raise CommandError("There is no city yet: run manage.py load_city first.")
        self.stdout.write(f"{load(city)} demo posts made in {city.title}")
