from typing import Any

from cms.core.commands import BaseCommand
from cms.publication.redirects import tables


class Command(BaseCommand):
    help = "Print all redirects as CSV, from,to,permanent, in the form that import_redirects takes."

    def handle(self, *args: Any, **options: Any) -> None:
        for line in tables.written():
            self.stdout.write(line, ending="")
