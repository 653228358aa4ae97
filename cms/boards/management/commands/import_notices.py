from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from cms.boards.imports import lists
from cms.boards.imports.attachments import Attachments
from cms.boards.imports.drafts import Totals
from cms.boards.imports.load import Notices
from cms.boards.models import BoardPage
from cms.core import streams
from cms.core.commands import BaseCommand
from cms.core.errors import MadangError
from cms.core.licences import LICENCES


class Command(BaseCommand):
    help = (
        "Put the notices of a former board, in CSV with a row each, onto a board of ours."
        " Running it again changes what the list says otherwise, and nothing that was edited here since."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--board", required=True, metavar="KEY", help="key of the board that takes the notices")
        parser.add_argument("--language", help="which of its translations; default: the first")
        parser.add_argument("--city", help="key of its city, where several have such a board")
        parser.add_argument("--attachments", type=Path, metavar="DIR", help="folder with the attached files")
        parser.add_argument("--licence", choices=sorted(LICENCES), help="licence of the files; default: the city's")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        totals, trial = Totals(), options["dry_run"]
        board = _board(options)
        attachments = Attachments(folder=_folder(options), licence=options["licence"] or "", trial=trial)
        try:
            with streams.opened(options["file"]) as opened:
                drafts = lists.read(opened, totals)
        except MadangError as error:
            raise CommandError(f"{options['file'].name}: {error}") from error
        load = partial(Notices(board, attachments=attachments, totals=totals).load, drafts)
        _tried(load) if trial else load()
        self.stdout.write(_explained(totals, trial=trial))


def _tried(load: Callable[[], None]) -> None:
    """Do it and take it back."""
    with transaction.atomic():
        load()
        transaction.set_rollback(True)


def _board(options: dict[str, Any]) -> BoardPage:
    """The board that the options name; CommandError where there is none, or several cities have one."""
    named = BoardPage.objects.filter(code=options["board"]).select_related("locale", "unit").order_by("path")
    found: list[BoardPage] = [page for page in named if options["city"] in (None, page.site_key)]
    if options["language"]:
        found = [page for page in found if page.locale.language_code == options["language"]]
    if not found:
        raise CommandError(f"--board: there is no such board as {options['board']!r}")
    cities = sorted({page.site_key for page in found})
    if len(cities) > 1:
        raise CommandError(f"--city: this board is in {', '.join(cities)}; say which")
    return found[0]


def _folder(options: dict[str, Any]) -> Path | None:
    folder: Path | None = options["attachments"]
    if folder is not None and not folder.is_dir():
        raise CommandError(f"--attachments: {folder} is no folder")
    return folder


def _explained(totals: Totals, *, trial: bool) -> str:
    """The counts, and a line for whatever is told of a row."""
    counts = (
        f"{totals.created} created ({totals.drafts} as drafts), {totals.updated} updated, {totals.unchanged} unchanged,"
        f" {totals.refused} refused"
    )
    lines = [f"  {line.where}: {line.words}" for line in totals.told]
    return "\n".join([f"Nothing was kept: {counts}" if trial else counts, *lines])
