"""The present rules over all that is public: what they find is taken out of sight, resumably, and can be undone.

A run is a row whose bookmark moves in the transaction that does the work, so that a run that was killed goes on where
it was, by whoever goes on with it: the command, or the worker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from cms.core.errors import NotFound
from cms.core.reading import one_reading
from cms.core.signals import pages_written
from cms.releases.desk.deciding import snapshot
from cms.releases.judging import Judge
from cms.releases.models import Decision, DocumentPage, Rescreening
from cms.releases.screening import RULES_VERSION, Outcome, Verdict
from cms.subsites.models import OrganisationUnit

BATCH: Final = 100
# Primary keys that one step looks through at the most, however few documents a filter leaves of them.
WINDOW: Final = 5_000
_COLUMNS: Final = ("verdict", "unscreened", "held", "held_since")
_MADE: Final = (Decision.Action.QUARANTINE, Decision.Action.MASK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which documents a run looks at: all that are not held, less what is said here.

    ``only_rules`` leaves those that this version of the rules judged; those that a person decided on, on the content
    that they still have, are left alone unless ``also_decided``. A ``dry_run`` counts and changes nothing.
    """

    only_rules: str = ""
    unit: OrganisationUnit | None = None
    since: date | None = None
    also_decided: bool = False
    dry_run: bool = False


@transaction.atomic
def begin(scope: Scope, *, actor: Any = None) -> Rescreening:
    """The unfinished run of this scope by the present rules, or a new one."""
    said = {name: getattr(scope, name) for name in ("only_rules", "unit", "since", "also_decided", "dry_run")}
    unfinished = Rescreening.objects.filter(finished_at=None, rules_version=RULES_VERSION, **said).first()
    if unfinished is not None:
        return unfinished
    ends = DocumentPage.objects.aggregate(first=Min("pk"), last=Max("pk"))
    first = (ends["first"] or 1) - 1
    return Rescreening.objects.create(
        rules_version=RULES_VERSION, actor=actor, first=first, bookmark=first, last=ends["last"] or first, **said
    )


def go_on(run: Rescreening, *, limit: int = BATCH) -> Rescreening:
    """Do one step of a run, in one transaction; returns it as it then stands."""
    with transaction.atomic():
        run = Rescreening.objects.select_for_update().get(pk=run.pk)
        if run.finished_at is None:
            _step(run, limit)
            run.save()
    return run


def go_on_with_any() -> int:
    """One step of an unfinished run, for the worker; returns 1 where there was one that nobody else is at."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        run = Rescreening.objects.select_for_update(skip_locked=skip).filter(finished_at=None).order_by("pk").first()
        if run is None:
            return 0
        _step(run, BATCH)
        run.save()
    return 1


def _step(run: Rescreening, limit: int) -> None:
    end = min(run.bookmark + WINDOW, run.last)
    rows = _public(run).filter(pk__gt=run.bookmark, pk__lte=end).order_by("pk")
    pages = list(rows.select_for_update(of=("self",))[:limit])
    judged = _judged(pages, also_decided=run.also_decided)
    run.examined += len(pages)
    run.held += sum(verdict.outcome is Outcome.HELD for _page, verdict in judged)
    run.masked += sum(verdict.outcome is Outcome.MASKED for _page, verdict in judged)
    if judged and not run.dry_run:
        _store(run, judged)
    run.bookmark = pages[-1].pk if len(pages) == limit else end
    if run.bookmark >= run.last:
        run.finished_at = timezone.now()


def _public(run: Rescreening) -> QuerySet[DocumentPage]:
    rows = DocumentPage.objects.filter(held=False)
    if run.unit_id:
        rows = rows.filter(unit_id=run.unit_id)
    if run.since:
        rows = rows.filter(produced_on__gte=run.since)
    return rows.filter(verdict__rules_version=run.only_rules) if run.only_rules else rows


def _judged(pages: Sequence[DocumentPage], *, also_decided: bool) -> list[tuple[DocumentPage, Verdict]]:
    """The pages of which the rules now find more than their verdict says, with the new verdict."""
    judge = Judge()
    found = []
    with one_reading():
        for page in pages:
            old = page.screening
            if old is None or (old.decided and not also_decided):
                continue
            new = judge.verdict(page)
            if new.outcome is Outcome.HELD or not set(_places(new)) <= set(_places(old)):
                found.append((page, new))
    return found


def _places(verdict: Verdict) -> list[tuple[str, int, int]]:
    return [(found.part, found.start, found.end) for found in verdict.findings]


def _store(run: Rescreening, judged: Sequence[tuple[DocumentPage, Verdict]]) -> None:
    decisions = []
    for page, verdict in judged:
        held = verdict.outcome is Outcome.HELD
        action = Decision.Action.QUARANTINE if held else Decision.Action.MASK
        decisions.append(_decision(page, action, batch=run.batch))
        page.take_verdict(verdict)
    pages = [page for page, _verdict in judged]
    DocumentPage.objects.bulk_update(pages, _COLUMNS)
    Decision.objects.bulk_create(decisions)
    pages_written.send(DocumentPage, page_ids=[page.pk for page in pages])


def _decision(page: DocumentPage, action: Decision.Action, *, batch: str, actor: Any = None) -> Decision:
    return Decision(
        document=page,
        management_number=page.management_number,
        unit_id=page.unit_id,
        action=action,
        actor=actor,
        rules_version=RULES_VERSION,
        batch=batch,
        before=snapshot(page),
    )


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of the decisions of a run: verdicts restored, and left because something happened since."""

    restored: int = 0
    left: int = 0

    def __add__(self, other: "Undone") -> "Undone":
        return Undone(self.restored + other.restored, self.left + other.left)


