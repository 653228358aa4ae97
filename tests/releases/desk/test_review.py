"""The page of one document: what it shows, that nothing in it can write HTML, and what its buttons do."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.core import storage
from cms.ledger.models import Entry
from cms.releases.attachments import Attachment
from cms.releases.desk.deciding import standing
from cms.releases.desk.highlighting import Numbered, excerpts
from cms.releases.models import Decision, DocumentPage, KnownGoodValue
from screening import Confidence, Finding, Kind
from tests.content import make_user, released_document
from tests.releases.desk.conftest import TEXT, signed_in

EVIL = "</textarea></script><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def held(section):
    return released_document(text=TEXT)


def url(page, more=""):
    return f"/admin/disclosure/{page.pk}/{more}"


def now(page):
    return DocumentPage.objects.get(pk=page.pk)


def send(client, page, action, **data):
    values = {"action": action, "expected": standing(now(page)), "note": "살펴보았음"}
    return client.post(url(page), values | data)


def entry_state():
    return list(Entry.objects.filter(kind="document").values_list("state", flat=True))


@pytest.mark.parametrize("path", ["", "returned/", "decisions/", "decisions.csv", "intake/", "{pk}/", "{pk}/close/"])
def test_no_cache_and_no_browser_keeps_what_officers_see(client, held, path):
    answer = client.get(f"/admin/disclosure/{path.format(pk=held.pk)}")
    assert (answer.status_code, answer.headers.get("Cache-Control")) == (200, "private, no-store")


def test_a_number_is_found_as_it_was_pasted(client, held):
    answer = client.get("/admin/disclosure/find/", {"number": f" \x00{held.management_number}\u202c\n"})
    assert answer.headers["Location"] == url(held)


def test_a_finding_is_marked_in_its_context(client, held):
    page = client.get(url(held)).content.decode()
    mark = '<mark id="finding-1" class="finding finding-certain" tabindex="-1">010-1234-5678</mark>'
    assert f">문의: 민원인 휴대전화 {mark}</div>" in page
    assert "mobile telephone · certain" in page
    assert "There is a mobile telephone number in it." in page
    assert "Nobody has decided anything on this document yet." in page


def test_a_held_document_is_not_called_released(client, held):
    assert "<dt>State</dt><dd>Held</dd>" in client.get(url(held)).content.decode()
    send(client, held, "release")
    assert "<dt>State</dt><dd>released</dd>" in client.get(url(held)).content.decode()


def test_nothing_that_a_stranger_writes_becomes_html(client, section):
    file = Attachment(name=f"{EVIL}.csv", type=EVIL, size=1, digest="a" * 64, text=f"{EVIL} 010-1234-5678")
    page = released_document(
        title=EVIL,
        text=f"{EVIL}\n010-1234-5678 {EVIL}",
        details={EVIL: EVIL},
        attachments=[file.to_data()],
        openness="partial",
        grounds=[6],
        reason=EVIL,
        review_stage=EVIL,
    )
    DocumentPage.objects.filter(pk=page.pk).update(number=EVIL)
    Decision.objects.create(document=page, management_number=EVIL[:40], action="release", note=EVIL)
    for path in (url(page), url(page, "close/"), url(page, "take-down/"), "/admin/disclosure/decisions/"):
        shown = client.get(path).content.decode()
        assert "<script>alert(1)" not in shown and "<img src=x" not in shown
    bulk = client.get("/admin/bulk/releases/documentpage/close/", {"id": page.pk}).content.decode()
    assert "<script>alert(1)" not in bulk and "<img src=x" not in bulk


def test_a_document_is_masked_with_one_finding_dropped_and_one_added(client, section):
    page = released_document(text=f"{TEXT} 또는 010-9999-8888 가나다")
    added = json.dumps([{"part": "text", "start": 4, "end": 7, "kind": "marked"}])
    answer = send(client, page, "mask", cover=["2"], added=added)
    assert answer.headers["Location"] == url(page)
    body = Entry.objects.get(kind="document").body.text
    assert body == "문의: *** 휴대전화 010-1234-5678 또는 010-****-**** 가나다"


def test_a_document_is_released_as_it_is_only_with_a_reason(client, held):
    answer = send(client, held, "release", note=" ")
    assert answer.status_code == 200 and "Say why: the reason is kept with the decision." in answer.content.decode()
    assert entry_state() == []
    assert send(client, held, "release").status_code == 302
    assert entry_state() == ["public"]
    assert "살펴보았음" in client.get(url(held)).content.decode()


def test_a_document_is_sent_back_and_screened_again(client, held):
    send(client, held, "return", note="이름을 지우세요")
    assert now(held).state == "returned"
    send(client, held, "screen")
    assert list(Decision.objects.order_by("pk").values_list("action", flat=True)) == ["return", "screen"]


def test_what_cannot_be_understood_is_told_and_decides_nothing(client, held):
    for data in ({"added": "{"}, {"added": '[{"part": "text"}]'}, {"added": '[{"kind": "x"}]'}, {"cover": ["9"]}):
        assert send(client, held, "mask", **data).status_code == 200
    assert send(client, held, "dance").status_code == 404
    assert not Decision.objects.exists()


def test_the_second_officer_is_told_who_was_first(client, held):
    stale = standing(held)
    second = make_user("second", is_superuser=True)
    other = signed_in(second)
    send(other, held, "release")
    answer = client.post(url(held), {"action": "mask", "expected": stale, "note": "", "cover": ["1"]}, follow=True)
    assert "second has decided on this document since you opened it" in answer.content.decode()
    assert Decision.objects.get().actor == second


def test_a_document_is_closed_on_a_page_of_its_own(client, held):
    form = {"expected": standing(now(held)), "grounds": ["6"], "reason": "사생활 보호", "title_withheld": "on"}
    assert "Name at least one" not in client.get(url(held, "close/")).content.decode()
    wrong = client.post(url(held, "close/"), form | {"grounds": ["5"]})
    assert "Ground 5 needs the stage" in wrong.content.decode()
    assert client.post(url(held, "close/"), form).headers["Location"] == url(held)
    assert (now(held).openness, now(held).grounds, entry_state()) == ("closed", [6], ["public"])


def test_a_value_is_allowed_for_its_department(client, held):
    form = {"expected": standing(now(held)), "finding": "1"}
    client.post(url(held, "allow/"), form)
    assert KnownGoodValue.objects.get().value == "010-1234-5678"
    assert entry_state() == ["public"]
    for number in ("", "0", "99", "x", "9" * 5_000):
        client.post(url(held, "allow/"), form | {"finding": number})
    assert KnownGoodValue.objects.count() == 1


def test_only_officers_download_files_and_only_those_of_the_document(client, section):
    content = b"name,telephone\n"
    digest = storage.keep(content)
    other = storage.keep(b"of another document")
    file = Attachment(name="명단.csv", type="text/csv", size=len(content), digest=digest, text=TEXT)
    page = released_document(attachments=[file.to_data()])
    answer = client.get(url(page, f"files/{digest}/"))
    assert b"".join(answer.streaming_content) == content
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == (
        "private, no-store",
        "nosniff",
    )
    assert client.get(url(page, f"files/{other}/")).status_code == 404
    stranger = Client()
    stranger.force_login(make_user("stranger"))
    assert stranger.get(url(page, f"files/{digest}/")).status_code == 302
    assert Client().get(url(page, f"files/{digest}/")).status_code == 302


def test_a_file_that_could_not_be_read_is_withheld_unless_somebody_says_otherwise(client, section):
    file = Attachment(name="scan.pdf", type="application/pdf", size=1, digest="b" * 64, problem="image-only")
    page = released_document(attachments=[file.to_data()])
    shown = client.get(url(page)).content.decode()
    assert "pages that are pictures" in shown
    assert f'name="withhold" value="{"b" * 64}" checked' in shown
    send(client, page, "mask", withhold=["b" * 64])
    assert (now(page).files[0].withheld, entry_state()) == (True, ["public"])
    assert Entry.objects.get(kind="document").record["files"] == []


def test_a_document_that_is_gone_answers_404(client):
    assert client.get("/admin/disclosure/4711/").status_code == 404
    assert client.get("/admin/disclosure/4711/close/").status_code == 404


def finding(start, end, number=1):
    return Numbered(number, Finding(Kind.MOBILE, start, end, Confidence.LIKELY, "mobile", "text"))


def test_of_a_long_text_only_what_stands_around_the_findings_is_shown():
    text = "가" * 40_000 + "010-1234-5678" + "나" * 40_000 + "010-9999-8888"
    first, second = excerpts(text, [finding(40_000, 40_013), finding(80_013, 80_026, 2)])
    assert (first.start, first.before, first.after, second.before, second.after) == (38_500, True, True, True, False)
    assert first.html.count("<mark") == second.html.count("<mark") == 1
    (head,) = excerpts(text, [])
    assert (head.start, len(head.html), head.after) == (0, 3_000, True)


def test_overlapping_findings_lose_no_letter_and_double_none():
    text = "가나다라마바사"
    (shown,) = excerpts(text, [finding(1, 4), finding(2, 6, 2)])
    assert shown.html == (
        '가<mark id="finding-1" class="finding finding-likely" tabindex="-1">나다라</mark>'
        '<mark id="finding-2" class="finding finding-likely" tabindex="-1">마바</mark>사'
    )


def opens_at(answer):
    """The elements that have the keyboard when a page has come: the names of fields, or what is said."""
    found = BeautifulSoup(answer.content, "html.parser").select("main [autofocus]")
    return [each.get("name") or each.get_text(" ", strip=True) for each in found]


def test_a_refused_decision_comes_back_with_the_keyboard_at_what_is_missing(client, held):
    assert opens_at(client.get(url(held))) == []
    assert opens_at(send(client, held, "return", note="")) == ["note"]
    closing = {"expected": standing(now(held)), "grounds": ["7"], "reason": "", "note": ""}
    assert opens_at(client.post(url(held, "close/"), closing)) == ["reason"]
    (said,) = opens_at(client.post(url(held, "close/"), closing | {"reason": "영업 비밀", "expected": "another"}))
    assert "has changed" in said
    assert not Decision.objects.exists()
