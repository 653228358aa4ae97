"""Workbooks: every cell as it is shown, and everything that no cell shows."""

import io

import openpyxl
import pytest
from openpyxl.comments import Comment

from files.extraction import FileType, Problem, Reason, Section
from tests.files.extraction.containers import zipped
from tests.files.extraction.documents import SHEET, TYPES, rows, xlsx


def test_rows_are_lines_and_cells_stand_under_their_headings(extract):
    data = rows(
        ["성명", "전화", "비고"], ["홍길동", "010-1234-5678"], ['<c r="C3" t="inlineStr"><is><t>셋째 칸</t></is></c>']
    )
    extracted = extract(xlsx({"명단": data}))
    assert extracted.type is FileType.XLSX
    assert extracted.problems == ()
    assert extracted.sections == (
        Section("sheet 명단", "성명\t전화\t비고\n홍길동\t010-1234-5678\n\t\t셋째 칸\n"),
        Section("names", "명단\n", shown=False),
    )


def test_shared_strings_are_put_in_and_the_ones_no_cell_uses_are_read_too(extract):
    data = '<sheetData><row><c t="s"><v>1</v></c><c t="s"><v>1</v></c></row></sheetData>'
    workbook = xlsx({"표": data}, strings=["지운 사람 010-1234-5678", "남은 글"])
    assert extract(workbook).sections == (
        Section("sheet 표", "남은 글\t남은 글\n"),
        Section("unused strings", "지운 사람 010-1234-5678\n", shown=False),
        Section("names", "표\n", shown=False),
    )


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_not_shown(extract, state):
    workbook = xlsx({"보임": rows(["가"]), "급여": rows(["나"])}, states={"급여": state})
    extracted = extract(workbook)
    assert extracted.text == "가\n"
    assert Section("hidden sheet 급여", "나\n", shown=False) in extracted.sections


def test_hidden_rows_and_columns_are_read_with_the_whole_row(extract):
    data = '<cols><col min="2" max="3" hidden="1"/></cols>' + rows(
        ["가", "나", "다", "라"], ('hidden="1"', "숨은 줄"), ["마"]
    )
    assert extract(xlsx({"표": data})).sections[:2] == (
        Section("sheet 표", "가\t\t\t라\n마\n"),
        Section("sheet 표 hidden", "가\t나\t다\t라\n숨은 줄\n", shown=False),
    )


def test_a_formula_gives_its_cached_value_and_its_own_text(extract):
    data = rows(['<c t="str"><f>IF(A1="홍길동",1,2)</f><v>값</v></c>', "<c><f>SUM(A1:A9)</f><v>45</v></c>"])
    assert extract(xlsx({"표": data})).sections[:2] == (
        Section("sheet 표 formulas", 'IF(A1="홍길동",1,2)\n', shown=False),
        Section("sheet 표", "값\t45\n"),
    )


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("000\\-0000\\-0000", "1012345678", "010-1234-5678"),
        ("000000\\-0000000", "9912313123455", "991231-3123455"),
        ("000000-0000000", "101013123455", "010101-3123455"),
        ("0##-####-####", "1012345678", "010-1234-5678"),
        ("[&lt;=9999999]###\\-####;\\(0##\\)\\ ###\\-####", "25551234", "(02) 555-1234"),
        ("[&lt;=9999999]###\\-####;\\(0##\\)\\ ###\\-####", "5551234", "555-1234"),
        ("&quot;No. &quot;0", "7", "7"),
        ("#,##0", "1234567", "1234567"),
        ("0.00%", "0.5", "0.5"),
        ("General", "12", "12"),
        ("yyyy\\-mm\\-dd", "30000", "1982-02-18"),
        ("yyyy&quot;년&quot; m&quot;월&quot; d&quot;일&quot;", "44197", "2021-01-01"),
        ("hh:mm", "0.5", "12:00:00"),
        ("yyyy-mm-dd hh:mm", "44197.75", "2021-01-01 18:00:00"),
        ("000-0000-0000", "-5", "-5"),
        ("000-0000-0000", "1.5", "1.5"),
        ("000-0000-0000", "1.012345678E9", "010-1234-5678"),
        ("000-0000-0000", "1E400", "1E400"),
        ("yyyy-mm-dd", "99999999", "99999999"),
    ],
)
def test_a_number_is_read_as_it_is_shown(extract, code, value, shown):
    styles = (
        f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
    )
    workbook = xlsx({"표": f'<sheetData><row><c s="1"><v>{value}</v></c></row></sheetData>'}, styles=styles)
    assert extract(workbook).text == f"{shown}\n"


def test_built_in_dates_and_the_epoch_of_1904(extract):
    styles = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
    data = '<sheetData><row><c s="1"><v>1</v></c></row></sheetData>'
    assert extract(xlsx({"표": data}, styles=styles)).text == "1899-12-31\n"
    later = xlsx({"표": data}, styles=styles, workbook='<workbookPr date1904="1"/>')
    assert extract(later).text == "1904-01-02\n"


def test_headers_validations_and_other_settings_of_a_sheet(extract):
    data = (
        rows(["가"])
        + '<dataValidations><dataValidation prompt="골라 주세요" promptTitle="안내"><formula1>"갑,을"</formula1>'
        "</dataValidation></dataValidations><headerFooter><oddHeader>&amp;C대외비</oddHeader></headerFooter>"
    )
    settings = next(section for section in extract(xlsx({"표": data})).sections if section.name == "sheet 표 settings")
    assert sorted(settings.text.splitlines()) == ['"갑,을"', "&C대외비", "골라 주세요", "안내"]
    assert not settings.shown


