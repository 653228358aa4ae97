import socket
import sys
import urllib.request
from argparse import ArgumentParser
from io import StringIO
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.core.processes import Processes

START_SECONDS: Final = 90.0
ADDRESSES: Final = (
    ("Site", "/"),
    ("Editor", "/admin/"),
    ("GraphQL explorer", "/graphql"),
    ("Feeds", "/feed.atom  /feed.rss  /feed.json"),
    ("Sitemap", "/sitemap.xml"),
    ("Catalogue", "/data/catalogue.ttl"),
)


class Command(BaseCommand):
    help = "Bring the store up to date, then run the web server and the worker until Ctrl-C or SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="fill an empty installation with a made-up city")

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_a_used_port(settings.MADANG_HOST, settings.MADANG_PORT)
        self._prepare(demo=options["demo"])
        environment = {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "PYTHONUNBUFFERED": "1"}
        with Processes({"web server": _web_server(), "worker": _worker()}, environment=environment) as processes:
            if processes.wait_until(_is_healthy, seconds=START_SECONDS):
                self._print_addresses(demo=options["demo"])
                processes.wait()
            failed = processes.failed
            self.stdout.write("\nStopping ...")
        if failed:
            raise CommandError("; ".join(f"the {name} ended with code {code}" for name, code in failed.items()))
        self.stdout.write("Stopped.")

    def _prepare(self, *, demo: bool) -> None:
        settings.STATE_DIR.mkdir(parents=True, exist_ok=True)
        self.check(databases=["default"])
        call_command("migrate", verbosity=0, interactive=False)
        if settings.STATIC_ROOT:
            call_command("collectstatic", verbosity=0, interactive=False)
        if demo and not apps.get_model("subsites", "CityPage").objects.exists():
            self.stdout.write("Making the demo city ...")
            with transaction.atomic():
                call_command("load_city")
                call_command("load_demo")
                call_command("load_demo_documents")
        call_command("set_address", settings.MADANG_BASE_URL)

    def _print_addresses(self, *, demo: bool) -> None:
        base = settings.MADANG_BASE_URL
        lines = [f"  {name + ':':18}{base}{path}" for name, path in ADDRESSES]
        if demo:
            sign_ins = StringIO()
            call_command("load_demo", "--sign-ins", stdout=sign_ins)
            lines += [f"  {'Sign-in:':18}{pair}" for pair in sign_ins.getvalue().splitlines()]
        self.stdout.write("\nMadang is running.\n" + "\n".join(lines) + "\n\nStop it with Ctrl-C.")
        self.stdout.flush()


def _web_server() -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", settings.MADANG_HOST, "--port", str(settings.MADANG_PORT)),
        *("--workers", str(settings.MADANG_WORKERS), "--blocking-threads", "4", "--respawn-failed-workers"),
        "cms.wsgi:application",
    ]


def _worker() -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", "--skip-checks"]


def _refuse_a_used_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}, port {port}: {error.strerror}. Choose another one: PORT={port + 1} make run"
            ) from error


def _is_healthy() -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.MADANG_HOST, settings.MADANG_HOST)
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.MADANG_PORT}/healthz"
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
