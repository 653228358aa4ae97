"""Input that is made to do harm, and input that is merely damaged: an answer each time, and the process lives on."""

import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from files.confinement import Bounds
from files.extraction import Extracted, Extractor, FileType, Limits, Problem, Reason
from tests.files.extraction.containers import Pdf, compound, zipped
from tests.files.extraction.documents import (
    WORD,
    docx,
    hwp,
    hwp_control,
    hwp_paragraph,
    hwp_table,
    hwpx,
    p,
    paragraph,
    pptx,
    rows,
    xlsx,
)

LAUGHS = "<!DOCTYPE lolz [<!ENTITY a0 'lol'>{}]>".format(
    "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12))
)
BLOWUP = f"<!DOCTYPE x [<!ENTITY a '{'a' * 100_000}'>]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"

SEEDS = {
    FileType.PDF: Pdf().page("가나다", "010-1234-5678").page(image=(0, 0, 9, 9)).attach("a.txt", b"abc").build(),
    FileType.HWP: hwp(hwp_paragraph("가나다"), hwp_control(b"daeh", "머리말"), hwp_table(["가", "나"], ["다"])),
    FileType.HWPX: hwpx(p("가나다")),
    FileType.DOCX: docx(paragraph("가나다")),
    FileType.PPTX: pptx("<a:p><a:t>가나다</a:t></a:p>"),
    FileType.XLSX: xlsx({"표": rows(["가", 1])}, strings=["가"], styles="<cellXfs><xf/></cellXfs>"),
    FileType.ZIP: zipped({"a.txt": "가나다", "b.zip": zipped({"c.txt": "라"})}),
    FileType.OLE: compound({"\x01Ole10Native": b"\0" * 40}),
    FileType.TEXT: "가나다\n".encode("cp949"),
}


def is_an_answer(extracted):
    return (
        isinstance(extracted, Extracted)
        and all(section.text for section in extracted.sections)
        and extracted.unreadable not in {Reason.CRASHED, Reason.MEMORY, Reason.TIMED_OUT}
    )


@pytest.mark.parametrize(("doctype", "body"), [(LAUGHS, "&a12;"), (BLOWUP, "&a;" * 10_000), (OUTSIDE, "&a;")])
def test_a_document_type_declaration_ends_the_reading(extract, doctype, body):
    word = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"{doctype}<w:document {WORD}>{paragraph(body)}</w:document>",
        }
    )
    sheet = xlsx({"표": rows(["가"])}, others={"xl/sharedStrings.xml": f"{doctype}<sst><si><t>{body}</t></si></sst>"})
    part = hwpx(p("가"), Contents__section1_xml=f"{doctype}<hs:sec xmlns:hs='s' xmlns:hp='p'>{p(body)}</hs:sec>")
    hidden = docx(paragraph("가"), word__settings_xml=f"{doctype}<w:settings {WORD}/>")
    for content in (word, sheet, part, hidden):
        extracted = extract(content)
        assert extracted.problems == (Problem(Reason.BROKEN, "XML declares a document type"),)
        assert "root:" not in str(extracted)


def test_a_million_nested_elements_are_read_or_refused(extract):
    deep = "<w:p>" * 300_000 + "<w:r><w:t>가</w:t></w:r>" + "</w:p>" * 300_000
    assert extract(docx(deep)).text == "가\n"


def test_a_hundred_thousand_attributes_and_a_token_without_end(extract):
    attributes = " ".join(f"a{number}='x'" for number in range(100_000))
    assert is_an_answer(extract(docx(f"<w:p {attributes}/>")))
    assert is_an_answer(extract(docx(f"<w:p a='{'x' * (8 << 20)}'/>")))


def test_a_file_of_fifty_megabytes_is_read_within_its_limits():
    content = ("서울특별시 정보공개정책과 문서 목록\n" * 1_100_000).encode()
    assert len(content) > 50 << 20
    with Extractor() as extractor:
        extracted = extractor.extract(content)
    assert extracted.problems == (Problem(Reason.TOO_LARGE, "more than 20000000 characters of text"),)


def test_a_file_over_the_limit_is_not_even_opened():
    with Extractor(limits=Limits(input_bytes=1 << 20)) as extractor:
        assert extractor.extract(bytes(2 << 20)) == Extracted(
            FileType.UNKNOWN, problems=(Problem(Reason.TOO_LARGE, "2 MB, more than 1"),)
        )


def test_memory_that_runs_out_is_said_and_the_next_file_is_read():
    with Extractor(bounds=Bounds(memory=256 << 20), limits=Limits(ratio=1 << 20)) as extractor:
        assert extractor.extract(zipped({"a.txt": bytes(200 << 20)})).problems == (
            Problem(Reason.MEMORY, "more than 256 MB of memory"),
        )
        assert extractor.extract("가".encode()).text == "가"


def test_a_picture_that_unpacks_to_gigabytes_does_no_harm(extract):
    document = Pdf()
    packed = zlib.compress(bytes(100 << 20))
    picture = document.stream(
        packed,
        "/Type /XObject /Subtype /Image /Width 10000 /Height 10000 /ColorSpace /DeviceRGB"
        " /BitsPerComponent 8 /Filter /FlateDecode",
    )
    document.page("글")
    document.objects[document.kids[0]] = document.objects[document.kids[0]].replace(
        b"/Font", f"/XObject << /I1 {document.reference(picture)} >> /Font".encode()
    )
    contents = document.stream(zlib.compress(b"q Q " * (8 << 20)), "/Filter /FlateDecode")
    document.kids.append(
        document.add(
            f"<< /Type /Page /Parent {document.reference(document.pages)} /MediaBox [0 0 9 9]"
            f" /Contents {document.reference(contents)} >>"
        )
    )
    extracted = extract(document.build())
    assert extracted.unreadable in {None, Reason.BROKEN, Reason.CRASHED, Reason.MEMORY, Reason.TIMED_OUT}
    assert extract("가".encode()).text == "가"


@pytest.mark.parametrize("kind", SEEDS)
def test_a_seed_is_what_it_should_be(extract, kind):
    assert extract(SEEDS[kind]).type is kind


@pytest.mark.parametrize("kind", SEEDS)
def test_a_file_cut_short_anywhere_gets_an_answer(extract, kind):
    seed = SEEDS[kind]
    for length in range(1, len(seed), max(1, len(seed) // 40)):
        assert is_an_answer(extract(seed[:length]))


@pytest.mark.parametrize("kind", SEEDS)
def test_a_file_with_bytes_changed_anywhere_gets_an_answer(extract, kind):
    chance = random.Random(20210210)
    for _ in range(60):
        content = bytearray(SEEDS[kind])
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        assert is_an_answer(extract(bytes(content)))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    head=st.sampled_from(
        [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<a>", b"\xff\xfe"]
    ),
    body=st.binary(max_size=2000),
)
def test_random_bytes_get_an_answer(shared_extractor, head, body):
    assert is_an_answer(shared_extractor(head + body))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(section=st.binary(max_size=600))
def test_random_records_get_an_answer(shared_extractor, section):
    assert is_an_answer(shared_extractor(hwp(section)))


@pytest.fixture(scope="module")
def shared_extractor(extractor):
    return extractor.extract
