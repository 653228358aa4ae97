"""A document from screening to release, through the pages, the gate and the ledger."""

import json
import re
from datetime import UTC, date, datetime

import pytest

from cms.core.records import Document, from_data, to_data
from cms.ledger import selectors
from cms.ledger.facets import pair_name
from cms.ledger.models import AspectRow, Entry, Listing, TermRow
from cms.releases import release
from cms.releases.models import DocumentPage, TaskCard
from cms.releases.models.documents import retention_end
from tests.content import released_document


@pytest.fixture
def section(prepared_archive):
    return prepared_archive


def entry():
    return Entry.objects.get(kind="document")


def test_a_screened_document_whose_day_has_come_is_public_at_its_own_address(section):
    page = released_document()
    record = from_data(Document, entry().record)
    assert (page.live, page.held, page.unscreened, page.state) == (True, False, False, "released")
    assert record.url == "http://saebyeol.example/documents/20261103000001/"
    assert record.published_at == datetime(2026, 11, 3, 15, 0, tzinfo=UTC)
    assert (record.produced_on, record.retention, record.publisher) == (date(2026, 11, 3), "5", "bike-team")
    assert from_data(type(record), json.loads(json.dumps(to_data(record)))) == record


def test_a_document_is_kept_below_its_unit_year_and_month(section):
    page = released_document()
    assert page.url_path == "/saebyeol-ko/documents/bike-team/2026/11/20261103000001/"


def test_a_document_is_listed_in_its_section_and_not_among_the_news(section):
    task = TaskCard.objects.create(key="자전거길", name="자전거길", functions=["교통", "자전거"])
    released_document(task=task, functions=["교통", "자전거"])
    assert sorted(Listing.objects.values_list("listing", flat=True)) == [
        pair_name("saebyeol", ("function", "교통/자전거"), ("unit", "bike-team")),
        "saebyeol:function:교통/자전거",
        "saebyeol:section:documents",
        pair_name("saebyeol", ("task", "자전거길"), ("function", "교통/자전거")),
        pair_name("saebyeol", ("task", "자전거길"), ("unit", "bike-team")),
        "saebyeol:task:자전거길",
        "saebyeol:unit:bike-team",
    ]
    aspect = AspectRow.objects.get()
    assert (aspect.kind, aspect.language, aspect.narrow) == (
        "document",
        "ko",
        [["genre", "approval"], ["openness", "open"]],
    )
    assert set(Listing.objects.values_list("aspect", flat=True)) == {aspect.number}
    assert TermRow.objects.get(scheme="task").data["urls"] == {
        "ko": "http://saebyeol.example/tasks/%EC%9E%90%EC%A0%84%EA%B1%B0%EA%B8%B8/"
    }


def test_a_number_with_what_no_feed_can_hold_is_clean_in_the_record(section, client):
    page = released_document()
    page.number = "자전거팀-1\x0b"
    page.save()
    release.screen_unscreened()
    assert entry().record["number"] == "자전거팀-1"
    assert client.get("/documents/feed.atom", headers={"host": "saebyeol.example"}).status_code == 200


def test_a_document_is_nowhere_before_its_day(section):
    page = released_document(produced_on=date(2999, 1, 1))
    assert (page.held, page.state, page.live, Entry.objects.count()) == (False, "waiting", False, 0)


def test_a_document_with_personal_data_is_held_though_its_day_has_come(section):
    page = released_document(text="문의: 민원인 휴대전화 010-1234-5678")
    assert (page.held, page.unscreened, page.state, page.live) == (True, False, "released", True)
    assert Entry.objects.count() == 0


def test_what_the_section_lets_the_rules_mask_is_public_with_it_covered(section):
    section.masked_kinds = ["mobile"]
    section.save()
    released_document(text="문의: 010-1234-5678")
    found = selectors.entry(site="saebyeol", key=str(entry().key))
    assert found.body.text == "문의: 010-****-****"
    assert "5678" not in json.dumps(entry().record)
    assert found.item.record.masked


