"""Statistics, open data and related documents in the API."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core.records import Body
from cms.derived.models import UnitMonth
from tests.api.graphql.conftest import Ask
from tests.background import relate
from tests.documents import document_key, make_document
from tests.factories import BASE_URL, SITE, make_post, make_terms, store, withdraw

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def add(unit: str, month: date = NOVEMBER, **values: int) -> None:
    UnitMonth.objects.create(site=SITE, unit=unit, month=month, **values)


@pytest.fixture
def counted(db: None) -> None:
    store([], make_terms())
    add("*", produced=140, open=100, partial=10, closed=30, held=2, released=130, taken_down=1, waited_days=195)
    add("bike-team", produced=40, open=10, closed=30, released=40, waited_days=40)
    add("transport", produced=99, open=89, partial=10)
    add("", produced=1, open=1)
    add("*", OCTOBER, produced=2, open=2)
    add("bike-team", OCTOBER, produced=2, open=2)


QUERY = """query ($unit: String, $since: Date, $until: Date) {
  statistics(unit: $unit, since: $since, until: $until) {
    since until
    total { key produced open partial closed held released takenDown openRate meanDays unusuallyLow month unit { key } }
    units { key unit { name } produced open unusuallyLow }
    months { month produced openRate meanDays }
  }
}"""


def test_the_statistics_tell_the_city_its_units_and_its_months(ask: Ask, counted: None) -> None:
    answer = ask(QUERY, since="2026-10-20", until="2026-11-01")["data"]["statistics"]
    assert (answer["since"], answer["until"]) == ("2026-10-01", "2026-11-30")
    assert answer["total"] == {
        "key": "*", "produced": 142, "open": 102, "partial": 10, "closed": 30, "held": 2, "released": 130,
        "takenDown": 1, "openRate": 102 / 142, "meanDays": 1.5, "unusuallyLow": False, "month": None, "unit": None,
    }  # fmt: skip
    assert answer["units"] == [
        {"key": "", "unit": None, "produced": 1, "open": 1, "unusuallyLow": False},
        {"key": "bike-team", "unit": {"name": "자전거팀"}, "produced": 42, "open": 12, "unusuallyLow": True},
        {"key": "transport", "unit": {"name": "교통국"}, "produced": 99, "open": 89, "unusuallyLow": False},
    ]
    assert answer["months"] == [
        {"month": "2026-10-01", "produced": 2, "openRate": 1.0, "meanDays": None},
        {"month": "2026-11-01", "produced": 140, "openRate": 100 / 140, "meanDays": 1.5},
    ]


def test_the_statistics_of_one_unit_are_compared_with_the_city(ask: Ask, counted: None) -> None:
    answer = ask(QUERY, unit="bike-team", since="2026-11-05", until="2026-11-05")["data"]["statistics"]
    assert answer["total"]["produced"] == 140
    assert [(row["key"], row["produced"], row["unusuallyLow"]) for row in answer["units"]] == [("bike-team", 40, True)]
    assert answer["months"] == [{"month": "2026-11-01", "produced": 40, "openRate": 0.25, "meanDays": 1.0}]


def test_a_unit_that_is_unknown_has_no_rows(ask: Ask, counted: None) -> None:
    answer = ask(QUERY, unit="' OR 1=1", since="2026-11-05", until="2026-11-05")["data"]["statistics"]
    assert (answer["units"], answer["months"]) == ([], [])


@pytest.mark.parametrize(
    ("variables", "where"),
    [
        ({"since": "2026-11-01", "until": "2026-10-01"}, "until"),
        ({"since": "1990-01-01", "until": "2026-10-01"}, "since"),
    ],
)
def test_an_impossible_span_is_told(ask: Ask, counted: None, variables: dict[str, str], where: str) -> None:
    (error,) = ask(QUERY, **variables)["errors"]
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert error["extensions"]["where"] == where


def test_the_lists_that_exist_are_told_with_their_files(ask: Ask, db: None) -> None:
    store(
        [
            make_document(1, published_at=datetime(2026, 9, 30, 15, 0, tzinfo=UTC)),
            make_document(2, published_at=datetime(2026, 11, 5, 3, 0, tzinfo=UTC)),
        ]
    )
    answer = ask("{ openData { columns months { name since until files { format url type } } weeks { name } } }")
    data = answer["data"]["openData"]
    assert data["columns"][0] == "package_id"
    assert [month["name"] for month in data["months"]] == ["2026-11", "2026-10"]
    assert [week["name"] for week in data["weeks"]] == ["2026-W45", "2026-W40"]
    assert (data["months"][1]["since"], data["months"][1]["until"]) == ("2026-10-01", "2026-10-31")
    assert data["months"][0]["files"][2] == {
        "format": "xlsx",
        "url": f"{BASE_URL}/open-data/documents/2026-11.xlsx",
        "type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }


def test_related_documents_say_why_and_are_read_in_one_query_for_all(ask: Ask, db: None) -> None:
    texts = {document_key(2): Body(text="관련: 자전거팀-1"), document_key(3): Body()}
    store(
        [
            make_document(1, title="수달 서식지 보호"),
            make_document(2, title="수달 서식지 울타리"),
            make_document(3, title="수달 서식지 점검"),
            make_post(1),
        ],
        None,
        texts,
    )
    assert relate() == 4
    withdraw(document_key(3))
    query = "{ documents { nodes { key related { node { key title } reasons words } } } }"
    with CaptureQueriesContext(connection) as queries:
        answer = ask(query)
    nodes = {node["key"]: node["related"] for node in answer["data"]["documents"]["nodes"]}
    assert nodes == {
        document_key(1): [
            {
                "node": {"key": document_key(2), "title": "수달 서식지 울타리"},
                "reasons": ["CITED_BY", "KEYWORDS"],
                "words": ["수달", "서식지"],
            }
        ],
        document_key(2): [
            {
                "node": {"key": document_key(1), "title": "수달 서식지 보호"},
                "reasons": ["CITES", "KEYWORDS"],
                "words": ["수달", "서식지"],
            }
        ],
    }
    assert sum("publication_relation" in query["sql"] for query in queries) == 1
