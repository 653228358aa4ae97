"""The rows that a run of the present rules goes over: released documents, and the pages of all screened types.

Both are rows with a verdict, found by primary keys of pages, of which there is one order; each kind is asked for a step
of a run: which keys there are, what became of them, and what of a run can be taken back.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar, Final

from django.db.models import Max, Min, QuerySet
from wagtail.models import Page

from cms.core.reading import one_reading
from cms.core.signals import pages_written
from cms.jobs import asides
from cms.releases import page_judging
from cms.releases.desk import queries
from cms.releases.desk.deciding import DATED, of_document, of_page, redate
from cms.releases.judging import Judge
from cms.releases.models.decisions import Decision
from cms.releases.models.documents import DocumentPage
from cms.releases.models.page_screenings import PageScreening
from cms.releases.models.rescreenings import Rescreening
from cms.releases.models.screened import is_screened
from cms.releases.release import SCREENING, wait_where_stopped
from screening import Outcome, Verdict

_COLUMNS: Final = ("verdict", "unscreened", "held", "held_since")
_Action = Decision.Action
# What a step did: ``examined``, and how many verdicts of each outcome were stored or would be.
Counts = Counter[str]
EXAMINED: Final = "examined"
# A row, its page as the public would read it, and the new verdict on that.
_Judged = tuple[Any, Any, Verdict]


class Rows(ABC):
    """One store that a run goes over. A run goes on without a row that cannot be judged or stored: it is left to the
    worker's ``job``, which screens it again."""

    model: ClassVar[Any]
    job: ClassVar[str]
    # The day by which a run is bounded, as a lookup.
    day: ClassVar[str]

    def ends(self, run: Rescreening) -> tuple[int | None, int | None]:
        """The first and the last primary key that the run is about."""
        rows = self._waiting(run) if run.held_only else self.model.objects
        ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
        return ends["first"], ends["last"]

    def keys(self, run: Rescreening, *, until: int, limit: int) -> list[int]:
        """The next primary keys after the bookmark of the run, in order."""
        rows = self._examined(run).filter(pk__gt=run.bookmark, pk__lte=until)
        return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])

    def step(self, run: Rescreening, keys: Sequence[int]) -> Counts:
        """Judge those of these keys that are still such, and store what the rules say otherwise now."""
        rows = self._locked(self._examined(run), keys)
        with one_reading():
            judged = list(self._judged(run, rows))
        if judged and not run.dry_run:
            judged = self._stored(run, judged)
        return Counter({EXAMINED: len(rows)}) + Counter(verdict.outcome.value for _row, _page, verdict in judged)

    def restore(self, decisions: Mapping[int, Decision], latest: Mapping[int, int], *, batch: str, actor: Any) -> int:
        """Take back those of these decisions, by primary key, since which nothing has happened; returns how many."""
        rows = self._locked(self.model.objects, decisions)
        pages = self._pages(rows)
        undone, restored = [], []
        for row in rows:
            decision, page = decisions[row.pk], pages.get(row.pk)
            earlier = Verdict.from_data(decision.before["verdict"])
            is_last = latest[row.pk] == decision.pk
            if page is not None and is_last and earlier.content_hash == page.content_hash:
                undone.append(self._decision(row, page, _Action.UNDO, batch=batch, actor=actor))
                _put_back(row, decision, earlier)
                restored.append(row)
        self._write(restored, undone, _COLUMNS)
        return len(restored)

    def _locked(self, rows: Any, keys: Collection[int]) -> list[Any]:
        """Those of the rows that are still such when nobody else can change them any more."""
        locked = self.model.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk")
        return list(rows.filter(pk__in=list(locked.values_list("pk", flat=True))).order_by("pk"))

    def _examined(self, run: Rescreening) -> Any:
        rows = self._waiting(run) if run.held_only else self._opened()
        if run.unit_id:
            rows = rows.filter(unit_id=run.unit_id)
        if run.since:
            rows = rows.filter(**{f"{self.day}__gte": run.since})
        return rows.filter(verdict__rules_version=run.only_rules) if run.only_rules else rows

    def _judged(self, run: Rescreening, rows: Sequence[Any]) -> Iterator[_Judged]:
        """The rows of which the rules now say something else that counts; what a person decided stays as it is."""
        pages, judge = self._pages(rows), self._judge(run)
        for row in rows:
            page, old = pages.get(row.pk), row.screening
            if page is None or old is None or (old.decided and not run.also_decided):
                continue
            try:
                new = judge(row, page)
            except Exception as error:
                if not asides.is_of_an_item(error):
                    raise
                self._leave([row])
                asides.add(self.job, row.pk, error)
                continue
            if _says_otherwise(new, old) if run.held_only else self._finds_more(new, old):
                yield row, page, new

    def _stored(self, run: Rescreening, judged: Sequence[_Judged]) -> list[_Judged]:
        """Store them; returns those that could be."""
        by_id = {row.pk: (row, page, verdict) for row, page, verdict in judged}
        done = asides.apart(self.job, list(by_id), lambda ids: self._store(run, [by_id[pk] for pk in ids]))
        self._leave(by_id[pk][0] for pk in by_id.keys() - set(done))
        return [by_id[pk] for pk in done]

    def _take(self, run: Rescreening, row: Any, verdict: Verdict) -> None:
        row.take_verdict(verdict, content=verdict.content_hash)

    def _dates(self, run: Rescreening) -> Sequence[str]:
        """The columns that a verdict changes beside its own."""
        return ()

    def _store(self, run: Rescreening, judged: Sequence[_Judged]) -> None:
        decisions = []
        for row, page, verdict in judged:
            decisions.append(self._decision(row, page, _action(run, verdict), batch=run.batch, actor=run.actor))
            self._take(run, row, verdict)
        self._write([row for row, _page, _verdict in judged], decisions, (*_COLUMNS, *self._dates(run)))

    def _write(self, rows: Sequence[Any], decisions: Sequence[Decision], columns: Sequence[str]) -> None:
        if rows:
            self.model.objects.bulk_update(rows, columns)
            Decision.objects.bulk_create(decisions)
            pages_written.send(self.model, page_ids=[row.pk for row in rows])

    @abstractmethod
    def _opened(self) -> QuerySet[Any]:
        """Those that are not held."""

    @abstractmethod
    def _waiting(self, run: Rescreening) -> QuerySet[Any]:
        """Those of the queue that the run is about; one that nobody has screened yet, the worker screens anyway."""

    @abstractmethod
    def _pages(self, rows: Sequence[Any]) -> Mapping[int, Any]:
        """The page of each row that has one to be judged, by primary key."""

    @abstractmethod
    def _judge(self, run: Rescreening) -> Callable[[Any, Any], Verdict]:
        """The function that gives the verdict of the present rules on a row and its page, for one step."""

    @abstractmethod
    def _finds_more(self, new: Verdict, old: Verdict) -> bool:
        """Return whether the new verdict on what is not held counts."""

    @abstractmethod
    def _leave(self, rows: Iterable[Any]) -> None:
        """Let these wait as those do that nobody has screened."""

    @abstractmethod
    def _decision(self, row: Any, page: Any, action: Decision.Action, *, batch: str, actor: Any) -> Decision:
        """A decision on a row, not stored, with what it replaces."""