def test_a_text_edited_after_screening_is_invisible_until_it_is_screened_again(section):
    page = released_document()
    page.text = "다른 글입니다."
    page.save()
    assert (page.unscreened, page.held, entry().state, entry().reason) == (True, True, "gone", "held")
    from cms.releases import release

    assert release.screen_unscreened() == 1
    assert entry().state == "public"
    assert release.screen_unscreened() == 0


def test_a_closed_document_is_public_without_content(section):
    released_document(openness="closed", grounds=[6], reason="개인정보 보호", title_withheld=True, text="비밀")
    found = selectors.entry(site="saebyeol", key=str(entry().key))
    record = found.item.record
    assert (record.title, record.summary, record.files, record.licence) == ("제목 비공개 문서", "", (), "")
    assert (record.openness, record.grounds, record.reason) == ("closed", (6,), "개인정보 보호")
    assert (found.body.html, found.body.text) == ("", "")
    assert "비밀" not in json.dumps(entry().record, ensure_ascii=False)


def test_a_withheld_title_is_screened_when_the_document_is_opened(section):
    page = released_document(openness="closed", grounds=[6], title="민원인 010-1234-5678", title_withheld=True)
    assert not page.held
    page.openness = "open"
    page.save()
    assert page.unscreened
    assert entry().state == "gone"


@pytest.mark.parametrize(
    ("retention", "end"),
    [("1", date(2027, 12, 31)), ("30", date(2056, 12, 31)), ("permanent", None), ("semi-permanent", None), ("", None)],
)
def test_retention_ends_with_the_year_so_many_years_later(retention, end):
    assert retention_end(retention, date(2026, 11, 3)) == end


def test_two_documents_of_a_month_share_their_folders(section):
    released_document(1)
    released_document(2)
    first, second = DocumentPage.objects.order_by("path")
    assert first.get_parent() == second.get_parent()
    assert first.get_parent().numchild == 2


def file_data(**over):
    values = {"name": "명단.pdf", "type": "application/pdf", "size": 9, "digest": "ab" * 32, "role": "original"}
    return values | over


def test_what_no_reader_of_a_file_sees_is_not_in_the_text_of_the_document(section):
    released_document(
        attachments=[file_data(text="보이는 글\n숨은 메모", shown="보이는 글"), file_data(text="숨은 것뿐")]
    )
    body = selectors.entry(site="saebyeol", key=str(entry().key)).body
    assert "보이는 글" in body.text
    assert "숨은" not in body.text


def test_what_is_covered_in_a_file_is_covered_in_its_text_and_the_original_is_not_offered(section):
    section.masked_kinds = ["mobile"]
    section.save()
    released_document(attachments=[file_data(text="전화 010-1234-5678 끝\n숨은 메모", shown="전화 010-1234-5678 끝")])
    found = selectors.entry(site="saebyeol", key=str(entry().key))
    assert "전화 010-****-**** 끝" in found.body.text
    assert "숨은" not in found.body.text
    assert found.item.data["files"] == []


def test_a_masked_copy_is_not_served_for_what_the_rules_have_found_since_it_was_made(section):
    section.masked_kinds = ["mobile"]
    section.save()
    text = "전화 010-1234-5678"
    released_document(attachments=[file_data(text=text, shown=text, copy="cd" * 32, copy_size=9)])
    found = selectors.entry(site="saebyeol", key=str(entry().key))
    assert (found.item.data["masked"], found.item.data["files"]) == (True, [])


def test_the_form_of_a_document_offers_a_title_that_fills_in_no_address(admin_client, section):
    page = released_document()
    form = admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert 'name="title"' in form
    assert "w-sync" not in form


@pytest.mark.parametrize(
    ("over", "status"),
    [
        ({}, "게시됨"),
        ({"text": "문의: 민원인 휴대전화 010-1234-5678"}, "보류"),
        ({"release_at": datetime(2126, 11, 4, tzinfo=UTC)}, "공개일 전"),
    ],
)
def test_the_editor_lists_a_document_with_what_keeps_it_from_the_public(admin_client, section, over, status):
    page = released_document(**over)
    assert page.status_string == status
    listed = admin_client.get(f"/admin/pages/{page.get_parent().pk}/").content.decode()
    assert re.search(rf"w-status[^>]*>\s*(<[^>]*>[^<]*</[^>]*>)?\s*{status}\s*<", listed)
