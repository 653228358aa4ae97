"""PDF: pages, what hangs on them, and pages whose text is not what they show."""

import pytest

from files.extraction import FileType, Problem, Reason, Section
from tests.files.extraction.containers import Pdf, zipped

LONG = ["가나다라마바사 아자차카타파하 " * 3] * 10


def test_each_page_is_a_section(extract):
    extracted = extract(Pdf().page("신청인 홍길동", "010-1234-5678").page("둘째 쪽").build())
    assert extracted.type is FileType.PDF
    assert extracted.problems == ()
    assert extracted.sections == (
        Section("page 1", "신청인 홍길동\n010-1234-5678"),
        Section("page 2", "둘째 쪽"),
    )


def test_text_outside_the_page_and_text_that_cannot_be_seen_are_read(texts):
    page = Pdf().page((72, -500, "쪽 밖 글"), (72, 700, "쪽 안 글"), drawing=b"3 Tr\n").build()
    assert texts(page) == {"page 1": "쪽 밖 글\n쪽 안 글"}


def test_layers_that_are_switched_off_are_read(texts):
    document = Pdf()
    layer = document.add("<< /Type /OCG /Name (off) >>")
    document.catalog["OCProperties"] = (
        f"<< /OCGs [{document.reference(layer)}] /D << /OFF [{document.reference(layer)}] >> >>"
    )
    hidden = f"BT /F1 12 Tf 72 500 Td <{'숨은 층'.encode('utf-16-be').hex()}> Tj ET"
    document.page("보임", drawing=f"/OC /L BDC {hidden} EMC\n".encode())
    document.objects[document.kids[0]] = document.objects[document.kids[0]].replace(
        b"/Font", f"/Properties << /L {document.reference(layer)} >> /Font".encode(), 1
    )
    assert texts(document.build()) == {"page 1": "숨은 층\n보임"}


def test_metadata_of_both_kinds_the_outline_and_attachments_are_read(extract):
    document = Pdf().page("본문")
    document.info = {"Title": "제목", "Author": "홍길동"}
    xmp = document.stream("<x:xmpmeta><dc:creator>김수정</dc:creator> <p>도구</p></x:xmpmeta>".encode())
    document.catalog["Metadata"] = document.reference(xmp)
    entry = document.reserve()
    outlines = document.add(f"<< /First {document.reference(entry)} /Last {document.reference(entry)} /Count 1 >>")
    document.objects[entry] = f"<< /Title {document.string('개요')} /Parent {document.reference(outlines)} >>".encode()
    document.catalog["Outlines"] = document.reference(outlines)
    document.attach("명단.zip", zipped({"a.txt": "붙임 글"}))
    assert extract(document.build()).sections == (
        Section("page 1", "본문"),
        Section("metadata", "Title: 제목\nAuthor: 홍길동\n김수정 도구\n", shown=False),
        Section("outline", "개요\n", shown=False),
        Section("attachment names", "명단.zip\n", shown=False),
        Section("명단.zip › names", "a.txt\n", shown=False),
        Section("명단.zip › a.txt › text", "붙임 글", shown=False),
    )


def test_an_attachment_that_cannot_be_read_is_said(extract):
    extracted = extract(Pdf().page("본문").attach("모름.bin", b"\x00\x01").build())
    assert extracted.problems == (Problem(Reason.EMBEDDED, "모름.bin"),)


def test_annotations_form_fields_and_links_are_read(extract):
    document = Pdf()
    note = document.add(
        "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9]"
        f" /Contents {document.string('주석 글')} /T {document.string('김수정')} >>"
    )
    link = document.add(
        "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:hong@example.com) >> >>"
    )
    field = document.add(
        "<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 9 9]"
        f" /T (tel) /V {document.string('010-1234-5678')} /TU {document.string('전화')} >>"
    )
    document.catalog["AcroForm"] = f"<< /Fields [{document.reference(field)}] >>"
    document.page("본문", annotations=[note, link, field])
    extracted = extract(document.build())
    assert extracted.problems == ()
    assert extracted.sections[:2] == (
        Section("page 1", "본문"),
        Section(
            "page 1 annotations",
            "주석 글\n김수정\nmailto:hong@example.com\ntel\n010-1234-5678\n전화\n",
            shown=False,
        ),
    )


