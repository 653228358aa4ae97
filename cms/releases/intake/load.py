"""Writing drafts as document pages: screened, dated by the release rule, and public at once where their day has come.

Each batch is one transaction, and feeding it again changes nothing: whatever ends a loader, at any instant, is mended
by running it once more. Departments, task cards and folders are made before the batch, each in a moment, so that no
other loader waits for a batch to end.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from django.db import DataError, IntegrityError, OperationalError, transaction
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
from cms.releases.release import release
from cms.subsites.models import city_of
from screening import Verdict

BATCH: Final = 1_000
ATTEMPTS: Final = 4
_KNOWN: Final = ("management_number", "pk", "source_hash", "source")


class Loader:
    """Loads drafts into a section, in the name of a source; a dry run answers the same and writes nothing.

    Of documents that are stored it changes those of its ``own`` sources and refuses the others. Without that it
    changes all, as who runs the site may, but a document that a system of the city keeps stays that system's.
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
        """Whether the documents of that source are for this loader to change."""
        return self.own is None or source in self.own

    def load(self, drafts: Iterable[Draft]) -> list[Outcome]:
        """What became of each draft, in their order. Of several with one number each is applied, the last one last."""
        iterator, outcomes = iter(drafts), []
        while batch := list(islice(iterator, BATCH)):
            outcomes += self._load(batch)
        return outcomes

    def _load(self, drafts: Sequence[Draft]) -> list[Outcome]:
        """Once more where another loader was in the way; one by one where one of them cannot be stored."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return _Batch(self).load(drafts)
            except (store.Raced, OperationalError, IntegrityError):
                self.folders.forget()
                if attempt == ATTEMPTS:
                    raise
            except (DataError, UnicodeError):
                break
        if len(drafts) > 1:
            return [outcome for draft in drafts for outcome in self._load([draft])]
        return [_outcome(drafts[0], Status.REFUSED, "the database cannot store what it says")]


class _Batch:
    """One transaction's worth of drafts, with the city's rules of this moment."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self.now = timezone.now()
        self.judge = Judge(loader.section)
        self.rules = ReleaseRules()
        self.written: list[int] = []
        self.new: dict[int, DocumentPage] = {}

    def load(self, drafts: Sequence[Draft]) -> list[Outcome]:
        outcomes: dict[int, Outcome] = {}
        for place, draft in enumerate(drafts):
            try:
                check(draft)
            except BadInput as error:
                outcomes[place] = _outcome(draft, Status.REFUSED, str(error))
        good = {place: draft for place, draft in enumerate(drafts) if place not in outcomes}
        self._find(list(good.values()))
        with transaction.atomic():
            for turn in _turns(good):
                outcomes |= self._turn(turn)
            if self.written:
                ids = list(dict.fromkeys(self.written))
                pages_written.send(DocumentPage, page_ids=ids, new=list(self.new.values()))
        return [outcomes[place] for place in range(len(drafts))]

    def _find(self, drafts: Sequence[Draft]) -> None:
        """What the drafts name. Nothing of it is public before a document is."""
        self.units = self.loader.units.of(draft.unit for draft in drafts)
        self.tasks = self.loader.tasks.of(drafts)
        if self.loader.dry_run:
            return
        self.loader.folders.ids(
            [
                (self.units.get(draft.unit), draft.produced_on)
                for draft in drafts
                if draft.change is not Change.DELETE and draft.produced_on is not None
            ]
        )

    def _turn(self, drafts: dict[int, Draft]) -> dict[int, Outcome]:
        """Drafts of different numbers."""
        stored = DocumentPage.objects.filter(
            city=self.loader.city, management_number__in=[draft.management_number for draft in drafts.values()]
        )
        known = {number: about for number, *about in stored.values_list(*_KNOWN)}
        changed, new, outcomes = {}, {}, {}
        for place, draft in drafts.items():
            pk, digest, source = known.get(draft.management_number, (None, "", ""))
            if pk is None:
                new[place] = draft
            elif not self.loader.may_change(source):
                outcomes[place] = _refused(draft, source)
            elif draft.change is not Change.DELETE and digest == source_hash(draft):
                outcomes[place] = _outcome(draft, Status.UNCHANGED)
            else:
                changed[place] = (pk, draft)
        return outcomes | self._add(new) | self._change(changed)

    def _add(self, drafts: dict[int, Draft]) -> dict[int, Outcome]:
        outcomes: dict[int, Outcome] = {}
        pages: list[DocumentPage] = []
        months: list[Month] = []
        for place, draft in drafts.items():
            try:
                page = self._page(draft)
            except BadInput as error:
                outcomes[place] = _outcome(draft, Status.REFUSED, str(error))
                continue
            outcomes[place] = self._stored(page, draft, Status.CREATED)
            pages.append(page)
            months.append((self.units.get(draft.unit), page.produced_on))
        if pages and not self.loader.dry_run:
            store.insert(list(zip(pages, self.loader.folders.ids(months), strict=True)))
            self.written += [page.pk for page in pages]
            self.new |= {page.pk: page for page in pages}
        return outcomes

    def _page(self, draft: Draft) -> DocumentPage:
        """BadInput where the draft cannot become one."""
        if draft.change is Change.DELETE:
            raise BadInput("there is no document of this number to delete", where="management_number")
        check_new(draft)
        page = self.loader.blank()
        page.key = page.translation_key = new_key()
        page.city, page.locale, page.licence = self.loader.city, self.loader.section.locale, self.loader.licence
        page.management_number = page.slug = draft.management_number
        page.live = False
        self._say(page, draft)
        self._date(page, draft)
        self.judge.screen(page)
        return page

    def _say(self, page: DocumentPage, draft: Draft) -> None:
        fill(page, draft, unit=self.units.get(draft.unit), task=self.tasks.get(draft.task))

    def _date(self, page: DocumentPage, draft: Draft) -> None:
        """Note the source, and date what waits; what is due already is released with this very batch."""
        page.source_hash = source_hash(draft)
        if page.source not in self.loader.kept:
            page.source = self.loader.source
        if page.state == State.WAITING:
            page.release_at = self.rules.due(unit_id=page.unit_id, tier=page.tier, produced_on=page.produced_on)
            if page.release_at <= self.now:
                release(page, now=self.now)

    def _change(self, drafts: dict[int, tuple[int, Draft]]) -> dict[int, Outcome]:
        if not drafts:
            return {}
        ids = [pk for pk, _ in drafts.values()]
        locked = DocumentPage.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        pages = {page.pk: page for page in locked}
        if len(pages) < len(ids):
            raise store.Raced("a document was deleted")
        decided = settled(ids)
        outcomes = {
            place: self._changed(pages[pk], draft, settled=pk in decided) for place, (pk, draft) in drafts.items()
        }
        untouched = {Status.UNCHANGED, Status.REFUSED}
        changed = [pages[pk] for place, (pk, _) in drafts.items() if outcomes[place].status not in untouched]
        if self.loader.dry_run:
            return outcomes
        if changed:
            tree.write_over(changed)
            self.written += [page.pk for page in changed]
            self.new |= {page.pk: page for page in changed if page.pk in self.new}
        # What says the same in other words is known by its hash the next time.
        same = [pk for place, (pk, _) in drafts.items() if outcomes[place].status is Status.UNCHANGED]
        DocumentPage.objects.bulk_update([pages[pk] for pk in same], ["source_hash"])
        return outcomes

    def _changed(self, page: DocumentPage, draft: Draft, *, settled: bool) -> Outcome:
        if not self.loader.may_change(page.source):
            return _refused(draft, page.source)
        if draft.change is Change.DELETE:
            is_new = changes.delete(page)
            return _outcome(draft, Status.WITHDRAWN if is_new else Status.UNCHANGED)
        if not changes.update(page, lambda page: self._say(page, draft), judge=self.judge, settled=settled):
            page.source_hash = source_hash(draft)
            return _outcome(draft, Status.UNCHANGED)
        was_live = page.live
        self._date(page, draft)
        if was_live:
            page.last_published_at = self.now
        if page.state == State.WITHDRAWN:
            return _outcome(draft, Status.WITHDRAWN, "taken down: stored, and stays out of every output")
        return self._stored(page, draft, Status.UPDATED)

    def _stored(self, page: DocumentPage, draft: Draft, status: Status) -> Outcome:
        """The answer for a page that was written, or in a dry run would be."""
        if page.held:
            return _outcome(draft, Status.HELD, reason_of(page.screening))
        url = f"{self.loader.url}{encode_uri(page.management_number)}/"
        return Outcome(management_number=page.management_number, status=status, where=draft.where, url=url)


def _turns(drafts: dict[int, Draft]) -> Iterator[dict[int, Draft]]:
    """The drafts by place, in as many turns as one number comes up."""
    while drafts:
        first = {draft.management_number: place for place, draft in reversed(drafts.items())}
        yield {place: drafts[place] for place in sorted(first.values())}
        drafts = {place: draft for place, draft in drafts.items() if first[draft.management_number] != place}


def reason_of(verdict: Verdict | None) -> str:
    """Why the rules hold a document: what was found or could not be read, and in which part of it."""
    reasons = verdict.reasons if verdict else ()
    return ", ".join(f"{reason.code} ({reason.part})" for reason in reasons)


def _refused(draft: Draft, source: str) -> Outcome:
    """The answer where the document is not the loader's to change."""
    keeper = f"the system {source}" if source else "no system, but by people"
    return _outcome(draft, Status.REFUSED, f"the document is kept by {keeper}")


def _outcome(draft: Draft, status: Status, reason: str = "") -> Outcome:
    return Outcome(management_number=draft.management_number, status=status, where=draft.where, reason=reason)
