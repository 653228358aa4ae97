"""Former versions are judged by the present rules, beside what their item says now."""

from dataclasses import replace

import pytest
from django.core.management import call_command

from cms.core import storage
from cms.core.signals import pages_written
from cms.jobs.models import SetAside
from cms.ledger import versions
from cms.ledger.models import Entry, EntryVersion
from cms.releases import former_versions, public_text
from cms.releases.attachments import Attachment
from cms.releases.declaring import Declaration, store
from cms.releases.desk import actions
from cms.releases.desk.closing import Closing
from cms.releases.desk.deciding import Officer
from cms.releases.judging import Judge
from cms.releases.models import DocumentPage
from cms.releases.page_judging import of_value
from screening import Confidence, Finding, Kind
from screening import verdicts as rules
from tests.content import (
    make_user,
    publish,
    published_meeting,
    published_post,
    released_document,
)

pytestmark = pytest.mark.django_db
OFFICER = Officer(note="심사함")
NAMED = "민원인 홍길동 씨가 알려 주셨습니다."
MOBILE = "010-1234-5678"


@pytest.fixture(autouse=True)
def city(prepared_archive, settings):
    settings.MADANG_KEPT_VERSIONS = 5


@pytest.fixture
def stricter(monkeypatch):
    """Rules that take a word for the number of a card, wherever it stands."""

    def apply(word):
        def screen(text, **kwargs):
            at = text.find(word)
            return () if at < 0 else (Finding(Kind.CARD, at, at + len(word), Confidence.CERTAIN, "new"),)

        monkeypatch.setattr(rules, "screen", screen)
        monkeypatch.setattr(former_versions, "rules_version", lambda: "new")
        monkeypatch.setattr(versions, "_rules", [lambda: "new"])

    return apply


def judge():
    """Let the worker finish."""
    while former_versions.judge_some():
        pass


def read(page):
    """The titles of the versions that the public may read."""
    judge()
    entry = Entry.objects.get(page_id=page.pk).pk
    return [version.item.record.title for version in versions.of_entries([entry], first=20).get(entry, [])]


def change(page, **values):
    """Change a document as the intake does: with a verdict on what it says then."""
    page = DocumentPage.objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    Judge().screen(page)
    page.save()
    pages_written.send(DocumentPage, page_ids=[page.pk])
    return page


def attached(text):
    content = text.encode()
    file = Attachment(name="계획.txt", type="text/plain", size=len(content), digest=storage.keep(content), text=text)
    return file.to_data()


def test_of_each_kind_that_is_screened_the_versions_before_are_read():
    post, meeting = published_post("처음 글"), published_meeting("처음 회의")
    document = released_document(title="처음 문서")
    publish(post, title="다음 글")
    publish_meeting(meeting, title="다음 회의")
    change(document, title="다음 문서")
    assert [read(page) for page in (post, meeting, document)] == [["처음 글"], ["처음 회의"], ["처음 문서"]]


def publish_meeting(meeting, **values):
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save_revision().publish()


def test_what_new_rules_find_in_a_version_removes_it_and_no_other(stricter):
    post = published_post("처음 글")
    for title in ("카드 글", "셋째 글", "넷째 글"):
        publish(post, title=title)
    assert read(post) == ["셋째 글", "카드 글", "처음 글"]
    stricter("카드")
    assert read(post) == ["셋째 글", "처음 글"]
    assert EntryVersion.objects.count() == 2


def test_a_name_that_the_item_says_no_more_is_in_no_version_that_is_read():
    post = published_post("처음 글", lead=NAMED)
    publish(post, title="다음 글")
    assert read(post) == ["처음 글"]
    publish(post, lead="시민이 알려 주셨습니다.")
    assert (read(post), EntryVersion.objects.count()) == ([], 0)


def test_somebody_whom_a_post_names_no_more_as_its_author_is_in_no_version_that_is_read():
    post = published_post("처음 글", byline="김철수")
    publish(post, title="다음 글")
    assert read(post) == ["처음 글"]
    publish(post, byline="")
    assert (read(post), EntryVersion.objects.count()) == ([], 0)


def test_officials_whom_a_document_names_no_more_are_in_no_version_that_is_read():
    document = released_document(
        title="처음 문서", officials=[{"name": "제갈량", "position": "주무관", "role": "drafter"}]
    )
    change(document, title="다음 문서")
    assert read(document) == ["처음 문서"]
    change(document, officials=[])
    assert (read(document), EntryVersion.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("민원인 김영 씨가 알려 주셨습니다.", "민원인 김영수 씨가 알려 주셨습니다."),
        ("문의: hong@city.kr", "문의: gildonghong@city.kr"),
    ],
)
def test_a_part_of_another_word_is_not_what_the_item_says(before, now):
    post = published_post("처음 글", lead=before)
    publish(post, lead=now)
    assert (read(post), EntryVersion.objects.count()) == ([], 0)