def test_what_an_annotation_draws_is_read_and_looked_at_like_the_page(extract):
    document = Pdf()
    text = f"BT /F1 12 Tf 5 5 Td <{'찍힌 글'.encode('utf-16-be').hex()}> Tj ET".encode()
    font = f"/Font << /F1 {document.reference(document.font)} >>"
    look = document.stream(text, f"/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << {font} >>")
    stamp = document.add(
        f"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [0 0 99 99] /AP << /N {document.reference(look)} >> >>"
    )
    picture = document.stream(
        b"\x80", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    scan = document.stream(
        b"q 595 0 0 842 0 0 cm /I Do Q",
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
        f" /Resources << /XObject << /I {document.reference(picture)} >> >>",
    )
    cover = document.add(
        f"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [0 0 595 842] /AP << /N {document.reference(scan)} >> >>"
    )
    extracted = extract(document.page("본문", annotations=[stamp]).page("본문", annotations=[cover]).build())
    assert extracted.sections == (
        Section("page 1", "본문"),
        Section("page 1 annotations", "찍힌 글\n", shown=False),
        Section("page 2", "본문"),
    )
    assert extracted.problems == (Problem(Reason.IMAGE_ONLY, "page 2: a picture over most of it"),)
    assert extracted.pictures == 1


def test_a_file_in_an_annotation_is_read(extract):
    document = Pdf()
    file = document.stream("붙인 글".encode(), "/Type /EmbeddedFile")
    note = document.add(
        "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /Type /Filespec /F (a.txt)"
        f" /EF << /F {document.reference(file)} >> >> >>"
    )
    assert (
        Section("a.txt › text", "붙인 글", shown=False)
        in extract(document.page("본문", annotations=[note]).build()).sections
    )


@pytest.mark.parametrize(
    ("page", "detail"),
    [
        (Pdf().page(image=(0, 0, 595, 842)), "a picture and no text"),
        (Pdf().page(image=(200, 200, 20, 20)), "a picture and no text"),
        (Pdf().page("- 1 -", image=(0, 0, 595, 842)), "a picture over most of it"),
        (Pdf().page(*LONG, image=(0, 0, 595, 842), drawing=b"3 Tr\n"), "a picture over most of it"),
        (Pdf().page(" ", drawing=b"0 0 m 9 9 l S\n" * 100), "outlines and no text"),
        (Pdf(mapped=False).page("가나다"), "letters without Unicode values"),
        (Pdf(mapped=False).page(*LONG), "letters without Unicode values"),
    ],
)
def test_a_page_whose_text_is_not_what_it_shows_is_not_read(extract, page, detail):
    assert extract(page.build()).problems == (Problem(Reason.IMAGE_ONLY, f"page 1: {detail}"),)


@pytest.mark.parametrize(
    "page",
    [
        Pdf().page(),
        Pdf().page("글", image=(200, 200, 20, 20)),
        Pdf().page(*LONG, image=(0, 0, 595, 842)),
        Pdf().page(drawing=b"0 0 m 9 9 l S\n"),
    ],
)
def test_blank_pages_small_pictures_and_pictures_behind_text_are_no_matter(extract, page):
    assert extract(page.build()).problems == ()


def test_text_in_a_font_that_the_document_does_not_bring_is_all_read(texts):
    lines = ["같은 줄 010-1234-5678"] * 3 + ["홍"]
    letters = [(72 + 20 * number, 100, letter) for number, letter in enumerate("길동")]
    assert texts(Pdf().page(*lines, *letters).build()) == {"page 1": "\n".join([*lines, "길 동"])}


def test_one_scanned_page_among_others_is_named_and_the_others_are_read(extract):
    extracted = extract(Pdf().page("첫 쪽").page(image=(0, 0, 595, 842)).page("셋째 쪽", image=(9, 9, 9, 9)).build())
    assert extracted.text == "첫 쪽\n셋째 쪽"
    assert extracted.pictures == 2
    assert extracted.problems == (Problem(Reason.IMAGE_ONLY, "page 2: a picture and no text"),)


def test_what_an_earlier_revision_says_is_read(extract):
    first = Pdf().page("옛 판 010-1234-5678").page("그대로").build()
    second = Pdf().page("새 판").page("그대로").build(before=first)
    assert extract(second).sections == (
        Section("page 1", "새 판"),
        Section("page 2", "그대로"),
        Section("earlier revision 1", "옛 판 010-1234-5678\n", shown=False),
    )


def test_more_revisions_than_are_read_are_said(extract):
    content = Pdf().page("글").build()
    for number in range(12):
        content = Pdf().page(f"글 {number}").build(before=content)
    assert extract(content).problems == (Problem(Reason.EMBEDDED, "2 earlier revisions"),)


def test_a_document_that_needs_a_password_is_encrypted(extract):
    document = Pdf().page("비밀")
    document.trailer["ID"] = f"[<{'00' * 16}> <{'00' * 16}>]"
    lock = document.add(f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{'11' * 32}> /U <{'22' * 32}> >>")
    document.trailer["Encrypt"] = document.reference(lock)
    extracted = extract(document.build())
    assert extracted.sections == ()
    assert extracted.problems == (Problem(Reason.ENCRYPTED, "the PDF document cannot be opened"),)


def test_a_lock_of_an_unknown_kind_is_encrypted(extract):
    document = Pdf().page("비밀")
    document.trailer["Encrypt"] = document.reference(document.add("<< /Filter /Adobe.PubSec /V 4 >>"))
    assert extract(document.build()).unreadable is Reason.ENCRYPTED


def test_an_xfa_form_is_not_passed_over(extract):
    document = Pdf().page("대신 놓인 쪽")
    form = document.stream(b"<xdp:xdp xmlns:xdp='x'/>")
    document.catalog["AcroForm"] = f"<< /XFA {document.reference(form)} /Fields [] >>"
    assert extract(document.build()).problems == (Problem(Reason.EMBEDDED, "an XFA form"),)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\nnothing here", Pdf().build()])
def test_a_document_without_pages_is_broken(extract, content):
    extracted = extract(content)
    assert extracted.type is FileType.PDF
    assert extracted.problems == (Problem(Reason.BROKEN, "the PDF document cannot be opened"),)


def test_a_page_that_is_missing_is_said_and_the_others_are_read(extract):
    document = Pdf().page("첫 쪽")
    document.kids.append(999)
    extracted = extract(document.page("셋째 쪽").build())
    assert extracted.text == "첫 쪽\n셋째 쪽"
    assert extracted.problems == (Problem(Reason.BROKEN, "page 2"),)
