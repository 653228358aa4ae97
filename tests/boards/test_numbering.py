"""Notices that are published at once: no number is given twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from cms.boards.models import NoticePage
from cms.ledger.models import Entry
from tests.boards.content import draft_notice, make_board, publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("prepared_city", "store_on_disk")]


def published(pk):
    try:
        return publish(NoticePage.objects.get(pk=pk)).serial
    finally:
        connection.close()


def test_many_that_are_published_at_once_get_each_a_number_of_its_own():
    boards = [make_board(), make_board("other")]
    drafts = [draft_notice(f"알림 {number}", board=boards[number % 2]).pk for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        serials = list(pool.map(published, drafts))
    assert sorted(serials[::2]) == sorted(serials[1::2]) == [1, 2, 3, 4, 5, 6]
    assert Entry.objects.filter(kind="notice").count() == 12


def test_each_that_is_published_after_another_gets_the_next_number():
    board = make_board()
    assert [publish(draft_notice(f"알림 {number}", board=board)).serial for number in range(3)] == [1, 2, 3]
