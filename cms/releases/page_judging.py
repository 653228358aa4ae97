"""Judging pages that employees write: what has the form of a number of a person stops, what is doubtful is told.

Nothing of a screened type becomes public but by :func:`admit`, which the publication asks whenever it looks at pages.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import prefetch_related_objects

from cms.core.reading import one_reading
from cms.core.signals import pages_written
from cms.jobs import asides
from cms.jobs.leases import fence
from cms.releases import file_readings
from cms.releases.judging import Judge
from cms.releases.models.page_screenings import FileReading, PageScreening
from cms.releases.models.screened import FILE, content_of, file_part, screened
from screening import Confidence, Finding, Kind, KnownGood, Part, Policy, Verdict, fingerprint, judge

# Numbers with a form of their own. Names, addresses and mail addresses are doubtful: what is written of officials,
# offices and events is full of them.
POLICY: Final = Policy(
    stop=frozenset(
        {
            Kind.RESIDENT_NUMBER,
            Kind.ALIEN_NUMBER,
            Kind.PASSPORT,
            Kind.DRIVER_LICENCE,
            Kind.MOBILE,
            Kind.HOME_PHONE,
            Kind.BANK_ACCOUNT,
            Kind.CARD,
            Kind.VEHICLE_PLATE,
            Kind.HEALTH_INSURANCE,
        }
    ),
    stop_at=Confidence.LIKELY,
)
# The job that screens what was public before pages were screened.
PENDING: Final = "screening-pages"
_STORED: Final = ("city", "unit", "verdict", "unscreened", "held", "held_since", "note")


_noticed: Final[ContextVar[list[int] | None]] = ContextVar("noticed", default=None)


@contextmanager
def noticing() -> Iterator[list[int]]:
    """A scope in which the primary keys are listed of those live pages that a verdict begins to hold."""
    noticed: list[int] = []
    token = _noticed.set(noticed)
    try:
        yield noticed
    finally:
        _noticed.reset(token)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with what it is on, by the name of the part: texts, names of files, and why some could not be read."""

    verdict: Verdict
    texts: dict[str, str]
    files: dict[str, str]
    problems: dict[str, str]
    digests: dict[str, str]

    def value(self, found: Finding) -> str:
        """The text of a finding, as it is written."""
        return self.texts[found.part][found.start : found.end]

    @property
    def stopping(self) -> tuple[Finding, ...]:
        """The findings that keep the page from the public."""
        return tuple(filter(POLICY.stops, self.verdict.findings))

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """The findings that are told and let pass."""
        return tuple(found for found in self.verdict.findings if not POLICY.stops(found))


class PageJudge:
    """The rules with the city's settings of one moment, for a batch of pages."""

    def __init__(self) -> None:
        self._judge = Judge()

    def judged(self, page: Any, *, meant: Iterable[str] = ()) -> Judgement:
        """The verdict on a page as it is in memory; ``meant`` as in :class:`PageScreening`."""
        declared = frozenset(meant)
        readings = file_readings.of(page.material().files)
        files = {file_part(pk, reading).name: reading.file.filename for pk, reading in readings.items()}
        texts = _texts(readings)
        read = [_with_text(part, texts, declared) for part in page.parts()]
        known = self._judge.known_good(page.screened_unit)
        if declared:
            values = KnownGood.of(declared)
            known = replace(known, hashes=known.hashes | values.hashes)
        verdict = judge(read, known_good=known, policy=POLICY)
        problems = {part.name: part.problem for part in read if part.problem}
        digests = {part.name: part.digest for part in read if part.digest}
        return Judgement(verdict, {part.name: part.text for part in read}, files, problems, digests)


def _texts(keys: Collection[int]) -> dict[str, str]:
    """The texts of files, by digest: loaded only where somebody judges them."""
    return dict(FileReading.objects.filter(pk__in=keys).values_list("digest", "text")) if keys else {}


def _with_text(part: Part, texts: dict[str, str], meant: frozenset[str]) -> Part:
    if not part.digest:
        return part
    declared = of_file(part.digest) in meant
    return replace(part, text="" if declared else texts.get(part.digest, ""), problem="" if declared else part.problem)


def of_file(digest: str) -> str:
    """The entry of ``meant`` that says so of a whole file."""
    return f"{FILE}{digest}"


def of_value(value: str) -> str:
    """The entry of ``meant`` for a value, without the value."""
    return fingerprint(value)


def admit(pages: Iterable[Any]) -> None:
    """Give those of these pages a verdict whose present content has none, in the caller's transaction.

    Only pages that are live are judged: what nobody asks to publish may say what it likes.
    """
    asked = [page for page in screened(pages) if page.live and page.alias_of_id is None]
    if not asked:
        return
    prefetch_related_objects(asked, "page_screening")
    with one_reading():
        rows = list(_judged(asked))
    if rows:
        store(rows)


def _judged(pages: Iterable[Any]) -> Iterator[PageScreening]:
    judge_of = PageJudge()
    for page in pages:
        file_readings.of(page.material().files)
        row = page.screening_row
        verdict = row.screening if row else None
        if verdict is None or verdict.content_hash != page.content_hash:
            yield judge_row(page, row, judge_of)


def judge_row(page: Any, row: PageScreening | None, judge_of: PageJudge) -> PageScreening:
    """Let what is kept beside a page have the verdict on it; the caller stores it."""
    row = row or PageScreening(page=page)
    was_held = row.held and row.verdict is not None
    row.city, row.unit_id = content_of(page)[0].site, page.screened_unit
    verdict = judge_of.judged(page, meant=row.meant).verdict
    row.take_verdict(verdict, content=verdict.content_hash)
    if not row.held:
        row.note = ""
    elif page.live and not was_held and (noticed := _noticed.get()) is not None:
        noticed.append(page.pk)
    page.page_screening = row
    return row


def store(rows: list[PageScreening]) -> None:
    """Write rows, new ones and those that are there. One query."""
    PageScreening.objects.bulk_create(rows, update_conflicts=True, unique_fields=["page"], update_fields=[*_STORED])


def screen_pending(*, limit: int = 50) -> int:
    """Look at pages that were public before pages were screened, a batch at a time; returns how many.

    In the order of their keys by the index of what is unscreened: constant memory, and nothing to do costs one probe.
    """
    pending = PageScreening.objects.filter(unscreened=True, held=False).exclude(page_id__in=asides.waiting(PENDING))
    ids = list(pending.order_by("page").values_list("pk", flat=True)[:limit])
    return len(asides.apart(PENDING, ids, _screen_pending))


def _screen_pending(ids: list[int]) -> None:
    fence()
    pages_written.send(PageScreening, page_ids=ids)
    # What is not live has nothing to be judged on: it is when somebody publishes it.
    PageScreening.objects.filter(pk__in=ids, verdict=None).delete()
