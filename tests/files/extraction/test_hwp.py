"""HWP 5: every paragraph of every control, and nothing of a document that is locked."""

import struct

import pytest

from files.extraction import FileType, Problem, Reason, Section
from tests.files.extraction.containers import compound, zipped
from tests.files.extraction.documents import (
    COMPRESSED,
    DISTRIBUTION,
    DRM,
    FOOTNOTE,
    HEADER,
    HIDDEN_COMMENT,
    HISTORY,
    PASSWORD,
    deflate,
    hwp,
    hwp_control,
    hwp_paragraph,
    hwp_table,
    record,
)

METADATA = "title: 제목\nauthor: 홍길동\nlast saved by: 김수정\n"


def test_paragraphs_controls_and_properties_are_sections(extract):
    document = hwp(
        hwp_paragraph("본문 첫 줄"),
        hwp_control(HEADER, "머리말"),
        hwp_paragraph("본문 둘째 줄"),
        hwp_control(FOOTNOTE, "각주 하나", "각주 둘"),
        hwp_control(HIDDEN_COMMENT, "숨은 설명 010-1234-5678"),
        hwp_paragraph("본문 끝"),
    )
    extracted = extract(document)
    assert extracted.type is FileType.HWP
    assert extracted.problems == ()
    assert extracted.sections == (
        Section("metadata", METADATA, shown=False),
        Section("body", "본문 첫 줄\n본문 둘째 줄\n본문 끝"),
        Section("headers and footers", "머리말"),
        Section("notes", "각주 하나\n각주 둘"),
        Section("hidden comments", "숨은 설명 010-1234-5678", shown=False),
    )
    assert extracted.text == "본문 첫 줄\n본문 둘째 줄\n본문 끝\n머리말\n각주 하나\n각주 둘"


def test_cells_of_a_row_stay_on_one_line(texts):
    document = hwp(hwp_paragraph("표"), hwp_table(["성명", "전화"], ["홍길동", "010-1234-5678"]), hwp_paragraph("끝"))
    assert texts(document)["body"] == "표\n성명\t전화\n홍길동\t010-1234-5678\n끝"


def test_a_table_in_a_note_belongs_to_the_note(texts):
    document = hwp(hwp_paragraph("본문"), hwp_control(FOOTNOTE, "각주"), hwp_table(["안", "밖"], level=3))
    assert texts(document)["notes"] == "각주\n안\t밖"


def test_control_characters_take_their_places_and_no_text(texts):
    control = "\x0b" + "tbl     "[:6] + "\x0b"
    assert len(control) == 8
    document = hwp(hwp_paragraph(f"010\x181234{control}5678\x1e끝\x09abcdef\x09탭\x0a줄\x0d"))
    assert texts(document)["body"] == "010-12345678 끝\t탭\n줄"


def test_characters_beyond_the_bmp_survive(texts):
    assert texts(hwp(hwp_paragraph("𠀋 한자")))["body"] == "𠀋 한자"


def test_a_lone_surrogate_becomes_a_replacement_character(texts):
    section = record(66, 0, bytes(22)) + record(
        67, 1, "가".encode("utf-16-le") + b"\x00\xd8" + "나".encode("utf-16-le")
    )
    assert texts(hwp(section))["body"] == "가\ufffd나"


def test_a_long_paragraph_is_one_record(texts):
    assert texts(hwp(hwp_paragraph("가" * 5000)))["body"] == "가" * 5000


def test_sections_come_by_number(texts):
    document = hwp(sections=[hwp_paragraph(f"구역 {number}") for number in range(12)])
    assert texts(document)["body"].split("\n") == [f"구역 {number}" for number in range(12)]


def test_what_is_not_compressed_is_read_too(texts):
    assert texts(hwp(hwp_paragraph("압축 없음"), flags=0))["body"] == "압축 없음"


def test_text_of_records_that_are_not_paragraphs_is_found(texts):
    field = record(71, 1, b"klh%" + bytes(7) + "mailto:hong@example.com;1;0;0;".encode("utf-16-le") + bytes(4))
    art = record(90, 2, bytes(30) + "글맵시 문구".encode("utf-16-le"))
    assert texts(hwp(hwp_paragraph("본문"), field, art))["fields and objects"] == (
        "mailto:hong@example.com;1;0;0;\n글맵시 문구\n"
    )


def test_a_memo_is_its_own_section(texts):
    memo = record(93, 1, bytes(4)) + record(72, 1, bytes(16)) + hwp_paragraph("메모 글", 1)
    assert texts(hwp(hwp_paragraph("본문"), memo)) == {"metadata": METADATA, "body": "본문", "memos": "메모 글"}


def test_preview_scripts_and_the_document_information_are_text(texts):
    document = hwp(
        hwp_paragraph("본문"),
        docinfo=record(97, 0, "변경한 사람".encode("utf-16-le")) + record(19, 0, "글꼴 이름".encode("utf-16-le")),
        PrvText="미리 보기".encode("utf-16-le"),
        Scripts__DefaultJScript=deflate("var owner = 'hong'".encode("utf-16-le")),
    )
    assert texts(document) == {
        "metadata": METADATA,
        "document settings": "변경한 사람\n",
        "body": "본문",
        "preview": "미리 보기",
        "scripts/defaultjscript": "var owner = 'hong'\n",
    }


