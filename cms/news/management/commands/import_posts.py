import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import CommandError

from cms.core import streams
from cms.core.commands import BaseCommand
from cms.core.errors import BadInput, MadangError
from cms.core.licences import LICENCES
from cms.core.models import User
from cms.core.progress import Progress
from cms.news.imports import formats, jsonlines, sections, wxr
from cms.news.imports.items import ReadItem, Refusal
from cms.news.imports.load import Common, Import, Totals
from cms.news.imports.pictures import Pictures
from cms.subsites.models import OrganisationUnit

MAX_REASONS: Final = 30


class Command(BaseCommand):
    help = (
        "Import posts from a WordPress export, an RSS or Atom feed, or JSON lines, compressed with gzip or not."
        " A broken file changes nothing; running it again creates nothing twice, and adds pictures that were missing."
        " docs/importing.md says what is taken of each format, field by field; the report names all that is not."
    )

    wanted = wxr.POST
    importer: Any = Import

    def add_places(self, parser: ArgumentParser) -> None:
        """The options that say where what is imported is written."""
        parser.add_argument("--field", required=True, help="key of the field whose sub-site takes the posts")
        parser.add_argument("--field-map", type=Path, help="CSV of category,field for posts that belong elsewhere")
        parser.add_argument("--website", help="key of a website below the field, to take the posts instead")
        parser.add_argument("--language", default="ko", help="language of the posts (a website has its own)")

    def places(self, options: dict[str, Any]) -> sections.Sections:
        """The sections that these options name."""
        return _sections(options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        self.add_places(parser)
        parser.add_argument("--unit", help="key of the department that publishes them")
        parser.add_argument("--licence", choices=sorted(LICENCES), help="licence of the posts; default: the city's")
        parser.add_argument("--author", help="user name of their owner in the editor")
        parser.add_argument(
            "--images", type=Path, metavar="DIR", help="folder with the pictures and files of the posts"
        )
        parser.add_argument("--allow-host", action="append", default=[], help="host to fetch them from; repeatable")
        parser.add_argument("--mapping", default="", help="names in JSON lines: title=headline,html=story")
        parser.add_argument("--limit", type=int, help="stop after so many items")
        parser.add_argument("--report", type=Path, help="file for what was left out and why (JSON lines)")
        parser.add_argument("--dry-run", action="store_true", help="do everything, keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with streams.opened(path) as opened:
                read, total = self._checked(opened, path, jsonlines.mapping(options["mapping"]))
                common, limit = _common(options, self.places(options)), options["limit"]
                report = options["report"] or settings.STATE_DIR / "imports" / f"{path.name}.refused.jsonl"
                progress = Progress(sys.stderr, total=min(total, limit or total))
                with _reporter(report) as (tell, reasons):
                    run = self.importer(common, tell, pictures=_pictures(options))
                    for totals in run.run(islice(read(opened()), limit), dry_run=options["dry_run"]):
                        progress.show(totals.seen)
        except MadangError as error:
            raise CommandError(f"{path.name}: {error}") from error
        self._summary(run.totals, seconds=progress.done(), dry_run=options["dry_run"])
        self._reasons(reasons, report)

    def _checked(
        self, opened: Callable[[], streams.Source], path: Path, names: Mapping[str, tuple[str, ...]]
    ) -> tuple[formats.Reader, int]:
        """Read the whole file before anything is written, so that a broken one changes nothing."""
        name, read = formats.reader(opened, zone=ZoneInfo(settings.TIME_ZONE), names=names, wanted=self.wanted)
        total = _counted(read(opened()))
        if not total:
            raise BadInput(f"{name}, 0 items: nothing can be imported")
        self.stdout.write(f"{path.name}: {name}, {total:,} items")
        return read, total

    def _summary(self, totals: Totals, *, seconds: float, dry_run: bool) -> None:
        rate = totals.seen / max(seconds, 0.001)
        self.stdout.write(
            f"{'Would be: ' if dry_run else ''}{totals.created:,} created, {totals.updated:,} updated,"
            f" {totals.unchanged:,} unchanged, {totals.refused:,} refused in {seconds:.1f} s ({rate:,.0f}/s)"
        )
        if totals.drafts:
            self.stdout.write(f"{totals.drafts:,} of them kept as drafts: personal data was found in them")
        if totals.scheduled:
            self.stdout.write(f"{totals.scheduled:,} of them scheduled: they become public at their time")
        if totals.linked:
            self.stdout.write(f"{totals.linked:,} posts now link to the pages of others that came in")
        if totals.left_out:
            self.stdout.write(f"Left out of posts that were taken: {totals.left_out:,}")

    def _reasons(self, reasons: Mapping[str, int], report: Path) -> None:
        for reason, count in sorted(reasons.items(), key=lambda pair: -pair[1])[:MAX_REASONS]:
            self.stdout.write(f"  {count:>6,}  {reason}")
        if len(reasons) > MAX_REASONS:
            self.stdout.write(f"  and {len(reasons) - MAX_REASONS:,} more reasons")
        if reasons:
            self.stdout.write(f"Each is named in {report}")


def _sections(options: dict[str, Any]) -> sections.Sections:
    website, language = options["website"], options["language"]
    main = (
        sections.website_section(website, field_key=options["field"])
        if website
        else sections.field_section(options["field"], language=language)
    )
    table = sections.read_table(options["field_map"]) if options["field_map"] else {}
    places = sections.Sections(main, main.locale.language_code, table)
    for key in sorted(set(table.values())):
        sections.field_section(key, language=places.language)
    return places


def _common(options: dict[str, Any], places: sections.Sections) -> Common:
    return Common(
        sections=places,
        source=options["file"].name.partition(".")[0],
        unit=_one(OrganisationUnit, "--unit", key=options["unit"]),
        licence=options["licence"] or "",
        owner=_one(User, "--author", username=options["author"]),
    )


def _one(model: Any, option: str, **wanted: str | None) -> Any:
    (value,) = wanted.values()
    if value is None:
        return None
    if (found := model.objects.filter(**wanted).first()) is None:
        raise CommandError(f"{option}: there is no {value!r}")
    return found


def _counted(items: Iterator[ReadItem]) -> int:
    """The number of items; where the file is broken, BadInput says after how many, and which was the last."""
    total: int = 0
    last: ReadItem | None = None
    try:
        for item in items:
            total, last = total + 1, item
    except BadInput as error:
        if last is None:
            raise
        read = f"{total:,} {'item' if total == 1 else 'items'} before it could be read"
        message = f"{error.message}; {read}, the last “{last.title[:80]}” ({last.place})"
        raise type(error)(message, where=error.where) from error
    return total


def _pictures(options: dict[str, Any]) -> Pictures:
    """A dry run keeps nothing, so it fetches nothing either."""
    folder: Path | None = options["images"]
    if folder is not None and not folder.is_dir():
        raise CommandError(f"--images: {folder} is not a folder")
    hosts = frozenset(host.lower() for host in options["allow_host"])
    return Pictures(folder=folder, hosts=hosts, licence=options["licence"] or "", trial=options["dry_run"])


@contextmanager
def _reporter(path: Path) -> Iterator[tuple[Any, dict[str, int]]]:
    """A function that writes each refusal to the file at once, and the count of each reason."""
    reasons: dict[str, int] = {}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file:

        def tell(refusal: Refusal) -> None:
            reason = f"picture or file: {refusal.reason}" if refusal.picture else refusal.reason
            reasons[reason] = reasons.get(reason, 0) + 1
            row = {name: value for name, value in asdict(refusal).items() if value}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

        yield tell, reasons
