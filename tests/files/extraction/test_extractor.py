"""The answer that the caller gets, whatever the process says."""

import threading

import pytest

from files.confinement import Bounds
from files.extraction import Extracted, Extractor, FileType, Problem, Reason, Section
from files.extraction import extractor as module
from files.extraction.filetypes import mismatch
from tests.files.extraction.containers import Pdf, zipped
from tests.files.extraction.documents import docx, paragraph


@pytest.fixture
def lying(monkeypatch):
    monkeypatch.setattr(module, "TASK", "tests.files.extraction.lies")
    with Extractor() as extractor:
        yield extractor


def test_a_path_and_its_bytes_give_the_same(extract, tmp_path):
    path = tmp_path / "가.docx"
    path.write_bytes(docx(paragraph("글")))
    assert extract(path) == extract(path.read_bytes()) == Extracted(FileType.DOCX, (Section("body", "글\n"),))


def test_a_path_that_cannot_be_read_is_the_caller_s_error(extract, tmp_path):
    with pytest.raises(FileNotFoundError):
        extract(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        (FileType.PDF, "a.pdf", None),
        (FileType.PDF, "a.PDF", None),
        (FileType.PDF, "a", None),
        (FileType.PDF, "", None),
        (FileType.PDF, "a.hwp", "named .hwp, is pdf"),
        (FileType.MARKUP, "a.xls", "named .xls, is markup"),
        (FileType.TEXT, "a.csv", None),
        (FileType.OLE, "a.xlsx", None),
        (FileType.ZIP, "a.pdf.zip", None),
        (FileType.UNKNOWN, "a.pdf", None),
    ],
)
def test_a_name_that_says_otherwise_is_reported(kind, name, said):
    assert mismatch(kind, name=name) == said


def test_the_type_is_the_content_s_and_the_name_is_only_compared(extract, tmp_path):
    path = tmp_path / "보고서.pdf"
    path.write_bytes(zipped({"a.txt": "글"}))
    assert (extract(path).type, extract(path).mismatch) == (FileType.ZIP, "named .pdf, is zip")
    assert extract(path, name="a.zip").mismatch is None
    assert extract(Pdf().page("글").build(), name="a.zip").mismatch == "named .zip, is pdf"


def test_the_first_problem_is_the_reason_and_all_are_kept():
    extracted = Extracted(
        FileType.ZIP, problems=(Problem(Reason.ENCRYPTED, "a"), Problem(Reason.BROKEN, "b")), pictures=1
    )
    assert (extracted.unreadable, extracted.detail) == (Reason.ENCRYPTED, "a")
    assert (Extracted(FileType.TEXT).unreadable, Extracted(FileType.TEXT).detail) == (None, "")


def test_the_shown_text_is_that_of_the_shown_sections():
    sections = (Section("a", "보임"), Section("b", "숨음", shown=False), Section("c", "또 보임"))
    assert Extracted(FileType.TEXT, sections).text == "보임\n또 보임"


def test_letters_that_are_composed_across_two_pieces_are_one(extract):
    text = "가" * 200_000 + "\u1112\u1161\u11ab"
    assert extract(text.encode()).text.endswith("가한")


def test_a_section_that_is_once_not_shown_is_not_shown(lying):
    assert lying.extract(b"unshown").sections == (Section("a", "하나둘", shown=False),)


def test_a_process_that_is_killed_leaves_what_it_had_read_and_the_reason(lying):
    extracted = lying.extract(b"kill")
    assert extracted.sections == (Section("a", "하나"),)
    assert extracted.problems == (Problem(Reason.CRASHED, "the process ended by SIGKILL"),)
    assert lying.extract(b"unshown").problems == ()


def test_a_process_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(module, "TASK", "tests.files.extraction.lies")
    with Extractor(bounds=Bounds(cpu_seconds=1)) as extractor:
        assert extractor.extract(b"spin").problems == (
            Problem(Reason.TIMED_OUT, "more than 1 seconds of processor time"),
        )
        assert extractor.extract(b"unshown").problems == ()


@pytest.mark.parametrize(
    "lie",
    [
        "unknown reason",
        "unknown type",
        "unknown message",
        "text that is missing",
        "too much text",
        "too many sections",
        "too many problems",
    ],
)
def test_what_no_honest_process_says_is_taken_for_a_crash(lying, lie):
    extracted = lying.extract(lie.encode())
    assert extracted.problems[-1] == Problem(Reason.CRASHED, "the process sent something that cannot be understood")
    assert lying.extract(b"unshown").problems == ()


def test_an_end_without_what_it_should_say_is_a_crash(lying):
    assert lying.extract(b"empty end").unreadable is Reason.CRASHED


def test_threads_get_each_their_own_file():
    found = {}

    def work(number):
        found[number] = extractor.extract(f"글 {number}".encode()).text

    with Extractor(processes=2) as extractor:
        threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {number: f"글 {number}" for number in range(12)}
