"""The present rules over all that is public, or over what is held: what they find is taken out of sight, what they
find clear becomes public when it is due. Resumable, and can be undone; what a person decided stays.

A run is a row whose bookmark moves in the transaction that does the work, so that a run that was killed goes on where
it was, by whoever goes on with it: the command, or the worker.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from cms.core.errors import NotFound
from cms.core.reading import one_reading
from cms.core.signals import pages_written
from cms.jobs import asides
from cms.releases.desk import queries
from cms.releases.desk.deciding import DATED, redate, snapshot
from cms.releases.judging import Judge
from cms.releases.models import Decision, DocumentPage, Rescreening
from cms.releases.models.documents import locked_documents
from cms.releases.release import SCREENING
from cms.releases.screening import Outcome, Verdict, rules_version
from cms.subsites.models import OrganisationUnit

BATCH: Final = 100
# Primary keys that one step looks through at the most, however few documents a filter leaves of them.
WINDOW: Final = 5_000
_COLUMNS: Final = ("verdict", "unscreened", "held", "held_since")
_Action = Decision.Action
_MADE: Final = (_Action.QUARANTINE, _Action.MASK, _Action.CLEAR, _Action.SCREEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which documents a run looks at: all that are not held, or with ``held_only`` those that are, less what is said
    here.

    ``only_rules`` leaves those that this version of the rules judged; those that a person decided on, on the content
    that they still have, are left alone unless ``also_decided``. ``reason`` is the code of one for which they are held,
    ``days`` how long they have waited at least, ``selection`` their primary keys. A ``dry_run`` counts and changes
    nothing.
    """

    held_only: bool = False
    only_rules: str = ""
    city: str = ""
    unit: OrganisationUnit | None = None
    since: date | None = None
    reason: str = ""
    days: int = 0
    selection: tuple[int, ...] = ()
    also_decided: bool = False
    dry_run: bool = False

    def columns(self) -> dict[str, Any]:
        """What a run keeps of it."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return said | {"selection": sorted(self.selection)}


@transaction.atomic
def begin(scope: Scope, *, actor: Any = None) -> Rescreening:
    """The unfinished run of this scope by the present rules, or a new one."""
    unfinished = Rescreening.objects.filter(finished_at=None, rules_version=rules_version(), **scope.columns()).first()
    return unfinished or begin_anew(scope, actor=actor)


def begin_anew(scope: Scope, *, actor: Any = None, **counts: int) -> Rescreening:
    """A new run, also where there is an unfinished one, which has looked at a part of it by what was true before.

    ``counts`` are of what was done before it, such as ``examined``.
    """
    run = Rescreening(rules_version=rules_version(), actor=actor, **counts, **scope.columns())
    ends = (_waiting(run) if run.held_only else DocumentPage.objects).aggregate(first=Min("pk"), last=Max("pk"))
    run.first = run.bookmark = (ends["first"] or 1) - 1
    run.last = ends["last"] or run.first
    run.save()
    return run


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
        unfinished = Rescreening.objects.select_for_update(skip_locked=skip).filter(finished_at=None)
        run = unfinished.order_by("-held_only", "pk").first()  # what somebody waits for, before what takes hours
        if run is None:
            return 0
        _step(run, BATCH)
        run.save()
    return 1


def _step(run: Rescreening, limit: int) -> None:
    end = run.last if run.selection else min(run.bookmark + WINDOW, run.last)
    pages = locked_documents(_examined(run).filter(pk__gt=run.bookmark, pk__lte=end), limit=limit)
    judged = _judged(run, pages)
    if judged and not run.dry_run:
        judged = _stored(run, judged)
    counts = Counter(verdict.outcome for _page, verdict in judged)
    run.examined += len(pages)
    run.cleared += counts[Outcome.CLEAR]
    run.masked += counts[Outcome.MASKED]
    opened = counts[Outcome.CLEAR] + counts[Outcome.MASKED]
    run.held += len(pages) - opened if run.held_only else counts[Outcome.HELD]
    run.bookmark = pages[-1].pk if len(pages) == limit else end
    if run.bookmark >= run.last:
        run.finished_at = timezone.now()


def _examined(run: Rescreening) -> QuerySet[DocumentPage]:
    rows = _waiting(run) if run.held_only else DocumentPage.objects.filter(held=False)
    if run.unit_id:
        rows = rows.filter(unit_id=run.unit_id)
    if run.since:
        rows = rows.filter(produced_on__gte=run.since)
    return rows.filter(verdict__rules_version=run.only_rules) if run.only_rules else rows


def _waiting(run: Rescreening) -> QuerySet[DocumentPage]:
    """Those of the queue that the run is about; one that nobody has screened yet, the worker screens anyway."""
    rows = DocumentPage.objects.filter(held=True, unscreened=False, state__in=queries.IN_QUEUE)
    if run.city:
        rows = rows.filter(city=run.city)
    if run.selection:
        rows = rows.filter(pk__in=run.selection)
    if run.days:
        rows = queries.held_for(rows, days=run.days)
    return queries.with_reason(rows, run.reason) if run.reason else rows


def _judged(run: Rescreening, pages: Sequence[DocumentPage]) -> list[tuple[DocumentPage, Verdict]]:
    """The pages of which the rules now say something else that counts, with the new verdict."""
    judge = Judge()
    differs = _says_otherwise if run.held_only else _finds_more
    judged = []
    with one_reading():
        for page in pages:
            old = page.screening
            if old is None or (old.decided and not run.also_decided):
                continue
            try:
                new = judge.verdict(page)
            except Exception as error:
                if not asides.is_of_an_item(error):
                    raise
                _leave_to_screening(page.pk, error)
                continue
            if differs(new, old):
                judged.append((page, new))
    return judged


def _finds_more(new: Verdict, old: Verdict) -> bool:
    return new.outcome is Outcome.HELD or not _places(new) <= _places(old)


def _says_otherwise(new: Verdict, old: Verdict) -> bool:
    return new.outcome is not Outcome.HELD or (new.findings, new.reasons) != (old.findings, old.reasons)


def _places(verdict: Verdict) -> set[tuple[str, int, int]]:
    return {(found.part, found.start, found.end) for found in verdict.findings}


def _leave_to_screening(pk: int, error: Exception) -> None:
    """The run goes on without a document that it cannot judge: it waits as those do that nobody has screened."""
    DocumentPage.objects.filter(pk=pk).update(unscreened=True)
    asides.add(SCREENING, pk, error)


def _stored(run: Rescreening, judged: Sequence[tuple[DocumentPage, Verdict]]) -> list[tuple[DocumentPage, Verdict]]:
    """Store them; returns those that could be."""
    by_id = {page.pk: (page, verdict) for page, verdict in judged}
    done = asides.apart(SCREENING, list(by_id), lambda ids: _store(run, [by_id[pk] for pk in ids]))
    DocumentPage.objects.filter(pk__in=by_id.keys() - set(done)).update(unscreened=True)
    return [by_id[pk] for pk in done]


def _store(run: Rescreening, judged: Sequence[tuple[DocumentPage, Verdict]]) -> None:
    decisions = []
    for page, verdict in judged:
        decisions.append(_decision(page, _action(run, verdict), batch=run.batch, actor=run.actor))
        held_since = page.held_since
        page.take_verdict(verdict)
        if run.held_only:
            redate(page, held_since=held_since)
    pages = [page for page, _verdict in judged]
    DocumentPage.objects.bulk_update(pages, (*_COLUMNS, *DATED) if run.held_only else _COLUMNS)
    Decision.objects.bulk_create(decisions)
    pages_written.send(DocumentPage, page_ids=[page.pk for page in pages])


def _action(run: Rescreening, verdict: Verdict) -> Decision.Action:
    if verdict.outcome is Outcome.MASKED:
        return _Action.MASK
    if verdict.outcome is Outcome.CLEAR:
        return _Action.CLEAR
    return _Action.SCREEN if run.held_only else _Action.QUARANTINE


def _decision(page: DocumentPage, action: Decision.Action, *, batch: str, actor: Any = None) -> Decision:
    return Decision(
        document=page,
        management_number=page.management_number,
        unit_id=page.unit_id,
        action=action,
        actor=actor,
        rules_version=rules_version(),
        batch=batch,
        before=snapshot(page) | {"held_since": page.held_since.isoformat() if page.held_since else None},
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

    What the run had opened is then held by a person's decision, which no other run opens. NotFound for a batch that
    there never was. Doing it twice restores nothing twice.
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
    documents = locked_documents(DocumentPage.objects.filter(pk__in=by_document), limit=len(by_document))
    latest = dict(
        Decision.objects.filter(document_id__in=by_document)
        .order_by()
        .values_list("document_id")
        .annotate(latest=Max("pk"))
    )
    undone, pages = [], []
    for page in documents:
        decision = by_document[page.pk]
        earlier = Verdict.from_data(decision.before["verdict"])
        if latest[page.pk] == decision.pk and earlier.content_hash == page.content_hash:
            undone.append(_decision(page, _Action.UNDO, batch=f"{batch}-undo", actor=actor))
            _put_back(page, decision, earlier)
            pages.append(page)
    DocumentPage.objects.bulk_update(pages, _COLUMNS)
    Decision.objects.bulk_create(undone)
    if pages:
        pages_written.send(DocumentPage, page_ids=[page.pk for page in pages])
    return Undone(len(pages), len(decisions) - len(pages))


def _put_back(page: DocumentPage, decision: Decision, earlier: Verdict) -> None:
    since = decision.before.get("held_since")
    page.held_since = datetime.fromisoformat(since) if since else None
    was_opened = not page.held and earlier.outcome is Outcome.HELD
    page.take_verdict(replace(earlier, decided=True) if was_opened else earlier)


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
