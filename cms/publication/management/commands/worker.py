import logging
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections

from cms.publication import worker

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Run the background work: schedules, queued pages, deliveries. Stops on SIGTERM or SIGINT."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            while worker.turn():
                pass
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            try:
                worker.run(stop)
            except OperationalError:
                # The database is away or locked: say so, and be there when it comes back.
                logger.exception("the database did not answer; trying again")
                close_old_connections()
                time.sleep(worker.IDLE_SECONDS)
