"""Lists in every form, whole and broken, and the reports that are written in the same form."""

import gzip
import json
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from cms.core.errors import BadInput, TooLarge
from cms.releases.intake import columns, parse
from cms.releases.intake.formats import objects, workbook
from cms.releases.intake.formats.rows import MAX_ROW_BYTES

from .lists import INFO, INFO_HEADER, INFO_ROWS, OWN_ROWS, json_lines, replaced, written
from .lists import workbook as make_workbook

OWN_HEADER = ["management_number", "title", "produced_on"]


def read(path):
    """The form of a list, its columns, and its rows."""
    with parse.opened(path) as opened:
        return opened.form, list(opened.columns()), list(opened.rows())


def rows(path):
    return read(path)[2]


def titles(path):
    return [row.values["title"] for row in rows(path) if not row.problem]


def problems(path):
    return [(row.place, row.problem) for row in rows(path) if row.problem]


def refused(path, report, reason="고쳐 주세요"):
    """Refuse every row of a list; the report."""
    with parse.opened(path) as opened, opened.report(report) as refuse:
        for row in opened.rows():
            refuse(row, row.problem or reason)
    return report


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_is_read_in_the_encodings_of_office_programs(tmp_path, encoding, end):
    path = written(tmp_path, "list.csv", INFO.replace("\n", end).encode(encoding))
    form, names, read_rows = read(path)
    assert (form, names) == ("CSV", INFO_HEADER.split(","))
    assert [row.place for row in read_rows] == ["line 2", "line 3", "line 4"]
    assert read_rows[0].values == dict(zip(names, INFO_ROWS[0].split(","), strict=True))


def test_csv_may_have_tabs_and_a_title_above_its_header(tmp_path):
    text = "2026년 11월 목록\n\n" + INFO.replace(",", "\t")
    assert [row.place for row in rows(written(tmp_path, "list.tsv", text))] == ["line 4", "line 5", "line 6"]


def test_a_list_may_be_compressed(tmp_path):
    assert len(rows(written(tmp_path, "list.csv.gz", gzip.compress(INFO.encode())))) == 3


def test_a_cell_may_have_lines_commas_and_quotation_marks(tmp_path):
    text = 'management_number,title,produced_on\n1,"두 줄,\r\n그리고 ""따옴표""",2026-11-03\n2,둘,2026-11-03\n'
    assert titles(written(tmp_path, "list.csv", text)) == ['두 줄,\n그리고 "따옴표"', "둘"]


def test_a_broken_row_costs_that_row_alone(tmp_path):
    text = (
        "management_number,title,produced_on\n"
        '1,"닫지 않은 제목,2026-11-03\n'
        "2,좋은 제목,2026-11-03\n"
        "3,칸이 많은,제목,2026-11-03\n"
        '4,"닫힌 "따옴표" 안,2026-11-03\n'
        "5,칸이 모자란 제목\n"
        "\n"
        "6,마지막 제목,2026-11-03\n"
    )
    path = written(tmp_path, "list.csv", text)
    assert titles(path) == ["좋은 제목", "마지막 제목"]
    assert [place for place, _ in problems(path)] == ["line 2", "line 4", "line 5", "line 6"]
    assert problems(path)[1] == ("line 4", "4 cells, where the header has 3")


def test_a_line_of_other_bytes_costs_that_line_alone(tmp_path):
    text = INFO.encode().replace("점검 결과".encode(), b"\xff\xfe\xff")
    path = written(tmp_path, "list.csv", text)
    assert problems(path) == [("line 3", "has bytes that are not UTF-8")]
    assert len(titles(path)) == 2


def test_nul_and_control_characters_break_nothing(tmp_path):
    path = written(tmp_path, "list.csv", INFO.replace("강변", "강\x00\x01변"))
    assert titles(path)[0] == "강\x00\x01변 자전거길 정비 계획"


