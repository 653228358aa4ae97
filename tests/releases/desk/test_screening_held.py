"""The present rules over what is held: what they find clear is public when it is due; what a person decided stays."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.ledger.models import Entry
from cms.releases import release
from cms.releases.desk import actions, rescreening
from cms.releases.desk.deciding import Officer
from cms.releases.desk.rescreening import Scope, Undone
from cms.releases.models import Decision, DocumentPage, KnownGoodValue, Rescreening
from screening import verdicts as rules
from tests.background import turn
from tests.content import make_unit, make_user, released_document, released_documents
from tests.releases.desk.conftest import TEXT

HELD = Scope(held_only=True)
PATH = "/admin/disclosure/screen-again/"


@pytest.fixture
def milder(monkeypatch):
    """Rules that find nothing in anything, from the moment that it is called."""
    return lambda: monkeypatch.setattr(rules, "screen", lambda text, **kwargs: ())


@pytest.fixture
def three(section):
    return released_documents(1, 2, 3, text=TEXT)


def public():
    return sorted(Entry.objects.filter(kind="document", state="public").values_list("record__title", flat=True))


def numbers():
    return [int(title.rsplit(" ", 1)[1][:-1]) for title in public()]


def now(page):
    return DocumentPage.objects.get(pk=page.pk)


def finish(run, **kwargs):
    while run.finished_at is None:
        run = rescreening.go_on(run, **kwargs)
    return run


def counts(run):
    return run.examined, run.cleared, run.masked, run.held


def test_what_the_rules_find_clear_becomes_public_and_is_in_the_log(three, milder):
    assert counts(finish(rescreening.begin(HELD))) == (3, 0, 0, 3)
    assert not Decision.objects.exists()
    milder()
    officer = make_user("officer")
    run = finish(rescreening.begin(HELD, actor=officer))
    assert (counts(run), numbers()) == ((3, 3, 0, 0), [1, 2, 3])
    assert list(Decision.objects.values_list("action", "actor", "batch", "before__verdict__outcome").distinct()) == [
        ("clear", officer.pk, run.batch, "held")
    ]


def test_what_the_rules_still_hold_shows_their_present_reasons(section, monkeypatch):
    page = released_document(text=TEXT)
    found = rules.screen(TEXT)
    monkeypatch.setattr(rules, "screen", lambda text, **kwargs: found[:1] if text == TEXT else ())
    run = finish(rescreening.begin(HELD))
    assert (counts(run), public()) == ((1, 0, 0, 1), [])
    assert now(page).screening.findings == rules.judge(list(page.parts())).findings
    assert list(Decision.objects.values_list("action", flat=True)) == (["screen"] if len(found) > 1 else [])


def test_what_the_policy_masks_now_is_public_with_that_covered(section):
    released_document(text=TEXT)
    section.masked_kinds = ["mobile", "person_name"]
    section.save()
    assert counts(finish(rescreening.begin(HELD))) == (1, 0, 1, 0)
    assert (Entry.objects.get(kind="document").record["masked"], Decision.objects.get().action) == (True, "mask")


def test_it_is_news_on_the_day_on_which_it_is_cleared(three, milder):
    before = timezone.now()
    DocumentPage.objects.update(held_since=three[0].first_published_at - timedelta(hours=1))
    milder()
    finish(rescreening.begin(HELD))
    assert all(page.first_published_at >= before for page in DocumentPage.objects.all())


def test_what_is_not_due_yet_waits_for_its_day(section, milder):
    page = released_document(text=TEXT, produced_on=date(2999, 1, 1))
    milder()
    assert finish(rescreening.begin(HELD)).cleared == 1
    assert (now(page).held, now(page).state, public()) == (False, "waiting", [])
    DocumentPage.objects.update(release_at=timezone.now())
    release.release_due()
    assert numbers() == [1]


def test_what_a_person_decided_stays_as_it_is(three, milder):
    officer = Officer(user=make_user("officer"), note="살펴봄")
    actions.mask(three[0].pk, officer)
    actions.send_back(three[1].pk, officer)
    actions.take_down(three[2].pk, officer)
    decided = list(DocumentPage.objects.order_by("pk").values("verdict", "state", "held"))
    milder()
    assert finish(rescreening.begin(HELD)).examined == 0
    assert list(DocumentPage.objects.order_by("pk").values("verdict", "state", "held")) == decided
    assert numbers() == [1]


def test_a_verdict_on_other_content_opens_nothing(three, milder):
    DocumentPage.objects.filter(pk=three[0].pk).update(unscreened=True)
    milder()
    assert finish(rescreening.begin(HELD)).examined == 2
    assert numbers() == [2, 3]


def test_a_run_that_was_killed_goes_on_where_it_was(three, milder):
    milder()
    run = rescreening.go_on(rescreening.begin(HELD), limit=2)
    assert (counts(run), run.finished_at, numbers()) == ((2, 2, 0, 0), None, [1, 2])
    assert rescreening.begin(HELD).pk == run.pk
    assert counts(finish(run)) == (3, 3, 0, 0)


def test_a_dry_run_counts_and_changes_nothing(three, milder):
    milder()
    assert counts(finish(rescreening.begin(Scope(held_only=True, dry_run=True)))) == (3, 3, 0, 0)
    assert (public(), Decision.objects.count()) == ([], 0)


def test_what_it_cleared_is_undone_and_is_then_held_by_a_person(three, milder):
    before = dict(DocumentPage.objects.values_list("pk", "held_since"))
    milder()
    run = finish(rescreening.begin(HELD))
    officer = Officer(user=make_user("officer"), note="아님")
    actions.take_down(three[2].pk, officer)
    assert rescreening.undo(run.batch, actor=officer.user) == Undone(restored=2, left=1)
    assert public() == []
    assert {page.pk: now(page).held_since for page in three[:2]} == {page.pk: before[page.pk] for page in three[:2]}
    assert (now(three[0]).screening.decided, now(three[0]).screening.findings) == (True, three[0].screening.findings)
    assert counts(finish(rescreening.begin_anew(HELD))) == (2, 0, 0, 2)
    assert public() == []
    actions.screen_again(three[0].pk, officer)
    assert numbers() == [1]


def test_runs_over_what_is_held_come_before_those_over_the_whole_store(three, milder):
    milder()
    rescreening.begin(Scope())
    rescreening.begin(HELD)
    rescreening.go_on_with_any()
    assert list(Rescreening.objects.order_by("pk").values_list("held_only", "cleared")) == [(False, 0), (True, 3)]


def test_the_command_says_what_it_did_and_how_to_undo_it(three, milder):
    milder()
    output = StringIO()
    call_command("rescreen", held=True, stdout=output)
    run = Rescreening.objects.get()
    told = f"3 examined, 0 held, 0 masked, 3 cleared\nUndo: manage.py rescreen --undo {run.batch}\n"
    assert output.getvalue().endswith(told)


def test_an_officer_screens_what_the_filters_of_the_queue_leave(client, section, milder):
    road = make_unit("road-team")
    released_document(1, text=TEXT)
    released_document(2, text=TEXT, unit=road)
    old = released_document(3, text="hong.gildong@example.com", unit=road)
    DocumentPage.objects.filter(pk=old.pk).update(held_since=timezone.now() - timedelta(days=8))
    listed = client.get(f"/admin/disclosure/?unit={road.pk}&reason=email&age=7").content.decode()
    address = f"{PATH}?unit={road.pk}&amp;reason=email&amp;age=7"
    assert address in listed
    asked = client.get(address.replace("&amp;", "&")).content.decode()
    assert f'<option value="{road.pk}" selected>' in asked and '<option value="email" selected>' in asked
    milder()
    client.post(PATH, {"unit": road.pk, "reason": "email", "age": "7"})
    assert "data-desk-running" in client.get(PATH).content.decode()
    turn()
    assert numbers() == [3]
    assert Rescreening.objects.get().actor.username == "officer"


@pytest.mark.parametrize("path", ["returned/", "proposed/"])
def test_only_the_queue_is_screened_whole(client, three, path):
    assert PATH not in client.get(f"/admin/disclosure/{path}").content.decode()
    assert PATH in client.get("/admin/disclosure/").content.decode()


def test_a_selection_is_screened_at_once(client, three, milder):
    milder()
    ids = "&".join(f"id={page.pk}" for page in (three[0], three[2]))
    path = f"/admin/bulk/releases/documentpage/screen/?{ids}&next=/admin/disclosure/"
    assert "자전거길 정비 계획 3호" in client.get(path).content.decode()
    asked = client.get(path).context["form"].initial["seen"]
    told = client.post(path, {"seen": asked}, follow=True).content.decode()
    assert "Examined: 2. Cleared: 2. Masked: 0. Held: 0." in told
    assert (numbers(), Rescreening.objects.get().finished_at is not None) == ([1, 3], True)


def test_a_selection_of_nothing_screens_nothing(client, three, milder):
    milder()
    client.post("/admin/bulk/releases/documentpage/screen/?id=4711&next=/admin/disclosure/", {"seen": "{}"})
    assert (public(), Rescreening.objects.count()) == ([], 0)


def test_a_value_declared_public_clears_what_else_is_held_for_it_and_the_log_says_so(client, three, user):
    other = released_document(4, text=TEXT, unit=make_unit("road-team"))
    KnownGoodValue.objects.create(unit=three[0].unit, value="미리 적어 둔 값")
    start = TEXT.index("010")
    actions.allow_value(three[0].pk, Officer(user=user), part="text", start=start, end=start + 13)
    assert numbers() == [1]
    turn()
    assert (numbers(), now(other).held) == ([1, 2, 3], True)
    log = client.get("/admin/disclosure/decisions/", {"action": "allow"}).content.decode()
    assert "value declared public; documents cleared: 3" in log
    assert (
        "value declared public; documents cleared: 3"
        in client.get(f"/admin/disclosure/{three[0].pk}/").content.decode()
    )
