"""Feeding lists one after the other, and saying what became of them: what the command and the drop folders share."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from django.db import close_old_connections

from cms.core.errors import BadInput
from cms.core.progress import Progress
from cms.core.text import printable
from cms.releases.intake import sources
from cms.releases.intake.drafts import Status
from cms.releases.intake.extract import Attacher
from cms.releases.intake.pipeline import Pipeline, ReportPath, Result
from cms.releases.intake.sources import List

MAX_REASONS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeder:
    """Feeds lists. ``pipeline`` makes a new pipeline, so that each list meets the city's settings of its moment."""

    pipeline: Callable[[Attacher], Pipeline]
    attacher: Attacher
    progress: TextIO

    def feed(self, source: List, *, report: ReportPath, say: Callable[[str], object]) -> Result:
        """Feed one list and ``say`` line by line what became of it; the errors are those of ``Pipeline.run``."""
        start, pictures = time.monotonic(), self.attacher.pictures
        states = self.pipeline(self.attacher).run(source, report=report)
        result = next(states)
        say(f"{source.name}: {result.form}, the list “{result.kind}”, {result.total:,} rows")
        progress = Progress(self.progress, total=result.total)
        for state in states:
            progress.show(state.seen)
        progress.done()
        for line in _summary(result, seconds=time.monotonic() - start):
            say(line)
        if count := self.attacher.pictures - pictures:
            say(f"{count:,} pictures beside the text of attachments, which nobody has looked at")
        return result

    def feed_entry(self, entry: Path, reports: Path) -> str:
        """Feed all lists of a file or folder, the refused rows going to ``reports``; returns what was said of them.

        BadInput, with all of that, where one of them could not be read.
        """
        # It may be hours after the last one: a connection that was cut meanwhile is made anew.
        close_old_connections()
        lists = [sources.single(entry)] if entry.is_file() else list(sources.lists([str(entry)]))
        lines: list[str] = []
        broken = False
        for source in lists:
            try:
                self.feed(source, report=report_in(reports, source), say=lines.append)
            except BadInput as error:
                broken = True
                lines.append(f"{source.name}: {error}")
        if broken:
            raise BadInput("\n".join(lines))
        return "\n".join([*lines, ""])


def report_in(folder: Path, source: List) -> ReportPath:
    """The place of the refused rows of a list: below its name, in its form."""
    return lambda opened: folder / f"{source.stem}{sources.REFUSED}{opened.suffix}"


def _summary(result: Result, *, seconds: float) -> Iterable[str]:
    counts = ", ".join(f"{result.statuses[status]:,} {status}" for status in Status)
    yield f"{counts} in {seconds:.1f} s ({result.seen / max(seconds, 0.001):,.0f}/s)"
    for reason, count in result.reasons.most_common(MAX_REASONS):
        yield f"  {count:>6,}  {reason}"
    if result.unknown:
        yield printable(f"Columns that are not known and were not read: {', '.join(result.unknown)}")
    if result.report:
        yield f"Refused rows, to be corrected and fed again: {result.report}"
