"""The lists of released documents as files: what is in them, in which period, and what they cost."""

import csv
import io
import json
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from api.opendata import xlsx
from api.opendata.columns import COLUMNS, licence_name
from api.opendata.formats import FORMATS
from cms.core.errors import NotFound
from cms.core.records import Official
from cms.derived import lists
from cms.releases.intake.columns import INFO, kind_of
from cms.releases.intake.normalise import Normaliser
from cms.releases.intake.parse import opened
from tests.documents import document_key, make_document
from tests.factories import HOST, SEOUL, SITE, make_post, make_task, make_terms, store, withdraw

MONTH = "/open-data/documents/2026-11"
FIRST = {
    "package_id": "20261103000001",
    "doc_prdctn_dt": "20261103",
    "tkcrd_nm": "자전거길 관리",
    "title": "문서 1호",
    "src_dept_doc_no": "자전거팀-1",
    "writer": "이새벽",
    "othbc_pd": "5년",
    "rspnber_dept_nm": "자전거팀",
    "othbc_se": "공개",
    "cpyrht": "공공누리 제1유형",
    "url": f"https://{HOST}/documents/20261103000001/",
}


@pytest.fixture
def city(db):
    store(
        [
            make_document(1, task="자전거길"),
            make_document(
                2, openness="closed", grounds=(6,), title="제목 비공개 문서", licence="", retention="permanent"
            ),
            make_document(3, published_at=datetime(2026, 10, 31, 14, 59, 59, tzinfo=UTC)),
            make_post(1),
        ],
        [*make_terms(), make_task("자전거길", names={"ko": "자전거길 관리"})],
    )


@pytest.fixture
def get(client):
    def ask(path, **headers):
        return client.get(path, headers={"Host": HOST, **headers})

    return ask


def content(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def rows_of(data, name):
    """A list as its reader sees it."""
    if name == "json":
        return json.loads(data)
    if name == "csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    head, *rows = load_workbook(io.BytesIO(data), read_only=True)["1"].iter_rows(values_only=True)
    return [dict(zip(head, ["" if cell is None else cell for cell in row], strict=True)) for row in rows]


@pytest.mark.parametrize("name", FORMATS)
def test_the_three_formats_say_the_same_in_the_columns_of_seoul(get, city, name):
    response = get(f"{MONTH}.{name}")
    rows = rows_of(content(response), name)
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0] == FIRST
    assert [row["package_id"] for row in rows] == ["20261103000001", "20261103000002"]
    closed = {name: rows[1][name] for name in ("title", "othbc_se", "cpyrht", "othbc_pd", "tkcrd_nm")}
    assert closed == {
        "title": "제목 비공개 문서", "othbc_se": "비공개", "cpyrht": "", "othbc_pd": "영구", "tkcrd_nm": "",
    }  # fmt: skip
    assert response["Content-Type"] == FORMATS[name].media_type
    assert response["Content-Disposition"] == f'attachment; filename="documents-2026-11.{name}"'
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_day_of_release_in_the_citys_zone_decides_the_period(get, city):
    october = rows_of(content(get("/open-data/documents/2026-10.json")), "json")
    assert [row["package_id"] for row in october] == ["20261103000003"]
    week = rows_of(content(get("/open-data/documents/2026-W45.json")), "json")
    assert [row["package_id"] for row in week] == ["20261103000001", "20261103000002"]


@pytest.mark.parametrize(("name", "empty"), [("csv", None), ("json", b"[]\n"), ("xlsx", None)])
def test_a_period_in_which_nothing_was_released_is_an_empty_list(get, city, name, empty):
    data = content(get(f"/open-data/documents/2025-02.{name}"))
    assert rows_of(data, name) == []
    assert empty is None or data == empty


