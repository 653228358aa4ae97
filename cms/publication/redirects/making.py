"""Making redirects: what one may lead from, and what is told to every process when there are new ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.hosts import is_own
from cms.core.models import Redirect
from cms.core.reading import one_reading
from cms.core.redirects import Source, digest, place_of, read_source
from cms.core.rows import BATCH, batches
from cms.ledger import clocks, hosts
from cms.publication.redirects.targets import page_address, pages, stored
from cms.subsites.models import city_of


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A redirect that somebody wants: from ``source`` of the city ``site``, to the page of an id or to ``url``."""

    site: str
    source: Source
    page_id: int | None = None
    url: str = ""
    permanent: bool = True

    @cached_property
    def digest(self) -> str:
        """The digest of the address."""
        return digest(self.source, site=self.site)

    @property
    def target(self) -> str:
        """The target, as people read it."""
        return self.url or page_address(self.page_id) or _("a page that has gone")

    def row(self, origin: str, place: str | None = None) -> Redirect:
        """The redirect, not stored yet; ``place`` is the term that its page is a place of, where that is known."""
        return filled(Redirect(origin=origin), self, place)


def filled(row: Redirect, one: Wish, place: str | None = None) -> Redirect:
    """The row with what is wanted, not stored yet."""
    row.site, (row.host, row.path, row.query) = one.site, one.source
    row.page_id, row.url, row.permanent = one.page_id, one.url, one.permanent
    row.complete(place)
    return row


def as_wish(row: Redirect) -> Wish:
    """The wish that a stored redirect fulfils."""
    return Wish(site=row.site, source=row.source, page_id=row.page_id, url=row.url, permanent=row.permanent)


def settled(text: str, *, page_id: int | None, url: str, permanent: bool) -> Wish:
    """The wish of somebody, with a target that has been read; BadInput says what is wrong with the address.

    A path of the main host of a city is one of the city, whatever that host is called tomorrow; so is one of a name of
    the city that only the settings know.
    """
    source = read_source(text)
    host = hosts.asked_host(source.host) or ("" if source.host and is_own(source.host) else source.host)
    site = hosts.site_of(host) or _site(page_id) or next(iter(hosts.hosts().values()), "")
    source = source._replace(host="" if host == hosts.main_host(site) else host)
    return Wish(site=site, source=source, page_id=page_id, url=url, permanent=permanent)


def _site(page_id: int | None) -> str:
    """The key of the city of a page; empty where there is only one, which all have."""
    if page_id is None or len(set(hosts.hosts().values())) < 2:
        return ""
    page = pages([page_id]).get(page_id)
    city = city_of(page) if page else None
    return city.code if city else ""


def written_digests(text: str) -> list[str]:
    """The digests of a written address, in each city where it has no host; BadInput where it is none."""
    found = settled(text, page_id=None, url="", permanent=True)
    return [digest(found.source, site=site) for site in {found.site, *hosts.hosts().values()}]


def is_same(one: Wish) -> bool:
    """Return whether just this redirect exists."""
    row = stored([one.digest]).get(one.digest)
    return row is not None and as_wish(row) == one


@transaction.atomic
def keep(wishes: list[Wish], *, origin: str) -> int:
    """Store these redirects, which nobody has yet, and tell every process; returns how many there are."""
    with one_reading():
        for batch in batches(wishes):
            known = pages(one.page_id for one in batch if one.page_id)
            places = {page_id: place_of(page) for page_id, page in known.items()}
            Redirect.objects.bulk_create([one.row(origin, places.get(one.page_id or 0, "")) for one in batch])
    if wishes:
        announce()
    return len(wishes)


@transaction.atomic
def announce() -> None:
    """Redirects have changed: what any process keeps of answers is stale when this transaction has committed."""
    clocks.advance_vocabulary()


# What follows from the rest of a redirect.
_COMPLETED: Final = ("digest", "toward", "place")


@transaction.atomic
def repair() -> int:
    """Complete what was written behind our back, such as by an update of the table; returns how many rows."""
    repaired = 0
    after = 0
    while batch := list(Redirect.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = batch[-1].pk
        known = Page.objects.in_bulk([row.page_id for row in batch if row.page_id])
        for row in batch:
            before = _completed(row)
            page = known.get(row.page_id)
            row.complete(place_of(page) if page else None)
            if (now := _completed(row)) != before:
                Redirect.objects.filter(pk=row.pk).update(**now)
                repaired += 1
    if repaired:
        announce()
    return repaired


def _completed(row: Redirect) -> Mapping[str, str]:
    return {name: getattr(row, name) for name in _COMPLETED}
