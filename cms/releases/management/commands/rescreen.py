from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import CommandError, no_translations

from cms.core.commands import BaseCommand
from cms.core.errors import NotFound
from cms.core.progress import Progress
from cms.releases.desk import rescreening
from cms.releases.models import Decision, Rescreening
from cms.subsites.models import OrganisationUnit
from screening import rules_version


class Command(BaseCommand):
    help = (
        "Run the present rules over all public documents and hold what they find, or with --held over the held ones "
        "and clear what they find no more; a run that was killed goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--held", action="store_true", help="documents that are held, not those that are public")
        parser.add_argument("--rules", default="", metavar="VERSION", help="only what this version of the rules judged")
        parser.add_argument("--unit", default="", metavar="KEY", help="only documents of this department")
        parser.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="only documents produced since")
        parser.add_argument("--also-decided", action="store_true", help="also what people have released")
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")
        parser.add_argument("--undo", metavar="BATCH", help="restore the verdicts that this run replaced")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        if options["undo"]:
            self._undo(options["undo"])
            return
        run = rescreening.begin(self._scope(options))
        self.stdout.write(f"Run {run.batch}, rules {rules_version()}{', going on' if run.examined else ''}")
        run = self._finish(run)
        self.stdout.write(_told(run))
        if Decision.objects.filter(batch=run.batch).exists():
            self.stdout.write(f"Undo: manage.py rescreen --undo {run.batch}")

    def _scope(self, options: dict[str, Any]) -> rescreening.Scope:
        unit = OrganisationUnit.objects.filter(key=options["unit"]).first()
        if options["unit"] and unit is None:
            raise CommandError(f"There is no department {options['unit']}.")
        return rescreening.Scope(
            held_only=options["held"],
            only_rules=options["rules"],
            unit=unit,
            since=options["since"],
            also_decided=options["also_decided"],
            dry_run=options["dry_run"],
        )

    def _finish(self, run: Rescreening) -> Rescreening:
        progress = Progress(self.stderr, total=run.last - run.first)  # type: ignore[arg-type]
        while run.finished_at is None:
            run = rescreening.go_on(run)
            progress.show(run.bookmark - run.first)
        progress.done()
        return run

    def _undo(self, batch: str) -> None:
        try:
            undone = rescreening.undo(batch)
        except NotFound as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{undone.restored} restored, {undone.left} left as they are now")


def _told(run: Rescreening) -> str:
    what = "would be " if run.dry_run else ""
    told = f"{run.examined} examined, {run.held} {what}held, {run.masked} {what}masked"
    return f"{told}, {run.cleared} {what}cleared" if run.held_only else told


def _day(text: str) -> date:
    return date.fromisoformat(text)
