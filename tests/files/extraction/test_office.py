"""Word and PowerPoint: body, and all that a reader of the page does not see."""

import pytest

from files.extraction import FileType, Problem, Reason, Section
from tests.files.extraction.containers import compound, zipped
from tests.files.extraction.documents import WORD, docx, paragraph, pptx


def test_paragraphs_and_tables(extract):
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("성명", "홍길동"))
    extracted = extract(docx(paragraph("본문") + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + paragraph("끝")))
    assert extracted.type is FileType.DOCX
    assert (extracted.sections, extracted.problems) == ((Section("body", "본문\n성명\t홍길동\n끝\n"),), ())


def test_runs_tabs_breaks_and_no_break_hyphens(texts):
    body = (
        "<w:p><w:r><w:t>010</w:t><w:noBreakHyphen/></w:r><w:r><w:t xml:space='preserve'>1234 </w:t></w:r>"
        "<w:r><w:tab/><w:t>칸</w:t><w:br/><w:t>줄</w:t></w:r></w:p>"
    )
    assert texts(docx(body)) == {"body": "010-1234 \t칸\n줄\n"}


def test_headers_footers_notes_and_comments_are_sections(extract):
    def part(content):
        return f"<w:x {WORD}>{content}</w:x>"

    document = docx(
        paragraph("본문"),
        word__header1_xml=part(paragraph("머리말")),
        word__footer1_xml=part(paragraph("꼬리말")),
        word__footnotes_xml=part(paragraph("각주")),
        word__endnotes_xml=part(paragraph("미주")),
        word__comments_xml=part(f"<w:comment w:author='김수정' w:initials='수'>{paragraph('의견')}</w:comment>"),
        word__glossary__document_xml=part(paragraph("상용구")),
    )
    assert extract(document).sections == (
        Section("body", "본문\n"),
        Section("headers and footers", "꼬리말\n머리말\n"),
        Section("notes", "미주\n각주\n"),
        Section("building blocks", "상용구\n", shown=False),
        Section("comments", "김수정\n수\n의견\n", shown=False),
    )


def test_deleted_moved_and_hidden_text_is_read_where_it_stands_and_not_shown(extract):
    body = (
        "<w:p><w:r><w:t>전화 </w:t></w:r><w:del w:author='김수정'><w:r><w:delText>010-1234-</w:delText></w:r></w:del>"
        "<w:r><w:t>5678</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>옮긴 글</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:r><w:t>보이는 </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>숨은 글</w:t></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:vanish w:val='false'/></w:rPr><w:t>숨지 않은 글</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>단락 기호만 숨음</w:t></w:r></w:p>"
    )
    assert extract(docx(body)).sections == (
        Section("body", "전화 5678\n보이는 \n숨지 않은 글\n단락 기호만 숨음\n"),
        Section("attributes", "김수정\n", shown=False),
        Section("deleted text", "전화 010-1234-5678\n옮긴 글\n", shown=False),
        Section("hidden text", "보이는 숨은 글\n", shown=False),
    )


def test_text_boxes_field_codes_and_alternative_texts(extract):
    body = (
        "<w:p><w:r><w:pict><v:shape alt='그림 설명' xmlns:v='v'><v:textbox><w:txbxContent>"
        + paragraph("글상자")
        + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
        "<w:p><w:r><w:instrText>HYPERLINK mailto:a@b.kr</w:instrText></w:r></w:p>"
        "<w:p><w:drawing><wp:docPr xmlns:wp='wp' name='그림 1' descr='사진 속 사람'/></w:drawing></w:p>"
    )
    assert extract(docx(body)).sections == (
        Section("attributes", "그림 설명\n사진 속 사람\n", shown=False),
        Section("text boxes", "글상자\n"),
        Section("field codes", "HYPERLINK mailto:a@b.kr\n", shown=False),
    )


def test_metadata_links_variables_and_custom_data(extract):
    document = docx(
        paragraph("본문"),
        docProps__core_xml="<core xmlns:d='d'><d:creator>홍길동</d:creator><d:revision>3</d:revision></core>",
        docProps__app_xml="<Properties><Company>서울시</Company><Pages>2</Pages><LinksUpToDate>false</LinksUpToDate></Properties>",
        word__settings_xml=f"<w:s {WORD}><w:docVar w:name='담당' w:val='010-1234-5678'/><w:zoom w:val='1'/></w:s>",
        customXml__item1_xml="<a><b>묶인 값</b></a>",
        **{
            "word/_rels/document.xml.rels": "<Relationships><Relationship Target='styles.xml'/>"
            "<Relationship TargetMode='External' Target='mailto:hong@example.com'/></Relationships>"
        },
    )
    assert extract(document).sections == (
        Section("body", "본문\n"),
        Section("metadata", "Company: 서울시\ncreator: 홍길동\n", shown=False),
        Section("links", "mailto:hong@example.com\n", shown=False),
        Section("custom data", "묶인 값", shown=False),
        Section("part word/settings.xml", "담당\n010-1234-5678\n", shown=False),
    )


