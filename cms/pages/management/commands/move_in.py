from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from cms.core.commands import BaseCommand
from cms.core.errors import BadInput, MadangError
from cms.news.imports import sections
from cms.news.imports.wxr import PAGE, POST
from cms.pages.moving import report
from cms.pages.moving.bundles import Bundle, bundle, site_of
from cms.pages.moving.moves import Move
from cms.subsites.models import FieldPage, WebsitePage

_COMMANDS: Final = {PAGE: "import_pages", POST: "import_posts"}
_PASSED: Final = ("unit", "licence", "author", "allow_host")


class Command(BaseCommand):
    help = (
        "Move a website in: pages, posts, pictures, files, menu and old addresses of a WordPress export, or of a folder"
        " with exports, uploads/ and redirects.csv. A website that there is not yet is founded. The report is a table"
        " for its web team. Running it again creates nothing twice. docs/importing.md says more."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE|FOLDER")
        parser.add_argument("--website", required=True, help="key of the website")
        parser.add_argument("--field", required=True, help="key of the field that it lies below")
        parser.add_argument("--title", default="", help="name of a new website; default: what the export calls it")
        parser.add_argument("--language", default="ko", help="language of a new website")
        parser.add_argument("--menu", default="", help="the menu to take; default: the one with most entries")
        parser.add_argument("--unit", help="key of the department that publishes it")
        parser.add_argument("--licence", help="licence of pages and posts; default: the city's")
        parser.add_argument("--author", help="user name of their owner in the editor")
        parser.add_argument("--images", type=Path, metavar="DIR", help="folder of its uploads; default: uploads/")
        parser.add_argument("--allow-host", action="append", default=[], help="host to fetch pictures and files from")
        parser.add_argument("--report", type=Path, help="where the table goes")
        parser.add_argument("--dry-run", action="store_true", help="do everything, keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._move(bundle(options["path"]), options)
        except MadangError as error:
            raise CommandError(f"{options['path'].name}: {error}") from error

    def _move(self, files: Bundle, options: dict[str, Any]) -> None:
        sites = [site_of(path) for path in files.exports]
        place = self._place(options, title=next((title for title, _ in sites if title), ""))
        move = Move(place, files)
        passed = self._passed(options, files) | {"website": place.code if isinstance(place, WebsitePage) else None}
        folder = Path(settings.STATE_DIR) / "imports"
        for kind, command in _COMMANDS.items():
            for path in files.exports:
                told = folder / f"{path.name}.{kind}.jsonl"
                call_command(command, str(path), **passed, report=told, stdout=self.stdout)
                move.refused(kind, told)
        move.know()
        if not options["dry_run"]:
            move.lead_home(home for _, home in sites)
        entries = 0 if options["dry_run"] else move.arrange(options["menu"])
        if files.redirects:
            call_command("import_redirects", str(files.redirects), dry_run=options["dry_run"], stdout=self.stdout)
        table = options["report"] or folder / f"{options['website']}.csv"
        counts = report.write(table, move.rows(), language=place.locale.language_code)
        self._summary(counts, entries=entries, comments=move.comments, table=table)

    def _place(self, options: dict[str, Any], *, title: str) -> WebsitePage | FieldPage:
        """The website, a new one where there is none of that key; a trial founds none, and is made in the field."""
        if WebsitePage.objects.filter(code=options["website"]).exists():
            return sections.website_section(options["website"], field_key=options["field"])
        field = sections.field_section(options["field"], language=options["language"])
        if options["dry_run"]:
            return field
        name = options["title"] or title
        if not name:
            raise BadInput("the export does not name the website: name it", where="--title")
        key = options["website"]
        made = WebsitePage(title=name, slug=key, code=key, locale=field.locale)
        field.add_child(instance=made)
        made.save_revision().publish()
        self.stdout.write(f"New website: {name}")
        founded: WebsitePage = WebsitePage.objects.get(pk=made.pk)
        return founded

    def _passed(self, options: dict[str, Any], files: Bundle) -> dict[str, Any]:
        passed = {name: options[name] for name in _PASSED}
        images = options["images"] or files.uploads
        place = {"field": options["field"], "language": options["language"], "dry_run": options["dry_run"]}
        return passed | place | {"images": images}

    def _summary(self, counts: Counter[str], *, entries: int, comments: int, table: Path) -> None:
        said = ", ".join(f"{counts[state]:,} {state}" for state in report.STATES if counts[state])
        self.stdout.write(f"Menu: {entries:,} entries. Comments that stay behind: {comments:,}.")
        self.stdout.write(f"{said or 'nothing'}. The table for the web team: {table}")
