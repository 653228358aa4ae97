"""Masked copies: what is marked is gone from the text, from the bytes and from the picture; the rest is there."""

import re
import unicodedata
import zlib

import pypdfium2 as pdfium
import pytest

from files.errors import NoSuchPlace, Unmaskable
from files.extraction import Extractor, Reason
from files.redaction import Mark, Redactor
from files.redaction import redactor as module
from tests.files.extraction.containers import Pdf
from tests.files.extraction.documents import docx, paragraph

SECRET = "010-1234-5678"
MASKED = "010-****-****"
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


@pytest.fixture(scope="module")
def extractor():
    with Extractor() as extractor:
        yield extractor


@pytest.fixture(scope="module")
def redactor(extractor):
    with Redactor(extractor) as redactor:
        yield redactor


@pytest.fixture
def masked(extractor, redactor):
    """Mask a pattern wherever extraction finds it: the copy, and its text by section."""

    def mask(content, pattern=SECRET, shown_as=MASKED):
        marks = [
            Mark(section.name, found.start(), found.end(), shown_as)
            for section in extractor.extract(content).sections
            for found in re.finditer(pattern, section.text)
        ]
        assert marks
        copy = redactor.redact(content, marks)
        return copy, {section.name: section.text for section in extractor.extract(copy).sections}

    return mask


def occurrences(content, text):
    """The number of times that a text is in a file, in its bytes or inflated, in any form that a PDF writes it."""
    streams = [content]
    for found in re.finditer(rb"stream\r?\n", content):
        try:
            streams.append(zlib.decompressobj().decompress(content[found.end() :]))
        except zlib.error:
            continue
    wide = text.encode("utf-16-be")
    forms = (text.encode(), wide, wide.hex().encode(), wide.hex().upper().encode())
    return sum(stream.count(form) for stream in streams for form in forms)


def colour(content, x, y, *, page=0):
    """The colour of a page at a point, in points from its bottom left as it is seen."""
    with pdfium.PdfDocument(content) as document:
        seen = document[page]
        picture = seen.render(scale=2).to_pil().convert("RGB")
        height = seen.get_height()
        seen.close()
    return picture.getpixel((round(2 * x), round(2 * (height - y))))


def test_what_is_marked_is_gone_and_the_rest_is_there(masked):
    original = Pdf().page("신청인 홍길동", f"전화 {SECRET} 서울", "끝").page("둘째 쪽").build()
    assert occurrences(original, SECRET) == 1
    copy, texts = masked(original)
    assert texts == {"page 1": f"신청인 홍길동\n전화 {MASKED} 서울\n끝", "page 2": "둘째 쪽"}
    assert occurrences(copy, SECRET) == 0


def test_the_place_is_black_and_the_places_beside_it_are_not(masked):
    copy, _texts = masked(Pdf().page((72, 700, f"가나다 {SECRET} 라마")).build())
    assert colour(copy, 72 + 6 * 4 + 20, 704) == BLACK
    assert colour(copy, 72 + 6 * 4 + 20, 740) == WHITE
    assert colour(copy, 72 + 6 * 1, 680) == WHITE


@pytest.mark.parametrize(
    ("turn", "place"), [(90, (704, 595 - 110)), (180, (595 - 110, 842 - 704)), (270, (842 - 704, 110))]
)
def test_a_page_that_is_turned_is_masked_where_it_is_seen(masked, turn, place):
    document = Pdf().page((72, 700, f"가나다 {SECRET}"))
    document.objects[document.kids[0]] = document.objects[document.kids[0]].replace(
        b"/MediaBox", f"/Rotate {turn} /MediaBox".encode()
    )
    copy, texts = masked(document.build())
    assert texts == {"page 1": f"가나다 {MASKED}"}
    assert colour(copy, *place) == BLACK


