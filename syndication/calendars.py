"""Calendars in iCalendar (RFC 5545): ``calendar.ics`` under every listing page that has one, and a file for each item.

A listing's holds what takes place from three months ago on, as many items as a program may be asked to keep; each is
there once, with the rule by which it repeats. A few queries: the address, when the listing changed, and one for each
hundred items.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils import timezone
from icalendar import Calendar, vDuration

from api.http import public, request_city_host, respond
from api.parameters import check_parameters
from cms.core import kinds
from cms.core.days import beginning
from cms.core.errors import Gone, NotFound
from cms.core.records import City, Record, Section
from cms.ledger import calendar as ledger
from cms.ledger.facets import home_name, listing_of
from cms.ledger.standing import Standing, is_home, stands
from cms.ledger.store import MAX_FIRST, Filters, Part, Vocabulary, store
from syndication.listings import Listing, Moved, at_once, listing_at
from syndication.vevents import ROWS, vevent

TYPE: Final = "text/calendar; charset=utf-8"
# What is past is kept for so long, and so many items there are at most.
PAST: Final = timedelta(days=92)
MOST: Final = 1_000
PRODUCT: Final = "-//Madang//Calendar//EN"
# How often programs should ask again, in the words of RFC 7986 and in those that programs knew before it.
_REFRESH: Final = timedelta(hours=1)


def since() -> datetime:
    """The beginning of the day from which calendars of listings go on: they change once a day by themselves."""
    return beginning(timezone.localdate() - PAST)


def _standing(host: str, path: str, query: str, base: str) -> Standing | None:
    """The standing of a calendar; None where there is no listing that has one."""
    found = store.route(host=host, path=f"/{base}")
    if found is None or found.gone or found.term is None or not _kinds(Listing(found.term, found.language)):
        return None
    return Standing(is_page=False, for_good=is_home(found))


@stands(_standing)
@public("GET", "HEAD")
def of_listing(request: HttpRequest, base: str) -> HttpResponseBase:
    """The calendar of the listing page at ``/base``; NotFound for one without.

    An old address of the page redirects to its calendar of today.
    """
    check_parameters(request)
    city_host = request_city_host(request)
    listing = listing_at(city_host, f"/{base}")
    if isinstance(listing, Moved):
        answer = HttpResponsePermanentRedirect if listing.permanent else HttpResponseRedirect
        return answer(f"{at_once(listing.url)}calendar.ics", headers={"Cache-Control": "public, max-age=60"})
    held = _kinds(listing)
    if not held:
        raise NotFound("nothing of this listing takes place at a time", where="path")
    begins, terms = since(), store.vocabulary(city_host.site)
    changed_at = max(store.changed_at(_parts(listing, held)), beginning(timezone.localdate()))
    records = _records(listing, held, begins)
    names = [] if isinstance(listing.term, City) else [listing.term.name(listing.language)]
    name = " - ".join([*names, terms.city.name(listing.language)])
    return respond(request, written(records, terms, name=name), content_type=TYPE, changed_at=changed_at)


def _kinds(listing: Listing) -> frozenset[str]:
    """The kinds whose items the calendar of a listing has; none where it has no calendar."""
    term, timed = listing.term, kinds.timed()
    if listing.part:
        return frozenset()
    if isinstance(term, Section):
        return kinds.at_home(term.key) & timed
    known = {kind.name for kind in kinds.below(term.scheme)} & timed
    return frozenset(known) if isinstance(term, City) or term.scheme in kinds.with_calendars() else frozenset()


def _parts(listing: Listing, held: Iterable[str]) -> list[Part]:
    if not isinstance(listing.term, City):
        return [Part(listing_of(listing.term), None, listing.language)]
    site = listing.term.site
    return [Part(home_name(site, kinds.kind(name).section), name, listing.language) for name in sorted(held)]


def _records(listing: Listing, held: frozenset[str], begins: datetime) -> list[Record]:
    """Its items in the order of their next times, each once."""
    found: list[Record] = []
    term = listing.term
    facet: dict[str, Any] = {} if isinstance(term, City | Section) else {term.scheme: term.key}
    kind = next(iter(held)) if len(held) == 1 else None
    filters = Filters(site=term.site, kind=kind, language=listing.language, since=begins, **facet)
    after = None
    while len(found) < MOST:
        page = ledger.times(filters, first=MAX_FIRST, after=after, once=True)
        found += [time.item.record for time in page.items]
        if not page.has_next:
            break
        after = page.end
    return found[:MOST]


@public("GET", "HEAD")
def of_item(request: HttpRequest, key: str) -> HttpResponseBase:
    """One item as a file; Gone where it has been withdrawn, NotFound for what does not take place at a time."""
    check_parameters(request)
    city_host = request_city_host(request)
    found = store.entry(site=city_host.site, key=key)
    if found is None or found.item.kind not in ROWS:
        raise NotFound("there is no such event", where="key")
    if found.gone:
        raise Gone("the event has been withdrawn", where="key")
    body = written([found.item.record], store.vocabulary(city_host.site))
    return respond(
        request, body, content_type=TYPE, headers={"Content-Disposition": f'attachment; filename="{key}.ics"'}
    )


def written(records: list[Record], terms: Vocabulary, *, name: str = "") -> bytes:
    """A calendar of records, with the rules of the zones that their times are in."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(_REFRESH), encode=False)
    for record in records:
        calendar.add_component(vevent(record, terms))
    calendar.add_missing_timezones(*_years(records))
    return bytes(calendar.to_ical())


def _years(records: list[Record]) -> tuple[date, date]:
    """The days between which the rules of zones are told: whole years around all times, so that few differ."""
    starts = [ROWS[record.kind].times(record) for record in records]
    ends = [getattr(record, "over_at", None) or times.starts_at for record, times in zip(records, starts, strict=True)]
    first = min((times.starts_at.year for times in starts), default=1970)
    last = max((end.year for end in ends), default=1970)
    return date(first - 1, 1, 1), date(last + 2, 1, 1)