class DocumentRows(Rows):
    """Released documents, each a row of its own."""

    model = DocumentPage
    job = SCREENING
    day = "produced_on"

    def _opened(self) -> QuerySet[Any]:
        return DocumentPage.objects.filter(held=False)

    def _waiting(self, run: Rescreening) -> QuerySet[Any]:
        rows = DocumentPage.objects.filter(held=True, unscreened=False, state__in=queries.IN_QUEUE)
        return _filtered(rows, run)

    def _pages(self, rows: Sequence[Any]) -> Mapping[int, Any]:
        return {row.pk: row for row in rows}

    def _judge(self, run: Rescreening) -> Callable[[Any, Any], Verdict]:
        judge = Judge()
        return lambda _row, page: judge.verdict(page)

    def _finds_more(self, new: Verdict, old: Verdict) -> bool:
        return new.outcome is Outcome.HELD or not _places(new) <= _places(old)

    def _take(self, run: Rescreening, row: Any, verdict: Verdict) -> None:
        held_since = row.held_since
        super()._take(run, row, verdict)
        if run.held_only:
            redate(row, held_since=held_since)

    def _dates(self, run: Rescreening) -> Sequence[str]:
        return DATED if run.held_only else ()

    def _write(self, rows: Sequence[Any], decisions: Sequence[Decision], columns: Sequence[str]) -> None:
        wait_where_stopped([row for row in rows if not row.held])
        super()._write(rows, decisions, (*columns, "state"))

    def _leave(self, rows: Iterable[Any]) -> None:
        DocumentPage.objects.filter(pk__in=[row.pk for row in rows]).update(unscreened=True)

    def _decision(self, row: Any, page: Any, action: Decision.Action, *, batch: str, actor: Any) -> Decision:
        return of_document(page, action, batch=batch, actor=actor)


