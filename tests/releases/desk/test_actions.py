"""The decisions of an officer: stored with who and why, public at once or not at all, never over another's decision."""

import json
from datetime import date, timedelta

import pytest

from cms.core.errors import BadInput, NotFound, Refused
from cms.ledger import selectors
from cms.ledger.models import Entry
from cms.releases import release
from cms.releases.desk import actions
from cms.releases.desk.closing import Closing
from cms.releases.desk.deciding import Officer, standing
from cms.releases.judging import Judge
from cms.releases.models import Decision, DocumentPage, KnownGoodValue
from screening import Confidence, Finding, Kind
from tests.content import make_unit, make_user, released_document

TEXT = "문의: 민원인 휴대전화 010-1234-5678"
TO_COME = date(2099, 12, 31)


@pytest.fixture
def officer(prepared_archive):
    return Officer(user=make_user("officer"), note="살펴보았음")


@pytest.fixture
def held(officer):
    return released_document(text=TEXT)


def now(page):
    return DocumentPage.objects.get(pk=page.pk)


def record():
    return Entry.objects.get(kind="document").record


def entry_state():
    return list(Entry.objects.filter(kind="document").values_list("state", "reason"))


def closing(**over):
    return Closing(**({"grounds": (6,), "reason": "개인의 사생활에 관한 정보가 들어 있습니다."} | over))


def test_a_document_released_as_it_is_is_public_with_what_was_found(held, officer):
    decision = actions.release(held.pk, officer)
    page = now(held)
    assert (page.held, page.unscreened, page.live, page.screening.decided) == (False, False, True, True)
    assert selectors.entry(site="saebyeol", key=str(page.key)).body.text == TEXT
    assert (decision.action, decision.actor, decision.note, decision.unit) == (
        "release",
        officer.user,
        "살펴보았음",
        page.unit,
    )
    assert decision.before["verdict"]["outcome"] == "held"
    assert "1234" not in json.dumps(decision.before)


def test_what_was_held_on_its_day_is_news_on_the_day_of_the_decision(held, officer):
    earlier = held.first_published_at
    DocumentPage.objects.filter(pk=held.pk).update(held_since=earlier - timedelta(hours=1))
    actions.release(held.pk, officer)
    assert now(held).first_published_at > earlier


def test_nothing_is_released_without_a_reason(held, officer):
    with pytest.raises(BadInput, match="note: "):
        actions.release(held.pk, Officer(user=officer.user, note=" "))
    assert now(held).held and not Decision.objects.exists()


def test_a_text_changed_after_its_release_is_hidden_again(held, officer):
    actions.release(held.pk, officer)
    page = now(held)
    page.text += " 02-1"
    page.save()
    assert entry_state() == [("gone", "held")]


def test_a_masked_document_is_public_with_the_findings_covered(held, officer):
    actions.mask(held.pk, officer)
    found = selectors.entry(site="saebyeol", key=str(held.key))
    assert found.body.text == "문의: 민원인 휴대전화 010-****-****"
    assert found.item.record.masked
    assert "5678" not in json.dumps(record())


def test_a_finding_in_the_number_is_covered_too(held, officer):
    DocumentPage.objects.filter(pk=held.pk).update(number="민원-010-1234-5678")
    actions.screen_again(held.pk, officer)
    actions.mask(held.pk, officer)
    assert record()["number"] == "민원-010-****-****"
    assert "1234" not in json.dumps(record())


def test_an_officer_adds_a_finding_and_drops_one(held, officer):
    added = Finding(Kind.MARKED, 4, 7, Confidence.CERTAIN, "person", "text")
    actions.mask(held.pk, officer, findings=[added])
    assert selectors.entry(site="saebyeol", key=str(held.key)).body.text == "문의: *** 휴대전화 010-1234-5678"


def test_a_finding_is_dropped_only_with_a_reason(held, officer):
    with pytest.raises(BadInput, match="note: "):
        actions.mask(held.pk, Officer(user=officer.user), findings=[])
    assert now(held).held and not Decision.objects.exists()


