"""Boards: their keys, their types, their categories and the places that they lie in."""

import pytest
from django.core.exceptions import ValidationError

from cms.boards.models import BoardCategory, BoardPage, NoticesPage
from cms.ledger.models import Entry
from cms.ledger.store import store
from cms.subsites.models import FieldPage, WebsitePage
from tests.boards.content import draft_notice, make_board, make_notices_section, make_public_board, published_notice
from tests.content import CODE, make_unit, section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def term(key):
    return store.vocabulary(CODE).term("board", key)


def test_a_board_is_a_term_with_its_type_its_categories_and_who_keeps_it():
    make_public_board()
    found = term("public-notices")
    assert (found.type, found.is_numbered, found.categories) == ("public-notice", True, ("고시", "공고"))
    assert (found.field, found.website, found.unit) == (None, None, "bike-team")
    assert found.urls == {"ko": "http://saebyeol.example/notices/public-notices/"}


def test_a_board_knows_the_field_and_the_website_that_it_lies_in():
    field = section()
    website = field.add_child(instance=WebsitePage(title="자전거", slug="bike", code="bike", locale=field.locale))
    make_board("road", parent=field)
    make_board("bike-notices", parent=website)
    assert (term("road").field, term("road").website) == ("traffic", None)
    assert (term("bike-notices").field, term("bike-notices").website) == ("traffic", "bike")


def test_the_boards_of_the_city_itself_come_first():
    make_board("road", parent=section())
    make_board("announcements")
    assert [board.key for board in store.vocabulary(CODE).all("board")] == ["announcements", "road"]


def test_boards_lie_in_the_section_below_fields_and_on_websites():
    assert set(BoardPage.allowed_parent_page_models()) == {NoticesPage, FieldPage, WebsitePage}


@pytest.mark.parametrize(
    ("title", "expected"), [("Road works", "traffic-road-works"), ("교통 통제", "traffic-public-notice")]
)
def test_a_board_without_a_key_gets_one_of_its_place_and_its_name_or_its_type(title, expected):
    board = make_board("", parent=section(), title=title, slug="road", type="public-notice")
    assert board.code == expected
    assert make_board("", parent=section(), title=title, slug="other", type="public-notice").code == f"{expected}-2"


def test_a_key_is_one_boards_alone_and_is_never_changed():
    board = make_board()
    with pytest.raises(ValidationError, match="이 키를 쓰는 게시판이 이미 있습니다"):
        make_board(slug="other")
    board.code = "else"
    with pytest.raises(ValidationError, match="announcements"):
        board.full_clean()


@pytest.mark.parametrize(
    ("before", "after", "is_refused"),
    [
        ("notice", "archive", False),
        ("archive", "notice", False),
        ("notice", "public-notice", True),
        ("public-notice", "notice", True),
        ("public-notice", "recruitment", True),
        ("notice", "faq", True),
    ],
)
def test_a_board_with_notices_takes_no_type_that_asks_for_other_things(before, after, is_refused):
    board = make_board(type=before)
    draft_notice(board=board)
    board = BoardPage.objects.get()
    board.type = after
    if not is_refused:
        board.full_clean()
        return
    with pytest.raises(ValidationError) as refused:
        board.full_clean()
    assert set(refused.value.message_dict) == {"type"}


def test_an_empty_board_may_become_one_of_any_type():
    board = make_board()
    board.type = "faq"
    board.full_clean()


def test_a_new_name_of_a_category_is_that_of_the_notices_in_it():
    board = make_board()
    published_notice(board=board, category=board.categories.get(name="행사"))
    board = BoardPage.objects.get()
    board.categories = [BoardCategory(pk=one.pk, name=f"새 {one.name}") for one in board.categories.all()]
    board.save_revision().publish()
    assert Entry.objects.get(kind="notice").record["category"] == "새 행사"


def test_a_department_that_keeps_a_board_answers_for_what_names_no_other():
    board = make_board()
    published_notice("하나", board=board)
    published_notice("둘", board=board, unit=make_unit("transport"))
    assert [entry.record["publisher"] for entry in Entry.objects.filter(kind="notice").order_by("pk")] == [
        "bike-team",
        "transport",
    ]


def test_there_is_one_section_of_notices():
    assert make_notices_section() == make_notices_section()
