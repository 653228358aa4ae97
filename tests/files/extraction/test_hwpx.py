"""HWPX: every text of every part, in the section it belongs to."""

import pytest

from files.extraction import FileType, Problem, Reason, Section
from tests.files.extraction.documents import hwpx, p

METADATA = Section("metadata", "title: 제목\ncreator: 홍길동\n", shown=False)


def control(name, text):
    return f"<hp:p><hp:ctrl><hp:{name}><hp:subList>{p(text)}</hp:subList></hp:{name}></hp:ctrl></hp:p>"


def test_paragraphs_tables_and_what_hangs_on_them(extract):
    body = (
        p("본문 첫 줄")
        + "<hp:p><hp:run><hp:tbl><hp:tr>"
        + "".join(f"<hp:tc><hp:subList>{p(text)}</hp:subList></hp:tc>" for text in ("성명", "홍길동"))
        + "</hp:tr><hp:tr>"
        + "".join(f"<hp:tc><hp:subList>{p(text)}</hp:subList></hp:tc>" for text in ("", "010-1234-5678"))
        + "</hp:tr></hp:tbl><hp:t>표 뒤</hp:t></hp:run></hp:p>"
        + control("header", "머리말")
        + control("footNote", "각주")
        + control("hiddenComment", "숨은 설명")
        + "<hp:p><hp:ctrl><hp:fieldBegin type='MEMO'><hp:parameters><hp:integerParam>7</hp:integerParam>"
        + f"<hp:stringParam>메모 정보</hp:stringParam></hp:parameters><hp:subList>{p('메모 글')}</hp:subList>"
        + "</hp:fieldBegin></hp:ctrl></hp:p>"
        + "<hp:p><hp:run><hp:pic><hp:shapeComment>그림 설명</hp:shapeComment></hp:pic></hp:run></hp:p>"
    )
    extracted = extract(hwpx(body))
    assert extracted.type is FileType.HWPX
    assert extracted.problems == ()
    assert extracted.sections == (
        Section("body", "본문 첫 줄\n성명\t홍길동\n\t010-1234-5678\n표 뒤\n"),
        Section("headers and footers", "머리말\n"),
        Section("notes", "각주\n"),
        Section("hidden comments", "숨은 설명\n", shown=False),
        Section("memos and fields", "메모 정보\n메모 글\n", shown=False),
        Section("descriptions", "그림 설명\n", shown=False),
        METADATA,
    )


def test_special_spaces_and_hyphens_are_characters(texts):
    body = (
        "<hp:p><hp:run><hp:t>010<hp:hyphen/>1234<hp:nbSpace/>5678<hp:lineBreak/>둘째<hp:tab/>칸</hp:t></hp:run></hp:p>"
    )
    assert texts(hwpx(body))["body"] == "010-1234 5678\n둘째\t칸\n"


def test_marks_inside_a_word_do_not_split_it(texts):
    body = (
        "<hp:p><hp:run><hp:t>홍<hp:markpenBegin/>길</hp:t></hp:run>"
        "<hp:run><hp:t>동<hp:markpenEnd/></hp:t></hp:run></hp:p>"
    )
    assert texts(hwpx(body))["body"] == "홍길동\n"


def test_a_tracked_deletion_is_not_shown_and_is_read_where_it_stands(extract):
    body = "<hp:p><hp:run><hp:t>전화 <hp:deleteBegin/>010-1234-<hp:deleteEnd/>5678</hp:t></hp:run></hp:p>" + p("다음")
    assert extract(hwpx(body)).sections == (
        Section("body", "전화 5678\n다음\n"),
        Section("deleted text", "전화 010-1234-5678\n", shown=False),
        METADATA,
    )


def test_all_sections_the_preview_and_unknown_parts_are_read(extract):
    document = hwpx(
        p("첫 구역"),
        Contents__section10_xml=f'<hs:sec xmlns:hs="s" xmlns:hp="p">{p("열한째 구역")}</hs:sec>',
        Contents__section2_xml=f'<hs:sec xmlns:hs="s" xmlns:hp="p">{p("셋째 구역")}</hs:sec>',
        Preview__PrvText_txt="<미리 보기>",
        Custom__notes_xml="<any><thing>모르는 부분</thing></any>",
        Contents__header_xml='<hh:head xmlns:hh="h"><hh:trackChangeAuthor name="검토한 사람"/></hh:head>',
    )
    extracted = extract(document)
    assert extracted.problems == ()
    assert extracted.sections == (
        Section("body", "첫 구역\n셋째 구역\n열한째 구역\n"),
        METADATA,
        Section("preview", "<미리 보기>", shown=False),
        Section("document settings", "검토한 사람\n", shown=False),
        Section("part Custom/notes.xml", "모르는 부분", shown=False),
    )


def test_a_document_with_a_password_is_encrypted(extract):
    manifest = '<odf:file-entry odf:full-path="Contents/section0.xml"><odf:encryption-data/></odf:file-entry>'
    extracted = extract(hwpx(p("본문"), manifest=manifest))
    assert (extracted.sections, extracted.problems) == ((), (Problem(Reason.ENCRYPTED),))


def test_a_picture_is_counted_and_a_hidden_file_is_not_passed_over(extract):
    document = hwpx(p("본문"), BinData__image1_png=b"\x89PNG\r\n\x1a\n", BinData__ole1_bin=b"\x00\x01\x02")
    extracted = extract(document)
    assert extracted.pictures == 1
    assert extracted.problems == (Problem(Reason.EMBEDDED, "BinData/ole1.bin"),)


def test_pictures_and_no_text_are_not_read(extract):
    extracted = extract(hwpx("<hp:p/>", BinData__image1_png=b"\x89PNG\r\n\x1a\n"))
    assert extracted.problems == (Problem(Reason.IMAGE_ONLY, "pictures and no text"),)


@pytest.mark.parametrize("body", ["<hp:p>", "&unknown;", "\x01", "<a></b>"])
def test_a_section_that_is_not_xml_is_broken_and_the_rest_is_read(extract, body):
    extracted = extract(hwpx(body))
    assert extracted.unreadable is Reason.BROKEN
    assert extracted.sections == (METADATA,)
