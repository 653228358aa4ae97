"""All steps for one list: read, parsed, normalised, its attachments kept and read, loaded batch by batch.

The whole list is read once before anything is written, so that a broken one changes nothing. Whatever ends a run, the
next run of the same list completes it.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Protocol

from cms.core.errors import BadInput
from cms.releases.attachments import Attachment
from cms.releases.intake import columns, parse
from cms.releases.intake.drafts import Draft, Outcome, Status
from cms.releases.intake.extract import Attacher, with_roles
from cms.releases.intake.formats.rows import ListFile, Refuse, Row
from cms.releases.intake.normalise import File, Normaliser
from cms.releases.intake.sources import List

BATCH: Final = 1_000
BATCH_CHARACTERS: Final = 16_000_000
MAX_UNKNOWN: Final = 50


class Loads(Protocol):
    """Something that loads drafts: :class:`cms.releases.intake.load.Loader`."""

    def load(self, drafts: Sequence[Draft]) -> list[Outcome]:
        """Load the drafts; returns the outcome of each, in their order."""


# The files of the document of a number that have been read before, by their digest.
Known = Callable[[str], Mapping[str, Attachment]]
# Where the refused rows of a list go.
ReportPath = Callable[[ListFile], Path]


class Stopped(Exception):
    """Somebody asked the run to end; what is loaded stays, and the same list may be fed again."""


@dataclass(slots=True, kw_only=True)
class Result:
    """The outcome of a list so far."""

    form: str
    kind: str
    total: int
    seen: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    unknown: dict[str, None] = field(default_factory=dict)
    report: Path | None = None


@dataclass(frozen=True, slots=True)
class _Drafted:
    """A row on its way: its draft with the files that it names, or why it has none."""

    row: Row
    draft: Draft | None = None
    files: tuple[File, ...] | None = None
    known: Mapping[str, Attachment] = field(default_factory=dict)
    reason: str = ""

    @property
    def characters(self) -> int:
        attached = (self.draft.attachments or ()) if self.draft else ()
        return len((self.draft and self.draft.text) or "") + sum(len(file.text) + len(file.shown) for file in attached)


class Pipeline:
    """Feeds lists to a loader. ``given`` is said of rows that are silent; ``stop`` is asked between batches.

    Of files that are ``known`` their bytes are compared and nothing else.
    """

    def __init__(
        self,
        loader: Loads,
        attacher: Attacher,
        *,
        kind: str = "",
        given: Mapping[str, str] | None = None,
        known: Known = lambda number: {},
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._loader = loader
        self._attacher = attacher
        self._kind = kind
        self._given = given
        self._known = known
        self._stop = stop

    def run(self, source: List, *, report: ReportPath) -> Iterator[Result]:
        """Load a list; yields the result before its first batch and after each.

        BadInput where it cannot be read as a whole, and then nothing of it is loaded; Stopped where it was told to end.
        The report has the refused rows in the form of the list; it is there when all is done, if there are any.
        """
        with ExitStack() as stack:
            opened = stack.enter_context(parse.opened(stack.enter_context(source.opened()), kind=self._kind))
            kind = columns.KINDS[self._kind] if self._kind else columns.kind_of(opened.columns())
            result = Result(form=opened.form, kind=kind.key, total=parse.count(opened))
            yield result
            drafted = self._drafted(source, opened, Normaliser(kind, given=self._given), result)
            path = report(opened)
            with _report(opened, path) as refuse:
                attached = self._attacher.map(
                    lambda one: self._with_files(source, one), drafted, needs=lambda one: one.files
                )
                for batch in _batches(attached):
                    self._load(batch, result, refuse)
                    yield result
                    if self._stop():
                        raise Stopped
            result.report = path if result.statuses[Status.REFUSED] else None
            yield result

    def _drafted(self, source: List, opened: ListFile, normaliser: Normaliser, result: Result) -> Iterator[_Drafted]:
        for row in opened.rows():
            if len(result.unknown) < MAX_UNKNOWN:
                result.unknown |= dict.fromkeys(columns.unknown(normaliser.kind, row.values))
            if row.problem:
                yield _Drafted(row, reason=row.problem)
                continue
            try:
                draft = normaliser.draft(row.values, where=f"{source.name}, {row.place}")
                files = normaliser.files(row.values)
            except BadInput as error:
                yield _Drafted(row, reason=str(error))
                continue
            if files is None:
                files = tuple(map(_named, source.attachments_of(draft.management_number))) or None
            known = self._known(draft.management_number) if files else {}
            yield _Drafted(row, replace(draft, attachments=None if files is None else ()), files, known)

    def _with_files(self, source: List, one: _Drafted) -> _Drafted:
        """The drafted row with its attachments; without a draft where one of them is not to be had."""
        assert one.draft is not None
        try:
            attachments = with_roles(self._attached(source, file, one.known) for file in one.files or ())
        except BadInput as error:
            return replace(one, draft=None, known={}, reason=str(error))
        return replace(one, draft=replace(one.draft, attachments=attachments), known={})

    def _attached(self, source: List, file: File, known: Mapping[str, Attachment]) -> Attachment:
        with source.files.opened(file.path) as path:
            if not os.access(path, os.R_OK):
                raise BadInput("cannot be read", where=file.path)
            return self._attacher.attach(path, name=file.name, role=file.role, known=known)

    def _load(self, batch: Sequence[_Drafted], result: Result, refuse: Refuse) -> None:
        outcomes = iter(self._loader.load([one.draft for one in batch if one.draft]))
        for one in batch:
            outcome = next(outcomes) if one.draft else None
            status = outcome.status if outcome else Status.REFUSED
            result.seen += 1
            result.statuses[status] += 1
            if status is Status.REFUSED:
                reason = outcome.reason if outcome else one.reason
                result.reasons[reason] += 1
                refuse(one.row, reason)


def _named(path: str) -> File:
    return File(path=path, name=path.rpartition("/")[2])


def _batches(drafted: Iterable[_Drafted]) -> Iterator[list[_Drafted]]:
    """As many rows at a time as one transaction takes, and no more text than fits well into memory."""
    batch: list[_Drafted] = []
    characters = 0
    for one in drafted:
        batch.append(one)
        characters += one.characters
        if len(batch) == BATCH or characters > BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


@contextmanager
def _report(opened: ListFile, path: Path) -> Iterator[Refuse]:
    """A report that is made with its first row, and takes its name when it is complete."""
    part = path.with_name(f".{path.name}.part")
    with ExitStack() as stack:
        write: Refuse | None = None

        def refuse(row: Row, reason: str) -> None:
            nonlocal write
            if write is None:
                path.parent.mkdir(parents=True, exist_ok=True)
                write = stack.enter_context(opened.report(part))
            write(row, reason)

        path.unlink(missing_ok=True)
        yield refuse
    if write is not None:
        part.replace(path)