def test_a_row_larger_than_a_row_may_be_is_refused_alone(tmp_path):
    header, first, second, third = INFO.splitlines()
    huge = second.replace("점검", "점" * (MAX_ROW_BYTES // 3 + 1))
    path = written(tmp_path, "list.csv", "\n".join((header, first, huge, third)))
    assert problems(path) == [("line 3", "longer than 16 MB")]
    assert len(titles(path)) == 2
    lines = json_lines({"management_number": "1", "text": "x" * MAX_ROW_BYTES}, *OWN_ROWS)
    path = written(tmp_path, "list.jsonl", lines)
    assert problems(path) == [("line 1", "longer than 16 MB")]
    assert len(titles(path)) == 2


def test_json_lines_are_refused_one_by_one(tmp_path):
    text = json_lines(OWN_ROWS[0]) + '{"a": \n[1]\n\n"text"\n' + "[" * 100_000 + "\n" + json_lines(OWN_ROWS[1])
    path = written(tmp_path, "list.jsonl", text)
    assert titles(path) == [row["title"] for row in OWN_ROWS]
    assert [place for place, _ in problems(path)] == ["line 2", "line 3", "line 5", "line 6"]
    assert problems(path)[1][1] == "not an object with names and values"


def test_json_lines_of_other_bytes_are_refused_one_by_one(tmp_path):
    path = written(tmp_path, "list.jsonl", json_lines(*OWN_ROWS).encode() + b'{"management_number": "\xff"}\n')
    assert problems(path) == [("line 3", "has bytes that are not UTF-8")]


@pytest.mark.parametrize("text", ["{}", '{{"documents": {}, "total": 2}}', '\ufeff\n{{"DATA":{}}}'])
def test_a_json_array_is_read_as_a_stream(tmp_path, monkeypatch, text):
    path = written(tmp_path, "list.json", text.format(json.dumps(OWN_ROWS, ensure_ascii=False, indent=1)))
    monkeypatch.setattr(objects, "CHUNK", 7)
    form, names, read_rows = read(path)
    assert (form, names[:2]) == ("JSON", ["management_number", "title"])
    assert [(row.place, row.values) for row in read_rows] == [("item 1", OWN_ROWS[0]), ("item 2", OWN_ROWS[1])]


def test_an_empty_json_array_has_no_rows(tmp_path):
    assert rows(written(tmp_path, "list.json", "[]")) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[{"a": 1} {"a": 2}]', "character 10: broken JSON: a comma or ] is missing"),
        ('[{"a": 1}, {"a": ]', "character 17: broken JSON: Expecting value"),
        ('[{"a": 1}', "character 9: broken JSON: it ends within its array"),
        ("[" * 100_000, "character 1: broken JSON: it nests too deeply"),
        ("[" + "9" * 5_000 + "]", "character 1: broken JSON: a number has too many digits"),
    ],
)
def test_a_broken_json_array_is_refused_as_a_whole(tmp_path, text, reason):
    with pytest.raises(BadInput) as caught:
        rows(written(tmp_path, "list.json", text))
    assert str(caught.value).startswith(reason)


def test_a_json_array_of_other_bytes_is_refused_as_a_whole(tmp_path):
    with pytest.raises(BadInput, match="byte 7: is not UTF-8"):
        rows(written(tmp_path, "list.json", b'[{"a":"\xff"}]'))


def test_a_row_of_an_array_that_is_no_object_is_refused_alone(tmp_path):
    path = written(tmp_path, "list.json", json.dumps([7, OWN_ROWS[0]]))
    assert problems(path) == [("item 1", "not an object with names and values")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no header of a known list"),
        ("이름,나이\n새벽,7\n".encode(), "no header of a known list"),
        (INFO.encode("utf-16"), "is UTF-16; save it as UTF-8"),
        (b"\xd0\xcf\x11\xe0" + bytes(512), "an old Excel file or has a password"),
        (b"PK\x03\x04 and no archive", "is a damaged XLSX file"),
        (gzip.compress(INFO.encode())[:-20], "the compressed file is damaged"),
        (b"management_number,title,title\n1,a,b\n", "line 1: has the column title twice"),
    ],
)
def test_a_file_that_is_no_list_says_why(tmp_path, content, reason):
    with pytest.raises(BadInput, match=reason):
        rows(written(tmp_path, "list.csv", content))


def test_a_compressed_bomb_is_refused(tmp_path):
    bomb = gzip.compress(INFO_HEADER.encode() + b"\n" * (40 << 20))
    with pytest.raises(TooLarge, match="unpacks to more than"):
        rows(written(tmp_path, "list.csv.gz", bomb))