def test_what_somebody_has_said_is_meant_for_the_public_may_stand_in_versions_while_the_item_says_it():
    post = published_post("처음 글")
    said = f"당번 공무원 {MOBILE}"
    user = make_user()
    store(post, Declaration(user=user, reason="당번 전화", meant=(of_value(MOBILE),), told=["전화"]))
    publish(post, lead=said)
    publish(post, title="다음 글")
    assert read(post) == ["처음 글", "처음 글"]
    publish(post, lead="당번 공무원")
    assert read(post) == ["처음 글"]


@pytest.mark.parametrize("field", ["title", "text"])
def test_what_is_covered_in_a_document_is_read_in_no_version(field):
    document = released_document(title="처음 문서")
    change(document, title="다음 문서")
    assert read(document) == ["처음 문서"]
    change(document, **{field: f"민원인 휴대전화 {MOBILE}"})
    actions.mask(document.pk, OFFICER)
    assert (read(document), EntryVersion.objects.count()) == ([], 0)


def test_of_a_document_that_the_law_closes_no_open_version_is_read():
    document = released_document(title="처음 문서")
    change(document, title="다음 문서")
    actions.close(document.pk, OFFICER, closing=Closing(grounds=(6,), reason="개인정보"))
    assert (read(document), EntryVersion.objects.count()) == ([], 0)


def test_of_a_document_that_is_opened_the_closed_version_is_read():
    document = released_document(title="처음 문서", openness="closed", grounds=[6], reason="개인정보", text="")
    change(document, openness="open", grounds=[], reason="")
    assert read(document) == ["처음 문서"]


def test_of_a_document_whose_title_is_withheld_no_title_is_read():
    closed = {"openness": "closed", "grounds": [6], "reason": "개인정보"}
    document = released_document(title="처음 문서", **closed)
    change(document, title="다음 문서")
    assert read(document) == ["처음 문서"]
    change(document, title_withheld=True)
    assert (read(document), EntryVersion.objects.count()) == ([], 0)


def test_of_a_document_that_has_a_file_withheld_no_version_is_read():
    document = released_document(title="처음 문서", attachments=[attached("첨부한 계획입니다.")])
    change(document, title="다음 문서")
    assert read(document) == ["처음 문서"]
    page = DocumentPage.objects.get(pk=document.pk)
    (file,) = page.files
    change(document, attachments=[replace(file, withheld=True).to_data()])
    assert (read(document), EntryVersion.objects.count()) == ([], 0)


def test_minutes_that_are_closed_leave_no_open_version():
    meeting = published_meeting("처음 회의")
    publish_meeting(meeting, title="다음 회의")
    assert read(meeting) == ["처음 회의"]
    publish_meeting(meeting, openness="closed", grounds=[5], reason="심의 중")
    assert (read(meeting), EntryVersion.objects.count()) == ([], 0)


def test_a_rescreening_lets_no_version_be_read_before_it_is_judged_again(stricter):
    post = published_post("카드 글")
    publish(post, title="다음 글")
    assert read(post) == ["카드 글"]
    stricter("카드")
    call_command("rescreen")
    assert EntryVersion.objects.count() == 0


def test_a_trial_of_new_rules_leaves_versions_as_they_are():
    post = published_post("처음 글")
    publish(post, title="다음 글")
    assert read(post) == ["처음 글"]
    call_command("rescreen", "--dry-run")
    assert list(EntryVersion.objects.exclude(rules="").values_list("record__title", flat=True)) == ["처음 글"]


def test_a_version_that_cannot_be_judged_keeps_no_other_back(monkeypatch):
    one, two = published_post("처음 글", slug="one"), published_post("고장 난 글", slug="two")
    publish(one, title="다음 글")
    publish(two, title="다음 글")
    parts = public_text.parts

    def broken(record, body):
        if record.title == "고장 난 글":
            raise ValueError
        return parts(record, body)

    with monkeypatch.context() as trouble:
        trouble.setattr(public_text, "parts", broken)
        assert read(one) == ["처음 글"]
        assert read(two) == []
    assert SetAside.objects.get(job=former_versions.JOB).item_id == Entry.objects.get(page_id=two.pk).pk
    SetAside.objects.update(retry_at="2020-01-01T00:00Z")
    assert read(two) == ["고장 난 글"]


def test_of_a_page_that_is_no_more_no_version_is_read():
    post = published_post("처음 글")
    publish(post, title="다음 글")
    Entry.objects.filter(page_id=post.pk).update(page_id=0)
    judge()
    assert EntryVersion.objects.count() == 0


def test_where_none_are_kept_the_job_asks_nothing(settings, django_assert_num_queries):
    settings.MADANG_KEPT_VERSIONS = 0
    with django_assert_num_queries(0):
        assert former_versions.judge_some() == 0
