from typing import Any

from cms.core.commands import BaseCommand
from cms.publication.reconcile import reconcile


class Command(BaseCommand):
    help = "Compare the ledger with the pages, repair it, and print what was repaired."

    def handle(self, *args: Any, **options: Any) -> None:
        repaired = 0
        for repair in reconcile():
            if isinstance(repair, int):
                if repair:
                    self.stdout.write(f"vocabulary: {repair} rows")
                repaired += repair
            else:
                self.stdout.write(f"{repair.action}: {repair.key} {repair.url}")
                repaired += 1
        self.stdout.write(f"{repaired} repaired" if repaired else "nothing to repair")