def test_xlsx_cells_are_read_as_a_person_sees_them(tmp_path):
    sheet = [
        ["새벌시 결재문서 목록"],
        [],
        [*OWN_HEADER, "approved_on", "number", "retention", None],
        ["NEW-1", "제목 하나", datetime.fromisoformat("2026-11-03"), date(2026, 11, 4), 7.0, "5년", None],
        [None, None, None],
        [261103000000002, True, "2026-11-03 13:20", None, 1.5, None],
    ]
    form, names, read_rows = read(written(tmp_path, "list.xlsx", make_workbook(("목록", sheet))))
    assert (form, names) == ("XLSX", [*OWN_HEADER, "approved_on", "number", "retention"])
    assert [(row.place, row.problem) for row in read_rows] == [("sheet 목록, row 4", ""), ("sheet 목록, row 6", "")]
    assert list(read_rows[0].values.values()) == ["NEW-1", "제목 하나", "2026-11-03", "2026-11-04", "7", "5년"]
    assert list(read_rows[1].values.values()) == ["261103000000002", "True", "2026-11-03 13:20", "", "1.5", ""]


def test_xlsx_reads_all_visible_sheets_that_are_lists(tmp_path):
    lists = [(name, [OWN_HEADER, [name, f"제목 {name}", "2026-11-03"]]) for name in ("1월", "2월", "3월")]
    content = make_workbook(("표지", [["새벌시"]]), *lists, hidden={"2월"})
    assert titles(written(tmp_path, "list.xlsx", content)) == ["제목 1월", "제목 3월"]


def test_a_column_that_an_xlsx_sheet_has_twice_is_refused(tmp_path):
    content = make_workbook(("목록", [[*OWN_HEADER, "title"], ["NEW-1", "하나", "2026-11-03", "둘"]]))
    with pytest.raises(BadInput, match="sheet 목록, row 1: has the column title twice"):
        rows(written(tmp_path, "list.xlsx", content))


def test_xlsx_formulas_are_text_as_last_computed_and_never_run(tmp_path):
    content = make_workbook(("목록", [OWN_HEADER, ["NEW-1", '=HYPERLINK("http://evil.example")', "2026-11-03"]]))
    assert titles(written(tmp_path, "list.xlsx", content)) == [""]
    computed = replaced(
        content,
        "xl/worksheets/sheet1.xml",
        lambda data: re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>7</v>", data),
    )
    assert titles(written(tmp_path, "list.xlsx", computed)) == ["7"]


def test_xlsx_cells_that_lost_what_they_said_refuse_their_row(tmp_path):
    sheet = [
        OWN_HEADER,
        [2026110300000000001, "숫자", "2026-11-03"],
        ["NEW-2", "#REF!", "2026-11-03"],
        ["NEW-3", "칸", "2026-11-03", "남는 칸"],
        ["NEW-4", "좋은 제목", "2026-11-03"],
    ]
    path = written(tmp_path, "list.xlsx", make_workbook(("목록", sheet)))
    assert titles(path) == ["좋은 제목"]
    assert problems(path) == [
        ("sheet 목록, row 2", "A2: a number of so many digits has lost some in Excel; write it as text"),
        ("sheet 목록, row 3", "B3: an error of its formula"),
        ("sheet 목록, row 4", "a cell beyond the columns of the header"),
    ]


def test_an_xlsx_cell_of_many_megabytes_refuses_its_row(tmp_path):
    content = make_workbook(("목록", [OWN_HEADER, ["NEW-1", "TITLE", "2026-11-03"], ["NEW-2", "둘", "2026-11-03"]]))
    huge = replaced(content, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"TITLE", "가".encode() * (5 << 20)))
    path = written(tmp_path, "list.xlsx", huge)
    assert titles(path) == ["둘"]
    assert problems(path) == [("sheet 목록, row 2", "B2: longer than 1 MB")]


def test_an_xlsx_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    content = make_workbook(("목록", [OWN_HEADER]))
    bomb = replaced(content, "xl/worksheets/sheet1.xml", lambda data: data + b" " * (MAX_ROW_BYTES * 3))
    with pytest.raises(TooLarge, match="unpacks to more than a list can be"):
        rows(written(tmp_path, "list.xlsx", bomb))
    path = written(tmp_path, "strings.xlsx", content)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", b"<sst/>")
    monkeypatch.setattr(workbook, "MAX_STRINGS", 5)
    with pytest.raises(TooLarge, match="MB of shared strings; save it as CSV"):
        rows(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:200],
        lambda data: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        lambda data: data.replace(b'r="1"', b'r="x"'),
    ],
)
def test_an_xlsx_that_is_broken_inside_is_refused_as_a_whole(tmp_path, change):
    content = make_workbook(("목록", [OWN_HEADER, ["NEW-1", "하나", "2026-11-03"]]))
    path = written(tmp_path, "list.xlsx", replaced(content, "xl/worksheets/sheet1.xml", change))
    with pytest.raises(BadInput, match="cannot be read as XLSX"):
        rows(path)


