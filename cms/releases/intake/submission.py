"""The documents of one request, one by one: normalised, their files kept and read, and loaded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from cms.core import streams
from cms.core.errors import BadInput, TooLarge, Unprocessable
from cms.core.text import clean_line
from cms.releases.attachments import Attachment
from cms.releases.intake import columns
from cms.releases.intake.drafts import Draft, Outcome, Status
from cms.releases.intake.extract import Attacher, with_roles
from cms.releases.intake.formats import lines
from cms.releases.intake.formats.objects import JsonLines
from cms.releases.intake.formats.rows import Row
from cms.releases.intake.known import files_of
from cms.releases.intake.load import Loader
from cms.releases.intake.normalise import File, Normaliser
from cms.releases.intake.uploads import Upload

MAX_LINES: Final = 10_000
BATCH: Final = 500
BATCH_CHARACTERS: Final = 8_000_000
_NUMBER: Final = "management_number"


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of the document on a line of the request, counted from 1."""

    line: int
    outcome: Outcome


class Submission:
    """An upload that is fed to a loader. ``check`` before ``answers``: it stores nothing and says what is wrong."""

    def __init__(self, upload: Upload, *, loader: Loader, attacher: Attacher) -> None:
        self._upload = upload
        self._loader = loader
        self._attacher = attacher
        self._normaliser = Normaliser(columns.OWN)

    def check(self) -> None:
        """TooLarge beyond the limits, Unprocessable where no line is a document, BadInput for a file without one."""
        broken, readable, named = "", 0, set[str]()
        for count, row in enumerate(self._rows(), start=1):
            if count > MAX_LINES:
                raise TooLarge(f"a request has at most {MAX_LINES:,} documents")
            if row.problem == lines.TOO_LONG:
                raise TooLarge(f"a document is {lines.TOO_LONG}", where=row.place)
            if row.problem:
                broken = broken or f"{row.place}: {row.problem}"
            else:
                readable += 1
                named |= self._named(row)
        if not readable:
            raise Unprocessable(broken or "the body has no document")
        if not broken and (lost := sorted(self._upload.files.keys() - named)):
            raise BadInput("no document names this file among its attachments", where=lost[0])

    def answers(self) -> Iterator[Answer]:
        """The outcome of each document, in their order; loaded batch by batch."""
        rows = self._rows()
        while batch := list(self._batch(rows)):
            loaded = iter(self._loader.load([draft for _, draft in batch if isinstance(draft, Draft)]))
            for line, draft in batch:
                yield Answer(line, next(loaded) if isinstance(draft, Draft) else draft)

    def _batch(self, rows: Iterator[Row]) -> Iterator[tuple[int, Draft | Outcome]]:
        characters = 0
        for row in islice(rows, BATCH):
            draft = self._draft(row)
            yield int(row.place.removeprefix("line ")), draft
            characters += _characters(draft) if isinstance(draft, Draft) else 0
            if characters > BATCH_CHARACTERS:
                return

    def _draft(self, row: Row) -> Draft | Outcome:
        """The draft of a row, or the answer to one that has none."""
        try:
            if row.problem:
                raise BadInput(row.problem)
            if unknown := columns.unknown(self._normaliser.kind, row.values):
                raise BadInput("is no name that a document has", where=unknown[0])
            draft = self._normaliser.draft(row.values, where=row.place)
            files = self._normaliser.files(row.values)
            known = files_of(self._loader.city, draft.management_number) if files else {}
            attachments = None if files is None else with_roles(self._attachment(file, known) for file in files)
        except BadInput as error:
            return _refused(row.values, str(error))
        return replace(draft, attachments=attachments)

    def _named(self, row: Row) -> set[str]:
        """The files that a document names; any, where it cannot be understood, which the answer to it says."""
        try:
            return {file.path for file in self._normaliser.files(row.values) or ()}
        except BadInput:
            return set(self._upload.files)

    def _attachment(self, file: File, known: Mapping[str, Attachment]) -> Attachment:
        if (path := self._upload.files.get(file.path)) is None:
            raise BadInput("no file of this name was sent with the request", where=file.path)
        return self._attacher.attach(path, name=file.name, role=file.role, known=known)

    def _rows(self) -> Iterator[Row]:
        with streams.opened(self._upload.documents) as source:
            yield from JsonLines(source).rows()


def _refused(values: Mapping[str, Any], reason: str) -> Outcome:
    number = values.get(_NUMBER)
    shown = clean_line(str(number))[:40] if isinstance(number, str | int) else ""
    return Outcome(management_number=shown, status=Status.REFUSED, reason=reason)


def _characters(draft: Draft) -> int:
    return len(draft.text or "") + sum(len(file.text) + len(file.shown) for file in draft.attachments or ())