@pytest.mark.parametrize(
    ("flag", "reason"),
    [
        (PASSWORD, Reason.ENCRYPTED),
        (DRM, Reason.ENCRYPTED),
        (1 << 8, Reason.ENCRYPTED),
        (1 << 10, Reason.ENCRYPTED),
        (1 << 13, Reason.ENCRYPTED),
        (DISTRIBUTION, Reason.DISTRIBUTION),
        (DISTRIBUTION | PASSWORD, Reason.ENCRYPTED),
    ],
)
def test_a_locked_document_gives_no_text_at_all(extract, flag, reason):
    extracted = extract(hwp(hwp_paragraph("대신 놓인 글"), flags=COMPRESSED | flag))
    assert (extracted.type, extracted.sections, extracted.problems) == (FileType.HWP, (), (Problem(reason),))


def test_the_distribution_bit_alone_decides(extract):
    readable = hwp(hwp_paragraph("본문"))
    place = readable.index(b"HWP Document File") + 36
    distributed = readable[:place] + bytes([readable[place] | DISTRIBUTION]) + readable[place + 1 :]
    assert extract(readable).unreadable is None
    assert extract(distributed).unreadable is Reason.DISTRIBUTION


def test_a_document_with_its_history_is_read_and_not_as_a_whole(extract):
    extracted = extract(hwp(hwp_paragraph("본문"), flags=COMPRESSED | HISTORY))
    assert extracted.text == "본문"
    assert extracted.problems == (Problem(Reason.EMBEDDED, "earlier versions of the document"),)


def test_pictures_are_counted_and_embedded_files_are_read(extract):
    workbook = zipped({"메모.txt": "붙은 글"})
    document = hwp(
        hwp_paragraph("본문"),
        BinData__BIN0001_png=b"",
        **{
            "BinData__BIN0002.png": deflate(b"\x89PNG\r\n\x1a\n" + bytes(20)),
            "BinData__BIN0003.jpg": b"\xff\xd8\xff\xe0" + bytes(20),
            "BinData__BIN0004.OLE": deflate(bytes(4) + compound({"Package": workbook})),
            "BinData__BIN0005.OLE": deflate(bytes(4) + compound({"Workbook": b"x"})),
        },
    )
    extracted = extract(document)
    assert extracted.pictures == 2
    assert extracted.sections[-1] == Section("BIN0004.OLE › Package › 메모.txt › text", "붙은 글", shown=False)
    assert extracted.problems == (
        Problem(Reason.BROKEN, "BIN0001_png › an empty file"),
        Problem(Reason.EMBEDDED, "BIN0005.OLE › Excel 97-2003"),
    )


def test_a_document_of_pictures_alone_is_not_read(extract):
    extracted = extract(hwp(hwp_paragraph(" "), **{"BinData__1.png": deflate(b"\x89PNG\r\n\x1a\n")}))
    assert extracted.problems == (Problem(Reason.IMAGE_ONLY, "pictures and no text"),)


def test_a_stream_that_hwp_does_not_have_is_not_passed_over(extract):
    extracted = extract(hwp(hwp_paragraph("본문"), Secret=b"010-1234-5678"))
    assert extracted.problems == (Problem(Reason.EMBEDDED, "the stream Secret"),)


@pytest.mark.parametrize(
    "section",
    [
        deflate(hwp_paragraph("본문"))[:-4],
        b"no deflate at all",
        deflate(hwp_paragraph("본문")[:-4]),
    ],
)
def test_a_damaged_section_is_broken(extract, section):
    extracted = extract(hwp(sections=[], BodyText__Section0=section))
    assert extracted.unreadable is Reason.BROKEN


def test_a_section_that_inflates_without_end_is_stopped(extract):
    extracted = extract(hwp(sections=[], BodyText__Section0=deflate(bytes(64 << 20))))
    assert extracted.problems == (Problem(Reason.TOO_LARGE, "inflates to more than 32 MB"),)


def test_properties_without_number_end_the_reading_soon(extract):
    section = struct.pack("<II", 0, 0xFFFFFFFF) + struct.pack("<II", 2, 0) * 300
    properties = struct.pack("<HHI16xI16sI", 0xFFFE, 0, 0, 1, bytes(16), 48) + section
    extracted = extract(hwp(hwp_paragraph("본문"), **{"\x05HwpSummaryInformation": properties}))
    assert extracted.sections == (Section("body", "본문"),)


def test_a_document_without_properties_is_read(texts):
    content = {
        "FileHeader": b"HWP Document File".ljust(256, b"\0"),
        "DocInfo": b"",
        "BodyText/Section0": hwp_paragraph("본문"),
    }
    assert texts(compound(content)) == {"body": "본문"}


def test_a_picture_that_inflates_without_end_is_stopped(extract):
    extracted = extract(hwp(hwp_paragraph("본문"), **{"BinData__1.png": deflate(bytes(64 << 20))}))
    assert extracted.problems == (Problem(Reason.TOO_LARGE, "inflates to more than 32 MB"),)
    assert extracted.text == "본문"


def test_a_container_that_lost_its_end_is_broken(extract):
    document = hwp(hwp_paragraph("가나다라" * 2000))
    assert extract(document[:-2048]).unreadable is Reason.BROKEN
