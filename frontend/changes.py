"""The moment when a page last changed: a listing with what it lists, any other page with the city."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from cms.core import kinds
from cms.core.records import City, Document, Section, Term
from cms.ledger import chart
from cms.ledger.facets import home_name
from cms.ledger.store import Part, store
from frontend import fronts, months
from frontend.addresses import CALENDARS, DOCUMENT_LISTINGS, Target

# What is to come and what was is told by the day.
_DAILY: Final = frozenset(
    "board committee committees events events-month field home notice notices unit website".split()
)
# The months that there are.
_MONTHLY: Final = frozenset({"archive", "documents-archive", "board-archive"})
# Their lists hold items of any language.
_OF_ANY_LANGUAGE: Final = frozenset({"committee", "committees", "board", "board-archive", "unit"}) | DOCUMENT_LISTINGS


def last_change(target: Target) -> datetime:
    """The moment when what a page shows changed, to be asked before it is read. One query."""
    if target.term is None or not target.listing:
        found = store.clock().changed_at
    elif target.name == "home" or fronts.is_arranged(target):
        # What stands on a front page may be of any kind, and from anywhere in the city.
        found = store.clock(site=target.term.site).changed_at
    else:
        found = store.changed_at(_parts(target, target.term))
    begun = _begun(target.name, timezone.localdate())
    return max(found, datetime.fromisoformat(months.start(begun))) if begun else found


def _parts(target: Target, term: Term) -> list[Part]:
    kind = Document.kind if target.name in DOCUMENT_LISTINGS else None
    is_any = target.name in _OF_ANY_LANGUAGE or isinstance(term, Section)
    language = None if is_any else target.language
    parts = [Part(name, kind, language) for name in chart.listings_of(store.vocabulary(term.site), term)]
    if target.name in CALENDARS:
        parts += [Part(home_name(term.site, kinds.kind(name).section)) for name in sorted(kinds.timed())]
    if isinstance(term, City):
        parts.append(Part(home_name(term.site, kinds.section_of(Document))))
    return parts


def _begun(name: str, today: date) -> date | None:
    """The day from which a page looks otherwise for no other reason than that time has passed."""
    if name in _DAILY:
        return today
    return today.replace(day=1) if name in _MONTHLY else None
