"""The addresses of a search: of its page, and of what changes it."""

from dataclasses import dataclass, replace
from typing import Any

from cms.search import parameters
from cms.search.requests import Days, Order, Place, Request
from frontend.page import address_of


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """A request, and the address of the page that shows its answer, without a query."""

    request: Request
    url: str

    @property
    def text(self) -> str:
        """The text that was typed."""
        return self.request.text

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was asked for yet."""
        return not (self.text or self.is_narrowed)

    @property
    def is_narrowed(self) -> bool:
        """Return whether anything but words narrows it."""
        return self.request.is_narrowed

    @property
    def is_later(self) -> bool:
        """Return whether this is not the first page."""
        return self.request.after is not None

    @property
    def before(self) -> int:
        """The number of hits on the pages before this one, in the order of relevance."""
        after = self.request.after
        return after.moment if after and after.order is Order.RELEVANCE else 0

    @property
    def is_as_typed(self) -> bool:
        """Return whether no word is read otherwise."""
        return self.request.as_typed

    @property
    def is_by_date(self) -> bool:
        """Return whether the newest come first."""
        return self.request.order is Order.NEWEST

    def address(self, **changes: Any) -> str:
        """The address of this search from its beginning, with other values of the request."""
        return address_of(self.url, parameters.pairs(replace(self.request, after=None, **changes)))

    @property
    def without_filters(self) -> str:
        """The address of the same words, narrowed by nothing."""
        return self.address(filters={}, published=Days(), produced=Days())

    def next(self, cursor: str) -> str:
        """The address of the page after a cursor."""
        return address_of(self.url, [*parameters.pairs(replace(self.request, after=None)), ("after", cursor)])

    @property
    def previous(self) -> str | None:
        """The address of the page before this one; None on the first, and by date, where none is kept of the way."""
        if not self.before:
            return None
        begin = self.before - self.request.first
        return self.next(Place(Order.RELEVANCE, begin, 0).encode()) if begin > 0 else self.address()

    def by(self, order: str) -> str:
        """The address of the same in another order."""
        return self.address(order=Order(order))

    @property
    def as_typed(self) -> str:
        """The address of the same with no word read otherwise."""
        return self.address(as_typed=True)

    @property
    def as_meant(self) -> str:
        """The address of the same with words read as they may be meant."""
        return self.address(as_typed=False)

    def followed(self, feed: str) -> str:
        """The address of a feed of its page, with the parameters of this search."""
        return address_of(feed, self.kept(parameters.ORDER))

    def kept(self, *without: str) -> list[tuple[str, str]]:
        """The pairs that a form sends along which changes the named parameters."""
        return [pair for pair in parameters.pairs(replace(self.request, after=None)) if pair[0] not in without]

    def of(self, text: str) -> str:
        """The address of a search for other words that nothing narrows."""
        return address_of(self.url, parameters.pairs(Request(site=self.request.site, text=text)))
