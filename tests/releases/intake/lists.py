"""Small lists of an invented city, in the forms that lists come in."""

import io
import json
import zipfile

import openpyxl

INFO_HEADER = (
    "package_id,doc_prdctn_dt,tkcrd_nm,title,src_dept_doc_no,writer,othbc_pd,rspnber_dept_nm,othbc_se,cpyrht,url"
)
INFO_ROWS = (
    "261103000000001,20261103,자전거길관리,강변 자전거길 정비 계획,자전거팀-1,신○○,5년,자전거팀,,CC BY,https://open.example/sanction/1",
    "261103000000002,20261103,자전거길관리,자전거 대여소 점검 결과,자전거팀-2,신○○,준영구,자전거팀,,CC BY-NC-ND,https://open.example/sanction/2",
    "261103000000003,20261103,민원관리,[민원] 신호등 점검,교통팀-3,한○○,10년,교통팀,,,https://open.example/sanction/",
)
INFO = "\n".join((INFO_HEADER, *INFO_ROWS, ""))
OWN_ROWS = (
    {
        "management_number": "NEW-1",
        "title": "자전거길 야간 조명 계획",
        "number": "자전거팀-10",
        "unit": "자전거팀",
        "produced_on": "2026-11-03",
        "openness": "공개",
        "text": "강변 자전거길에 조명을 답니다.",
    },
    {
        "management_number": "NEW-2",
        "title": "보상 협의 자료",
        "unit": "자전거팀",
        "produced_on": "2026-11-03",
        "openness": "비공개",
        "grounds": "7",
        "reason": "법인의 경영상 비밀",
    },
)


def written(folder, name, content):
    """A file with that text or those bytes."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def json_lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def workbook(*sheets, hidden=()):
    """The bytes of an XLSX file; each sheet is a name and its rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def replaced(archive, member, change):
    """The same ZIP archive with one member rewritten."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            new.writestr(item.filename, change(data) if item.filename == member else data)
    return out.getvalue()
