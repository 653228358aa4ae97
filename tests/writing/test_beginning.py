"""A new page begins with a place to write in."""

import pytest
from wagtail.test.utils.form_data import rich_text

from cms.core.blocks import BodyBlock
from tests.content import section
from tests.news.editor import add, sign_in

pytestmark = pytest.mark.django_db


def form_of(model, client):
    address = f"/admin/pages/add/{model.replace('.', '/')}/{section().pk}/"
    return client.get(address).context["form"]


@pytest.mark.parametrize("model", ["news.postpage", "events.eventpage", "pages.standardpage"])
def test_a_new_page_has_an_empty_paragraph(prepared_city, model):
    body = form_of(model, sign_in()).instance.body
    assert [(block.block_type, block.value.source) for block in body] == [("text", "")]


def test_a_paragraph_in_which_nothing_was_written_is_not_kept(prepared_city):
    blank, written = ("text", rich_text("<p></p>")), ("text", rich_text("<p>본문입니다.</p>"))
    _, post = add(sign_in(), section(), body=[blank, written, blank], action="publish")
    assert [block.value.source.count("본문") for block in post.body] == [1]


def test_a_post_with_a_blank_paragraph_alone_is_only_a_title(prepared_city):
    response, post = add(sign_in(), section(), lead="", body=[("text", rich_text("<p></p>"))], action="publish")
    assert post is None
    assert "제목만 있습니다" in response.content.decode()


def test_a_new_table_has_three_columns_and_three_rows_of_text():
    table = BodyBlock().child_blocks["table"].get_default()
    assert [column["block"].name for column in table.columns] == ["text"] * 3
    assert [row["values"] for row in table.row_data] == [[None] * 3] * 3
