"""Plain text, delimited values and markup: decoded exactly, or held."""

import pytest

from cms.releases.extraction import FileType, Problem, Reason, Section

KOREAN = "성명,전화\n홍길동,010-1234-5678\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp949", "euc_kr"]
)
def test_korean_in_every_encoding_that_the_city_uses(extract, encoding):
    extracted = extract(KOREAN.encode(encoding))
    assert extracted.type is FileType.TEXT
    assert (extracted.sections, extracted.problems) == ((Section("text", KOREAN),), ())


def test_syllables_that_only_cp949_has_are_read(texts):
    text = "똠방각하 펲시콜라 뷁 " + KOREAN
    assert texts(text.encode("cp949")) == {"text": text}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("こんにちは世界、これはテストです。", "shift_jis"),
        ("こんにちは世界、これはテストです。", "euc_jp"),
        ("今天天气很好，我们去公园散步。", "gb18030"),
        ("한글 완성형이 아닌 조합형", "johab"),
        ("한글 이스케이프", "iso2022_kr"),
        ("Größe über Straße façade déjà", "latin-1"),
        ("Привет, мир", "koi8-r"),
    ],
)
def test_other_encodings_are_held_rather_than_misread(extract, text, encoding):
    extracted = extract(text.encode(encoding))
    assert (extracted.type, extracted.sections) == (FileType.UNKNOWN, ())
    assert extracted.unreadable is Reason.UNKNOWN_TYPE


@pytest.mark.parametrize(
    "content",
    [
        b"text\x00with a zero",
        b"text\x07with a bell",
        KOREAN.encode("cp949")[:-3] + b"\xff\n",
        KOREAN.encode("utf-16-le")[:-1],
        b"{\\rtf1 \\'c8\\'ab}",
        b"%!PS-Adobe-3.0",
        b"From: a@b.kr\nSubject: x\nMIME-Version: 1.0\n\naGVsbG8=",
        b"7z\xbc\xaf\x27\x1c\x00\x04",
        b"Rar!\x1a\x07\x01\x00",
        b"\x1f\x8b\x08\x00",
        b"HWP Document File V3.00 \x1a\x01\x02\x03",
        b"MZ\x90\x00",
        b"SQLite format 3\x00",
    ],
)
def test_what_is_not_plain_text_is_of_unknown_type(extract, content):
    extracted = extract(content)
    assert (extracted.type, extracted.sections, extracted.problems) == (
        FileType.UNKNOWN,
        (),
        (Problem(Reason.UNKNOWN_TYPE),),
    )


def test_a_dos_end_of_file_and_a_form_feed_are_no_matter(texts):
    assert texts("첫 쪽\x0c둘째 쪽\r\n\x1a".encode("cp949")) == {"text": "첫 쪽둘째 쪽\n"}


def test_text_is_clean(texts):
    assert texts("한\r\n\u202e글\ufffe".encode()) == {"text": "한\n글"}


def test_markup_gives_its_text_without_tags_and_its_source(extract):
    table = "<table><tr><td>성명</td><td>홍<b>길</b>동</td></tr><tr><td>010&#45;1234</td></tr></table><!-- 숨은 글 -->"
    extracted = extract(table.encode("cp949"))
    assert extracted.type is FileType.MARKUP
    assert extracted.problems == ()
    assert extracted.sections == (
        Section("text", "\n\n성명\t홍길동\t\n\n010-1234\t\n\n"),
        Section("source", table.replace("&#45;", "-"), shown=False),
    )


def test_data_inside_markup_is_not_passed_over(extract):
    extracted = extract(b"<html><img src='data:image/png;base64,AAAA'></html>")
    assert extracted.problems == (Problem(Reason.EMBEDDED, "data in the markup"),)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"II*\x00",
        b"RIFF\x00\x00\x00\x00WEBP",
        b"BM....\x00\x00\x00\x00",
    ],
)
def test_a_picture_is_image_only(extract, content):
    extracted = extract(content)
    assert (extracted.type, extracted.problems) == (FileType.IMAGE, (Problem(Reason.IMAGE_ONLY),))


def test_an_empty_file_is_broken(extract):
    assert extract(b"").problems == (Problem(Reason.BROKEN, "an empty file"),)