def test_what_was_never_screened_is_not_masked(held, officer):
    DocumentPage.objects.filter(pk=held.pk).update(unscreened=True)
    with pytest.raises(Refused):
        actions.mask(held.pk, officer, findings=[])
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "finding",
    [
        Finding(Kind.MARKED, 0, 999, Confidence.CERTAIN, "person", "text"),
        Finding(Kind.MARKED, 5, 5, Confidence.CERTAIN, "person", "text"),
        Finding(Kind.MARKED, 0, 2, Confidence.CERTAIN, "person", "nowhere"),
        Finding(Kind.MOBILE, 0, 2, Confidence.CERTAIN, "person", "text"),
    ],
)
def test_a_finding_that_is_nowhere_or_covers_nothing_is_refused(held, officer, finding):
    with pytest.raises(BadInput):
        actions.mask(held.pk, officer, findings=[finding])
    assert now(held).held and not Decision.objects.exists()


def test_a_mask_that_leaves_what_the_rules_find_is_refused(officer):
    page = released_document(text="문의: abcdef@example.com")
    part = Finding(Kind.MARKED, 6, 8, Confidence.CERTAIN, "person", "text")
    with pytest.raises(Refused):
        actions.mask(page.pk, officer, findings=[part])
    assert now(page).held and not Decision.objects.exists()


def test_a_closed_document_is_public_without_content(held, officer):
    actions.close(held.pk, officer, closing=closing(title_withheld=True))
    shown = record()
    assert (shown["openness"], shown["grounds"], shown["title"]) == ("closed", [6], "제목 비공개 문서")
    assert "자전거길" not in json.dumps(shown, ensure_ascii=False).replace("자전거팀", "")


def test_closing_covers_what_the_title_says(officer):
    page = released_document(title="민원인 010-1234-5678 신청")
    actions.close(page.pk, officer, closing=closing())
    assert record()["title"] == "민원인 010-****-**** 신청"


@pytest.mark.parametrize(
    ("over", "where"),
    [
        ({"grounds": ()}, "grounds"),
        ({"grounds": (9,)}, "grounds"),
        ({"reason": " "}, "reason"),
        ({"reason": "연락처 010-1234-5678"}, "reason"),
        ({"grounds": (5,), "review_on": TO_COME}, "review_stage"),
        ({"grounds": (5,), "review_stage": "심사 중"}, "review_on"),
        ({"review_on": date(2020, 1, 1)}, "review_on"),
        ({"review_stage": "가" * 201}, "review_stage"),
    ],
)
def test_a_closing_that_the_law_does_not_allow_is_refused(held, officer, over, where):
    with pytest.raises(BadInput) as refused:
        actions.close(held.pk, officer, closing=closing(**over))
    assert refused.value.where == where
    assert now(held).openness == "open" and not Decision.objects.exists()


def test_an_internal_review_is_closed_with_its_stage_and_its_end(held, officer):
    actions.close(held.pk, officer, closing=closing(grounds=(5,), review_stage="심사 중", review_on=TO_COME))
    assert (record()["review_stage"], record()["review_on"]) == ("심사 중", TO_COME.isoformat())


def test_a_document_sent_back_is_nowhere_until_somebody_decides(officer):
    page = released_document()
    actions.send_back(page.pk, officer)
    assert (now(page).state, now(page).live, entry_state()) == ("returned", False, [("gone", "draft")])
    assert release.release_due() == 0
    actions.release(page.pk, officer)
    assert (now(page).state, entry_state()) == ("released", [("public", "")])


def test_a_document_whose_ground_has_lapsed_is_opened_and_screened(officer):
    page = released_document(openness="closed", grounds=[5], reason="심사 중", review_on=date(2026, 11, 10), text=TEXT)
    actions.open_lapsed(page.pk, officer)
    page = now(page)
    assert (page.openness, page.grounds, page.reason, page.review_on) == ("open", [], "", None)
    assert page.held and entry_state() == [("gone", "held")]


def test_a_document_is_kept_closed_until_another_day(officer):
    page = released_document(openness="closed", grounds=[5], reason="심사 중", review_on=date(2026, 11, 10))
    actions.keep_closed(page.pk, officer, closing=closing(grounds=(5,), review_stage="재심사", review_on=TO_COME))
    assert (now(page).review_on, record()["review_stage"], entry_state()) == (TO_COME, "재심사", [("public", "")])