def test_an_xlsx_row_at_the_end_of_the_world_costs_nothing(tmp_path):
    content = make_workbook(("목록", [OWN_HEADER, ["NEW-1", "하나", "2026-11-03"], ["NEW-2", "둘", "2026-11-03"]]))
    far = replaced(content, "xl/worksheets/sheet1.xml", lambda data: data.replace(b'<row r="3"', b'<row r="999999999"'))
    with pytest.raises(TooLarge, match="more than 1,048,576 rows"):
        rows(written(tmp_path, "list.xlsx", far))


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    content = replaced(make_workbook(("목록", [OWN_HEADER])), "[Content_Types].xml", lambda data: b"")
    with pytest.raises(BadInput, match="cannot be read as XLSX"):
        rows(written(tmp_path, "list.xlsx", content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_a_csv_report_can_be_fed_again(tmp_path, encoding):
    text = INFO.replace("점검 결과", '"점검 결과').replace("CC BY,", "CC BY,,", 1)
    report = refused(written(tmp_path, "list.csv", text.encode(encoding)), tmp_path / "report.csv")
    assert report.read_bytes().startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    lines = report.read_text(encoding).splitlines()
    assert lines[0] == f"{INFO_HEADER},refusal"
    assert [lines[1].count("12 cells"), lines[3].endswith(",고쳐 주세요")] == [1, True]
    form, names, read_rows = read(report)
    assert (form, names) == ("CSV", [*INFO_HEADER.split(","), "refusal"])
    assert [row.problem for row in read_rows] == ["13 cells, where the header has 12", "", ""]
    assert read_rows[2].values["title"] == "[민원] 신호등 점검"
    again = refused(report, tmp_path / "again.csv", reason="또")
    assert again.read_text(encoding).splitlines()[0] == f"{INFO_HEADER},refusal"
    assert again.read_text(encoding).splitlines()[-1].endswith(",또")


@pytest.mark.parametrize(
    ("name", "text"),
    [("list.jsonl", json_lines(*OWN_ROWS)), ("list.json", json.dumps(OWN_ROWS))],
    ids=["lines", "array"],
)
def test_a_json_report_can_be_fed_again(tmp_path, name, text):
    report = refused(written(tmp_path, name, text), tmp_path / f"report-{name}")
    form, _, read_rows = read(report)
    assert form == read(tmp_path / name)[0]
    assert [row.values for row in read_rows] == [row | {"refusal": "고쳐 주세요"} for row in OWN_ROWS]
    assert columns.unknown(columns.OWN, read_rows[0].values) == ()


def test_a_report_keeps_a_broken_line_and_half_a_character_as_they_were(tmp_path):
    text = '{"management_number": "1", "title": "\\ud800"}\n{"title": "끝이 없는\n'
    report = refused(written(tmp_path, "list.jsonl", text), tmp_path / "report.jsonl")
    first, second = (json.loads(line) for line in report.read_text().splitlines())
    assert first["title"] == "\ud800"
    assert second["broken"] == '{"title": "끝이 없는'
    assert second["refusal"].startswith("broken JSON")


def test_a_json_report_without_rows_is_an_empty_list(tmp_path):
    with parse.opened(written(tmp_path, "list.json", "[]")) as opened, opened.report(tmp_path / "report.json"):
        pass
    assert rows(tmp_path / "report.json") == []


def test_an_xlsx_report_can_be_fed_again_and_computes_nothing(tmp_path):
    sheet = [OWN_HEADER, ["NEW-1", "@SUM(1)", "2026-11-03"], ["NEW-2", "\x1f둘".replace("\x1f", ""), "2026-11-03"]]
    report = refused(written(tmp_path, "list.xlsx", make_workbook(("목록", sheet))), tmp_path / "r.xlsx", "=1+1")
    cells = list(openpyxl.load_workbook(report).active.iter_rows())
    assert [[cell.value for cell in row] for row in cells][1] == ["NEW-1", "@SUM(1)", "2026-11-03", "=1+1"]
    assert {cell.data_type for row in cells for cell in row} == {"s"}
    assert read(report)[1] == [*OWN_HEADER, "refusal"]
    assert titles(report) == ["@SUM(1)", "둘"]
