"""The one gate: may the public see this page now?

Every other module asks here: the publication for the page itself, builders for the other pages that a record or a term
speaks of. A page is public only where each rule says so; whatever is not known to be allowed is hidden.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Length
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from cms.core.pages import BasePage
from cms.core.reading import read_once

P = TypeVar("P", bound=Page)


class Reason(StrEnum):
    """The reason why a page is not public; stored with the entry that it withdraws."""

    UNKNOWN_TYPE = "unknown type"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    EXPIRED = "expired"
    PRIVATE = "private"
    NO_SITE = "no site"
    ALIAS = "alias"
    HELD = "held"
    DELETED = "deleted"


class Gate:
    """The gate with the restrictions and site roots of one moment, read once for a batch of pages."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self._private = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
        roots = Page.objects.filter(sites_rooted_here__isnull=False)
        trees = Page.objects.filter(translation_key__in=roots.values("translation_key"), depth__gt=1)
        self._sites = tuple(trees.values_list("path", flat=True)) if Site.objects.exists() else ()

    def public(self, pages: Iterable[P]) -> list[P]:
        """Those of ``pages`` (specific) that are public."""
        return [page for page in pages if self.reason(page) is None]

    def tree_reason(self, page: Page) -> Reason | None:
        """The reason why nothing at or below ``page`` can be public, from its place alone; None where there is none."""
        if not page.path.startswith(self._sites or "\0"):
            return Reason.NO_SITE
        if self._private and page.path.startswith(self._private):
            return Reason.PRIVATE
        return None

    def columns(self) -> Q:
        """The rules that let a page through, for the database: all of them but HELD, which only its own type knows."""
        due = Q(go_live_at=None) | Q(go_live_at__lte=self.now)
        lasting = Q(expire_at=None) | Q(expire_at__gt=self.now)
        return Q(live=True, expired=False, alias_of=None) & due & lasting & self.trees()

    def trees(self) -> Q:
        """The places that :meth:`tree_reason` finds fine, for the database."""
        found = Q(pk__in=())
        for path in self._sites:
            found |= Q(path__startswith=path)
        above = PageViewRestriction.objects.filter(page__path=Left(OuterRef("path"), Length("page__path")))
        return found & ~Q(Exists(above)) if self._private else found

    def reason(self, page: Page) -> Reason | None:
        """The reason why ``page`` (specific) is hidden, or None where it is public."""
        if not isinstance(page, BasePage):
            return Reason.UNKNOWN_TYPE
        return next((reason for reason, applies in self._rules(page) if applies), None)

    def _rules(self, page: BasePage) -> Iterator[tuple[Reason, bool]]:
        expired = page.expired or (page.expire_at is not None and page.expire_at <= self.now)
        yield Reason.EXPIRED, expired
        yield Reason.DRAFT, not page.live
        yield Reason.SCHEDULED, page.go_live_at is not None and page.go_live_at > self.now
        yield Reason.ALIAS, page.alias_of_id is not None
        yield Reason.HELD, page.is_held()
        place = self.tree_reason(page)
        yield place or Reason.NO_SITE, place is not None


@read_once(lambda: None)
def gate() -> Gate:
    """The gate of now; the same one for all pages of a reading."""
    return Gate()


@read_once(lambda: None)
def private_collections() -> frozenset[int]:
    """The collections whose pictures and files nobody outside may see, whatever kind of restriction it is.

    A query for the restrictions, and where there are any, one for what lies below them.
    """
    paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    below = [Q(path__startswith=path) for path in paths]
    return (
        frozenset(Collection.objects.filter(reduce(or_, below)).values_list("pk", flat=True)) if below else frozenset()
    )
