from argparse import ArgumentParser
from io import StringIO
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from wagtail.models import Site

from cms.core.commands import BaseCommand
from cms.settings.environment import is_origin, normal_origin
from cms.subsites.models import CityPage

DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class Command(BaseCommand):
    help = "Move the city to another address; sub-sites with a host name of their own follow to its port."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="such as https://news.example.org or http://127.0.0.1:8000")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        host, port = _host_and_port(options["address"])
        city = Site.objects.filter(is_default_site=True).first()
        if city is None or (city.hostname, city.port) == (host, port):
            return
        # Queryset updates send no signals: one sweep afterwards instead of one for each site.
        Site.objects.filter(port=city.port).exclude(pk=city.pk).update(port=port)
        Site.objects.filter(pk=city.pk).update(hostname=host, port=port)
        repairs = StringIO()
        call_command("reconcile", stdout=repairs)
        # Before there is a city, the site is Wagtail's own.
        if CityPage.objects.exists():
            self.stdout.write(f"The city is now at {options['address']}: {repairs.getvalue().splitlines()[-1]}")


def _host_and_port(address: str) -> tuple[str, int]:
    """The host and port that Wagtail keeps: it takes the scheme from the port, so https lives on port 443 only."""
    address = normal_origin(address)
    if not is_origin(address):
        raise CommandError(f"{address!r} is not an address such as https://news.example.org")
    parts = urlsplit(address)
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    if (parts.scheme == "https") != (port == 443):
        raise CommandError(f"{address!r}: https is possible on port 443 only, and http on the others.")
    return str(parts.hostname), port
