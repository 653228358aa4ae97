"""The demo's documents: what a first start shows, counted."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.committees.models import MeetingPage
from cms.core import storage
from cms.releases.demo.content import load_documents
from cms.releases.models import DocumentPage
from tests.demo import WRITTEN, make_committees, public

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def state(settings, tmp_path):
    settings.MADANG_STATE_DIR = tmp_path


@pytest.fixture
def section(prepared_archive):
    make_committees()
    return prepared_archive


def test_the_demo_of_documents_needs_a_section():
    with pytest.raises(CommandError, match="load_city first"):
        call_command("load_demo_documents")


def test_two_thousand_documents_are_loaded_and_a_second_time_none(capsys):
    call_command("load_city", stdout=StringIO())
    call_command("load_demo_documents")
    told = "2000 demo documents (1980 created, 20 held) and 9 meetings and 10 pages and 15 events and 20 notices made"
    assert capsys.readouterr().out.strip() == told
    pages = DocumentPage.objects.all()
    assert Counter(pages.values_list("state", flat=True)) == {"released": 1997, "waiting": 3}
    assert Counter(pages.values_list("openness", flat=True)) == {"open": 1612, "closed": 234, "partial": 154}
    assert (pages.filter(held=True).count(), pages.filter(unscreened=True).count()) == (20, 0)
    assert len(public("document")) == 1977
    call_command("load_demo_documents")
    assert (
        capsys.readouterr().out.strip() == "0 demo documents and 0 meetings and 0 pages and 0 events and 0 notices made"
    )
    assert (DocumentPage.objects.count(), MeetingPage.objects.count()) == (2000, 9)


def test_the_documents_written_by_hand_show_each_kind_each_ground_and_each_reason_to_hold(section):
    outcomes = load_documents(section, count=WRITTEN)
    assert Counter(str(outcome.status) for outcome in outcomes) == {"created": 18, "held": 3}
    held = DocumentPage.objects.filter(held=True)
    assert {page.number: {reason.code for reason in page.screening.reasons} - {"review"} for page in held} == {
        "행정국-2188": {"mobile", "person_name"},
        "시민건강국-2096": {"mobile", "person_name"},
        "도시기반건설국-2401": {"image-only"},
    }
    records = public("document")
    assert len(records) == 17
    assert Counter(record["genre"] for record in records) == {
        "approval": 12,
        "press-release": 1,
        "research": 1,
        "advance-publication": 1,
        "expense": 2,
    }
    closed = [record for record in records if record["openness"] == "closed"]
    assert sorted(ground for record in closed for ground in record["grounds"]) == list(range(1, 9))
    assert all(record["reason"] and not record["files"] and not record["licence"] for record in closed)
    assert sum(record["title"] == "제목 비공개 문서" for record in closed) == 2
    assert [record["grounds"] for record in records if record["openness"] == "partial"] == [[6]]


def test_files_of_the_demo_are_kept_and_read(section):
    load_documents(section, count=WRITTEN)
    plan = DocumentPage.objects.get(number="자전거팀-2041")
    assert [(file.role, file.type.rpartition("/")[2].rpartition(".")[2], file.problem) for file in plan.files] == [
        ("original", "hwp+zip", ""),
        ("pdf", "pdf", ""),
        ("original", "sheet", ""),
    ]
    assert all(storage.size(file.digest) == file.size for file in plan.files)
    assert "가람다리부터 마루나루까지 4.2km" in plan.files[1].text
    assert "조명\t86\t개\t258000" in plan.files[2].text


def test_what_waits_is_of_today_and_of_the_tier_that_waits_a_week(section):
    load_documents(section, count=WRITTEN)
    assert [page.title for page in DocumentPage.objects.filter(state="waiting")] == ["누리집 접근성 점검 결과"]
