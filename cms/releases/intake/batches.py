"""Writing drafts as document pages: screened, dated by the release rule, and public at once where their day has come.

Departments, task cards and folders are made before the transaction of a batch, each in a moment, so that no other
loader waits for a batch to end.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from django.db import transaction
from django.utils import timezone

from cms.core.errors import BadInput
from cms.core.iri import encode_uri
from cms.core.models import default_licence
from cms.core.signals import pages_written
from cms.releases import tree
from cms.releases.folders import Folders, Month
from cms.releases.intake import changes, store
from cms.releases.intake.drafts import Change, Draft, Outcome, Status
from cms.releases.intake.filing import Tasks, Units
from cms.releases.intake.keys import new_key
from cms.releases.intake.pages import check, check_new, fill, source_hash
from cms.releases.judging import Judge
from cms.releases.models import DocumentPage, DocumentsPage, SourceSystem
from cms.releases.models.decisions import settled
from cms.releases.models.documents import State
from cms.releases.models.rules import ReleaseRules
from cms.releases.models.stops import stopped
from cms.releases.release import release
from cms.subsites.models import city_of
from screening import Verdict

_KNOWN: Final = ("management_number", "pk", "source_hash", "source")
_UNTOUCHED: Final = frozenset({Status.UNCHANGED, Status.REFUSED})

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Case:
    """A draft of a batch, the id of the page that it speaks of where there is one, and what became of it."""

    draft: Draft
    pk: int | None = None
    outcome: Outcome | None = None

    def end(self, status: Status, reason: str = "") -> None:
        """Say what became of it."""
        self.outcome = outcome_of(self.draft, status, reason)

    def refuse_for_keeper(self, source: str) -> None:
        """Refuse it where the document is not the loader's to change."""
        keeper = f"the system {source}" if source else "no system, but by people"
        self.end(Status.REFUSED, f"the document is kept by {keeper}")

    def attempt(self, make: Callable[[Draft], T]) -> T | None:
        """The value that is made of the draft; None where that cannot be, and it is refused."""
        try:
            return make(self.draft)
        except BadInput as error:
            self.end(Status.REFUSED, str(error))
            return None


class Destination:
    """The section that drafts go to, in whose name, and what they may change; a dry run answers alike, writing nothing.

    Of documents that are stored those of its ``own`` sources are changed and the others refused. Without that all are,
    as who runs the site may, but a document that a system of the city keeps stays that system's.
    """

    def __init__(
        self,
        section: DocumentsPage,
        *,
        source: str = "",
        dry_run: bool = False,
        own: Collection[str] | None = None,
    ) -> None:
        city = city_of(section)
        assert city is not None, "a section lies in a city"
        self.section, self.source, self.dry_run, self.own = section, source, dry_run, own
        self.kept = SourceSystem.keys() if own is None else frozenset()
        self.city, self.licence = city.code, city.licence or default_licence()
        parts = section.get_url_parts()
        self.url = "".join(parts[1:]) if parts else ""
        self.blank = tree.blanks(DocumentPage, without=("key", "translation_key"))
        self.folders = Folders(section)
        self.units = Units(make=not dry_run)
        self.tasks = Tasks(make=not dry_run)

    def may_change(self, source: str) -> bool:
        """Return whether the documents of that source may be changed."""
        return self.own is None or source in self.own