def test_a_page_that_does_not_begin_at_zero_is_masked_where_it_is_seen(masked):
    document = Pdf().page((172, 800, f"가나다 {SECRET}"))
    document.objects[document.kids[0]] = document.objects[document.kids[0]].replace(
        b"[0 0 595 842]", b"[100 100 695 942]"
    )
    copy, _texts = masked(document.build())
    assert colour(copy, 72 + 6 * 4 + 20, 704) == BLACK
    assert colour(copy, 72 + 6 * 4 + 20, 604) == WHITE


def test_positions_count_composed_letters_and_the_page_has_them_apart(masked):
    apart = unicodedata.normalize("NFD", "담당 홍길동")
    copy, texts = masked(Pdf().page(f"{apart} {SECRET} {apart}").build())
    assert texts == {"page 1": f"담당 홍길동 {MASKED} 담당 홍길동"}
    assert occurrences(copy, SECRET) == 0


def test_a_mark_over_two_lines_is_black_in_both(masked):
    copy, texts = masked(Pdf().page((72, 700, "가 010-1234"), (72, 600, "-5678 나")).build(), "010-1234\n-5678", "")
    assert texts == {"page 1": f"가 {'*' * 14}\n나"}
    assert colour(copy, 72 + 6 * 4, 704) == BLACK
    assert colour(copy, 72 + 6 * 2, 604) == BLACK


def test_text_that_other_pages_share_is_not_dragged_along(masked):
    document = Pdf()
    line = f"BT /F1 12 Tf 72 700 Td <{SECRET.encode('utf-16-be').hex()}> Tj ET".encode()
    form = document.stream(
        line,
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
        f" /Resources << /Font << /F1 {document.reference(document.font)} >> >>",
    )
    document.page(drawing=b"/X1 Do\n").page("둘째 쪽")
    for kid in document.kids:
        shared = f"/XObject << /X1 {document.reference(form)} >> /Font".encode()
        document.objects[kid] = document.objects[kid].replace(b"/Font", shared, 1)
    copy, texts = masked(document.build())
    assert texts == {"page 1": MASKED, "page 2": "둘째 쪽"}
    assert occurrences(copy, SECRET) == 0


def test_nothing_beside_the_pages_is_in_the_copy(masked):
    document = Pdf()
    note = document.add(f"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents {document.string(SECRET)} >>")
    document.page("본문", annotations=[note]).attach("a.txt", SECRET.encode())
    document.info = {"Author": f"홍길동 {SECRET}"}
    original = document.build()
    assert occurrences(original, SECRET) == 3
    copy, texts = masked(original)
    assert texts == {"page 1": "본문"}
    assert occurrences(copy, SECRET) == occurrences(copy, "홍길동") == 0


def test_an_earlier_revision_is_not_in_the_copy(masked):
    copy, texts = masked(Pdf().page("본문").build(before=Pdf().page(SECRET).build()))
    assert texts == {"page 1": "본문"}
    assert occurrences(copy, SECRET) == 0


@pytest.mark.parametrize(("contents", "seen"), [("주석", BLACK), (SECRET, WHITE)])
def test_annotations_are_drawn_unless_something_in_them_is_marked(masked, contents, seen):
    document = Pdf()
    look = document.stream(b"0 0 50 50 re f", "/Type /XObject /Subtype /Form /BBox [0 0 50 50]")
    stamp = document.add(
        "<< /Type /Annot /Subtype /Stamp /Rect [300 300 350 350] /F 4"
        f" /Contents {document.string(contents)} /AP << /N {document.reference(look)} >> >>"
    )
    copy, _texts = masked(document.page(f"가 {SECRET}", annotations=[stamp]).build())
    assert colour(copy, 325, 325) == seen


def drawing(document, text):
    """A stamp that shows a text and describes it nowhere."""
    line = f"0 0 50 50 re f BT /F1 12 Tf 55 5 Td <{text.encode('utf-16-be').hex()}> Tj ET".encode()
    font = f"/Font << /F1 {document.reference(document.font)} >>"
    look = document.stream(line, f"/Type /XObject /Subtype /Form /BBox [0 0 200 50] /Resources << {font} >>")
    return document.add(
        f"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [300 300 500 350] /AP << /N {document.reference(look)} >> >>"
    )