def test_what_a_workbook_keeps_beside_its_sheets(extract):
    others = {
        "xl/comments1.xml": f"<comments {SHEET}><authors><author>김수정</author></authors><commentList><comment>"
        "<text><t>메모 글</t></text></comment></commentList></comments>",
        "xl/pivotCache/pivotCacheDefinition1.xml": f'<p {SHEET}><cacheField name="성명"><sharedItems><s v="홍길동"/>'
        '<n v="9912313123455"/></sharedItems></cacheField></p>',
        "xl/externalLinks/externalLink1.xml": f"<e {SHEET}><cell><v>다른 책의 값</v></cell></e>",
        "xl/drawings/drawing1.xml": "<d xmlns:a='a'><a:p><a:t>글상자</a:t></a:p></d>",
        "xl/charts/chart1.xml": "<c:c xmlns:c='c'><c:pt><c:v>차트 값</c:v></c:pt></c:c>",
        "docProps/core.xml": "<core><lastModifiedBy>박바꿈</lastModifiedBy></core>",
    }
    workbook = xlsx(
        {"표": rows(["가"])},
        others=others,
        workbook="<definedNames><definedName name='담당자'>\"홍길동\"</definedName></definedNames>",
    )
    assert extract(workbook).sections == (
        Section("sheet 표", "가\n"),
        Section("metadata", "lastModifiedBy: 박바꿈\n", shown=False),
        Section("names", '표\n담당자\n"홍길동"\n', shown=False),
        Section("pivot caches", "성명\n홍길동\n9912313123455\n", shown=False),
        Section("other workbooks", "다른 책의 값\n", shown=False),
        Section("drawings", "글상자\n", shown=False),
        Section("comments", "김수정\n메모 글\n", shown=False),
        Section("charts", "차트 값\n"),
    )


def test_a_sheet_that_the_workbook_does_not_list_is_read(extract):
    stray = {"xl/worksheets/sheet9.xml": f"<worksheet {SHEET}>{rows(['길 잃은 글'])}</worksheet>"}
    assert Section("hidden sheet without a name sheet9.xml", "길 잃은 글\n", shown=False) in (
        extract(xlsx({"표": rows(["가"])}, others=stray)).sections
    )


def test_prefixes_and_line_breaks_between_elements_change_nothing(extract):
    sheet = (
        '<x:worksheet xmlns:x="s">\n <x:sheetData>\n  <x:row r="1">\n'
        '   <x:c r="A1" t="s">\n    <x:v>0</x:v>\n   </x:c>\n'
        '   <x:c r="C1" t="inlineStr">\n<x:is>\n<x:r>\n<x:t>홍</x:t>\n</x:r>\n<x:r><x:t>길동</x:t></x:r></x:is></x:c>\n'
        '   <x:c r="D1">\n<x:v>5</x:v>\n</x:c></x:row>\n </x:sheetData>\n</x:worksheet>'
    )
    strings = '<x:sst xmlns:x="s">\n <x:si>\n  <x:t>글</x:t>\n </x:si>\n</x:sst>'
    workbook = xlsx({"표": ""}, others={"xl/sharedStrings.xml": strings, "xl/worksheets/sheet2.xml": sheet})
    assert Section("hidden sheet without a name sheet2.xml", "글\t\t홍길동\t5\n", shown=False) in (
        extract(workbook).sections
    )


def test_a_column_far_away_does_not_draw_out_the_line(extract):
    data = '<sheetData><row><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row></sheetData>'
    assert extract(xlsx({"표": data})).text == "1\t2\n"


def test_a_workbook_as_a_library_writes_it(texts):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "명단"
    sheet.append(["성명", "전화", True, 1.5, None, "끝"])
    sheet["A1"].comment = Comment("메모 010-1234-5678", "김수정")
    sheet.row_dimensions[2].hidden = True
    sheet["A2"] = "숨은 줄"
    workbook.create_sheet("급여").sheet_state = "veryHidden"
    workbook["급여"]["B2"] = "극비"
    buffer = io.BytesIO()
    workbook.save(buffer)
    found = texts(buffer.getvalue())
    assert found["sheet 명단"] == "성명\t전화\t1\t1.5\t\t끝\n"
    assert found["sheet 명단 hidden"] == "숨은 줄\n"
    assert found["hidden sheet 급여"] == "\t극비\n"
    assert found["comments"] == "김수정\n메모 010-1234-5678\n"


def test_a_binary_workbook_is_of_a_type_that_nothing_reads(extract):
    extracted = extract(zipped({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"\x01"}))
    assert extracted.problems == (Problem(Reason.UNKNOWN_TYPE, "a workbook in a binary form"),)


@pytest.mark.parametrize("value", ["99", "-7", "x", "1e3"])
def test_a_cell_that_refers_to_no_string_is_broken(extract, value):
    data = f'<sheetData><row><c t="s"><v>{value}</v></c></row></sheetData>'
    assert extract(xlsx({"표": data}, strings=["하나"])).unreadable is Reason.BROKEN
