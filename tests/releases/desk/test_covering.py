"""Masked copies of files: what is served instead of the original, and when nothing is."""

from dataclasses import replace

import pytest

from cms.core import storage
from cms.core.errors import Refused
from cms.ledger.models import Entry
from cms.releases.attachments import Attachment
from cms.releases.desk import actions
from cms.releases.desk.deciding import Officer
from cms.releases.intake.extract import Attacher
from cms.releases.models import Decision, DocumentPage
from files.extraction import Extractor
from screening import Confidence, Finding, Kind
from tests.content import released_document
from tests.files.extraction.containers import Pdf

SECRET = "010-1234-5678"
OFFICER = Officer(note="살펴보았음")


@pytest.fixture
def pdf(tmp_path):
    """A PDF of two pages in the private store, as intake attaches it."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(Pdf().page("신청서", f"민원인 전화 {SECRET}").page("둘째 쪽 끝").build())
    with Attacher() as attacher:
        return attacher.attach(path, name="letter.pdf")


def now(page):
    return DocumentPage.objects.get(pk=page.pk)


def public_file():
    (file,) = Entry.objects.get(kind="document").record["files"]
    return file


def read(digest):
    with storage.opened(digest) as stream, Extractor() as extractor:
        content = stream.read()
        return content, "\n".join(section.text for section in extractor.extract(content).sections)


def test_of_a_pdf_with_findings_a_masked_copy_is_served(section, pdf):
    page = released_document(attachments=[pdf.to_data()])
    assert page.held
    actions.mask(page.pk, OFFICER)
    (file,) = now(page).files
    assert file.copy and file.copy != file.digest and file.copy_size == storage.size(file.copy)
    content, text = read(file.copy)
    assert SECRET.encode() not in content and SECRET not in text and "010-****-****" in text and "둘째 쪽 끝" in text
    served = public_file()
    assert (served["role"], served["size"]) == ("copy", file.copy_size) and file.copy in served["url"]
    assert pdf.digest not in str(Entry.objects.get(kind="document").record)


def test_a_place_marked_by_hand_is_covered_in_the_file_too(section, pdf):
    page = released_document(attachments=[pdf.to_data()])
    start = pdf.text.index("둘째")
    added = Finding(Kind.MARKED, start, start + 2, Confidence.CERTAIN, "person", pdf.parts[1].name)
    actions.mask(page.pk, OFFICER, findings=[*page.screening.findings, added])
    _content, text = read(now(page).files[0].copy)
    assert "둘째" not in text and "쪽 끝" in text


def test_a_release_as_it_is_serves_the_original_again(section, pdf):
    page = released_document(attachments=[pdf.to_data()])
    actions.mask(page.pk, OFFICER)
    actions.release(page.pk, OFFICER)
    assert now(page).files[0].copy == "" and pdf.digest in public_file()["url"]


def test_a_withheld_file_is_neither_served_nor_shown(section, pdf):
    page = released_document(attachments=[pdf.to_data()])
    actions.mask(page.pk, OFFICER, withhold=[pdf.digest])
    entry = Entry.objects.get(kind="document")
    assert entry.record["files"] == [] and "신청서" not in entry.body.text


def test_a_file_of_another_type_with_findings_is_shown_masked_and_not_served(section):
    file = Attachment(
        name="a.csv", type="text/csv", size=9, digest="a" * 64, text=f"전화 {SECRET}", shown=f"전화 {SECRET}"
    )
    page = released_document(attachments=[file.to_data()])
    actions.mask(page.pk, OFFICER)
    entry = Entry.objects.get(kind="document")
    assert entry.record["files"] == [] and "전화 010-****-****" in entry.body.text


def test_a_file_that_reads_otherwise_than_when_it_was_screened_is_not_masked(section, pdf):
    other = replace(pdf, text=f"다른 글 {SECRET}", shown="")
    page = released_document(attachments=[other.to_data()])
    with pytest.raises(Refused):
        actions.mask(page.pk, OFFICER)
    assert now(page).held and not Decision.objects.exists()
