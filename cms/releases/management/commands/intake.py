import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from cms.core.commands import BaseCommand
from cms.core.errors import BadInput, MadangError
from cms.releases.intake import columns, sources
from cms.releases.intake.extract import Attacher
from cms.releases.intake.feeding import Feeder, report_in
from cms.releases.intake.known import files_of
from cms.releases.intake.load import Loader
from cms.releases.intake.pipeline import Known, Pipeline, ReportPath
from cms.releases.intake.sources import List
from cms.releases.intake.watching import DropFolder, watch
from cms.releases.models import DocumentsPage
from cms.subsites.models import city_of


class Command(BaseCommand):
    help = (
        "Take released documents from lists in CSV, JSON, JSON lines or XLSX, compressed with gzip or not, with their"
        " attachments. A broken list changes nothing; feeding one again changes nothing twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sources", nargs="*", metavar="SOURCE", help="file, pattern, folder, or s3://bucket/prefix")
        parser.add_argument("--watch", nargs="+", type=Path, metavar="DIR", help="drop folders to watch instead")
        parser.add_argument("--interval", type=float, default=2.0, help="seconds between two looks at a drop folder")
        parser.add_argument("--kind", choices=sorted(columns.KINDS), help="kind of list; default: told by its columns")
        parser.add_argument("--section", help="code of the city whose section takes them; needed where there are more")
        parser.add_argument("--source", default="lists", help="name of the system that they come from")
        parser.add_argument(
            "--set", action="append", default=[], metavar="NAME=VALUE", help="said of rows that are silent about it"
        )
        parser.add_argument("--report", type=Path, help="file for the refused rows, or a folder where lists are many")
        parser.add_argument("--read-again", action="store_true", help="also read attachments that have not changed")
        parser.add_argument("--dry-run", action="store_true", help="do everything, keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["sources"]) == bool(options["watch"]):
            raise CommandError("name sources, or folders to watch with --watch")
        stop = Event()
        try:
            pipeline = partial(_pipeline, _section(options["section"]), options=options, stop=stop)
            with Attacher(keep=not options["dry_run"]) as attacher:
                feeder = Feeder(pipeline=pipeline, attacher=attacher, progress=sys.stderr)
                if options["watch"]:
                    self._watch(feeder, options["watch"], stop=stop, seconds=options["interval"])
                else:
                    self._feed(feeder, list(sources.lists(options["sources"])), report=options["report"])
        except MadangError as error:
            raise CommandError(str(error)) from error

    def _feed(self, feeder: Feeder, lists: Sequence[List], *, report: Path | None) -> None:
        """Feed all lists; one that is broken stops no other, and ends the command with an error."""
        if report and len(lists) > 1 and not report.is_dir():
            raise CommandError(f"--report: there are {len(lists)} lists, and {report} is no folder")
        broken = 0
        for source in lists:
            try:
                feeder.feed(source, report=_report(report, source), say=self.stdout.write)
            except BadInput as error:
                broken += 1
                self.stderr.write(f"{source.name}: {error}")
        if broken:
            raise CommandError(f"{broken} of {len(lists)} lists could not be read; nothing of them was taken")

    def _watch(self, feeder: Feeder, folders: Sequence[Path], *, stop: Event, seconds: float) -> None:
        for folder in folders:
            if not folder.is_dir():
                raise CommandError(f"--watch: {folder} is not a folder")

        def feed(entry: Path, reports: Path) -> str:
            report = feeder.feed_entry(entry, reports)
            self.stdout.write(report.rstrip())
            return report

        with _ended_by_signal(stop):
            self.stdout.write(f"Watching {', '.join(map(str, folders))}")
            watch([DropFolder(folder, feed) for folder in folders], stop=stop, seconds=seconds)


@contextmanager
def _ended_by_signal(stop: Event) -> Iterator[None]:
    """SIGTERM and Ctrl-C end the watch after the batch that is being written."""
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _pipeline(section: DocumentsPage, attacher: Attacher, *, options: dict[str, Any], stop: Event) -> Pipeline:
    loader = Loader(section, source=options["source"], dry_run=options["dry_run"])
    given = _given(options["set"])
    known: Known = (lambda number: {}) if options["read_again"] else partial(files_of, loader.city)
    return Pipeline(loader, attacher, kind=options["kind"] or "", given=given, known=known, stop=stop.is_set)


def _given(pairs: Sequence[str]) -> dict[str, str]:
    """``licence=kogl-1`` and the like; CommandError for what no draft has."""
    given = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name not in columns.READERS or name == "management_number":
            known = ", ".join(sorted(set(columns.READERS) - {"management_number", "url"}))
            raise CommandError(f"--set: {pair!r} is not NAME=VALUE with a name of {known}")
        given[name] = value
    return given


def _report(path: Path | None, source: List) -> ReportPath:
    if path is None or path.is_dir():
        return report_in(path or Path(settings.MADANG_STATE_DIR) / "intake", source)
    return lambda listing: path


def _section(code: str | None) -> DocumentsPage:
    sections: Iterable[DocumentsPage] = DocumentsPage.objects.all()
    found = {city.code: section for section in sections if (city := city_of(section))}
    if code is None and len(found) == 1:
        return next(iter(found.values()))
    if code not in found:
        raise CommandError(f"--section: name one of {', '.join(sorted(found)) or '(there is no section yet)'}")
    return found[code]