def undo(batch: str, *, actor: Any = None, limit: int = BATCH) -> Undone:
    """Restore the verdicts that a run replaced, where neither the content nor anybody has changed anything since.

    NotFound for a batch that there never was. Doing it twice restores nothing twice.
    """
    run = Rescreening.objects.filter(batch=batch).first()
    if run is None:
        raise NotFound(f"there is no rescreening {batch}")
    Rescreening.objects.filter(pk=run.pk, finished_at=None).update(finished_at=timezone.now())
    total, last = Undone(), 0
    while True:
        made = Decision.objects.filter(batch=batch, action__in=_MADE, pk__gt=last).order_by("pk")
        decisions = list(made[:limit])
        if not decisions:
            break
        total += _undo_some(decisions, batch=batch, actor=actor)
        last = decisions[-1].pk
    Rescreening.objects.filter(pk=run.pk).update(undone_at=timezone.now())
    return total


@transaction.atomic
def _undo_some(decisions: Sequence[Decision], *, batch: str, actor: Any) -> Undone:
    by_document = {decision.document_id: decision for decision in decisions if decision.document_id}
    rows = DocumentPage.objects.select_for_update(of=("self",)).filter(pk__in=by_document).order_by("pk")
    latest = dict(
        Decision.objects.filter(document_id__in=by_document)
        .order_by()
        .values_list("document_id")
        .annotate(latest=Max("pk"))
    )
    undone, pages = [], []
    for page in rows:
        decision = by_document[page.pk]
        earlier = Verdict.from_data(decision.before["verdict"])
        if latest[page.pk] == decision.pk and earlier.content_hash == page.content_hash:
            undone.append(_decision(page, Decision.Action.UNDO, batch=f"{batch}-undo", actor=actor))
            page.take_verdict(earlier)
            pages.append(page)
    DocumentPage.objects.bulk_update(pages, _COLUMNS)
    Decision.objects.bulk_create(undone)
    if pages:
        pages_written.send(DocumentPage, page_ids=[page.pk for page in pages])
    return Undone(len(pages), len(decisions) - len(pages))


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a run is, from 0 to 1; documents a second; seconds left, None where that cannot be told."""

    share: float
    rate: float
    left: float | None


def pace(run: Rescreening, *, now: datetime | None = None) -> Pace:
    """Told by primary keys, since nobody counts a store of millions for it."""
    seconds = ((run.finished_at or now or timezone.now()) - run.started_at).total_seconds()
    share = (run.bookmark - run.first) / (run.last - run.first) if run.last > run.first else 1.0
    left = None if not share else 0.0 if run.finished_at else seconds * (1 - share) / share
    return Pace(share, run.examined / seconds if seconds > 0 else 0.0, left)
