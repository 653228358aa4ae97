import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError
from django.utils.translation import override

from cms.core.commands import BaseCommand
from cms.core.delimited import decoded
from cms.publication.redirects import tables
from cms.publication.redirects.tables import Line


class Command(BaseCommand):
    help = (
        "Import redirects from a CSV file of from,to[,permanent] (yes or no), in UTF-8 or CP949. All or nothing: where"
        " one line is wrong, each that is is named and nothing changes. Lines that exist already change nothing."
        " docs/redirects.md says what from and to may be."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the file, or - for what is piped in")
        parser.add_argument("--dry-run", action="store_true", help="say what each line would do, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            self._import(_read(options["file"]), dry_run=options["dry_run"])

    def _import(self, data: bytes, *, dry_run: bool) -> None:
        lines = tables.judged(decoded(data, most=tables.MOST_BYTES))
        wrong = [line for line in lines if line.error]
        for line in lines if dry_run else wrong:
            self.stdout.write(f"line {line.number}: {_said(line)}")
        done = sum(line.is_done for line in lines)
        counts = f"{len(lines) - done - len(wrong):,} new, {done:,} there already, {len(wrong):,} wrong"
        if wrong:
            raise CommandError(f"{counts}: nothing was changed")
        if dry_run:
            self.stdout.write(f"Would be: {counts}")
            return
        tables.keep(lines)
        self.stdout.write(counts)


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(tables.MOST_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(tables.MOST_BYTES + 1)


def _said(line: Line) -> str:
    if line.wish is None:
        return f"{line.source} -> {line.target}: {line.error}"
    kind = "permanent" if line.wish.permanent else "temporary"
    what = "there already" if line.is_done else "new"
    before = line.standing
    begins = f", begins when {_PUBLIC[before.is_page]} there has gone" if before else ""
    return f"{line.wish.source} -> {line.wish.target} ({kind}): {what}{begins}"


_PUBLIC: Final = {True: "the public page", False: "what is public"}