@pytest.mark.parametrize(
    "period",
    ["2026-13", "2026-00", "2026-W54", "2026-W00", "2025-W53", "1899-12", "9999-12", "0000-01", "2999-01", "2026",
     "2026-1", "2026-11-05", "2026-w45", "２０２６-11"],
)  # fmt: skip
def test_a_period_that_cannot_exist_answers_404(get, city, period):
    response = get(f"/open-data/documents/{period}.csv")
    assert response.status_code == 404


@pytest.mark.parametrize("path", ["2026-11.xml", "2026-11.CSV", "2026-11.", "2026-11", "2026-11.csv.csv"])
def test_an_unknown_format_answers_404(get, city, path):
    assert get(f"/open-data/documents/{path}").status_code == 404


def test_a_week_belongs_to_the_iso_year_that_its_thursday_lies_in():
    assert lists.period("2026-W01") == lists.Period("2026-W01", date(2025, 12, 29), date(2026, 1, 5))
    assert lists.period("2020-W53").until == date(2021, 1, 4)
    assert lists.period("2024-02").until == date(2024, 3, 1)
    assert lists.period("2023-12").until == date(2024, 1, 1)
    with pytest.raises(NotFound):
        lists.period("2021-W53")


def test_a_withdrawn_document_is_in_no_list(get, city):
    withdraw(document_key(1))
    assert [row["package_id"] for row in rows_of(content(get(f"{MONTH}.json")), "json")] == ["20261103000002"]


def test_a_list_is_revalidated_without_reading_it(get, city):
    response = get(f"{MONTH}.csv")
    with CaptureQueriesContext(connection) as queries:
        again = get(f"{MONTH}.csv", **{"If-None-Match": response["ETag"]})
    assert (again.status_code, again["ETag"], len(queries)) == (304, response["ETag"], 2)
    since = get(f"{MONTH}.csv", **{"If-Modified-Since": response["Last-Modified"]})
    assert since.status_code == 304
    withdraw(document_key(1))
    assert get(f"{MONTH}.csv", **{"If-None-Match": response["ETag"]}).status_code == 200


def test_head_says_the_same_without_a_body(client, city):
    response = client.head(f"{MONTH}.xlsx", headers={"Host": HOST})
    assert (response.status_code, response["Content-Type"]) == (200, FORMATS["xlsx"].media_type)
    assert response["ETag"] == client.get(f"{MONTH}.xlsx", headers={"Host": HOST})["ETag"]
    assert client.post(f"{MONTH}.xlsx", headers={"Host": HOST}).status_code == 405


def test_a_list_costs_one_query_a_batch_and_one_for_its_task_cards(city, monkeypatch):
    monkeypatch.setattr(lists, "BATCH", 2)
    store([make_document(number, task=f"과제{number}") for number in range(11, 20)], [])
    with CaptureQueriesContext(connection) as queries:
        batches = list(lists.documents(SITE, lists.period("2026-11")))
    assert [len(batch) for batch in batches] == [2, 2, 2, 2, 2, 1]
    assert len(queries) == 6
    numbers = [row.management_number for batch in batches for row in batch]
    assert numbers == sorted(set(numbers))


def test_documents_of_the_same_instant_are_each_listed_once(db, monkeypatch):
    monkeypatch.setattr(lists, "BATCH", 3)
    at = datetime(2026, 11, 5, 0, 0, tzinfo=SEOUL)
    store([make_document(number, published_at=at) for number in range(1, 9)])
    found = [row.management_number for batch in lists.documents(SITE, lists.period("2026-11")) for row in batch]
    assert found == [f"2026110300{number:04d}" for number in range(1, 9)]


HOSTILE = ["=1+1", "+82", "-민원", "@SUM(A1)", "＝1", '따옴표 " 와, 쉼표', "<b>&amp;</b>", "_x0041_", "\ttab"]


