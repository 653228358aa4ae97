"""New rules over the whole store: what they find is held at once, resumably, and what they held can be undone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.ledger.models import Entry
from cms.releases.desk import actions, rescreened, rescreening
from cms.releases.desk.deciding import Officer
from cms.releases.desk.rescreening import Scope, Undone
from cms.releases.models import Decision, DocumentPage, Rescreening
from screening import Confidence, Finding, Kind
from screening import verdicts as rules
from tests.background import turn
from tests.content import make_unit, make_user, released_document, released_documents

WORD = "강변"


@pytest.fixture
def stricter(monkeypatch):
    """Rules that take a word of every document for a name."""

    def screen(text, **kwargs):
        at = text.find(WORD)
        return () if at < 0 else (Finding(Kind.PERSON_NAME, at, at + len(WORD), Confidence.CERTAIN, "new"),)

    def apply():
        monkeypatch.setattr(rules, "screen", screen)

    return apply


def public():
    return Entry.objects.filter(kind="document", state="public").count()


def finish(run, **kwargs):
    while run.finished_at is None:
        run = rescreening.go_on(run, **kwargs)
    return run


@pytest.fixture
def five(section, stricter):
    pages = released_documents(*range(1, 6))
    stricter()
    return pages


def test_what_the_new_rules_find_leaves_every_output(five):
    run = finish(rescreening.begin(Scope()))
    assert (run.examined, run.held, public()) == (5, 5, 0)
    decision = Decision.objects.first()
    assert (decision.action, decision.actor, decision.batch, decision.before["verdict"]["outcome"]) == (
        "quarantine",
        None,
        run.batch,
        "clear",
    )
    assert DocumentPage.objects.filter(held=True, held_since__isnull=False).count() == 5


def test_a_run_that_was_killed_goes_on_where_it_was(five):
    run = rescreening.go_on(rescreening.begin(Scope()), limit=2)
    assert (run.examined, run.held, run.finished_at) == (2, 2, None)
    again = rescreening.begin(Scope())
    assert again.pk == run.pk
    run = finish(again, limit=2)
    assert (run.examined, run.held, Decision.objects.count(), public()) == (5, 5, 5, 0)


def test_a_step_that_ends_midway_leaves_nothing_behind(five, monkeypatch):
    class Broken:
        def send(self, *args, **kwargs):
            raise SystemExit

    run = rescreening.begin(Scope())
    with monkeypatch.context() as broken, pytest.raises(SystemExit):
        broken.setattr(rescreened, "pages_written", Broken())
        rescreening.go_on(run, limit=2)
    assert (Rescreening.objects.get().bookmark, Decision.objects.count(), public()) == (run.first, 0, 5)
    assert finish(run).held == 5


def test_the_worker_goes_on_with_a_run_that_somebody_began(five):
    rescreening.begin(Scope())
    turn()
    assert Rescreening.objects.get().finished_at is not None
    assert public() == 0
    assert rescreening.go_on_with_any() == 0


def test_a_run_is_undone_exactly(five):
    before = {page.pk: page.verdict for page in DocumentPage.objects.all()}
    run = finish(rescreening.begin(Scope()))
    assert rescreening.undo(run.batch) == Undone(restored=5, left=0)
    assert {page.pk: page.verdict for page in DocumentPage.objects.all()} == before
    assert (public(), Decision.objects.filter(action="undo").count()) == (5, 5)
    assert rescreening.undo(run.batch) == Undone(restored=0, left=5)
    assert Decision.objects.filter(action="undo").count() == 5


def test_what_happened_since_is_not_undone(five):
    run = finish(rescreening.begin(Scope()))
    edited = DocumentPage.objects.get(pk=five[0].pk)
    edited.text = "다른 글"
    edited.save()
    actions.mask(five[1].pk, Officer(user=make_user("officer")))
    assert rescreening.undo(run.batch) == Undone(restored=3, left=2)
    assert DocumentPage.objects.get(pk=five[1].pk).screening.outcome == "masked"
    assert DocumentPage.objects.get(pk=five[0].pk).held


def test_what_a_person_released_on_this_content_is_left_alone(section, stricter):
    page = released_document(text=f"{WORD} 010-1234-5678")
    actions.release(page.pk, Officer(user=make_user("officer"), note="괜찮음"))
    stricter()
    assert finish(rescreening.begin(Scope())).held == 0
    assert public() == 1
    assert finish(rescreening.begin(Scope(also_decided=True))).held == 1
    assert public() == 0


def test_a_dry_run_counts_and_changes_nothing(five):
    run = finish(rescreening.begin(Scope(dry_run=True)))
    assert (run.examined, run.held, public(), Decision.objects.count()) == (5, 5, 5, 0)


def test_a_run_looks_only_at_what_it_is_asked_to(five):
    other = released_document(9, unit=make_unit("road-team"), text=f"{WORD}")
    assert other.held
    DocumentPage.objects.filter(pk=five[0].pk).update(unit=make_unit("park-team"), produced_on="2026-01-01")
    assert finish(rescreening.begin(Scope(unit=make_unit("park-team"), dry_run=True))).examined == 1
    assert finish(rescreening.begin(Scope(since=five[1].produced_on, dry_run=True))).examined == 4
    assert finish(rescreening.begin(Scope(only_rules="another", dry_run=True))).examined == 0


def test_what_the_policy_masks_is_masked_and_stays_public(section, stricter):
    section.masked_kinds = ["person_name"]
    section.save()
    released_document()
    stricter()
    run = finish(rescreening.begin(Scope()))
    assert (run.held, run.masked, public()) == (0, 1, 1)
    assert Decision.objects.get().action == "mask"


def test_an_empty_store_is_done_at_once(section):
    run = finish(rescreening.begin(Scope()))
    assert (run.examined, rescreening.pace(run).share) == (0, 1.0)


def test_the_command_says_what_it_did_and_how_to_undo_it(five):
    output = StringIO()
    call_command("rescreen", stdout=output)
    run = Rescreening.objects.get()
    assert f"5 examined, 5 held, 0 masked\nUndo: manage.py rescreen --undo {run.batch}" in output.getvalue()
    output = StringIO()
    call_command("rescreen", undo=run.batch, stdout=output)
    assert output.getvalue() == "5 restored, 0 left as they are now\n"


@pytest.mark.parametrize("options", [{"undo": "nothing"}, {"unit": "nowhere"}])
def test_a_run_or_a_department_that_is_not_there_is_refused(section, options):
    with pytest.raises(CommandError):
        call_command("rescreen", **options)


def test_an_officer_begins_watches_and_undoes_a_run(client, five):
    client.post("/admin/disclosure/rescreening/", {"unit": "", "since": ""})
    assert "data-desk-running" in client.get("/admin/disclosure/rescreening/").content.decode()
    turn()
    shown = client.get("/admin/disclosure/rescreening/").content.decode()
    assert "data-desk-running" not in shown and "finished" in shown
    client.post(f"/admin/disclosure/rescreening/{Rescreening.objects.get().batch}/undo/")
    assert (public(), Rescreening.objects.get().actor.username) == (5, "officer")
    assert client.post("/admin/disclosure/rescreening/nothing/undo/").status_code == 302
