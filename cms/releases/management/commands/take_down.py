from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError, no_translations

from cms.core.commands import BaseCommand
from cms.core.errors import MadangError
from cms.releases.desk import actions, proof
from cms.releases.desk.deciding import Officer
from cms.releases.models import DocumentPage


class Command(BaseCommand):
    help = "Take a document out of every output, and show what each of them answers afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="its management number")
        parser.add_argument("--city", default="", help="the key of its city, where several have the number")
        parser.add_argument("--reason", required=True, help="why; it is kept with the decision")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        found = DocumentPage.objects.filter(management_number=options["number"])
        pages = list(found.filter(city=options["city"]) if options["city"] else found)
        if len(pages) != 1:
            raise CommandError(
                "Several cities have this number: add --city." if pages else "There is no such document."
            )
        try:
            decision = actions.take_down(pages[0].pk, Officer(note=options["reason"]))
        except MadangError as error:
            raise CommandError(str(error)) from error
        self._show(proof.prove(decision))

    def _show(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            if "output" in row:
                state = "gone" if row["gone"] else "STILL THERE"
                self.stdout.write(f"{state:12} {row['status']}  {row['output']:18} {row['address']}")
            else:
                self.stdout.write(f"delivery     {row['delivery']}: {row['state']}")
        if rows and not proof.is_gone(rows):
            raise CommandError("Not every output has confirmed that the document is gone.")
        self.stdout.write("Taken down." if rows else "Taken down; it was in no output.")