class PageRows(Rows):
    """The pages of all screened types, by what is kept beside them; only live ones are judged."""

    model = PageScreening
    job = page_judging.PENDING
    day = "page__first_published_at__date"

    def _opened(self) -> QuerySet[Any]:
        return PageScreening.objects.filter(held=False, unscreened=False)

    def _waiting(self, run: Rescreening) -> QuerySet[Any]:
        return _filtered(queries.held_pages(), run)

    def _pages(self, rows: Sequence[Any]) -> Mapping[int, Any]:
        found = Page.objects.filter(pk__in=[row.pk for row in rows], live=True).specific()
        return {page.pk: page for page in found if is_screened(page)}

    def _judge(self, run: Rescreening) -> Callable[[Any, Any], Verdict]:
        judge = page_judging.PageJudge()
        return lambda row, page: judge.judged(page, meant=() if run.also_decided else row.meant).verdict

    def _finds_more(self, new: Verdict, old: Verdict) -> bool:
        """Count what is held alone: whoever published it was told of what is doubtful."""
        return new.outcome is Outcome.HELD

    def _leave(self, rows: Iterable[Any]) -> None:
        """Leave public what is public until the worker has screened it, and held what is held."""
        pks = [row.pk for row in rows]
        PageScreening.objects.filter(pk__in=pks, held=False).update(verdict=None, unscreened=True)

    def _decision(self, row: Any, page: Any, action: Decision.Action, *, batch: str, actor: Any) -> Decision:
        return of_page(page, row, action, batch=batch, actor=actor)


ROWS: Final[tuple[Rows, ...]] = (DocumentRows(), PageRows())


def _filtered(rows: QuerySet[Any], run: Rescreening) -> QuerySet[Any]:
    """Those of the queue that fit what it was filtered by."""
    if run.city:
        rows = rows.filter(city=run.city)
    if run.selection:
        rows = rows.filter(pk__in=run.selection)
    if run.days:
        rows = queries.held_for(rows, days=run.days)
    return queries.with_reason(rows, run.reason) if run.reason else rows


def _says_otherwise(new: Verdict, old: Verdict) -> bool:
    return new.outcome is not Outcome.HELD or (new.findings, new.reasons) != (old.findings, old.reasons)


def _places(verdict: Verdict) -> set[tuple[str, int, int]]:
    return {(found.part, found.start, found.end) for found in verdict.findings}


def _action(run: Rescreening, verdict: Verdict) -> Decision.Action:
    if verdict.outcome is Outcome.MASKED:
        return _Action.MASK
    if verdict.outcome is Outcome.CLEAR:
        return _Action.CLEAR
    return _Action.SCREEN if run.held_only else _Action.QUARANTINE


def _put_back(row: DocumentPage | PageScreening, decision: Decision, earlier: Verdict) -> None:
    since = decision.before.get("held_since")
    row.held_since = datetime.fromisoformat(since) if since else None
    was_opened = not row.held and earlier.outcome is Outcome.HELD
    verdict = replace(earlier, decided=True) if was_opened else earlier
    row.take_verdict(verdict, content=verdict.content_hash)
