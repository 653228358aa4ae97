"""Drafts become pages, records and rows of the ledger, in one transaction a batch; the same again changes nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.core.records import Official
from cms.core.signals import pages_written
from cms.ledger import selectors
from cms.ledger.models import Clock, Entry
from cms.releases.attachments import Attachment
from cms.releases.desk import actions
from cms.releases.desk.closing import Closing
from cms.releases.desk.deciding import Officer
from cms.releases.intake.drafts import Change, Draft
from cms.releases.intake.load import Loader
from cms.releases.intake.pages import source_hash
from cms.releases.models import Decision, DocumentPage, Folder, ReleaseRule, SourceSystem, TaskCard
from cms.subsites.models import OrganisationUnit
from screening import Confidence, Finding, Kind
from tests.asked import SAVEPOINT
from tests.content import make_unit

URL = "http://saebyeol.example/documents/"


@pytest.fixture
def section(prepared_archive):
    make_unit()
    return prepared_archive


def draft(serial=1, **over):
    values = {
        "management_number": f"D{serial:04d}",
        "where": f"row {serial}",
        "title": f"자전거길 정비 계획 {serial}호",
        "number": f"자전거팀-{serial}",
        "unit": "자전거팀",
        "produced_on": date(2026, 11, 3),
        "task": "자전거길 관리",
        "functions": ("교통", "자전거"),
        "officials": (Official(name="이새벽", position="주무관"),),
        "retention": "5",
        "openness": "open",
        "text": "강변 자전거길을 정비합니다.\n\n예산은 1억 2천만 원입니다.",
    }
    return Draft(**(values | over))


PERSONAL = "문의: 민원인 휴대전화 010-1234-5678"


def load(section, *drafts, **over):
    return Loader(section, source="approvals", **over).load(drafts)


def statuses(outcomes):
    return [outcome.status for outcome in outcomes]


def stored(number=1):
    return DocumentPage.objects.get(management_number=f"D{number:04d}")


def public():
    return {entry.record["management_number"] for entry in Entry.objects.filter(kind="document", state="public")}


def written():
    """The marks of what has been written so far: enough to see that nothing was."""
    return list(Page.objects.values_list("pk", "last_published_at")), Clock.objects.values_list("sequence").first()


def test_a_draft_becomes_a_page_and_a_record(section):
    (outcome,) = load(section, draft())
    assert (outcome.status, outcome.where, outcome.reason, outcome.url) == ("created", "row 1", "", f"{URL}D0001/")
    page = stored()
    folder = page.get_parent()
    assert page.url_path == "/saebyeol-ko/documents/bike-team/2026/11/D0001/"
    assert (page.path[:-4], page.depth, page.numchild) == (folder.path, folder.depth + 1, 0)
    assert (folder.numchild, page.draft_title, page.locale_id) == (1, page.title, section.locale_id)
    assert (page.specific_class, page.live, page.held, page.state) == (DocumentPage, True, False, "released")
    assert page.first_published_at == page.last_published_at == datetime(2026, 11, 3, 15, tzinfo=UTC)
    assert (page.retained_until, page.licence, page.source) == (date(2031, 12, 31), "kogl-1", "approvals")
    assert (page.unit.key, page.task.key, page.task.functions) == ("bike-team", "자전거길-관리", ["교통", "자전거"])
    found, (record, body) = selectors.entry(site="saebyeol", key=str(page.key)), page.build_record()
    assert (found.item.record, found.body) == (replace(record, version=1), body)


def test_the_tree_is_as_treebeard_would_have_it(section):
    load(section, *(draft(number, unit=unit) for number, unit in enumerate(["자전거팀", "", "자전거팀", "새 부서"])))
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_same_again_writes_nothing(section):
    drafts = [draft(1), draft(2, text=PERSONAL)]
    assert statuses(load(section, *drafts)) == ["created", "held"]
    before = written()
    assert statuses(load(section, *drafts)) == ["unchanged", "unchanged"]
    assert written() == before


def test_another_row_that_says_nothing_else_writes_nothing(section):
    load(section, draft())
    before = written()
    assert statuses(load(section, draft(change=Change.UPDATE, text=None, functions=()))) == ["unchanged"]
    assert written() == before


def test_what_says_the_same_in_other_words_is_known_the_next_time(section):
    load(section, draft())
    said = DocumentPage.objects.get().source_hash
    DocumentPage.objects.update(source_hash="of a form before")
    before = written()
    assert statuses(load(section, draft())) == ["unchanged"]
    assert (DocumentPage.objects.get().source_hash, written()) == (said, before)
    with CaptureQueriesContext(connection) as captured:
        load(section, draft())
    assert not [query for query in captured if "releases_documentpage" in query["sql"] and "UPDATE" in query["sql"]]


def test_a_text_that_is_said_to_be_empty_is_not_one_that_is_not_said():
    said = [source_hash(draft(text=text)) for text in ("가", "", None)]
    assert len(set(said)) == 3
    assert said == [source_hash(draft(text=text, where="elsewhere")) for text in ("가", "", None)]


def test_the_key_of_a_loaded_document_grows_with_time_and_its_translations_have_the_same(section):
    load(section, draft(1), draft(2))
    keys = list(DocumentPage.objects.order_by("pk").values_list("key", "translation_key"))
    assert [key.version for key, _ in keys] == [7, 7]
    assert [translations for _, translations in keys] == [key for key, _ in keys]
    assert keys[0][0].int >> 80 <= keys[1][0].int >> 80
    assert keys[0] != keys[1]


def test_a_withheld_title_is_not_lost_to_what_the_lists_say_in_its_place(section):
    load(section, draft(title="인사위원회 결과", openness="closed", grounds=(5,), reason="인사", title_withheld=True))
    assert statuses(load(section, Draft(management_number="D0001", title="제목 비공개 문서"))) == ["unchanged"]
    assert statuses(load(section, Draft(management_number="D0001", title="인사위원회 제2차 결과"))) == ["updated"]
    assert stored().title == "인사위원회 제2차 결과"


NUMBER = "010-1234-5678"


@pytest.mark.parametrize(
    ("where", "over"),
    [
        ("unit", {"unit": f"홍보팀 {NUMBER}"}),
        ("task", {"task": f"민원 처리 {NUMBER}"}),
        ("task", {"task": "보호자 이영희 상담"}),
        ("review_stage", {"openness": "partial", "grounds": (5,), "review_stage": f"검토 중 {NUMBER}"}),
        ("functions", {"functions": ("교통", NUMBER)}),
        ("officials", {"officials": (Official(name="이새벽", position=NUMBER),)}),
        ("officials", {"officials": (Official(name=NUMBER),)}),
        ("details", {"genre": "advance-publication", "details": {"path": ["교통", NUMBER]}}),
        ("management_number", {"management_number": "900101-1234568"}),
    ],
)
def test_what_is_public_as_it_stands_is_refused_with_personal_data_in_it(section, where, over):
    before = written(), OrganisationUnit.objects.count(), TaskCard.objects.count()
    (outcome,) = load(section, draft(**over))
    assert (outcome.status, outcome.reason.partition(":")[0]) == ("refused", where)
    assert "looks like personal data (" in outcome.reason and NUMBER not in outcome.reason
    assert (written(), OrganisationUnit.objects.count(), TaskCard.objects.count()) == before


def test_a_path_of_functions_without_end_is_refused(section):
    (outcome,) = load(section, draft(functions=("교통",) * 21))
    assert (outcome.status, outcome.reason) == ("refused", "functions: a path of functions has at most 20 steps")
    assert statuses(load(section, draft(functions=("교통",) * 20))) == ["created"]


def test_a_document_of_another_source_that_keeps_its_own_is_refused(section):
    load(section, draft(1))
    before = written()
    refused = load(section, draft(1, title="다른 제목"), draft(1, change=Change.DELETE), own={"others"})
    assert {(outcome.status, outcome.reason) for outcome in refused} == {
        ("refused", "the document is kept by the system approvals")
    }
    assert written() == before
    assert statuses(load(section, draft(1, title="다른 제목"), draft(2), own={"approvals"})) == ["updated", "created"]


def test_a_document_that_people_keep_is_refused_to_every_source(section):
    load(section, draft(1))
    DocumentPage.objects.update(source="")
    (outcome,) = load(section, draft(1, title="다른 제목"), own={"approvals"})
    assert (outcome.status, outcome.reason) == ("refused", "the document is kept by no system, but by people")


def test_ownership_is_asked_again_when_the_document_is_locked(section, monkeypatch):
    load(section, draft(1))
    loader = Loader(section, source="others", own={"others", "approvals"})
    asked = iter([True, False])
    monkeypatch.setattr(Loader, "may_change", lambda self, source: next(asked))
    before = written()
    (outcome,) = loader.load([draft(1, title="다른 제목")])
    assert (outcome.status, written()) == ("refused", before)


def test_a_list_of_the_operator_changes_what_a_system_keeps_and_leaves_it_that_systems(section):
    SourceSystem.objects.create(key="approvals", name="결재", city="saebyeol")
    load(section, draft(1))
    assert statuses(Loader(section, source="lists").load([draft(1, title="목록의 제목"), draft(2)])) == [
        "updated",
        "created",
    ]
    sources = dict(DocumentPage.objects.values_list("management_number", "source"))
    assert sources == {"D0001": "approvals", "D0002": "lists"}
    assert statuses(load(section, draft(1), own={"approvals"})) == ["updated"]


def test_an_update_changes_what_it_says_and_leaves_the_rest(section):
    load(section, draft())
    (outcome,) = load(section, Draft(management_number="D0001", change=Change.UPDATE, title="고친 제목"))
    page = stored()
    assert (outcome.status, page.title, page.draft_title, page.number) == (
        "updated",
        "고친 제목",
        "고친 제목",
        "자전거팀-1",
    )
    assert page.text.startswith("강변")
    entry = Entry.objects.get(key=page.key)
    assert (entry.record["title"], entry.version) == ("고친 제목", 2)


CLOSED = {
    "openness": "closed",
    "grounds": (5,),
    "reason": "검토 중",
    "review_on": date(2027, 1, 1),
    "review_stage": "초안",
    "title_withheld": True,
    "tier": "week",
    "licence": "kogl-2",
    "approved_on": date(2026, 11, 4),
}


def test_a_row_that_has_nothing_but_its_number_changes_nothing(section):
    for number, over in enumerate([CLOSED, {"genre": "expense", "details": {"amount": 1, "place": "식당"}}], start=1):
        load(section, draft(number, **over))
        before = written()
        for change in (Change.INSERT, Change.UPDATE):
            assert statuses(load(section, Draft(management_number=f"D{number:04d}", change=change))) == ["unchanged"]
        assert written() == before


def test_what_an_update_does_not_say_stays(section):
    load(section, draft(**CLOSED))
    (outcome,) = load(section, Draft(management_number="D0001", title="고친 제목", title_withheld=False))
    page = stored()
    assert (outcome.status, page.title, page.title_withheld) == ("updated", "고친 제목", False)
    kept = {name: value for name, value in CLOSED.items() if name != "title_withheld"} | {"grounds": [5]}
    assert {name: getattr(page, name) for name in kept} == kept


def test_reason_and_review_of_other_grounds_do_not_stay(section):
    load(section, draft(**CLOSED))
    load(section, Draft(management_number="D0001", openness="closed", grounds=(7,), reason="경영상 비밀"))
    page = stored()
    assert (page.grounds, page.reason, page.review_on, page.review_stage) == ([7], "경영상 비밀", None, "")


def test_a_detail_stays_until_another_is_said_or_the_genre_is_another(section):
    load(section, draft(genre="expense", details={"amount": 1, "place": "식당"}))
    load(section, Draft(management_number="D0001", genre="expense", details={"amount": 2}))
    assert stored().details == {"amount": 2, "place": "식당"}
    load(section, Draft(management_number="D0001", genre="press-release"))
    assert (stored().genre, stored().details) == ("press-release", {})


def test_what_a_person_decided_on_a_file_is_not_its_source_s_to_forget(section):
    scan = Attachment(name="붙임.pdf", type="application/pdf", size=1, digest="a" * 64, problem="image-only")
    load(section, draft(attachments=(scan,)))
    decided = [scan.to_data() | {"withheld": True, "copy": "b" * 64, "copy_size": 2}]
    DocumentPage.objects.update(attachments=decided)
    load(section, draft(attachments=(replace(scan, name="새 이름.pdf"),), retention="10"))
    assert stored().attachments == [decided[0] | {"name": "새 이름.pdf"}]


def test_a_document_in_which_something_is_found_is_held_without_quoting_it(section):
    (outcome,) = load(section, draft(text=PERSONAL))
    assert (outcome.status, outcome.url) == ("held", "")
    assert outcome.reason == "mobile (text), review (text)"
    assert (stored().held, stored().state, stored().live) == (True, "released", True)
    assert public() == set()


def test_an_update_that_brings_personal_data_hides_the_document(section):
    load(section, draft())
    assert statuses(load(section, draft(text=PERSONAL))) == ["held"]
    assert public() == set()
    assert statuses(load(section, draft())) == ["updated"]
    assert public() == {"D0001"}


def test_a_document_whose_day_has_not_come_waits(section):
    assert statuses(load(section, draft(produced_on=date(2099, 1, 1)))) == ["created"]
    assert (stored().state, stored().live, stored().first_published_at, public()) == ("waiting", False, None, set())


def test_the_rule_of_the_unit_and_tier_dates_it(section):
    ReleaseRule.objects.create(unit=make_unit(), tier="", days=3)
    load(section, draft(produced_on=date(2099, 1, 1)), draft(2, produced_on=date(2099, 1, 1), tier="week"))
    assert stored(1).release_at == datetime(2099, 1, 3, 15, tzinfo=UTC)
    assert stored(2).release_at == datetime(2099, 1, 7, 15, tzinfo=UTC)


def test_a_deleted_document_is_withdrawn_kept_and_comes_back_when_it_is_sent_again(section):
    load(section, draft())
    gone = Draft(management_number="D0001", change=Change.DELETE)
    assert statuses(load(section, gone)) == ["withdrawn"]
    assert (stored().state, stored().live, Entry.objects.get().state) == ("withdrawn", False, "gone")
    assert statuses(load(section, gone)) == ["unchanged"]
    assert statuses(load(section, draft())) == ["updated"]
    assert (stored().state, public()) == ("released", {"D0001"})


def test_what_was_taken_down_stays_down_whatever_its_source_says(section):
    load(section, draft())
    DocumentPage.objects.update(state="withdrawn", live=False)
    (outcome,) = load(section, draft(title="다른 제목"))
    assert (outcome.status, outcome.reason) == ("withdrawn", "taken down: stored, and stays out of every output")
    assert (stored().state, stored().live, stored().title) == ("withdrawn", False, "다른 제목")


def test_a_verdict_of_a_person_stands_while_the_content_stays(section):
    load(section, draft(text=PERSONAL))
    page = stored()
    verdict = page.verdict | {"outcome": "clear", "findings": [], "reasons": []}
    DocumentPage.objects.filter(pk=page.pk).update(verdict=verdict, held=False)
    assert statuses(load(section, draft(text=PERSONAL, retention="10"))) == ["updated"]
    assert public() == {"D0001"}
    assert statuses(load(section, draft(text=f"{PERSONAL} 2"))) == ["held"]
    assert public() == set()


def test_what_a_person_closed_is_not_opened_by_its_source(section, admin_user):
    load(section, draft())
    DocumentPage.objects.update(openness="closed", grounds=[6])
    page = stored()
    Decision.objects.create(document=page, management_number="D0001", action="close", actor=admin_user)
    load(section, draft(title="고친 제목"))
    assert (stored().openness, stored().grounds, stored().title) == ("closed", [6], "고친 제목")


def test_what_a_person_closed_stays_closed_after_a_rescreening_was_undone(section, admin_user):
    load(section, draft())
    page = stored()
    actions.close(page.pk, Officer(user=admin_user), closing=Closing(grounds=(7,), reason="경영상 비밀"))
    Decision.objects.create(document=page, management_number="D0001", action="undo", actor=admin_user)
    load(section, draft(title="다른 제목"))
    assert (stored().title, stored().openness) == ("다른 제목", "closed")


def test_what_a_person_marked_is_not_uncovered_by_a_change_of_its_source(section):
    load(section, draft(text="주민 가나다라 씨가 왔습니다."))
    page = stored()
    marked = Finding(Kind.MARKED, 3, 7, Confidence.CERTAIN, "person", "text")
    actions.mask(page.pk, Officer(note="이름"), findings=[marked])
    assert public() == {"D0001"}
    assert statuses(load(section, draft(text="주민 가나다라 씨가 왔습니다.", title="다른 제목"))) == ["held"]
    assert statuses(load(section, draft(text="주민 가나다라 씨가 왔습니다.", title="또 다른 제목"))) == ["held"]
    assert public() == set()


def test_a_file_of_which_more_was_read_is_screened_again(section):
    file = Attachment(name="명단.xlsx", type="x", size=1, digest="ab" * 32, text="명단", shown="명단")
    load(section, draft(attachments=(file,)))
    assert public() == {"D0001"}
    assert statuses(load(section, draft(attachments=(replace(file, text=PERSONAL, shown=PERSONAL),)))) == ["held"]
    assert public() == set()


def test_what_was_sent_back_waits_again_once_it_was_changed(section):
    load(section, draft(text=PERSONAL))
    DocumentPage.objects.update(state="returned", live=False)
    assert statuses(load(section, draft(text=PERSONAL, number="자전거팀-9"))) == ["held"]
    assert stored().state == "released"
    assert public() == set()


def test_an_openness_without_grounds_leaves_none_behind(section):
    load(section, draft(openness="closed", grounds=(5, 1), reason="의사결정 과정", review_on=date(2027, 1, 1)))
    assert (stored().grounds, stored().reason) == ([1, 5], "의사결정 과정")
    load(section, draft())
    assert (stored().openness, stored().grounds, stored().reason, stored().review_on) == ("open", [], "", None)


@pytest.mark.parametrize(
    ("over", "reason"),
    [
        ({"title": " "}, "title: a document has a title"),
        ({"title": "가" * 256}, "title: longer than 255 characters"),
        ({"produced_on": None}, "produced_on: a document has a date of production"),
        ({"produced_on": date(9999, 12, 31)}, "produced_on: 9999-12-31 is not between 1900 and 2100"),
        ({"openness": ""}, "openness: open, partial or closed (공개, 부분공개, 비공개) must be said"),
        ({"openness": "secret"}, "openness: “secret” is none of closed, open, partial"),
        ({"grounds": (6, 9)}, "grounds: 9 is no ground of article 9(1): they are 1 to 8"),
        ({"details": {"amount": 1}}, "details: the genre of the document is said with them"),
        ({"details": {"amount": 1}, "genre": "approval"}, "details: a document of the kind approval has none"),
        ({"management_number": "가/나"}, "management_number: "),
        ({"change": Change.DELETE}, "management_number: there is no document of this number to delete"),
    ],
)
def test_a_bad_draft_is_refused_and_fails_no_other(section, over, reason):
    outcomes = load(section, draft(1, **over), draft(2))
    assert statuses(outcomes) == ["refused", "created"]
    assert outcomes[0].reason.startswith(reason)
    assert public() == {"D0002"}


def test_details_that_no_record_could_have_are_refused(section):
    bad = draft(1, genre="expense", details={"spent_at": "yesterday"})
    good = draft(2, genre="expense", details={"amount": 120000, "spent_at": datetime(2026, 11, 3, tzinfo=UTC)})
    assert statuses(load(section, bad, good)) == ["refused", "created"]
    assert Entry.objects.get().record["expense"]["amount"] == 120000


def test_what_the_database_cannot_store_is_refused_alone(section):
    file = Attachment(name="붙임.pdf", type="application/pdf", size=1, digest="0" * 64, text="\ud800")
    outcomes = load(section, draft(1), draft(2, attachments=(file,)), draft(3))
    assert statuses(outcomes) == ["created", "refused", "created"]
    assert public() == {"D0001", "D0003"}


def test_of_two_drafts_of_one_number_the_last_one_stands(section):
    outcomes = load(section, draft(1), draft(2), draft(1, title="나중"), replace(draft(2), change=Change.DELETE))
    assert statuses(outcomes) == ["created", "created", "updated", "withdrawn"]
    assert (stored(1).title, public()) == ("나중", {"D0001"})


def test_a_department_nobody_knew_is_made_once_with_a_stable_key(section):
    load(section, draft(1, unit="새 부서"))
    load(section, draft(2, unit="새 부서"), draft(3, unit="bike-team"))
    made = OrganisationUnit.objects.get(name_ko="새 부서")
    assert (stored(1).unit, stored(2).unit, stored(3).unit.key) == (made, made, "bike-team")
    assert made.key == "u-c31de7a6f162"


def test_a_dry_run_answers_the_same_and_writes_nothing(section):
    drafts = [draft(1), draft(2, text=PERSONAL), draft(3, title=""), draft(4, unit="새 부서", task="새 과제")]
    before = written()
    assert statuses(load(section, *drafts, dry_run=True)) == ["created", "held", "refused", "created"]
    assert (written(), Folder.objects.count(), TaskCard.objects.count()) == (before, 0, 0)
    load(section, *drafts)
    assert statuses(load(section, replace(drafts[0], title="x"), dry_run=True)) == ["updated"]
    assert stored().title == drafts[0].title


def test_the_publication_is_told_once_a_batch(section):
    told = []

    def listen(page_ids, **kwargs):
        told.append(page_ids)

    pages_written.connect(listen)
    try:
        load(section, draft(1), draft(2), draft(1, title="나중"), draft(3, title=""))
    finally:
        pages_written.disconnect(listen)
    assert told == [[stored(1).pk, stored(2).pk]]


def test_what_fails_in_the_middle_leaves_nothing(section, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the plug was pulled")

    with monkeypatch.context() as patch:
        patch.setattr("cms.ledger.writing._advance", fail)
        with pytest.raises(RuntimeError):
            load(section, draft())
    assert (DocumentPage.objects.count(), Entry.objects.count()) == (0, 0)
    assert statuses(load(section, draft())) == ["created"]
    assert public() == {"D0001"}


def queries(section, *drafts):
    loader = Loader(section)
    with CaptureQueriesContext(connection) as captured:
        loader.load(drafts)
    return len(captured)


def test_twenty_drafts_take_as_many_queries_as_one(section):
    load(section, draft(99))
    one = queries(section, draft(1))
    twenty = queries(section, *(draft(number) for number in range(2, 22)))
    # One notes that the listings have changed. Three are of filters and sitemaps: which combinations of facets are
    # known, which shards of the sitemap list the terms that the documents are under, and that these and the documents'
    # own have changed.
    # One asks whether releases are stopped.
    # One reads what the IRIs of the city begin with, and one notes the documents for the search of the desk.
    # And on PostgreSQL what channels ask is apart.
    assert (one, twenty) == (48 + SAVEPOINT, 48 + SAVEPOINT)
