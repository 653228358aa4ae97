"""From files to attachments: bytes kept first, all text for the rules, what is shown for the reader."""

import hashlib

import pytest

from cms.core import storage
from cms.releases.attachments import Attachment
from cms.releases.intake import extract
from cms.releases.intake.extract import Attacher, with_roles
from tests.files.extraction.containers import zipped
from tests.files.extraction.documents import docx, hwpx, p, paragraph

from .lists import written

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)


@pytest.fixture(scope="module")
def attacher():
    with Attacher(processes=1) as running:
        yield running


def attach(attacher, folder, name, content):
    return attacher.attach(written(folder, "file", content), name=name)


def test_a_file_is_kept_and_its_text_read(attacher, tmp_path):
    content = hwpx(p("강변 자전거길을 정비합니다."))
    attachment = attach(attacher, tmp_path, " 정비\x00 계획.hwpx", content)
    assert (attachment.name, attachment.type, attachment.role) == ("정비 계획.hwpx", "application/hwp+zip", "original")
    assert (attachment.size, attachment.digest) == (len(content), hashlib.sha256(content).hexdigest())
    assert (attachment.shown, attachment.problem) == ("강변 자전거길을 정비합니다.", "")
    assert attachment.shown in attachment.text
    with storage.opened(attachment.digest) as kept:
        assert kept.read() == content


def test_what_no_reader_sees_is_in_the_text_and_not_in_what_is_shown(attacher, tmp_path):
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>숨은 글</w:t></w:r></w:p>"
    attachment = attach(attacher, tmp_path, "계획.docx", docx(paragraph("보이는 글") + hidden))
    assert "숨은 글" in attachment.text
    assert "숨은 글" not in attachment.shown


def test_the_names_of_files_in_a_file_are_in_its_text(attacher, tmp_path):
    attachment = attach(attacher, tmp_path, "모음.zip", zipped({"이새벽 신청서.txt": "신청합니다.".encode()}))
    assert "이새벽 신청서.txt" in attachment.text
    assert "신청합니다." in attachment.text


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("그림.png", PNG, "image-only"),
        ("이상한.bin", bytes(range(256)) * 8, "unknown-type"),
        ("빈 파일.pdf", b"", "broken"),
        ("깨진.hwpx", hwpx(p("글"))[:-30], "broken"),
    ],
)
def test_what_cannot_be_read_says_why(attacher, tmp_path, name, content, problem):
    attachment = attach(attacher, tmp_path, name, content)
    assert attachment.problem == problem
    assert attachment.parts[1].problem == problem


def test_pictures_beside_text_are_counted_and_hold_nothing(attacher, tmp_path):
    before = attacher.pictures
    drawing = (
        '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
        "</w:drawing></w:r></w:p>"
    )
    content = docx(paragraph("글") + drawing, **{"word/media/image1.png": PNG})
    assert attach(attacher, tmp_path, "그림과 글.docx", content).problem == ""
    assert attacher.pictures - before == 1


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", "글".encode(), "text/plain"),
        ("a.csv", "가,나\n".encode(), "text/csv"),
        ("a.pdf", "글".encode(), "text/plain"),
        ("a.html", b"<!DOCTYPE html><html><script>1</script></html>", "application/octet-stream"),
        ("a.csv", b"<!DOCTYPE html><html><p>1</p></html>", "application/octet-stream"),
    ],
)
def test_a_type_is_that_of_the_content_and_none_that_a_browser_would_run(attacher, tmp_path, name, content, kind):
    assert attach(attacher, tmp_path, name, content).type == kind


def test_a_trial_keeps_no_bytes(tmp_path, monkeypatch):
    content = "두 번 다시 없는 글".encode()
    with Attacher(keep=False, processes=1) as trial:
        attachment = trial.attach(written(tmp_path, "a.txt", content), name="a.txt")
    assert attachment.digest == hashlib.sha256(content).hexdigest()
    assert not storage.exists(attachment.digest)


def test_bytes_are_kept_before_they_are_read(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr(extract.storage, "keep", lambda path: done.append("kept") or "0" * 64)
    with Attacher(processes=1) as attacher:
        original = attacher._extractor.extract
        monkeypatch.setattr(attacher._extractor, "extract", lambda *a, **o: done.append("read") or original(*a, **o))
        attacher.attach(written(tmp_path, "a.txt", b"a"), name="a.txt")
    assert done == ["kept", "read"]


def test_work_is_done_on_what_needs_it_and_the_order_stays(attacher):
    done = attacher.map(lambda number: -number, iter(range(20)), needs=lambda number: number % 3)
    assert list(done) == [-number if number % 3 else number for number in range(20)]


def test_work_runs_only_a_few_items_ahead(attacher):
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield number

    next(attacher.map(lambda number: number, items(), needs=lambda number: True))
    assert len(taken) <= 4


def test_a_pdf_beside_its_original_is_the_one_for_reading():
    def file(name, kind="application/pdf", role="original"):
        return Attachment(name=name, type=kind, size=1, digest="0" * 64, role=role)

    files = [file("계획.hwp", "application/x-hwp"), file("계획.pdf"), file("붙임.pdf")]
    assert [attachment.role for attachment in with_roles(files)] == ["original", "pdf", "original"]
