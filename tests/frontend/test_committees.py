"""The pages of committees and meetings."""

from datetime import date, timedelta

import pytest

from cms.core.records import Decision, Link, Member
from tests.factories import BASE_URL, NOON, make_committee, make_meeting, store
from tests.frontend.conftest import Read, texts, values

pytestmark = pytest.mark.usefixtures("released")
HELD = "/committees/bike-committee/meeting-1/"
COMING = "/committees/bike-committee/meeting-2/"
CLOSED = "/committees/bike-committee/meeting-3/"


def test_committees_stand_below_their_kind_with_their_law_and_unit(page: Read) -> None:
    store([], [make_committee("audit", category="의결", legal_basis=""), make_committee("free", category="")])
    shown = page("/committees/")
    assert texts(shown, ".group h2") == ["그 밖의 위원회", "심의", "의결"]
    assert texts(shown, ".committees > li")[1] == (
        "자전거정책위원회 자전거 정책을 심의합니다. 자전거팀 새별시 자전거 이용 활성화 조례 제5조"
    )
    assert values(shown, ".committees a")[1] == f"{BASE_URL}/committees/bike-committee/"


def test_meetings_to_come_are_told_before_those_that_were(page: Read) -> None:
    for path in ("/committees/", "/committees/bike-committee/"):
        shown = page(path)
        assert texts(shown, "section[aria-labelledby=coming] h3") == ["제2차 자전거정책위원회"]
        assert texts(shown, "section[aria-labelledby=past] h3") == ["제3차 자전거정책위원회", "제1차 자전거정책위원회"]
    assert (
        texts(shown, ".row")[0] == "2026년 11월 30 예정 제2차 자전거정책위원회 2026. 11. 30. 12:00 새별시청 3층 회의실"
    )


def test_meetings_stand_by_their_day_however_late_they_were_entered(page: Read) -> None:
    days = {11: NOON.replace(day=3), 12: NOON.replace(year=2024), 13: NOON.replace(day=20), 14: NOON.replace(day=25)}
    store([make_meeting(number, held_at=day) for number, day in days.items()], [])
    store([make_meeting(15, held_at=NOON.replace(day=21)), make_meeting(16, held_at=NOON.replace(month=12))], [])
    store([make_meeting(17, held_at=NOON.replace(day=28), status="cancelled")], [])
    store([make_meeting(18, held_at=NOON.replace(day=21), status="announced")], [])
    shown = page("/committees/bike-committee/")
    assert _numbers(texts(shown, "section[aria-labelledby=coming] h3")) == [18, 17, 2]
    assert _numbers(texts(shown, "section[aria-labelledby=past] h3")) == [16, 14, 15, 13, 3, 1, 11, 12]


def _numbers(titles: list[str]) -> list[int]:
    return [int(title.removeprefix("제").partition("차")[0]) for title in titles]


def test_what_is_to_come_is_on_the_first_page_only(page: Read) -> None:
    store([make_meeting(number, held_at=NOON - timedelta(days=number)) for number in range(10, 35)], [])
    first = page("/committees/bike-committee/")
    (older,) = values(first, "a[rel=next]")
    rest = page(older)
    assert (len(first.select("#coming")), len(rest.select("#coming"))) == (1, 0)
    found = _numbers(texts(first, "section[aria-labelledby=past] h3") + texts(rest, ".row h3"))
    assert found == [3, 1, *range(10, 35)]


def test_a_committee_shows_its_law_its_unit_and_who_sits_in_it_until_when(page: Read) -> None:
    members = (
        Member(
            name="정하늘", role="위원장", affiliation="새별대학교", since=date(2025, 1, 1), until=date(2026, 12, 31)
        ),
        Member(name="모래솔", until=date(2026, 11, 20)),
        Member(name="오구름"),
    )
    store([], [make_committee("audit", members=members)])
    shown = page("/committees/audit/")
    assert texts(shown, "tbody tr") == [
        "정하늘 위원장 새별대학교 2025. 1. 1. ~ 2026. 12. 31.",
        "모래솔 ~ 2026. 11. 20. (끝남)",
        "오구름",
    ]
    assert texts(shown, ".facts-list > div") == [
        "성격 심의",
        "설치 근거 새별시 자전거 이용 활성화 조례 제5조",
        "설치일 2015. 3. 2.",
        "담당 부서 자전거팀 02-120",
    ]
    assert texts(shown, ".empty") == ["아직 열린 회의가 없습니다."]


