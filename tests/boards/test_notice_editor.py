"""Notices as an employee writes them in the editor."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.boards.models import NoticePage
from cms.ledger.models import Entry
from tests.boards.content import make_board, make_public_board
from tests.news.editor import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def form(*, publish=True, **over):
    values = {
        "title": "민원실 저녁 운영 안내",
        "slug": "",
        "number": "새별시 공고 제2026-1234호",
        "starts_on": "2026-11-05",
        "ends_on": "2026-11-19",
        "category": "",
        "body": streamfield([("text", rich_text("<p>저녁 8시까지 엽니다.</p>"))]),
        "files": streamfield([]),
        "pinned_until": "",
        "order": "0",
        "unit": "",
        "licence": "kogl-1",
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
    }
    return nested_form_data(values | over) | ({"action-publish": "1"} if publish else {})


def add(client, board, **over):
    address = reverse("wagtailadmin_pages:add", args=("boards", "noticepage", board.pk))
    return client.post(address, form(**over), follow=True)


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def test_an_employee_publishes_a_notice_of_their_own():
    client, board = sign_in(), make_board()
    add(client, board, category=str(board.categories.first().pk))
    page = NoticePage.objects.get()
    assert (page.live, page.owner, page.slug, page.serial) == (True, client.user, "민원실-저녁-운영-안내", 1)
    assert Entry.objects.get(kind="notice").record["category"] == "행사"


def test_the_form_asks_for_what_the_board_has_use_for():
    admin = sign_in("admin", admin=True)
    offered = {}
    for board in (make_board(), make_public_board(), make_board("faq", type="faq", categories=())):
        shown = admin.get(reverse("wagtailadmin_pages:add", args=("boards", "noticepage", board.pk)))
        names = ("number", "starts_on", "ends_on", "category", "pinned_until", "order")
        offered[board.type] = {name for name in names if name in shown.context["form"].fields}
    assert offered == {
        "notice": {"category", "pinned_until"},
        "public-notice": {"number", "starts_on", "ends_on", "category", "pinned_until"},
        "faq": {"order"},
    }


def test_what_a_public_notice_lacks_is_said_beside_the_field():
    response = add(sign_in("admin", admin=True), make_public_board(), number="", ends_on="")
    assert errors(response) == {
        "number": ["고시·공고에는 공고 번호가 있어야 합니다."],
        "ends_on": ["고시·공고에는 기간의 종료일이 있어야 합니다."],
    }
    assert not NoticePage.objects.exists()


def test_a_draft_of_a_public_notice_may_lack_it():
    add(sign_in("admin", admin=True), make_public_board(), number="", ends_on="", publish=False)
    assert not NoticePage.objects.get().live


def test_a_period_that_ends_before_it_begins_is_said_beside_the_last_day():
    response = add(sign_in("admin", admin=True), make_public_board(), ends_on="2026-11-04")
    assert errors(response) == {"ends_on": ["종료일이 시작일보다 앞섭니다."]}


def test_personal_data_holds_a_notice_as_it_does_a_post():
    body = streamfield([("text", rich_text("<p>문의 010-1234-5678</p>"))])
    response = add(sign_in(), make_board(), body=body)
    assert not NoticePage.objects.filter(live=True).exists()
    assert response.context["form"].errors
