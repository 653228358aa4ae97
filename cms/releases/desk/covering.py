"""Covering what was found: which texts are masked, of which files a masked copy is written, which are not served."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from cms.core import storage
from cms.core.errors import BadInput, Refused
from cms.releases.attachments import MASKABLE_TYPE, Attachment
from cms.releases.models import DocumentPage
from files.errors import FilesError
from files.extraction import Extracted, Extractor
from files.redaction import Mark, Redactor
from screening import Finding, Part, mask, screen

# More files than this one by one is a day's work for nobody, and a form that asks for it is not ours.
MOST_FINDINGS: Final = 5_000
BETWEEN_SECTIONS: Final = "\n"


@dataclass(frozen=True, slots=True)
class Covered:
    """The part of a decision that is stored: findings in the order of the parts, files with what is served of each."""

    findings: tuple[Finding, ...]
    files: tuple[Attachment, ...]


def cover(
    page: DocumentPage, *, findings: Sequence[Finding] | None = None, withhold: Collection[str] | None = None
) -> Covered:
    """Check the findings against the text of the page and write the masked copies, each once.

    BadInput for a finding that is nowhere or covers nothing; Refused where one covers half of what the rules find, or
    where a copy cannot be made.
    """
    parts = list(page.parts())
    if findings is None:
        findings = page.screening.findings if page.screening else ()
    chosen = _checked(findings, parts)
    withheld = _unread(page) if withhold is None else frozenset(withhold)
    files = tuple(_served(file, chosen, withheld=file.digest in withheld) for file in page.files)
    return Covered(chosen, files)


def _unread(page: DocumentPage) -> frozenset[str]:
    return frozenset(file.digest for file in page.files if file.problem)


def _checked(findings: Sequence[Finding], parts: Sequence[Part]) -> tuple[Finding, ...]:
    if len(findings) > MOST_FINDINGS:
        raise BadInput(_("Too many findings in one document."), where="findings")
    texts = {part.name: part.text for part in parts}
    for found in findings:
        text = texts.get(found.part, "")
        if not 0 <= found.start < found.end <= len(text):
            raise BadInput(_("A finding is outside of the text of the document."), where="findings")
    order = {name: place for place, name in enumerate(texts)}
    chosen = tuple(sorted(set(findings), key=lambda found: (order[found.part], found.start, found.end)))
    for name, text in texts.items():
        _prove([found for found in chosen if found.part == name], text)
    return chosen


def _prove(findings: Sequence[Finding], text: str) -> None:
    """Refuse marks that hide nothing, or only a part of what the rules find there: half an address is an address."""
    if not findings:
        return
    marked: set[int] = set()
    for found in findings:
        value = text[found.start : found.end]
        if mask(value, [replace(found, start=0, end=len(value))]) == value:
            raise BadInput(_("This kind of finding covers nothing of what was marked."), where="findings")
        marked.update(range(found.start, found.end))
    for found in screen(text):
        places = set(range(found.start, found.end))
        if places & marked and not places <= marked:
            raise Refused(
                _("A mark covers only a part of what the rules find there. Please mark all of it, or nothing.")
            )


def _served(file: Attachment, findings: Sequence[Finding], *, withheld: bool) -> Attachment:
    """The file as it is served from now on; a masked copy of an earlier decision is never left in place."""
    part = file.parts[1].name
    found = [each for each in findings if each.part == part]
    bare = replace(file, copy="", copy_size=0, withheld=withheld)
    if withheld or not found or file.type != MASKABLE_TYPE or file.problem:
        return bare
    copy = masked_copy(file, found)
    return replace(bare, copy=storage.keep(copy), copy_size=len(copy))


def masked_copy(file: Attachment, findings: Sequence[Finding]) -> bytes:
    """The bytes of a PDF file with the findings in its text covered; Refused where that cannot be made or proved."""
    with storage.opened(file.digest) as stream:
        original = stream.read()
    with Extractor() as extractor, Redactor(extractor) as redactor:
        marks = _marks(file, extractor.extract(original), findings)
        try:
            return redactor.redact(original, marks)
        except FilesError as error:
            raise Refused(str(error)) from error


def _marks(file: Attachment, extracted: Extracted, findings: Sequence[Finding]) -> list[Mark]:
    """The findings, counted in the text of the whole file, as places in its sections.

    After the sections that text has the names of the files inside, of which a copy has none.
    """
    text = BETWEEN_SECTIONS.join(section.text for section in extracted.sections)
    if file.text != text and not file.text.startswith(text + BETWEEN_SECTIONS):
        raise Refused(_("The file reads otherwise today than when it was screened. Please have it sent again."))
    marks = []
    start = 0
    covered = mask(file.text, findings)
    for section in extracted.sections:
        end = start + len(section.text)
        for found in findings:
            low, high = max(found.start, start), min(found.end, end)
            if low < high:
                marks.append(Mark(section.name, low - start, high - start, covered[low:high]))
        start = end + len(BETWEEN_SECTIONS)
    return _without_overlaps(marks)


def _without_overlaps(marks: Sequence[Mark]) -> list[Mark]:
    """Marks that touch the same letters as one: each letter is painted over once."""
    joined: list[Mark] = []
    for mark_ in sorted(marks, key=lambda one: (one.section, one.start, one.end)):
        last = joined[-1] if joined else None
        if last is None or last.section != mark_.section or mark_.start >= last.end:
            joined.append(mark_)
        elif mark_.end > last.end:
            tail = mark_.shown_as[last.end - mark_.start :]
            joined[-1] = Mark(last.section, last.start, mark_.end, last.shown_as + tail)
    return joined