def test_older_meetings_follow_page_by_page(page: Read) -> None:
    store([make_meeting(number) for number in range(10, 35)], [])
    seen, address = set(), f"{BASE_URL}/committees/bike-committee/"
    while address:
        shown = page(address)
        seen |= set(texts(shown, ".row h3"))
        (address,) = values(shown, "a[rel=next]") or [""]
    assert seen == {f"제{number}차 자전거정책위원회" for number in (1, 2, 3, *range(10, 35))}
    assert values(shown, "meta[name=robots]", "content") == ["noindex, follow"]
    assert shown.select("#members") == []


def test_a_meeting_shows_what_was_decided_with_votes_and_the_documents(page: Read) -> None:
    unseen = Decision(item="보호구역 지정", outcome="보류", documents=("20261103009999",))
    store([make_meeting(5, agenda=(make_meeting(1).agenda[0], unseen))], [])
    shown = page("/committees/bike-committee/meeting-5/")
    assert texts(shown, ".breadcrumbs li") == ["처음", "위원회", "자전거정책위원회"]
    assert texts(shown, ".article-head .row-marks") == ["개최됨 자전거정책위원회"]
    assert texts(shown, ".agenda > li") == [
        "자전거길 정비 계획 원안가결 원안대로 정비한다. 찬성 7 반대 1 기권 0 공개 자전거길 정비 계획 1호",
        "보호구역 지정 보류 관련 문서 20261103009999 (공개 전)",
    ]
    assert values(shown, ".agenda-documents a") == [f"{BASE_URL}/documents/20261103000001/"]
    assert texts(shown, ".attendees li") == ["정하늘 위원장", "오구름 위원 (불참)"]


def test_a_meeting_to_come_is_a_notice(page: Read) -> None:
    shown = page(COMING)
    assert texts(shown, ".article-head .meta > div") == ["일시 2026. 11. 30. 12:00", "장소 새별시청 3층 회의실"]
    assert shown.select(".prose, .attendees, .notice") == []


def test_closed_minutes_say_why(page: Read) -> None:
    shown = page(CLOSED)
    assert texts(shown, ".notice h2") == ["회의록을 공개하지 않습니다"]
    assert texts(shown, ".notice-facts > div") == ["사유 후보지 비교 중"]
    assert shown.select(".prose, .attendees") == []


@pytest.mark.parametrize(("status", "said"), [("postponed", "미뤄진 회의"), ("cancelled", "취소된 회의")])
def test_a_meeting_that_does_not_take_place_says_so_first(page: Read, status: str, said: str) -> None:
    store([make_meeting(6, status=status, held_at=NOON)], [])
    assert said in texts(page("/committees/bike-committee/meeting-6/"), "p.notice")[0]


def test_what_is_kept_elsewhere_is_linked(page: Read) -> None:
    store([make_meeting(7, links=(Link(url="https://video.example/7", title="회의 영상"),))], [])
    shown = page("/committees/bike-committee/meeting-7/")
    assert values(shown, "section[aria-labelledby=links] a") == ["https://video.example/7"]


def test_a_meeting_leads_to_its_committee_and_says_whom_to_ask(page: Read) -> None:
    shown = page(HELD)
    assert values(shown, ".aside .links a") == [f"{BASE_URL}/committees/bike-committee/"]
    assert values(shown, ".contact a")[1] == "tel:02-120"
    assert texts(shown, ".menu-list > li > [aria-current]") == ["위원회"]


def test_a_city_without_committees_says_so(page: Read) -> None:
    from cms.ledger.models import TermRow

    TermRow.objects.filter(scheme="committee").delete()
    store([], [])
    assert texts(page("/committees/"), ".empty") == ["아직 등록된 위원회가 없습니다."]
