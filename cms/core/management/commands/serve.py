import signal
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from io import StringIO
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.core.checks import INFO, CheckMessage, run_checks
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError
from django.db import connections, transaction

from cms.core import first_account, turns
from cms.core.commands import BaseCommand, in_words, own_folder, with_variables
from cms.core.health import READY
from cms.core.logged_output import logged_output
from cms.core.processes import Processes, Restarts, how_ended

BACKLOG: Final = 1024
UNREAD_MILLISECONDS: Final = 60_000
ADDRESSES: Final = (
    ("Site", "/"),
    ("Search", "/search/"),
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

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run it; what it says is as the log is."""
        with logged_output(self):
            return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        with _stopped_by_signals() as stop_if_asked, _listening(settings.MADANG_HOST, settings.MADANG_PORT) as listener:
            self._prepare(demo=options["demo"])
            stop_if_asked()
            first_account.offer(self.stdout)
            # Asked before the programs start: from then on this process keeps away from the database.
            self._missing = first_account.missing()
            _let_go_of_the_database()
            descriptor = _open(listener)
            commands = {**_web_servers(descriptor), "worker": _worker()}
            with Processes(
                commands,
                environment={"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "PYTHONUNBUFFERED": "1"},
                restarts=Restarts(),
                files=[descriptor],
                folder=settings.BASE_DIR,
            ) as processes:
                reason = self._run(processes, demo=options["demo"])
                self.stdout.write("\nStopping ...")
        if reason:
            raise CommandError(reason)
        self.stdout.write("Stopped.")

    def _run(self, processes: Processes, *, demo: bool) -> str:
        """Wait for the end; why it came, or nothing where it was asked for."""
        if processes.wait_until(_is_ready, seconds=settings.MADANG_START_SECONDS):
            self._print_addresses(demo=demo)
            processes.wait()
        elif not processes.asked_to_stop:
            return _why_not_ready(processes)
        ends = [f"the {name} {how_ended(code)}" for name, code in processes.failed.items()]
        return f"{'; '.join(ends)}, too often to be started again. Its own messages above say more." if ends else ""

    def _prepare(self, *, demo: bool) -> None:
        """Bring the store up to date, one machine after the other where several start at once."""
        settings.STATE_DIR.mkdir(parents=True, exist_ok=True)
        named = _named("The store could not be brought up to date")
        with named, in_words(), turns.turn(turns.PREPARING, waiting=self._say_that_it_waits):
            told = _of_identity()
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
            for message in _of_identity():
                # That it is provisional is said at each start, that it is fixed by the start that has fixed it.
                if message.level >= INFO or message not in told:
                    self.stdout.write(f"{message.msg} {message.hint} ({message.id})")

    def _say_that_it_waits(self) -> None:
        self.stdout.write("Another machine brings the store up to date; waiting for it ...")
        self.stdout.flush()

    def _print_addresses(self, *, demo: bool) -> None:
        base = settings.MADANG_BASE_URL
        lines = [f"  {name + ':':18}{base}{path}" for name, path in ADDRESSES]
        lines += [*store_line(), *(f"  {'Sign-in:':18}{line}" for line in self._missing)]
        if demo:
            sign_ins = StringIO()
            call_command("load_demo", "--sign-ins", stdout=sign_ins)
            lines += [f"  {'Sign-in:':18}{pair}" for pair in sign_ins.getvalue().splitlines()]
            _let_go_of_the_database()
        self.stdout.write("\nMadang is running.\n" + "\n".join(lines) + "\n\nStop it with Ctrl-C.")
        self.stdout.flush()


def _of_identity() -> list[CheckMessage]:
    return run_checks(tags=["identity"], include_deployment_checks=True, databases=["default"])


def store_line() -> list[str]:
    """The folder of the store, which the commands of other terminals have to be told; nothing where they know it."""
    folder = own_folder()
    return (
        [f"  {'Store:':18}{folder} (commands: {with_variables('', MADANG_STATE_DIR=folder).strip()})"] if folder else []
    )


def _let_go_of_the_database() -> None:
    """From here on this process only watches others, and whoever starts programs has no threads of a pool."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


@contextmanager
def _stopped_by_signals() -> Iterator[Callable[[], None]]:
    """A signal that asks to stop while the store is prepared ends the command as asked: what was begun is undone.

    Where it comes within a callback of Python's own, such as that of a weak reference, Python drops what it raises: the
    function that is given ends the command then.
    """
    asked = False

    def stop(*_: Any) -> None:
        nonlocal asked
        asked = True
        sys.exit(0)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield lambda: stop() if asked else None
    except SystemExit:
        if asked:
            print("Stopped.")
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _named(what: str) -> Iterator[None]:
    """Say what was being done when a command ends."""
    try:
        yield
    except SystemCheckError:
        raise
    except CommandError as error:
        raise CommandError(f"{what}: {error}") from error
    except Exception as error:
        raise CommandError(f"{what}: {type(error).__name__}: {error}") from error


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """The socket that all web processes share: while one of them is started again, connections wait in it.

    The port is taken at once, and connections from :func:`_open` on, when there is somebody to answer.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            # Connections inherit it: what a client that has vanished left unread does not stay in the system.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_MILLISECONDS)
        with _port_in_words(host, port):
            listener.bind((host, port))
        yield listener


def _open(listener: socket.socket) -> int:
    """Take connections; the descriptor of the socket."""
    with _port_in_words(*listener.getsockname()[:2]):
        listener.listen(BACKLOG)
    return listener.fileno()


@contextmanager
def _port_in_words(host: str, port: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CommandError(
            f"Cannot listen on {host}, port {port}: {error.strerror}. Choose another one: PORT={port + 1} make run"
        ) from error


def _web_servers(descriptor: int) -> dict[str, list[str]]:
    command = [sys.executable, "-m", "cms.serving", "cms.asgi:application", str(descriptor)]
    count = settings.MADANG_WORKERS
    return {f"web server {number}" if count > 1 else "web server": command for number in range(1, count + 1)}


def _worker() -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", "--skip-checks"]


def _is_ready() -> bool:
    """Asked directly: no proxy of this machine's environment has to do with it."""
    connection = HTTPConnection(*_reached_at(), timeout=2)
    try:
        connection.request("GET", READY)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _reached_at() -> tuple[str, int]:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.MADANG_HOST, settings.MADANG_HOST)
    return host, settings.MADANG_PORT


def _why_not_ready(processes: Processes) -> str:
    ends = [f"the {name} {how_ended(code)}" for name, code in processes.ended.items()]
    if ends:
        return f"{'; '.join(ends)} before the server was ready. Its own messages above say why."
    return (
        f"The web server did not answer {READY} within {settings.MADANG_START_SECONDS} seconds: the database does not"
        " answer, or the machine is very slow (MADANG_START_SECONDS=300 waits longer)."
    )
