"""The rights to write on a board."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.boards.models import BoardPage
from tests.boards.content import draft_notice, make_board, make_public_board
from tests.news.editor import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def address(board):
    return reverse("wagtailadmin_pages:add", args=("boards", "noticepage", board.pk))


def may_write(client, board):
    return client.get(address(board)).status_code == 200


def test_employees_write_on_boards_and_on_those_of_public_notices_whoever_is_chosen():
    employee = sign_in()
    assert may_write(employee, make_board())
    board = make_public_board()
    assert not may_write(employee, board)
    issuers = Group.objects.create(name="공고 담당")
    board.writers.add(issuers)
    board.save_revision().publish()
    assert not may_write(employee, board)
    employee.user.groups.add(issuers)
    assert may_write(employee, board)


def test_a_board_with_writers_of_its_own_is_closed_to_all_others_and_open_to_administrators():
    board = make_board()
    board.writers.add(Group.objects.create(name="도서관"))
    board.save_revision().publish()
    assert not may_write(sign_in(), board)
    assert may_write(sign_in("admin", admin=True), board)


def test_whoever_is_in_the_group_no_more_changes_nothing_of_their_own():
    employee = sign_in()
    notice = draft_notice(board=make_board(), owner=employee.user)
    edit = reverse("wagtailadmin_pages:edit", args=(notice.pk,))
    assert employee.get(edit).status_code == 200
    board = BoardPage.objects.get()
    board.writers.add(Group.objects.create(name="도서관"))
    board.save_revision().publish()
    assert employee.get(edit).status_code == 302


def test_the_short_way_to_a_new_notice_leads_to_the_boards_that_are_open_to_one():
    make_public_board()
    make_board(title="공지사항")
    shown = sign_in().get(reverse("write_notice")).content.decode()
    assert "공지사항" in shown and "고시·공고" not in shown


def test_boards_are_listed_with_a_number_of_queries_that_does_not_depend_on_them(django_assert_max_num_queries):
    client = sign_in()
    for number in range(20):
        make_board(f"board-{number}", title=f"게시판 {number}", slug=f"board-{number}")
    client.get(reverse("write_notice"))
    with django_assert_max_num_queries(30):
        shown = client.get(reverse("write_notice"))
    assert shown.content.decode().count("게시판 1") == 11
