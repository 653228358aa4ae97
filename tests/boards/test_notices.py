"""Notices: their records, their periods, their pins and what they need before they are public."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from cms.boards.models import BoardPage, NoticePage
from cms.core.errors import Refused
from cms.core.kinds import status
from cms.ledger.models import Entry
from tests.boards.content import draft_notice, make_board, make_public_board, publish, published_notice
from tests.content import SEOUL, section
from tests.core.media import make_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def record():
    return Entry.objects.get(kind="notice").record


def test_a_notice_becomes_a_record_with_its_board_number_period_and_files():
    board = make_public_board(parent=section())
    file = make_file("계획서")
    published_notice(
        "정비 계획 공고",
        board=board,
        category=board.categories.get(name="공고"),
        pinned_until=date(2026, 11, 10),
        files=[("file", {"file": file, "title": "의견서 서식"})],
    )
    told = record()
    assert {name: told[name] for name in ("board", "type", "category", "number", "starts_on", "ends_on")} == {
        "board": "public-notices",
        "type": "public-notice",
        "category": "공고",
        "number": "새별시 공고 제2026-1234호",
        "starts_on": "2026-11-05",
        "ends_on": "2026-11-19",
    }
    assert (told["pinned_until"], told["serial"], told["topics"], told["publisher"]) == (
        "2026-11-10", 1, ["traffic"], "bike-team",
    )  # fmt: skip
    assert [item["title"] for item in told["files"]] == ["의견서 서식"]
    assert told["summary"] == "화요일에는 저녁 8시까지 엽니다."


def test_a_period_is_told_where_the_board_has_one_only():
    published_notice(board=make_board(), starts_on=date(2026, 11, 5), ends_on=date(2026, 11, 19))
    assert (record()["starts_on"], record()["ends_on"]) == (None, None)


FIRST, LAST = date(2026, 11, 5), date(2026, 11, 19)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 4), "upcoming"),
        (date(2026, 11, 5), "open"),
        (date(2026, 11, 19), "open"),
        (date(2026, 11, 20), "closed"),
    ],
)
def test_the_first_and_the_last_day_are_within_a_period(today, expected):
    assert status(FIRST, LAST, today=today) == expected


def test_a_period_without_a_first_day_has_begun_and_one_without_a_last_has_no_status():
    assert status(None, LAST, today=FIRST) == "open"
    assert status(FIRST, None, today=LAST) == status(None, None, today=LAST) == ""


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 19, 23, 59, 59, tzinfo=SEOUL), "open"),
        (datetime(2026, 11, 20, 0, 0, 0, tzinfo=SEOUL), "closed"),
    ],
)
def test_the_day_is_that_of_the_city(server, moment, expected):
    published_notice(board=make_public_board())
    with patch.object(timezone, "now", return_value=moment):
        told = server.get("/graphql?query={notices{nodes{status}}}").json()
        narrowed = server.get(f'/graphql?query={{notices(status:"{expected}"){{nodes{{status}}}}}}').json()
    assert told["data"]["notices"]["nodes"] == narrowed["data"]["notices"]["nodes"] == [{"status": expected}]


def test_what_has_expired_stays_public():
    past = timezone.localdate() - timedelta(days=400)
    published_notice(board=make_public_board(), starts_on=past, ends_on=past)
    assert Entry.objects.get(kind="notice").state == Entry.State.PUBLIC


@pytest.mark.parametrize("lacking", ["number", "starts_on", "ends_on"])
def test_a_public_notice_without_number_or_period_is_a_draft_and_not_public(lacking):
    notice = draft_notice(board=make_public_board(), **{lacking: "" if lacking == "number" else None})
    with pytest.raises(Refused):
        publish(notice)
    assert not NoticePage.objects.get().live


def test_a_period_that_ends_before_it_begins_is_refused():
    notice = draft_notice(board=make_public_board())
    notice.ends_on = notice.starts_on - timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        notice.full_clean()
    assert set(refused.value.message_dict) == {"ends_on"}


def test_ten_notices_of_a_board_can_be_pinned_and_no_more():
    board, today = make_board(), timezone.localdate()
    for number in range(10):
        draft_notice(f"고정 {number}", board=board, pinned_until=today)
    draft_notice("지난 고정", board=board, pinned_until=today - timedelta(days=1))
    with pytest.raises(ValidationError) as refused:
        draft_notice("하나 더", board=board, pinned_until=today)
    assert set(refused.value.message_dict) == {"pinned_until"}
    draft_notice("다른 게시판", board=make_board("other"), pinned_until=today)


def test_numbers_are_given_at_the_first_publication_and_kept():
    board = make_board()
    first, second = draft_notice("하나", board=board), draft_notice("둘", board=board)
    assert (publish(second).serial, publish(first).serial) == (1, 2)
    first.unpublish()
    assert publish(NoticePage.objects.get(pk=first.pk)).serial == 2
    NoticePage.objects.get(pk=first.pk).delete()
    assert published_notice("셋", board=board).serial == 3


def test_a_board_that_numbers_nothing_gives_no_number():
    assert published_notice(board=make_board(is_numbered=False)).serial is None


def test_a_copy_and_a_notice_that_moves_to_another_board_get_numbers_of_their_own():
    board, other = make_board(), make_board("other")
    published_notice("먼저", board=other)
    notice = published_notice(board=board)
    copied = notice.copy(update_attrs={"slug": "copy", "title": "사본"})
    assert NoticePage.objects.get(pk=copied.pk).serial == 2
    Page.objects.get(pk=notice.pk).move(BoardPage.objects.get(pk=other.pk), pos="last-child")
    moved = NoticePage.objects.get(pk=notice.pk)
    assert Entry.objects.get(page_id=moved.pk).record["serial"] is None
    assert publish(moved).serial == 2


def test_what_is_scheduled_gets_no_number_before_its_time():
    notice = draft_notice(board=make_board())
    scheduled = publish(notice, go_live_at=timezone.now() + timedelta(days=1))
    assert (scheduled.live, scheduled.serial) == (False, None)


def test_what_somebody_wrote_into_any_field_is_text_everywhere(server):
    bad = '<script>alert("x")</script>'
    board = make_public_board(description=f"설명 {bad}")
    category = board.categories.get(name="공고")
    category.name = bad[:40]
    category.save()
    board = BoardPage.objects.get()
    notice = published_notice(
        f"제목 {bad}",
        board=board,
        category=category,
        number=f"제1호 {bad}",
        slug="bad",
        body=[("html", f"<p>본문 {bad}</p>")],
        files=[("file", {"file": make_file(f"파일 {bad}"), "title": ""})],
    )
    for path in ("/notices/", "/notices/public-notices/", f"/notices/public-notices/{notice.slug}/"):
        shown = server.get(path).text
        assert "제목" in shown and "<script>alert" not in shown, path
    for suffix in ("atom", "rss"):
        assert "<script>" not in server.get(f"/notices/public-notices/feed.{suffix}").text
    (item,) = server.get("/notices/public-notices/feed.json").json()["items"]
    assert "<script>" not in item["content_html"]