@pytest.mark.parametrize("text", ["묶인 값", " \n 묶인 값", "<![CDATA[묶인 값]]>", "&#47926;인 값", "\ufeff묶인 값"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_text_in_a_part_that_is_not_shown_is_found_however_it_is_written(extract, text, encoding):
    part = f"<?xml version='1.0' encoding='{encoding}'?><a><b>{text}</b></a>".encode(encoding)
    found = [section.text.strip("\ufeff \n") for section in extract(docx("", customXml__item1_xml=part)).sections]
    assert found == ["묶인 값"]


def test_embedded_files_are_read_and_what_cannot_be_is_said(extract):
    native = b"\0\0\0\0\2\0" + "명단.txt".encode("cp949") + b"\0C:\\x\0" + bytes(4) + b"\5\0\0\0path\0" + b"\3\0\0\0abc"
    document = docx(
        paragraph("본문"),
        word__embeddings__oleObject1_bin=compound({"\x01Ole10Native": native}),
        word__embeddings__oleObject2_bin=compound({"Workbook": b"x"}),
        word__embeddings__book_xlsx=docx(paragraph("안쪽 문서")),
        word__vbaProject_bin=compound({"VBA/dir": b"x"}),
        word__media__image1_png=b"\x89PNG\r\n\x1a\n",
        docProps__thumbnail_jpeg=b"\xff\xd8\xff",
    )
    extracted = extract(document)
    assert extracted.pictures == 1
    assert extracted.problems == (
        Problem(Reason.EMBEDDED, "word/embeddings/oleObject2.bin › Excel 97-2003"),
        Problem(Reason.EMBEDDED, "word/vbaProject.bin › macros"),
    )
    assert extracted.sections == (
        Section("body", "본문\n"),
        Section("word/embeddings/book.xlsx › body", "안쪽 문서\n", shown=False),
        Section("word/embeddings/oleObject1.bin › metadata", "명단.txt\nC:\\x\npath\n", shown=False),
        Section("word/embeddings/oleObject1.bin › 명단.txt › text", "abc", shown=False),
    )


def test_slides_notes_and_comments(extract):
    document = pptx(
        "<a:p><a:r><a:t>첫 쪽</a:t></a:r></a:p>",
        "<a:p><a:r><a:t>둘째 쪽</a:t></a:r></a:p>",
        ppt__notesSlides__notesSlide1_xml="<n><a:p xmlns:a='a'><a:t>발표자 노트</a:t></a:p></n>",
        ppt__comments__comment1_xml="<c><p:text xmlns:p='p'>의견</p:text></c>",
    )
    extracted = extract(document)
    assert extracted.type is FileType.PPTX
    assert extracted.problems == ()
    assert extracted.sections == (
        Section("slides", "첫 쪽\n둘째 쪽\n"),
        Section("speaker notes", "발표자 노트\n", shown=False),
        Section("comments", "의견\n", shown=False),
    )


def test_a_slide_with_a_picture_and_no_text_is_not_read(extract):
    extracted = extract(pptx("<a:p><a:t>글</a:t></a:p>", "<p:pic/>"))
    assert extracted.problems == (Problem(Reason.IMAGE_ONLY, "ppt/slides/slide2.xml"),)
    assert extracted.text == "글\n"


def test_a_word_document_of_pictures_alone_is_not_read(extract):
    extracted = extract(docx("<w:p/>", word__media__image1_png=b"\x89PNG\r\n\x1a\n"))
    assert extracted.problems == (Problem(Reason.IMAGE_ONLY, "pictures and no text"),)


def test_an_office_file_with_a_password_is_encrypted(extract):
    extracted = extract(compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"}))
    assert (extracted.type, extracted.sections) == (FileType.OLE, ())
    assert extracted.problems == (Problem(Reason.ENCRYPTED, "an office file with a password"),)


@pytest.mark.parametrize(
    ("stream", "kind"),
    [("WordDocument", "Word 97-2003"), ("Workbook", "Excel 97-2003"), ("PowerPoint Document", "PowerPoint 97-2003")],
)
def test_a_binary_office_file_is_of_a_type_that_nothing_reads(extract, stream, kind):
    extracted = extract(compound({stream: b"x"}))
    assert extracted.problems == (Problem(Reason.UNKNOWN_TYPE, kind),)


def test_opendocument_text_comments_notes_and_deletions(extract):
    content = (
        "<office:text xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:dc='d'>"
        "<text:tracked-changes><text:deletion><text:p>지운 글</text:p></text:deletion></text:tracked-changes>"
        "<text:h>제목</text:h><text:p>본문<text:s/>글<text:line-break/>줄<office:annotation><dc:creator>김수정</dc:creator>"
        "<text:p>의견</text:p></office:annotation></text:p><text:p>각주<text:note><text:note-body><text:p>주석</text:p>"
        "</text:note-body></text:note></text:p><table:table-row><table:table-cell><text:p>가</text:p></table:table-cell>"
        "<table:table-cell><text:p>나</text:p></table:table-cell></table:table-row></office:text>"
    )
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "meta.xml": "<m><c:initial-creator xmlns:c='c'>홍길동</c:initial-creator></m>",
    }
    extracted = extract(zipped(members))
    assert extracted.type is FileType.OPENDOCUMENT
    assert extracted.problems == ()
    assert extracted.sections == (
        Section("deleted text", "지운 글\n", shown=False),
        Section("body", "제목\n본문 글\n줄\n각주\n가\t나\n"),
        Section("comments", "김수정\n의견\n", shown=False),
        Section("notes", "주석\n"),
        Section("metadata", "initial-creator: 홍길동\n", shown=False),
    )


def test_opendocument_with_a_password_is_encrypted(extract):
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": b"\x80\x81",
        "META-INF/manifest.xml": "<m:file-entry xmlns:m='m'><m:encryption-data/></m:file-entry>",
    }
    assert extract(zipped(members)).problems == (Problem(Reason.ENCRYPTED),)
