"""The pages of statistics and of lists to download."""

from datetime import date

import pytest

from cms.ledger.models import TermRow
from tests.factories import BASE_URL, store, store_counts
from tests.frontend.conftest import Read, texts, values

pytestmark = pytest.mark.usefixtures("released")


@pytest.fixture
def counted(released: None) -> None:
    """The bicycle team opens 60 of 100, the water team 10 of 100, no unit one of one; last year there was one."""
    november = date(2026, 11, 1)
    store_counts("bike-team", november, produced=100, open=60, partial=10, closed=30, released=90, waited_days=180)
    store_counts("water", november, produced=100, open=10, partial=0, closed=90, held=5)
    store_counts("", november, produced=1, open=1)
    store_counts(
        "*", november, produced=201, open=71, partial=10, closed=120, held=5, taken_down=2, released=90, waited_days=180
    )
    store_counts("bike-team", date(2025, 3, 1), produced=1, closed=1)
    store_counts("*", date(2025, 3, 1), produced=1, closed=1)


@pytest.mark.usefixtures("counted")
def test_open_partial_and_closed_are_told_apart(page: Read) -> None:
    shown = page("/statistics/")
    assert texts(shown, "h1") == ["새별시 공개 통계"]
    assert texts(shown, ".figure") == [
        "생산 201",
        "공개 35.3% 71",
        "부분공개 5.0% 10",
        "비공개 59.7% 120",
        "공개까지 2.0일",
        "확인 중 5",
        "내림 2",
    ]


@pytest.mark.usefixtures("counted")
def test_the_chart_has_a_title_and_a_table_with_the_same_numbers(page: Read) -> None:
    shown = page("/statistics/")
    chart = shown.select_one("svg.chart")
    assert (chart["role"], chart["aria-labelledby"]) == ("img", "chart-title")
    assert len(chart.select("rect")) == 3
    rows = texts(shown, "section[aria-labelledby=months] tbody tr")
    assert len(rows) == len(chart.select(".chart-name")) == 12
    assert rows[0] == "2025년 12월 0 0 0 0 -"
    assert rows[-1] == "2026년 11월 201 71 10 120 35.3%"


@pytest.mark.usefixtures("counted")
def test_units_are_told_with_the_most_documents_first_and_low_ones_are_flagged(page: Read) -> None:
    shown = page("/statistics/")
    assert texts(shown, ".units-table tbody tr") == [
        "자전거팀 100 60 10 30 60.0%",
        "수도팀 시 전체보다 낮음 100 10 0 90 10.0%",
        "부서 없음 1 1 0 0 100.0%",
    ]
    assert values(shown, ".units-table a")[0] == f"{BASE_URL}/statistics/?unit=bike-team"
    assert values(shown, "section[aria-labelledby=units] .section-head a") == [f"{BASE_URL}/statistics.csv"]
    assert "우연" in shown.get_text()


@pytest.mark.usefixtures("counted")
def test_one_unit_is_told_beside_the_whole_city(page: Read) -> None:
    shown = page("/statistics/?unit=bike-team")
    assert texts(shown, "h1") == ["자전거팀 공개 통계"]
    assert texts(shown, ".figure")[:2] == ["생산 100", "공개 60.0% 60"]
    assert "시 전체 공개율 35.3%" in shown.get_text()
    assert values(shown, "meta[name=robots]", "content") == ["noindex, follow"]
    assert shown.select(".units-table") == []


@pytest.mark.usefixtures("counted")
def test_a_year_is_told_month_by_month_as_far_as_it_has_come(page: Read) -> None:
    last, this = page("/statistics/?year=2025"), page("/statistics/?year=2026")
    assert len(last.select("section[aria-labelledby=months] tbody tr")) == 12
    assert texts(last, ".figure")[0] == "생산 1"
    assert len(this.select("section[aria-labelledby=months] tbody tr")) == 11
    assert texts(last, "#year option[selected]") == ["2025년"]


def test_a_city_or_unit_without_documents_says_so(page: Read) -> None:
    for path in ("/statistics/", "/statistics/?unit=water&year=2020"):
        shown = page(path)
        assert texts(shown, ".empty") == ["이 기간에는 문서가 없습니다."]
        assert texts(shown, ".figure")[0] == "생산 0"