def test_hostile_titles_arrive_as_text_and_a_spreadsheet_runs_none(get, db):
    store([make_document(number, title=title) for number, title in enumerate(HOSTILE, start=1)])
    titles = {name: [row["title"] for row in rows_of(content(get(f"{MONTH}.{name}")), name)] for name in FORMATS}
    assert titles["json"] == HOSTILE
    assert titles["csv"] == [f"'{title}" if title[0] in "=+-@＝\t" else title for title in HOSTILE]
    assert titles["xlsx"] == [title.replace("_x0041_", "_x005F_x0041_") for title in HOSTILE]
    cells = load_workbook(io.BytesIO(content(get(f"{MONTH}.xlsx"))))["1"]["D"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_workbook_goes_on_in_another_sheet_and_is_the_same_bytes_again(monkeypatch):
    monkeypatch.setattr(xlsx, "SHEET_ROWS", 3)
    batches = [[("1",), ("2",)], [("3",), ("4",)], [], [("5",), ("6",)]]
    data = b"".join(xlsx.workbook(("n",), batches))
    assert data == b"".join(xlsx.workbook(("n",), batches))
    book = load_workbook(io.BytesIO(data), read_only=True)
    assert {sheet.title: [row[0] for row in sheet.values] for sheet in book} == {
        "1": ["n", "1", "2", "3"],
        "2": ["n", "4", "5", "6"],
    }
    assert ZipFile(io.BytesIO(data)).testzip() is None


def test_a_workbook_is_sent_while_it_is_written():
    asked = []

    def batches():
        for number in range(5):
            asked.append(number)
            yield [(f"{number}-{row}",) for row in range(1_000)]

    pieces = xlsx.workbook(("n",), batches())
    next(pieces)
    assert asked == [0]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("cc-by-nc-nd-4.0", "CC BY-NC-ND"),
        ("cc-by-4.0", "CC BY"),
        ("cc0-1.0", "CC0"),
        ("pdm-1.0", "pdm-1.0"),
        ("kogl-0", "공공누리 제0유형"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_licences_have_the_names_of_the_lists(key, name):
    assert licence_name(key) == name


def test_the_writer_is_the_one_who_drafted(get, db):
    officials = (Official(name="박과장", role="approver"), Official(name="이새벽", role="drafter"))
    store([make_document(1, officials=officials), make_document(2, officials=())])
    assert [row["writer"] for row in rows_of(content(get(f"{MONTH}.json")), "json")] == ["이새벽", ""]


def test_the_periods_that_exist_are_found_by_index_probes(db):
    store(
        [
            make_document(1, published_at=datetime(2024, 12, 31, 15, 0, tzinfo=UTC)),
            make_document(2, published_at=datetime(2026, 11, 5, 3, 0, tzinfo=UTC)),
            make_document(3, published_at=datetime(2026, 2, 5, 3, 0, tzinfo=UTC)),
        ]
    )
    withdraw(document_key(3))
    with CaptureQueriesContext(connection) as queries:
        assert [period.name for period in lists.months(SITE)] == ["2026-11", "2025-01"]
    assert len(queries) == 2
    assert [period.name for period in lists.weeks(SITE)] == ["2026-W45", "2025-W01"]


def test_a_city_without_documents_has_no_periods(city):
    assert lists.months("elsewhere") == []


def test_nothing_is_listed_for_an_installation_without_a_city(client: Client, db):
    assert client.get(f"{MONTH}.csv").status_code == 404


@pytest.fixture
def counted(db):
    from cms.derived.models import UnitMonth

    store([], make_terms())
    month = date(2026, 11, 1)
    UnitMonth.objects.create(site=SITE, unit="*", month=month, produced=41, open=10, closed=31, held=1, taken_down=2)
    UnitMonth.objects.create(site=SITE, unit="bike-team", month=month, produced=40, open=9, closed=31)
    UnitMonth.objects.create(site=SITE, unit="=gone", month=month, produced=1, open=1, released=1, waited_days=3)
    UnitMonth.objects.create(site=SITE, unit="*", month=date(2026, 1, 1), produced=7)


def test_the_statistics_are_a_table_of_months_and_units(get, counted):
    response = get("/statistics.csv?since=2026-11&until=2026-11-30")
    rows = content(response).decode("utf-8-sig").splitlines()
    assert rows == [
        "month,unit,unit_name,produced,open,partial,closed,held,released,taken_down,open_rate,mean_days,unusually_low",
        "2026-11,*,새별시,41,10,0,31,1,0,2,0.2439,,false",
        "2026-11,'=gone,,1,1,0,0,0,1,0,1.0000,3.0000,false",
        "2026-11,bike-team,자전거팀,40,9,0,31,0,0,0,0.2250,,false",
    ]
    assert response["Content-Type"] == FORMATS["csv"].media_type


def test_the_statistics_are_revalidated_until_something_is_counted_again(get, counted):
    from cms.ledger.models import Bookmark

    etag = get("/statistics.csv")["ETag"]
    assert get("/statistics.csv", **{"If-None-Match": etag}).status_code == 304
    assert get("/statistics.csv?since=2026-10", **{"If-None-Match": etag}).status_code == 200
    Bookmark.objects.create(name="statistics", sequence=1)
    assert get("/statistics.csv", **{"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    "query", ["since=x", "since=2026-13", "until=2026-02-30", "since=2026-11&until=2026-10", "since=1"]
)
def test_impossible_months_of_the_statistics_answer_400(get, counted, query):
    response = get(f"/statistics.csv?{query}")
    assert (response.status_code, response.json()["where"]) == (400, query.rpartition("&")[2].partition("=")[0])


@pytest.mark.parametrize("name", FORMATS)
def test_our_own_intake_reads_the_lists_back(get, db, tmp_path, name):
    closed = {"openness": "closed", "grounds": (6,), "licence": "", "retention": "semi-permanent"}
    records = [
        make_document(1, task="자전거길", licence="cc-by-nc-nd-4.0"),
        make_document(2, title='-민원 회신, "자전거"', openness="partial", grounds=(6,)),
        make_document(3, title="_x0041_ =1+1", **closed),
        make_document(4, title="'인용' 문서", retention="", licence="cc0-1.0", publisher=None, officials=()),
    ]
    store(records, [*make_terms(), make_task("자전거길", names={"ko": "자전거길 관리"})])
    path = tmp_path / f"list.{name}"
    path.write_bytes(content(get(f"{MONTH}.{name}")))
    with opened(path) as listing:
        drafts = [Normaliser(INFO).draft(row.values) for row in listing.rows()]
    assert kind_of(COLUMNS) is INFO
    units = {"bike-team": "자전거팀", None: ""}
    assert [
        (draft.management_number, draft.title, draft.number, draft.produced_on, draft.openness, draft.licence)
        for draft in drafts
    ] == [
        (record.management_number, record.title, record.number, record.produced_on, record.openness, record.licence)
        for record in records
    ]
    assert [(draft.retention, draft.unit, draft.task) for draft in drafts] == [
        (record.retention, units[record.publisher], "자전거길 관리" if record.task else "") for record in records
    ]
    assert [[official.name for official in draft.officials] for draft in drafts] == [["이새벽"]] * 3 + [[]]


@pytest.mark.parametrize(
    ("path", "known"),
    [
        (f"{MONTH}.csv", "none is known here"),
        (f"{MONTH}.json", "none is known here"),
        (f"{MONTH}.xlsx", "none is known here"),
        ("/statistics.csv", "known here: since, until"),
    ],
)
def test_a_filter_that_a_list_does_not_know_is_refused(get, city, path, known):
    response = get(f"{path}?openness=closed")
    assert (response.status_code, response.json()["where"]) == (400, "openness")
    assert response.json()["detail"] == f"there is no such parameter; {known}"
    assert get(f"{path}?utm_source=talk&gclid=1").status_code == 200
