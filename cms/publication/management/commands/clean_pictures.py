"""``manage.py clean_pictures``: remove what cameras wrote into pictures that were stored before it was done at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.core import kept_pictures
from cms.core.models import Image
from cms.publication import cleaning


class Command(BaseCommand):
    help = (
        "Removes place, time, device and words from the pictures of an older store and from their renditions, without"
        " coding them anew. The worker does the same; this is for those who do not want to wait for it. It can be"
        " ended and started again at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="try those again that could not be read before")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            kept_pictures.clean_failed_again()
        total = 0
        while done := cleaning.clean_some():
            total += done
        self.stdout.write(f"{total} pictures were looked at.")
        failed = Image.objects.filter(cleaning=Image.Cleaning.FAILED).order_by("pk")
        for pk, title in failed.values_list("pk", "title").iterator():
            self.stdout.write(f"  {pk} {title}: the file is lost or no picture")
