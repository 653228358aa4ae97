"""The present rules over all that is public, or over what is held: what they find is taken out of sight, what they
find clear becomes public when it is due. Resumable, and can be undone; what a person decided stays.

A run is a row whose bookmark moves in the transaction that does the work, so that a run that was killed goes on where
it was, by whoever goes on with it: the command, or the worker.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from cms.core.errors import NotFound
from cms.ledger import keeping
from cms.releases.desk.rescreened import EXAMINED, ROWS
from cms.releases.models import Decision, Rescreening
from cms.subsites.models import OrganisationUnit
from screening import Outcome, rules_version

BATCH: Final = 100
# Primary keys that one step looks through at the most, however few documents a filter leaves of them.
WINDOW: Final = 5_000
_Action = Decision.Action
_MADE: Final = (_Action.QUARANTINE, _Action.MASK, _Action.CLEAR, _Action.SCREEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The documents that a run looks at: all that are not held, or with ``held_only`` those that are, less what is said
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
        """The columns that a run keeps of it."""
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
    ends = [end for rows in ROWS for end in rows.ends(run) if end is not None]
    run.first = run.bookmark = min(ends, default=1) - 1
    run.last = max(ends, default=run.first)
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
    if not Rescreening.objects.filter(finished_at=None).exists():
        return 0
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
    """The next keys of all stores in one order, and of each store what is among them."""
    end = run.last if run.selection else min(run.bookmark + WINDOW, run.last)
    found = [(rows, rows.keys(run, until=end, limit=limit)) for rows in ROWS]
    keys = sorted(key for _rows, some in found for key in some)[:limit]
    done: Counter[str] = Counter()
    for rows, some in found:
        if taken := [key for key in some if key <= keys[-1]]:
            done += rows.step(run, taken)
    if not run.dry_run:
        keeping.judge_again(keys)
    opened = done[Outcome.CLEAR] + done[Outcome.MASKED]
    run.examined += done[EXAMINED]
    run.cleared += done[Outcome.CLEAR]
    run.masked += done[Outcome.MASKED]
    run.held += done[EXAMINED] - opened if run.held_only else done[Outcome.HELD]
    run.bookmark = keys[-1] if len(keys) == limit else end
    if run.bookmark >= run.last:
        run.finished_at = timezone.now()


@dataclass(frozen=True, slots=True)
class Undone:
    """The outcome of undoing a run: verdicts restored, and those left because something happened since."""

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
    by_page = {decision.document_id: decision for decision in decisions if decision.document_id}
    latest = dict(
        Decision.objects.filter(document_id__in=by_page).order_by().values_list("document_id").annotate(Max("pk"))
    )
    restored = sum(rows.restore(by_page, latest, batch=f"{batch}-undo", actor=actor) for rows in ROWS)
    return Undone(restored, len(decisions) - restored)


@dataclass(frozen=True, slots=True)
class Pace:
    """The progress of a run: from 0 to 1; documents a second; seconds left, None where that cannot be told."""

    share: float
    rate: float
    left: float | None


def pace(run: Rescreening, *, now: datetime | None = None) -> Pace:
    """Told by primary keys, since nobody counts a store of millions for it."""
    seconds = ((run.finished_at or now or timezone.now()) - run.started_at).total_seconds()
    share = (run.bookmark - run.first) / (run.last - run.first) if run.last > run.first else 1.0
    left = None if not share else 0.0 if run.finished_at else seconds * (1 - share) / share
    return Pace(share, run.examined / seconds if seconds > 0 else 0.0, left)
