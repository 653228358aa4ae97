"""The index of the documents of a city as the disclosure desk knows them: held and closed ones too, whole.

It is made by the engine of the public's search and is an index of its own, which nothing that answers the public opens.
It follows the pages: each that was written is noted in the same transaction, and a job takes in what is noted.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any, Final

from django.db import connection
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from cms.core import rows
from cms.core.signals import page_saved, pages_written
from cms.jobs.giving_way import GivingWay
from cms.jobs.job import Job
from cms.jobs.leases import fence
from cms.ledger import clocks
from cms.ledger.moments import microseconds
from cms.releases.desk import queries as desk
from cms.releases.models import DocumentPage
from cms.search import synonyms
from cms.search.dimensions import PRODUCED
from cms.search.editing import notes, units
from cms.search.kept.engine import KeptEngine
from cms.search.kept.words import KeptLexicon
from cms.search.kept.writing import write
from cms.search.models import TouchedPage
from cms.search.requests import Order, Place, Request
from cms.search.texts import MOST_LETTERS
from cms.search.understanding import UNIT, narrowed
from retrieval import highlights, queries
from retrieval.highlights import Extract
from retrieval.queries import Query
from retrieval.segments import Text

JOB: Final = "search-desk"
# Hits on a page; letters of an extract; letters of the name of an index.
FIRST: Final = 20
_EXTRACT: Final = 180
_LONGEST_NAME: Final = 60
# While the store is being filled, a twentieth of the time is enough.
_GIVES_WAY: Final = 20.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers, with the part of its text that says most of what was looked for; both as HTML."""

    page: DocumentPage
    title: SafeString
    extract: SafeString
    matches: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits; ``end`` is where the next one begins, None where there is none.

    ``estimated`` documents have been found in all, which is exact where ``is_exact``.
    """

    hits: Sequence[Hit] = ()
    end: Place | None = None
    estimated: int = 0
    is_exact: bool = True


def find(city: str, text: str, *, after: Place | None = None) -> Found:
    """The documents of a city that answer, whatever keeps them from the public: for disclosure officers alone.

    Each is read from its page at this moment, so one that was deleted is none.
    """
    index = index_of(city)
    query, filters = _understood(city, text, index)
    if not query.concepts and not filters:
        return Found()
    order = Order.RELEVANCE if query.concepts else Order.NEWEST
    request = Request(site=city, text=text, filters=filters, order=order, first=FIRST, after=after)
    found = KeptEngine(index).search(request, query)
    wanted = DocumentPage.objects.filter(city=city, pk__in=[one.key for one in found.hits]).select_related("unit")
    pages = {page.pk: page for page in wanted}
    hits = [_hit(pages[one.key], query, matches=one.matches) for one in found.hits if one.key in pages]
    end = found.end if found.has_next else None
    return Found(hits, end, estimated=found.estimated, is_exact=found.is_exact)


def _understood(city: str, text: str, index: str) -> tuple[Query, dict[str, tuple[str, ...]]]:
    """What is looked for, and by what it is narrowed: a document has one of the values of each."""
    query = queries.read(text, lexicon=KeptLexicon(index), synonyms=synonyms.table(city))
    return narrowed(query, {}, lambda name, value: units.called(value) if name == UNIT else (value,))


def index_of(city: str) -> str:
    """The name of the index of a city's documents; no city has such a key."""
    name = f"desk:{city}"
    return name if len(name) <= _LONGEST_NAME else f"desk:{sha256(city.encode()).hexdigest()[:40]}"


def touch(page_ids: Iterable[int]) -> None:
    """Note that these pages have been written, in the caller's transaction. A statement for each five hundred."""
    for some in rows.batches(page_ids):
        rows.insert(TouchedPage, ("page_id",), [(page_id,) for page_id in some])


def touch_all() -> None:
    """Note all documents: the index is made anew beside those who search it. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_touchedpage (page_id) SELECT page_ptr_id FROM releases_documentpage")


def step() -> int:
    """Take in some of the documents that were written; returns how many notes are done with."""
    return notes.take(JOB, TouchedPage.objects.all(), "page_id", _take_in)


def _take_in(page_ids: Collection[int]) -> None:
    """Write these documents into the index of their city, and out of that of every other."""
    fence()
    pages = list(DocumentPage.objects.filter(pk__in=page_ids).select_related("unit"))
    for city in sorted({*desk.cities(), *(page.city for page in pages)}):
        texts = [text_of(page) for page in pages if page.city == city]
        write(index_of(city), texts, gone=set(page_ids) - {text.key for text in texts})


def text_of(page: DocumentPage) -> Text:
    """The text of a document as officers look for it: all of it, also what is closed or held."""
    unit = (page.unit.name_ko, page.unit.name_en) if page.unit else ()
    return Text(
        key=page.pk,
        moment=microseconds(datetime.combine(page.produced_on, time.min, UTC)),
        title=page.title,
        aside="\n".join(filter(None, (page.number, page.management_number, *unit))),
        summary=page.reason,
        body=_body(page)[:MOST_LETTERS],
        values={UNIT: (page.unit.key,) if page.unit else (), PRODUCED: (str(page.produced_on),)},
    )


def _body(page: DocumentPage) -> str:
    return "\n".join(_pieces(page))


def _pieces(page: DocumentPage) -> Iterator[str]:
    """The texts of a document, each a thing of its own: what it says, its details, names and texts of its files."""
    details = (value for value in page.details.values() if isinstance(value, str))
    files = (part.text for file in page.files for part in file.parts)
    yield from filter(None, (page.text, *details, *files))


def _hit(page: DocumentPage, query: Query, *, matches: bool) -> Hit:
    return Hit(page, mark_safe(highlights.marked(page.title, query)), _extract(page, query), matches)


def _extract(page: DocumentPage, query: Query) -> SafeString:
    """The part of the one of its texts that says most of what was looked for, with dots where that goes on."""
    left = MOST_LETTERS
    found: list[Extract] = []
    for text in _pieces(page):
        found.append(highlights.extract(text[:left], query, length=_EXTRACT))
        if (left := left - len(text)) <= 0:
            break
    if not found:
        return mark_safe("")
    most = max(found, key=lambda one: one.concepts)
    dots = ("… " if most.is_cut_before else "", " …" if most.is_cut_after else "")
    # What stands in the text is escaped there.
    return mark_safe(highlights.html(most.text, most.ranges).join(dots))


@receiver(page_saved)
def on_saved(sender: type, page_id: int, **kwargs: Any) -> None:
    """Note a document that somebody has written."""
    if issubclass(sender, DocumentPage):
        touch([page_id])


@receiver(pages_written, sender=DocumentPage)
def on_written(page_ids: Iterable[int], **kwargs: Any) -> None:
    """Note documents that were written together."""
    touch(page_ids)


@receiver(post_delete, sender=DocumentPage)
def on_deleted(instance: DocumentPage, **kwargs: Any) -> None:
    """Note a document that is gone."""
    touch([instance.pk])


INDEXING: Final = Job(
    name=JOB,
    words=_("Keep what the disclosure desk can search"),
    work=step,
    pause=GivingWay(clocks.number, times=_GIVES_WAY),
)