class Batch:
    """One transaction's worth of drafts, with the city's rules of this moment."""

    def __init__(self, destination: Destination) -> None:
        self.destination = destination
        self.now = timezone.now()
        self.judge = Judge(destination.section)
        self.rules = ReleaseRules()
        self.is_stopped = False
        self.written: list[int] = []
        self.new: dict[int, DocumentPage] = {}

    def load(self, drafts: Sequence[Draft]) -> list[Outcome]:
        """Load the drafts; returns the outcome of each, in their order."""
        cases = [_Case(draft) for draft in drafts]
        for case in cases:
            case.attempt(check)
        good = [case for case in cases if case.outcome is None]
        self._find([case.draft for case in good])
        with transaction.atomic():
            self.is_stopped = self.destination.city in stopped()
            for turn in _turns(good):
                self._turn(turn)
            if self.written:
                ids = list(dict.fromkeys(self.written))
                pages_written.send(DocumentPage, page_ids=ids, new=list(self.new.values()))
        return [case.outcome for case in cases if case.outcome is not None]

    def _find(self, drafts: Sequence[Draft]) -> None:
        """Find the units, tasks and folders that the drafts name. Nothing of them is public before a document is."""
        self.units = self.destination.units.of(draft.unit for draft in drafts)
        self.tasks = self.destination.tasks.of(drafts)
        if self.destination.dry_run:
            return
        self.destination.folders.ids(
            [
                (self.units.get(draft.unit), draft.produced_on)
                for draft in drafts
                if draft.change is not Change.DELETE and draft.produced_on is not None
            ]
        )

    def _turn(self, cases: Sequence[_Case]) -> None:
        """Cases of different numbers."""
        stored = DocumentPage.objects.filter(
            city=self.destination.city, management_number__in=[case.draft.management_number for case in cases]
        )
        known = {number: about for number, *about in stored.values_list(*_KNOWN)}
        for case in cases:
            case.pk, digest, source = known.get(case.draft.management_number, (None, "", ""))
            if case.pk is None:
                continue
            if not self.destination.may_change(source):
                case.refuse_for_keeper(source)
            elif case.draft.change is not Change.DELETE and digest == source_hash(case.draft):
                case.end(Status.UNCHANGED)
        left = [case for case in cases if case.outcome is None]
        self._add([case for case in left if case.pk is None])
        self._change({case.pk: case for case in left if case.pk is not None})

    def _add(self, cases: Sequence[_Case]) -> None:
        pages: list[DocumentPage] = []
        months: list[Month] = []
        for case in cases:
            if (page := case.attempt(self._page)) is not None:
                self._tell(case, page, Status.CREATED)
                pages.append(page)
                months.append((self.units.get(case.draft.unit), page.produced_on))
        if pages and not self.destination.dry_run:
            store.insert(list(zip(pages, self.destination.folders.ids(months), strict=True)))
            self.written += [page.pk for page in pages]
            self.new |= {page.pk: page for page in pages}

    def _page(self, draft: Draft) -> DocumentPage:
        """BadInput where the draft cannot become one."""
        if draft.change is Change.DELETE:
            raise BadInput("there is no document of this number to delete", where="management_number")
        check_new(draft)
        to = self.destination
        page = to.blank()
        page.key = page.translation_key = new_key()
        page.city, page.locale, page.licence = to.city, to.section.locale, to.licence
        page.management_number = page.slug = draft.management_number
        page.live = False
        self._say(page, draft)
        self._date(page, draft)
        self.judge.screen(page)
        return page

    def _say(self, page: DocumentPage, draft: Draft) -> None:
        fill(page, draft, unit=self.units.get(draft.unit), task=self.tasks.get(draft.task))

    def _date(self, page: DocumentPage, draft: Draft) -> None:
        """Note the source, and date what waits; what is due already is released with this very batch, unless the
        releases are stopped: then what changed waits again too."""
        page.source_hash = source_hash(draft)
        if page.source not in self.destination.kept:
            page.source = self.destination.source
        if page.state == State.RELEASED and self.is_stopped:
            page.state = State.WAITING
        if page.state == State.WAITING:
            page.release_at = self.rules.due_of(page)
            if page.release_at <= self.now and not self.is_stopped:
                release(page, now=self.now)

    def _change(self, cases: Mapping[int, _Case]) -> None:
        if not cases:
            return
        locked = DocumentPage.objects.select_for_update().filter(pk__in=cases).order_by("pk")
        pages = {page.pk: page for page in locked}
        if len(pages) < len(cases):
            raise store.Raced("a document was deleted")
        decided = settled(list(cases))
        for pk, case in cases.items():
            self._change_one(case, pages[pk], settled=pk in decided)
        if not self.destination.dry_run:
            self._write_over([(pages[pk], case.outcome.status) for pk, case in cases.items() if case.outcome])

    def _write_over(self, pages: Sequence[tuple[DocumentPage, Status]]) -> None:
        if changed := [page for page, status in pages if status not in _UNTOUCHED]:
            tree.write_over(changed)
            self.written += [page.pk for page in changed]
            self.new |= {page.pk: page for page in changed if page.pk in self.new}
        # What says the same in other words is known by its hash the next time.
        same = [page for page, status in pages if status is Status.UNCHANGED]
        DocumentPage.objects.bulk_update(same, ["source_hash"])

    def _change_one(self, case: _Case, page: DocumentPage, *, settled: bool) -> None:
        draft = case.draft
        if not self.destination.may_change(page.source):
            case.refuse_for_keeper(page.source)
        elif draft.change is Change.DELETE:
            case.end(Status.WITHDRAWN if changes.delete(page) else Status.UNCHANGED)
        elif not changes.update(page, lambda page: self._say(page, draft), judge=self.judge, settled=settled):
            page.source_hash = source_hash(draft)
            case.end(Status.UNCHANGED)
        else:
            was_live = page.live
            self._date(page, draft)
            if was_live:
                page.last_published_at = self.now
            self._tell(case, page, Status.UPDATED)

    def _tell(self, case: _Case, page: DocumentPage, status: Status) -> None:
        """End a case with the outcome of a page that was written, or in a dry run would be."""
        if page.state == State.WITHDRAWN:
            case.end(Status.WITHDRAWN, "taken down: stored, and stays out of every output")
        elif page.held:
            case.end(Status.HELD, _reason_of(page.screening))
        else:
            url = f"{self.destination.url}{encode_uri(page.management_number)}/"
            case.outcome = Outcome(
                management_number=page.management_number, status=status, where=case.draft.where, url=url
            )


def _turns(cases: Sequence[_Case]) -> Iterator[list[_Case]]:
    """The cases in as many turns as one number comes up, the first of each number first."""
    while cases:
        turn: dict[str, _Case] = {}
        for case in cases:
            turn.setdefault(case.draft.management_number, case)
        yield list(turn.values())
        cases = [case for case in cases if turn[case.draft.management_number] is not case]


def _reason_of(verdict: Verdict | None) -> str:
    """The reason for which the rules hold a document: what was found or could not be read, and in which part of it."""
    reasons = verdict.reasons if verdict else ()
    return ", ".join(f"{reason.code} ({reason.part})" for reason in reasons)


def outcome_of(draft: Draft, status: Status, reason: str = "") -> Outcome:
    """The outcome of a draft that is no public page now."""
    return Outcome(management_number=draft.management_number, status=status, where=draft.where, reason=reason)