def test_a_value_that_an_annotation_shows_elsewhere_is_refused(redactor):
    document = Pdf()
    stamp = drawing(document, SECRET)
    content = document.page(f"가 {SECRET}").page("나", annotations=[stamp]).build()
    with pytest.raises(Unmaskable, match="stands in another that is not marked"):
        redactor.redact(content, [Mark("page 1", 2, 2 + len(SECRET), MASKED)])


def test_an_annotation_that_shows_a_line_of_its_page_once_more_is_not_drawn(masked):
    document = Pdf()
    stamp = drawing(document, SECRET)
    copy, texts = masked(document.page(SECRET, annotations=[stamp]).build())
    assert (colour(copy, 325, 325), texts) == (WHITE, {"page 1": MASKED})


def test_a_value_that_is_left_somewhere_else_is_refused(redactor):
    content = Pdf().page(f"가 {SECRET}").page("나 010 1234 5678").build()
    with pytest.raises(Unmaskable, match="stands in another that is not marked"):
        redactor.redact(content, [Mark("page 1", 2, 2 + len(SECRET), MASKED)])


@pytest.mark.parametrize(
    "mark",
    [Mark("page 2", 0, 1), Mark("page 1", -1, 1), Mark("page 1", 2, 2), Mark("page 1", 3, 1), Mark("page 1", 0, 99)],
)
def test_a_mark_that_is_not_in_the_document_is_bad_input(redactor, mark):
    with pytest.raises(NoSuchPlace) as error:
        redactor.redact(Pdf().page("가나다").build(), [mark])
    assert error.value.where == f"{mark.section} {mark.start}-{mark.end}"


def test_another_type_and_an_unreadable_document_are_refused(redactor):
    with pytest.raises(Unmaskable, match="only PDF documents can be masked, and this is docx"):
        redactor.redact(docx(paragraph("가")), [])
    with pytest.raises(Unmaskable, match="not all of the document could be read: image-only"):
        redactor.redact(Pdf().page(image=(0, 0, 595, 842)).build(), [])


def test_a_path_is_masked_like_its_bytes_and_a_missing_one_is_the_caller_s_error(redactor, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(Pdf().page(f"가 {SECRET}").build())
    assert redactor.redact(path, [Mark("page 1", 2, 15)]).startswith(b"%PDF")
    with pytest.raises(FileNotFoundError):
        redactor.redact(tmp_path / "b.pdf", [])


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("refuse", "could not be masked: for a reason"),
        ("die", "could not be masked: the process ended by exit status 1"),
        ("copy", "stands in another that is not marked"),
        ("noise", "the masked copy is not a PDF document"),
        ("nothing", "the masked copy is not a PDF document"),
    ],
)
def test_what_the_process_gives_is_not_believed(extractor, monkeypatch, what, message):
    monkeypatch.setattr(module, "TASK", "tests.files.redaction.failing")
    with Redactor(extractor) as redactor, pytest.raises(Unmaskable, match=message):
        redactor.redact(Pdf().page(f"가 {SECRET}").build(), [Mark("page 1", 2, 15, what)])


def test_a_copy_cannot_be_taken_for_a_document_with_all_of_its_text(extractor, masked):
    copy, _texts = masked(Pdf().page(f"가 {SECRET}").build())
    assert extractor.extract(copy).unreadable is Reason.IMAGE_ONLY


def test_a_very_large_page_is_drawn_smaller(masked):
    copy, texts = masked(Pdf().page(f"가 {SECRET}", size=(14_400, 14_400)).build())
    assert texts == {"page 1": f"가 {MASKED}"}
    assert len(copy) < 2_000_000


def test_many_pages_are_each_in_their_place(masked):
    document = Pdf()
    for number in range(30):
        document.page(f"쪽 {number}", *([SECRET] if number % 7 == 3 else []))
    _copy, texts = masked(document.build())
    assert list(texts.values()) == [f"쪽 {number}" + (f"\n{MASKED}" if number % 7 == 3 else "") for number in range(30)]
