import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.jobs import report
from cms.jobs.worker import Worker


class Command(BaseCommand):
    help = "Run the background work: schedules, queued pages, deliveries. Stops on SIGTERM or SIGINT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--once", action="store_true", help="do what is due and end; exit code 1 where a job failed")
        what.add_argument("--list", action="store_true", help="say how each job fares and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for line in report.lines():
                self.stdout.write(line)
        elif options["once"]:
            if failed := Worker().once():
                raise CommandError(f"failed: {', '.join(failed)}")
        else:
            stop = threading.Event()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
            Worker().run(stop)
