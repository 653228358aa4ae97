from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError
from django.utils.translation import override

from cms.core.commands import BaseCommand
from cms.core.delimited import decoded
from cms.core.errors import BadInput
from cms.publication.organisation import rows
from cms.publication.organisation.application import apply
from cms.publication.organisation.comparison import Comparison, compare

# So many differences and refused lines are told one by one.
TOLD: Final = 200


class Command(BaseCommand):
    help = (
        "Compare a CSV file of departments and of the positions in them with the organisation chart, tell what would be"
        " added, changed, moved and closed, and do it. A line that cannot be taken changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only tell what the file would do")
        parser.add_argument(
            "--close-missing", action="store_true", help="close departments of the chart that the file does not name"
        )

    @override("en")
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = compare(_read(options["file"]), closes=options["close_missing"])
            self._tell(found, closes=options["close_missing"])
            if found.refused:
                raise CommandError(f"{len(found.refused):,} lines are refused: nothing was changed")
            done = 0 if options["dry_run"] else apply(found)
        except BadInput as error:
            raise CommandError(str(error)) from error
        self.stdout.write("nothing was changed" if options["dry_run"] else f"{done:,} changes are made")

    def _tell(self, found: Comparison, *, closes: bool) -> None:
        for refused in found.refused[:TOLD]:
            self.stderr.write(f"line {refused.number}: {refused.reason}")
        for one in found.all[:TOLD]:
            fields = "; ".join(f"{name}: {before!r} -> {after!r}" for name, before, after in one.fields)
            self.stdout.write(f"{one.kind} {one.name}{f' ({fields})' if fields else ''}")
        if len(found.all) > TOLD:
            self.stdout.write(f"and {len(found.all) - TOLD:,} more")
        if found.missing and not closes:
            names = ", ".join(str(unit) for unit in found.missing[:20])
            self.stdout.write(f"not in the file, and left as they are: {len(found.missing):,} ({names})")


def _read(path: Path) -> rows.Rows:
    try:
        with path.open("rb") as file:
            data = file.read(rows.MOST_BYTES + 1)
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", where=str(path)) from error
    return rows.read(decoded(data, most=rows.MOST_BYTES))