def test_a_partial_document_kept_so_keeps_what_was_decided_on_its_text(officer):
    page = released_document(openness="partial", grounds=[6], reason="사생활", review_on=date(2026, 11, 10), text=TEXT)
    actions.mask(page.pk, officer)
    actions.keep_closed(page.pk, officer, closing=closing(review_on=TO_COME))
    assert (record()["openness"], record()["masked"], entry_state()) == ("partial", True, [("public", "")])


def test_keeping_a_partial_document_opens_nothing_that_was_never_screened(officer):
    page = released_document(openness="partial", grounds=[6], reason="사생활", review_on=date(2026, 11, 10))
    DocumentPage.objects.filter(pk=page.pk).update(text=TEXT)
    actions.keep_closed(page.pk, officer, closing=closing(review_on=TO_COME))
    assert (now(page).unscreened, entry_state()) == (True, [("gone", "held")])


def test_a_takedown_leaves_every_output_and_is_undone(officer):
    page = released_document()
    actions.take_down(page.pk, officer)
    assert (now(page).state, now(page).live, entry_state()) == ("withdrawn", False, [("gone", "draft")])
    actions.restore(page.pk, Officer(user=officer.user))
    assert (now(page).state, now(page).live, entry_state()) == ("released", True, [("public", "")])
    assert list(Decision.objects.order_by("pk").values_list("action", flat=True)) == ["take-down", "restore"]


def test_a_document_taken_down_stays_so_though_an_editor_publishes_its_page(officer):
    page = released_document()
    actions.take_down(page.pk, officer)
    now(page).save_revision().publish()
    assert (now(page).live, now(page).state, entry_state()) == (True, "withdrawn", [("gone", "draft")])


def test_nothing_is_decided_on_a_document_that_was_taken_down(held, officer):
    actions.take_down(held.pk, officer)
    for decide in (actions.release, actions.mask, actions.send_back, actions.take_down):
        with pytest.raises(Refused):
            decide(held.pk, officer)
    assert Decision.objects.count() == 1


def test_a_takedown_before_its_day_is_undone_into_waiting(officer):
    page = released_document(produced_on=date(2999, 1, 1))
    actions.take_down(page.pk, officer)
    actions.restore(page.pk, officer)
    assert (now(page).state, now(page).live) == ("waiting", False)


def test_the_second_officer_is_told_and_nothing_is_overwritten(held, officer):
    seen = standing(held)
    actions.close(held.pk, Officer(user=officer.user, expected=seen), closing=closing())
    second = Officer(user=make_user("second"), note="공개", expected=seen)
    for decide in (actions.release, actions.mask, actions.send_back, actions.take_down):
        with pytest.raises(Refused, match="officer"):
            decide(held.pk, second)
    assert now(held).openness == "closed"
    assert Decision.objects.count() == 1


def test_a_document_edited_meanwhile_is_not_decided_on(held, officer):
    seen = standing(held)
    page = now(held)
    page.text = "다른 글"
    page.save()
    with pytest.raises(Refused):
        actions.release(held.pk, Officer(user=officer.user, note="공개", expected=seen))
    assert not Decision.objects.exists()


def test_a_document_that_is_gone_is_not_found(officer):
    with pytest.raises(NotFound):
        actions.release(4711, officer)
    with pytest.raises(NotFound):
        actions.mask(4711, officer)


def test_a_value_that_a_unit_declares_public_is_no_finding_from_then_on(held, officer):
    start = TEXT.index("010")
    known = actions.allow_value(held.pk, officer, part="text", start=start, end=start + 13)
    assert (known.value, known.unit) == ("010-1234-5678", make_unit())
    assert entry_state() == [("public", "")]
    assert Judge().verdict(now(held)).findings == ()


def test_a_place_outside_of_the_text_declares_nothing(held, officer):
    with pytest.raises(BadInput):
        actions.allow_value(held.pk, officer, part="text", start=0, end=9999)
    assert not KnownGoodValue.objects.exists()