@pytest.mark.parametrize(
    ("query", "where"), [("unit=nobody", "unit"), ("year=1200", "year"), ("year=next", "year"), ("year=2027", "year")]
)
def test_a_value_that_there_is_not_answers_400_and_says_where(get: Read, query: str, where: str) -> None:
    answer = get(f"/statistics/?{query}")
    assert answer.status_code == 400
    assert f"확인할 곳: {where}" in answer.content.decode()


def test_what_the_form_sends_empty_is_left_out(get: Read) -> None:
    assert get("/statistics/?unit=&year=")["Location"] == f"{BASE_URL}/statistics/"
    assert get("/statistics/?unit=water&year=")["Location"] == f"{BASE_URL}/statistics/?unit=water"


def test_the_lists_of_each_month_and_week_are_offered_in_three_formats(page: Read) -> None:
    shown = page("/open-data/")
    for heading, name in (("months", "2026-11"), ("weeks", "2026-W45")):
        part = f"section[aria-labelledby={heading}]"
        assert texts(shown, f"{part} tbody th")[0].startswith(name)
        address = f"{BASE_URL}/open-data/documents/{name}"
        assert values(shown, f"{part} .downloads a") == [f"{address}.{format}" for format in ("csv", "json", "xlsx")]
    assert texts(shown, "section[aria-labelledby=columns] tbody tr")[0] == "package_id 관리번호"


def test_the_list_that_is_offered_is_there(get: Read, page: Read) -> None:
    for address in values(page("/open-data/"), ".downloads a"):
        assert get(address, Accept="*/*").status_code == 200


def test_both_pages_are_there_in_every_language_of_the_city(page: Read) -> None:
    assert texts(page("/en/statistics/"), "h1") == ["Disclosure statistics: Saebyeol"]
    assert texts(page("/en/open-data/"), "h1") == ["Download the lists"]
    assert values(page("/en/open-data/"), ".languages a") == [f"{BASE_URL}/open-data/", f"{BASE_URL}/en/open-data/"]


@pytest.mark.parametrize("path", ["statistics", "open-data"])
def test_the_way_back_to_the_documents_is_named_in_the_language_of_the_page(page: Read, path: str) -> None:
    data = TermRow.objects.get(scheme="section", key="documents").data
    TermRow.objects.filter(scheme="section", key="documents").update(data=data | {"names": {"ko": "공개문서"}})
    assert texts(page(f"/{path}/"), ".breadcrumbs a") == ["처음", "공개문서"]
    assert texts(page(f"/en/{path}/"), ".breadcrumbs a") == ["Home", "Documents"]


def test_without_released_documents_there_are_no_such_pages(db: None, get: Read) -> None:
    TermRow.objects.filter(scheme="section").delete()
    store([], [])
    assert [get(path).status_code for path in ("/statistics/", "/open-data/", "/statistics")] == [404] * 3


def test_nothing_released_yet_is_said_on_the_page_of_lists(db: None, page: Read) -> None:
    from cms.ledger.models import Listing

    Listing.objects.all().delete()
    store([], [])
    assert texts(page("/open-data/"), ".empty") == ["아직 공개한 문서가 없습니다."]


@pytest.mark.usefixtures("counted")
def test_of_very_many_units_the_page_has_those_with_the_most_documents_and_no_choice_of_all(
    page: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontend.directories.MOST_CHOICES", 1)
    monkeypatch.setattr("frontend.figures.MOST_CHOICES", 1)
    shown = page("/statistics/")
    assert texts(shown, ".units-table tbody tr") == ["자전거팀 100 60 10 30 60.0%"]
    assert "문서를 많이 만든 1개 부서입니다. 모든 부서는 CSV 파일에 있습니다." in texts(shown, ".figures-note")
    assert shown.select("#unit") == []
    chosen = page("/statistics/?unit=water")
    assert texts(chosen, "h1") == ["수도팀 공개 통계"]
    assert values(chosen, "form input[name=unit]", "value") == ["water"]
    documents = page("/documents/")
    assert documents.select("#unit") == []
    assert f"{BASE_URL}/units/" in values(documents, ".narrow a")
