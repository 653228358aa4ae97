"""A form that comes back shows all that is to be put right: its other errors and what screening found, at once."""

import pytest
from wagtail.test.utils.form_data import rich_text

from cms.ledger.models import Entry
from cms.releases.desk import page_report
from cms.releases.models import PageScreening
from tests.content import make_committee, section
from tests.core.media import make_image
from tests.news.editor import add, errors, sign_in
from tests.news.test_screening import MOBILE, NUMBER, library_file, officer, panel, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prepared_city")]


def table(cell):
    column = [{"type": "text", "heading": "계좌번호"}, {"type": "number", "heading": "금액"}]
    return [("table", {"columns": column, "rows": [{"values": [cell, "많음"]}], "caption": ""})]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"title": ""}, "title"),
        ({"lead": f"{'가' * 500} {MOBILE}"}, "lead"),
        ({"slug": "a b"}, "slug"),
        ({"licence": "none"}, "licence"),
        ({"expire_at": "gestern"}, "expire_at"),
        ({"tags": f'"{"가" * 120}"'}, "tags"),
        ({"cover": "999999"}, "cover"),
        ({"unit": "999999"}, "unit"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_found_is_shown_beside_another_error(over, field):
    response, post = add(sign_in(), section(), action="publish", **{"byline": f"김하나 {NUMBER}"} | over)
    assert post is None
    assert set(errors(response)) == {field, "__all__"}
    assert f"<mark>{NUMBER}</mark>" in panel(response)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [
        ("heading", {"text": "", "level": "h2"}),
        ("heading", {"text": "가" * 300, "level": "h9"}),
        ("image", {"image": {"image": "", "alt_text": "", "decorative": ""}, "caption": "가" * 400}),
        ("quote", {"text": "", "source": ""}),
        ("file", {"file": "", "title": ""}),
        ("video", {"url": "nowhere", "title": ""}),
        ("video", {"url": "https://example.org/film", "title": "영화"}),
        ("callout", {"kind": "?", "title": "", "text": rich_text("")}),
    ],
    ids=lambda bad: bad[0],
)
def test_what_is_found_in_blocks_is_shown_though_another_block_is_refused(bad):
    body = [*text(f"연락처 {MOBILE}"), bad]
    response, post = add(sign_in(), section(), body=body, action="publish")
    assert post is None
    assert set(errors(response)) == {"body", "__all__"}
    assert f"<mark>{MOBILE}</mark>" in panel(response)


def test_what_is_found_in_a_file_is_shown_though_a_block_is_refused():
    file = library_file(f"성명 김하나 주민등록번호 {NUMBER}".encode())
    body = [("file", {"file": file.pk, "title": ""}), ("quote", {"text": "", "source": ""})]
    response, _ = add(sign_in(), section(), body=body, action="publish")
    assert NUMBER in panel(response)


def test_tags_that_are_refused_are_read_as_they_were_sent():
    response, _ = add(sign_in(), section(), tags=f'"{MOBILE} {"가" * 120}"', action="publish")
    assert set(errors(response)) == {"tags", "__all__"}
    assert f"<mark>{MOBILE}</mark>" in panel(response)


def test_a_licence_that_is_too_free_is_shown_beside_another_error_and_what_is_found():
    image = make_image("강", licence="kogl-4")
    body = [("image", {"image": {"image": image.pk, "alt_text": "강", "decorative": ""}, "caption": ""})]
    response, _ = add(sign_in(), section(), title="", lead=MOBILE, body=body, licence="kogl-1", action="publish")
    assert set(errors(response)) == {"title", "licence", "__all__"}


def test_what_is_doubtful_is_shown_beside_what_stops_and_both_pass_with_one_declaration():
    client = officer()
    said = {"lead": f"문의 {MOBILE}", "body": text("당첨자: 김철수, 이영희")}
    response, _ = add(client, section(), action="publish", **said)
    shown = panel(response)
    assert f"<mark>{MOBILE}</mark>" in shown and "<mark>김철수</mark>" in shown
    stopping = [item for item in response.context["form"].found if item.stops]
    says = {"action-publish": f"declare:{page_report.seen(stopping)}", "screening_reason": "당직 휴대전화"}
    assert f'value="{says["action-publish"]}"' in shown
    _, post = add(client, section(), **said, **says)
    row = PageScreening.objects.get(page=post)
    assert (len(row.meant), len(row.noted)) == (1, 2)


def test_a_reason_that_was_given_stays_where_another_error_is_put_right():
    client = officer()
    response, _ = add(client, section(), lead=MOBILE, action="publish")
    says = {
        "action-publish": f"declare:{page_report.seen(response.context['form'].found)}",
        "screening_reason": "당직 휴대전화",
    }
    response, post = add(client, section(), title="", lead=MOBILE, **says)
    assert (post, set(errors(response))) == (None, {"title"})
    assert "당직 휴대전화</textarea>" in panel(response)
    _, post = add(client, section(), lead=MOBILE, **says)
    assert Entry.objects.filter(key=post.key, state="public").exists()


def test_the_button_that_covers_stays_where_another_error_comes_back():
    data = {"screening-cover": "1", "title": "", "lead": MOBILE}
    response, post = add(sign_in(), section(), **data)
    assert (post, set(errors(response))) == (None, {"title"})
    assert 'name="screening-cover"' in panel(response)


def test_a_draft_with_an_error_is_not_screened():
    response, post = add(sign_in(), section(), title="", lead=MOBILE)
    assert (post, set(errors(response))) == (None, {"title"})
    assert panel(response) == ""


def test_meetings_show_both_too():
    from tests.committees.test_meeting_editor import add as add_meeting

    client = sign_in("editor", admin=True)
    response = add_meeting(client, make_committee(), notice=f"문의 {MOBILE}", held_at="")
    assert set(errors(response)) == {"held_at", "__all__"}
    assert f"<mark>{MOBILE}</mark>" in panel(response)
