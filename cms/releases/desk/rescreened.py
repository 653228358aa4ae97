"""What a run of the present rules goes over: released documents, and the pages of all screened types.

Both are found by primary keys of pages, of which there is one order, and each is asked for a step of a run: which keys
there are, what became of them, and what of a run can be taken back.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, Protocol

from django.db.models import Max, Min, Q, QuerySet
from wagtail.models import Page

from cms.core.reading import one_reading
from cms.core.signals import pages_written
from cms.jobs import asides
from cms.releases import page_judging
from cms.releases.desk import queries
from cms.releases.desk.deciding import DATED, redate, snapshot
from cms.releases.judging import Judge
from cms.releases.models.decisions import Decision
from cms.releases.models.documents import DocumentPage, locked_documents
from cms.releases.models.page_screenings import PageScreening
from cms.releases.models.rescreenings import Rescreening
from cms.releases.models.screened import is_screened
from cms.releases.release import SCREENING
from cms.releases.screening import Outcome, Verdict, rules_version

_COLUMNS: Final = ("verdict", "unscreened", "held", "held_since")
_Action = Decision.Action
# What a step did: ``examined``, and how many verdicts of each outcome were stored or would be.
Counts = Counter[str]
EXAMINED: Final = "examined"


class Rows(Protocol):
    """One store that a run goes over."""

    def ends(self, run: Rescreening) -> tuple[int | None, int | None]:
        """The first and the last primary key that the run is about."""

    def keys(self, run: Rescreening, *, until: int, limit: int) -> list[int]:
        """The next primary keys after the bookmark of the run, in order."""

    def step(self, run: Rescreening, keys: Sequence[int]) -> Counts:
        """Judge those of these keys that are still such, and store what the rules say otherwise now."""

    def restore(self, decisions: Mapping[int, Decision], latest: Mapping[int, int], *, batch: str, actor: Any) -> int:
        """Take back those of these decisions, by primary key, since which nothing has happened; returns how many."""


class DocumentRows:
    """Released documents."""

    def ends(self, run: Rescreening) -> tuple[int | None, int | None]:
        ends = (self._waiting(run) if run.held_only else DocumentPage.objects).aggregate(Min("pk"), Max("pk"))
        return ends["pk__min"], ends["pk__max"]

    def keys(self, run: Rescreening, *, until: int, limit: int) -> list[int]:
        rows = self._examined(run).filter(pk__gt=run.bookmark, pk__lte=until)
        return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])

    def step(self, run: Rescreening, keys: Sequence[int]) -> Counts:
        pages = locked_documents(self._examined(run).filter(pk__in=keys), limit=len(keys))
        judged = self._judged(run, pages)
        if judged and not run.dry_run:
            judged = self._stored(run, judged)
        return _counts(len(pages), [verdict for _page, verdict in judged])

    def restore(self, decisions: Mapping[int, Decision], latest: Mapping[int, int], *, batch: str, actor: Any) -> int:
        undone, pages = [], []
        for page in locked_documents(DocumentPage.objects.filter(pk__in=decisions), limit=len(decisions)):
            decision = decisions[page.pk]
            earlier = Verdict.from_data(decision.before["verdict"])
            if latest[page.pk] == decision.pk and earlier.content_hash == page.content_hash:
                undone.append(_of_document(page, _Action.UNDO, batch=batch, actor=actor))
                _put_back(page, decision, earlier)
                pages.append(page)
        DocumentPage.objects.bulk_update(pages, _COLUMNS)
        Decision.objects.bulk_create(undone)
        if pages:
            pages_written.send(DocumentPage, page_ids=[page.pk for page in pages])
        return len(pages)

    def _examined(self, run: Rescreening) -> QuerySet[DocumentPage]:
        rows = self._waiting(run) if run.held_only else DocumentPage.objects.filter(held=False)
        if run.unit_id:
            rows = rows.filter(unit_id=run.unit_id)
        if run.since:
            rows = rows.filter(produced_on__gte=run.since)
        return rows.filter(verdict__rules_version=run.only_rules) if run.only_rules else rows

    @staticmethod
    def _waiting(run: Rescreening) -> QuerySet[DocumentPage]:
        """Those of the queue that the run is about; one that nobody has screened yet, the worker screens anyway."""
        rows = DocumentPage.objects.filter(held=True, unscreened=False, state__in=queries.IN_QUEUE)
        return _filtered(rows, run, city="city")

    @staticmethod
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

    def _stored(
        self, run: Rescreening, judged: Sequence[tuple[DocumentPage, Verdict]]
    ) -> list[tuple[DocumentPage, Verdict]]:
        """Store them; returns those that could be."""
        by_id = {page.pk: (page, verdict) for page, verdict in judged}
        done = asides.apart(SCREENING, list(by_id), lambda ids: self._store(run, [by_id[pk] for pk in ids]))
        DocumentPage.objects.filter(pk__in=by_id.keys() - set(done)).update(unscreened=True)
        return [by_id[pk] for pk in done]

    @staticmethod
    def _store(run: Rescreening, judged: Sequence[tuple[DocumentPage, Verdict]]) -> None:
        decisions = []
        for page, verdict in judged:
            decisions.append(_of_document(page, _action(run, verdict), batch=run.batch, actor=run.actor))
            held_since = page.held_since
            page.take_verdict(verdict)
            if run.held_only:
                redate(page, held_since=held_since)
        pages = [page for page, _verdict in judged]
        DocumentPage.objects.bulk_update(pages, (*_COLUMNS, *DATED) if run.held_only else _COLUMNS)
        Decision.objects.bulk_create(decisions)
        pages_written.send(DocumentPage, page_ids=[page.pk for page in pages])


class PageRows:
    """The pages of all screened types, by what is kept beside them."""

    def ends(self, run: Rescreening) -> tuple[int | None, int | None]:
        rows = self._waiting(run) if run.held_only else PageScreening.objects.all()
        ends = rows.aggregate(Min("page_id"), Max("page_id"))
        return ends["page_id__min"], ends["page_id__max"]

    def keys(self, run: Rescreening, *, until: int, limit: int) -> list[int]:
        rows = self._examined(run).filter(page_id__gt=run.bookmark, page_id__lte=until)
        return list(rows.order_by("page_id").values_list("page_id", flat=True)[:limit])

    def step(self, run: Rescreening, keys: Sequence[int]) -> Counts:
        rows = list(PageScreening.objects.select_for_update().filter(page_id__in=keys).order_by("page_id"))
        pages = _live_pages(row.page_id for row in rows)
        judged = []
        with one_reading():
            for row in rows:
                if (page := pages.get(row.page_id)) is None:
                    continue
                try:
                    verdict = self._verdict(run, page, row)
                except Exception as error:
                    if not asides.is_of_an_item(error):
                        raise
                    self._leave_to_screening(row, error)
                    continue
                if verdict:
                    judged.append((page, row, verdict))
        if judged and not run.dry_run:
            self._store(run, judged)
        return _counts(len(rows), [verdict for _page, _row, verdict in judged])

    def restore(self, decisions: Mapping[int, Decision], latest: Mapping[int, int], *, batch: str, actor: Any) -> int:
        rows = list(PageScreening.objects.select_for_update().filter(page_id__in=decisions).order_by("page_id"))
        pages = _live_pages(row.page_id for row in rows)
        undone, restored = [], []
        for row in rows:
            decision, page = decisions[row.page_id], pages.get(row.page_id)
            earlier = Verdict.from_data(decision.before["verdict"])
            is_last = latest[row.page_id] == decision.pk
            if page is not None and is_last and earlier.content_hash == page.content_hash:
                undone.append(of_page(page, row, _Action.UNDO, batch=batch, actor=actor))
                _put_back(row, decision, earlier)
                restored.append(row)
        PageScreening.objects.bulk_update(restored, _COLUMNS)
        Decision.objects.bulk_create(undone)
        if restored:
            pages_written.send(PageScreening, page_ids=[row.page_id for row in restored])
        return len(restored)

    def _examined(self, run: Rescreening) -> QuerySet[PageScreening]:
        rows = self._waiting(run) if run.held_only else PageScreening.objects.filter(held=False, unscreened=False)
        if run.unit_id:
            rows = rows.filter(unit_id=run.unit_id)
        if run.since:
            rows = rows.filter(page__first_published_at__date__gte=run.since)
        return rows.filter(verdict__rules_version=run.only_rules) if run.only_rules else rows

    @staticmethod
    def _waiting(run: Rescreening) -> QuerySet[PageScreening]:
        return _filtered(queries.held_pages(), run, city="city")

    @staticmethod
    def _verdict(run: Rescreening, page: Any, row: PageScreening) -> Verdict | None:
        """The new verdict where it says something else that counts; what a person has declared stays as it is."""
        old = row.screening
        if old is None or (old.decided and not run.also_decided):
            return None
        new = page_judging.PageJudge().judged(page, meant=() if run.also_decided else row.meant).verdict
        if run.held_only:
            return new if _says_otherwise(new, old) else None
        return new if new.outcome is Outcome.HELD else None

    @staticmethod
    def _leave_to_screening(row: PageScreening, error: Exception) -> None:
        """The run goes on without a page that it cannot judge; it stays as it is, and the worker tries it again."""
        if not row.held:
            PageScreening.objects.filter(pk=row.pk).update(verdict=None, unscreened=True)
        asides.add(page_judging.PENDING, row.pk, error)

    @staticmethod
    def _store(run: Rescreening, judged: Sequence[tuple[Any, PageScreening, Verdict]]) -> None:
        decisions = []
        for page, row, verdict in judged:
            decisions.append(of_page(page, row, _action(run, verdict), batch=run.batch, actor=run.actor))
            row.take_verdict(verdict, content=verdict.content_hash)
        PageScreening.objects.bulk_update([row for _page, row, _verdict in judged], _COLUMNS)
        Decision.objects.bulk_create(decisions)
        pages_written.send(PageScreening, page_ids=[page.pk for page, _row, _verdict in judged])


ROWS: Final[tuple[Rows, ...]] = (DocumentRows(), PageRows())


def of_page(page: Any, row: PageScreening, action: Decision.Action, **facts: Any) -> Decision:
    """A decision on a page of a screened type, not stored, with what it replaces."""
    return Decision(
        document_id=page.pk,
        management_number=str(page.key),
        unit_id=row.unit_id,
        action=action,
        rules_version=rules_version(),
        before={
            "verdict": row.verdict,
            "meant": row.meant,
            "live": page.live,
            "held_since": row.held_since.isoformat() if row.held_since else None,
        },
        **facts,
    )


def _leave_to_screening(pk: int, error: Exception) -> None:
    """The run goes on without a document that it cannot judge: it waits as those do that nobody has screened."""
    DocumentPage.objects.filter(pk=pk).update(unscreened=True)
    asides.add(SCREENING, pk, error)


def _live_pages(keys: Collection[int] | Any) -> dict[int, Any]:
    found = Page.objects.filter(pk__in=list(keys), live=True).specific()
    return {page.pk: page for page in found if is_screened(page)}


def _filtered(rows: QuerySet[Any], run: Rescreening, *, city: str) -> QuerySet[Any]:
    """Those of the queue that fit what it was filtered by."""
    if run.city:
        rows = rows.filter(Q(**{city: run.city}))
    if run.selection:
        rows = rows.filter(pk__in=run.selection)
    if run.days:
        rows = queries.held_for(rows, days=run.days)
    return queries.with_reason(rows, run.reason) if run.reason else rows


def _counts(examined: int, verdicts: Sequence[Verdict]) -> Counts:
    return Counter({EXAMINED: examined}) + Counter(verdict.outcome.value for verdict in verdicts)


def _finds_more(new: Verdict, old: Verdict) -> bool:
    return new.outcome is Outcome.HELD or not _places(new) <= _places(old)


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


def _of_document(page: DocumentPage, action: Decision.Action, *, batch: str, actor: Any = None) -> Decision:
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


def _put_back(row: DocumentPage | PageScreening, decision: Decision, earlier: Verdict) -> None:
    since = decision.before.get("held_since")
    row.held_since = datetime.fromisoformat(since) if since else None
    was_opened = not row.held and earlier.outcome is Outcome.HELD
    verdict = replace(earlier, decided=True) if was_opened else earlier
    row.take_verdict(verdict, content=verdict.content_hash)
