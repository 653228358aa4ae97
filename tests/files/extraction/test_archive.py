"""ZIP archives: every member by what it is, and no bomb."""

import io
import struct
import zipfile

import pytest

from files.extraction import Extractor, FileType, Limits, Problem, Reason, Section
from tests.files.extraction.containers import Pdf, zipped
from tests.files.extraction.documents import docx, hwp, hwp_paragraph, paragraph, rows, xlsx


def test_every_member_is_read_by_what_it_is(extract):
    archive = zipped(
        {
            "서류/a.txt": docx(paragraph("워드 글")),
            "b.hwp": hwp(hwp_paragraph("한글 글")),
            "c.pdf": Pdf().page("피디에프 글").build(),
            "안쪽.zip": zipped({"d.xlsx": xlsx({"명단": rows(["시트 글"])}), "e.txt": "글"}),
            "빈 폴더/": "",
        }
    )
    extracted = extract(archive)
    assert extracted.type is FileType.ZIP
    assert extracted.problems == ()
    assert [(section.name, section.text) for section in extracted.sections if section.shown] == [
        ("names", "서류/a.txt\nb.hwp\nc.pdf\n안쪽.zip\n"),
        ("서류/a.txt › body", "워드 글\n"),
        ("b.hwp › body", "한글 글"),
        ("c.pdf › page 1", "피디에프 글"),
        ("안쪽.zip › names", "d.xlsx\ne.txt\n"),
        ("안쪽.zip › d.xlsx › sheet 명단", "시트 글\n"),
        ("안쪽.zip › e.txt › text", "글"),
    ]


def test_names_are_read_as_korean_windows_writes_them(extract):
    archive = zipped({"XXXXXX.txt": "글"}).replace(b"XXXXXX", "홍길동".encode("cp949"))
    assert extract(archive).sections == (Section("names", "홍길동.txt\n"), Section("홍길동.txt › text", "글"))


def test_a_name_that_leads_elsewhere_is_only_a_name(texts):
    assert texts(zipped({"../../etc/passwd": "글", "C:\\x": "둘"})) == {
        "names": "../../etc/passwd\nC:\\x\n",
        "../../etc/passwd › text": "글",
        "C:\\x › text": "둘",
    }


def test_two_members_of_one_name_are_both_read(texts):
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive = zipped([("a.txt", "하나 "), ("a.txt", "둘")])
    assert texts(archive)["a.txt › text"] == "하나 둘"


def test_members_that_cannot_be_read_are_said_and_the_others_are_read(extract):
    archive = zipped(
        {"a.bin": b"\x00\x01", "b.jpg": b"\xff\xd8\xff", "c.txt": "글", "d.txt": "", "e.zip": b"PK\x03\x04broken"}
    )
    extracted = extract(archive)
    assert extracted.sections[-1] == Section("c.txt › text", "글")
    assert extracted.problems == (
        Problem(Reason.UNKNOWN_TYPE, "a.bin"),
        Problem(Reason.IMAGE_ONLY, "b.jpg"),
        Problem(Reason.BROKEN, "d.txt › an empty file"),
        Problem(Reason.BROKEN, "e.zip › the directory of the ZIP container"),
    )


def test_an_encrypted_member_is_said_and_the_others_are_read(extract):
    archive = bytearray(zipped({"a.txt": "비밀", "b.txt": "글"}))
    for signature, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        archive[archive.index(signature) + place] |= 1
    extracted = extract(bytes(archive))
    assert extracted.problems == (Problem(Reason.ENCRYPTED, "a.txt"),)
    assert extracted.sections == (Section("names", "a.txt\nb.txt\n"), Section("b.txt › text", "글"))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_the_compressions_of_the_standard_library_are_read(texts, method):
    assert texts(zipped({"a.txt": "글"}, method=method))["a.txt › text"] == "글"


def test_another_compression_is_said(extract):
    archive = bytearray(zipped({"a.txt": "글"}))
    for signature, place in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        archive[archive.index(signature) + place] = 9
    assert extract(bytes(archive)).problems == (Problem(Reason.UNKNOWN_TYPE, "a.txt: a compression that is not read"),)


def test_a_damaged_member_is_broken(extract):
    archive = bytearray(zipped({"a.txt": "글" * 100}, method=zipfile.ZIP_STORED))
    archive[60] ^= 0xFF
    assert extract(bytes(archive)).problems == (Problem(Reason.BROKEN, "a.txt"),)


def test_a_bomb_is_stopped_by_what_comes_out(extract):
    bomb = zipped({"a.txt": bytes(200 << 20)})
    assert len(bomb) < 300_000
    allowed = 250 * len(bomb) >> 20
    assert extract(bomb).problems == (Problem(Reason.TOO_LARGE, f"inflates to more than {allowed} MB"),)


def test_a_bomb_that_lies_about_its_size_is_stopped_too(extract):
    bomb = bytearray(zipped({"a.txt": bytes(64 << 20)}))
    for signature, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", bomb, bomb.index(signature) + place, 10)
    extracted = extract(bytes(bomb))
    assert extracted.unreadable in {Reason.TOO_LARGE, Reason.BROKEN}
    assert extracted.text == "a.txt\n"


def test_many_small_bombs_are_one(extract):
    inner = zipped({"a.bin": bytes(6 << 20)})
    extracted = extract(zipped({f"{number}.zip": inner for number in range(20)}))
    assert extracted.problems[-1] == Problem(Reason.TOO_LARGE, "inflates to more than 32 MB")


def test_members_that_overlap_are_counted_each_time(extract):
    """A directory that names the same compressed bytes again and again, as the densest bombs do."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b" " * (4 << 20))
        first = archive.infolist()[0]
        archive.filelist.extend([first] * 50)
        archive._didModify = True
    extracted = extract(buffer.getvalue())
    assert extracted.unreadable in {Reason.TOO_LARGE, Reason.BROKEN}


def test_a_nest_is_opened_four_deep_and_said_from_there_on(extract):
    nest = zipped({"알.txt": "글"})
    for number in range(10):
        nest = zipped({f"{number}.zip": nest, f"곁{number}.txt": "곁의 글"})
    extracted = extract(nest)
    assert extracted.problems == (
        Problem(Reason.TOO_LARGE, "9.zip › 8.zip › 7.zip › 6.zip › 5.zip › nested more than 4 deep"),
        Problem(Reason.TOO_LARGE, "9.zip › 8.zip › 7.zip › 6.zip › 곁5.txt › nested more than 4 deep"),
    )
    assert [section.name for section in extracted.sections if section.name.endswith("text")] == [
        "9.zip › 8.zip › 7.zip › 곁6.txt › text",
        "9.zip › 8.zip › 곁7.txt › text",
        "9.zip › 곁8.txt › text",
        "곁9.txt › text",
    ]


def test_limits_of_members_characters_and_sections_are_for_all_nested_files():
    inner = zipped({f"{number}.txt": "가나다" for number in range(4)})
    archive = zipped({"a.zip": inner, "b.zip": inner})
    for limits, detail in (
        (Limits(members=8), "more than 8 members"),
        (Limits(characters=60), "more than 60 characters of text"),
        (Limits(sections=7), "more than 7 sections"),
    ):
        with Extractor(limits=limits) as extractor:
            assert extractor.extract(archive).problems == (Problem(Reason.TOO_LARGE, detail),)
    with Extractor(limits=Limits(members=10, characters=84, sections=11)) as extractor:
        assert extractor.extract(archive).problems == ()
