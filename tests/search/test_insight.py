"""Insight without people: what is counted of searches, what never is, and how editors see it."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.search import insight
from cms.search.insight import ALL, clicked, flush, forget, searched
from cms.search.models import Searched
from tests.content import CODE
from tests.news.editor import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]
REPORT, FILE = reverse("search_report"), reverse("search_report_csv")


@pytest.fixture(autouse=True)
def nothing_held():
    insight._held.clear()
    yield
    insight._held.clear()


def kept():
    return {
        row.query: (row.count, row.without_result, row.clicked, row.positions)
        for row in Searched.objects.filter(site=CODE)
    }


def search_often(text, *, times=5, found=1, clicks=()):
    for _ in range(times):
        searched(CODE, text, found)
    for position in clicks:
        clicked(CODE, text, position)
    flush()


def test_searches_of_all_spellings_are_counted_together_and_added_up():
    searched(CODE, "따릉이!", 3)
    searched(CODE, " 따릉이 ", 0)
    clicked(CODE, "따릉이", 4)
    assert flush() == 2
    searched(CODE, "따릉이", 1)
    searched("elsewhere", "따릉이", 1)
    flush()
    assert kept() == {ALL: (3, 1, 1, 4), "따릉이": (3, 1, 1, 4)}
    assert set(Searched.objects.values_list("day", flat=True)) == {timezone.localdate()}


def test_counting_costs_no_query_and_adding_one_statement_for_all():
    with CaptureQueriesContext(connection) as captured:
        for number in range(50):
            searched(CODE, f"낱말 {number}", 1)
    assert len(captured) == 0
    with CaptureQueriesContext(connection) as captured:
        flush()
    assert len([one for one in captured if "INSERT" in one["sql"]]) == 1
    assert (flush(), len(kept())) == (0, 51)


@pytest.mark.parametrize(
    "typed",
    [
        "010-1234-5678",
        "010 1234 5678",
        "01012345678",
        "0l0-1234-5678 문의",
        "홍길동 900101-1234567",
        "hong@example.com",
        "12가3456",
        "민원인 홍길동",
        "새벽시 중앙로 12 101동 202호",
        "110-123-456789",
        "여권 M12345678",
        "가" * 61,
        "가 " * 5_000,
        "!!!",
        "",
        "\x00",
        "\ud800",
    ],
)
def test_what_may_be_somebodys_or_is_no_word_is_counted_without_its_words(typed):
    searched(CODE, typed, 0)
    clicked(CODE, typed, 1)
    assert flush() == 1
    assert kept() == {ALL: (1, 1, 1, 1)}


@pytest.mark.parametrize("position", [0, -1, 10_001, 10**30])
def test_a_position_that_no_list_has_counts_nothing(position):
    clicked(CODE, "따릉이", position)
    assert flush() == 0


def test_what_cannot_be_added_is_counted_on(monkeypatch):
    def refuse(counts):
        raise DatabaseError

    searched(CODE, "따릉이", 1)
    with monkeypatch.context() as patched:
        patched.setattr(insight, "_store", refuse)
        assert flush() == 0
    searched(CODE, "따릉이", 0)
    flush()
    assert kept()["따릉이"] == (2, 1, 0, 0)


def test_a_flood_of_queries_is_counted_without_its_words_beyond_a_bound(monkeypatch):
    monkeypatch.setattr(insight, "_MOST_HELD", 10)
    for number in range(100):
        searched(CODE, f"낱말 {number}", 1)
    flush()
    assert (len(kept()), kept()[ALL]) == (10, (100, 0, 0, 0))


def test_what_is_rare_is_removed_when_its_day_is_over_and_all_when_it_is_too_long_ago(settings):
    settings.MADANG_SEARCH_INSIGHT_DAYS = 30
    today = timezone.localdate()
    for days, query, count in (
        (0, "오늘", 1),
        (1, "드묾", 4),
        (1, "잦음", 5),
        (1, ALL, 1),
        (30, "한 달", 9),
        (31, "옛날", 9),
        (31, ALL, 9),
    ):
        Searched.objects.create(site=CODE, day=today - timedelta(days=days), query=query, count=count)
    assert forget() == 3
    assert set(Searched.objects.values_list("query", flat=True)) == {"오늘", "잦음", ALL, "한 달"}
    assert forget() == 0


def test_the_report_shows_what_was_searched_for_five_times_on_a_day_and_leads_to_both_forms():
    search_often("따릉이", times=6, found=0)
    search_often("시청", times=9, clicks=(1, 1, 2, 1, 1, 1, 3))
    search_often("예산서", times=8, clicks=(10,))
    search_often("비밀", times=4)
    client = sign_in("admin", admin=True)

    def listed(which):
        return [row.query for row, *_ in client.get(REPORT, {"list": which}).context["rows"]]

    assert listed("top") == ["시청", "예산서", "따릉이"]
    assert listed("without-result") == ["따릉이"]
    assert listed("rarely-opened") == ["예산서"]
    page = client.get(REPORT)
    assert page.context["total"] == {"searches": 27, "empty": 6}
    assert '<th scope="col">결과 없음</th>' in page.content.decode()
    row, synonym, pick = page.context["rows"][0]
    assert (row.searches, row.opened, round(row.mean_position, 2)) == (9, 7, 1.43)
    assert client.get(synonym).context["form"]["line"].value() == "시청 = "
    assert client.get(pick).context["form"]["queries"].value() == "시청"
    assert client.get(pick).context["form"]["site"].value() == CODE


def test_a_query_that_is_rare_on_each_day_is_shown_in_no_period():
    for days in range(6):
        day = timezone.localdate() - timedelta(days=days)
        Searched.objects.create(site=CODE, day=day, query="드묾", count=4)
        Searched.objects.create(site=CODE, day=day, query="잦음", count=5)
    client = sign_in("admin", admin=True)
    for days, searches in (("1", 5), ("7", 30), ("x", 30)):
        rows = client.get(REPORT, {"days": days}).context["rows"]
        assert [(row.query, row.searches) for row, *_ in rows] == [("잦음", searches)], days


def test_the_same_list_is_a_file_that_no_spreadsheet_runs():
    search_often("=cmd", times=5)
    Searched.objects.filter(query="cmd").update(query="=cmd")
    search_often("예산서", times=7, clicks=(2, 3))
    answered = sign_in("admin", admin=True).get(FILE)
    assert list(csv.reader(io.StringIO(answered.content.decode("utf-8-sig")))) == [
        ["query", "searches", "without_result", "opened", "mean_position"],
        ["예산서", "7", "0", "2", "2.5"],
        ["'=cmd", "5", "0", "0", ""],
    ]


def test_who_may_not_see_it_is_refused_and_who_may_is_offered_no_form_without_its_right():
    search_often("시청")
    client = sign_in()
    for address in (REPORT, FILE):
        answered = client.get(address)
        assert (answered.status_code, answered.get("Location")) == (302, reverse("wagtailadmin_home")), address
    client.user.user_permissions.add(Permission.objects.get(codename="view_searched"))
    assert [ways for _, *ways in client.get(REPORT).context["rows"]] == [["", ""]]
    assert client.get(FILE).status_code == 200


def test_a_web_process_reads_the_rules_of_screening_before_somebody_searches(monkeypatch):
    """Read with the first search they cost its reader a second or two."""
    done = []
    monkeypatch.setattr(insight, "PAUSE", 0)
    monkeypatch.setattr(insight, "screen", lambda text: done.append("screened"))

    def flushed():
        done.append("flushed")
        raise KeyboardInterrupt

    monkeypatch.setattr(insight, "flush", flushed)
    with pytest.raises(KeyboardInterrupt):
        insight._follow()
    assert done == ["screened", "screened", "flushed"]
