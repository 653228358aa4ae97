"""Plain text, delimited values and markup: decoded exactly, or held."""

import pytest

from files.extraction import FileType, Problem, Reason, Section

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
        ("Федеральный закон об образовании принят", "koi8-r"),
        ("中华人民共和国公民有言论、出版、集会、结社的自由", "gb18030"),
        ("東京都千代田区霞が関 田中太郎 鈴木一郎 昭和五十年生", "euc_jp"),
        ("中華民國之主權屬於國民全體", "big5"),
    ],
)
def test_other_encodings_are_held_rather_than_misread(extract, text, encoding):
    extracted = extract(text.encode(encoding))
    assert (extracted.type, extracted.sections) == (FileType.UNKNOWN, ())
    assert extracted.unreadable is Reason.UNKNOWN_TYPE


@pytest.mark.parametrize(
    "text",
    [
        "서울特別市 條例 第1條 (目的) 이 條例는 市民의 權利를 定함",
        "大韓民國의 主權은 國民에게 있고, 모든 權力은 國民으로부터 나온다.",
        "民願人에 對한 措置 結果를 通報합니다.",
        "번호,성명\n1,金哲洙\n2,李英姬\n위와 같이 통보합니다\n",
    ],
)
def test_korean_in_mixed_script_is_read(extract, text):
    extracted = extract(text.encode("cp949"))
    assert (extracted.sections, extracted.problems) == ((Section("text", text),), ())


@pytest.mark.parametrize(("right", "wrong"), [("utf-8", "latin-1"), ("cp949", "latin-1"), ("cp949", "cp1252")])
def test_korean_that_was_read_wrongly_before_it_was_saved_is_held(extract, right, wrong):
    extracted = extract(KOREAN.encode(right).decode(wrong).encode())
    assert (extracted.type, extracted.sections) == (FileType.UNKNOWN, ())
    assert extracted.unreadable is Reason.UNKNOWN_TYPE


def test_korean_of_which_letters_were_lost_is_held(extract):
    assert extract(KOREAN.encode("cp949").decode("utf-8", "replace").encode()).unreadable is Reason.UNKNOWN_TYPE
    assert extract(KOREAN.encode().decode("cp949", "replace").encode()).unreadable is Reason.UNKNOWN_TYPE


def test_other_languages_in_utf_8_are_read(texts):
    text = "Größe über Straße, naïve café, José García, Привет, 今天天气很好"
    assert texts(text.encode()) == {"text": text}


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


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td>1</td><td>홍길동</td><td>마당동</td></tr>",
        "<tr>\n  <td>1</td>\n  <td>\n    홍길동\n  </td>\n  <td>마당동</td>\n</tr>\n",
        "<tr><td><p>1</p></td><td><p>홍길동</p></td><td><p>마당동</p></td></tr>",
        "<tr><td>1<td>홍길동<td>마당동</tr>",
        '<tr><td align="center"><div>\n1</div></td>\n<td><div>홍길<span>동</span></div></td>\n<td>마당동</td></tr>',
    ],
)
def test_a_row_of_a_table_is_a_line_however_its_source_is_broken(texts, row):
    lines = texts(f"<html><table>{row}</table></html>".encode())["text"].splitlines()
    assert [[cell.strip() for cell in line.split("\t") if cell.strip()] for line in lines if line.strip()] == [
        ["1", "홍길동", "마당동"]
    ]


def test_the_cells_of_a_workbook_in_xml_stay_in_their_row(texts):
    row = "<Row>\n <Cell><Data>1</Data></Cell>\n <Cell/>\n <Cell><Data>홍길동</Data></Cell>\n</Row>"
    assert texts(f"<Workbook><Table>{row}</Table></Workbook>".encode())["text"] == "\n\n1\t\t홍길동\t\n\n"


def test_letters_written_by_their_numbers_are_read_too(texts):
    escaped = '{"name": "\\ud64d\\uae38\\ub3d9"}'
    assert texts(escaped.encode()) == {"text": escaped, "escapes read": '{"name": "홍길동"}'}
    assert texts("성명,&#54861;&#44600;&#46041;".encode())["escapes read"] == "성명,홍길동"


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
