"""The layouts and pins of a city: what its web teams have arranged, as far as the public may see what it leads to."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail.models import Page

from cms.core import records
from cms.core.iri import encode_uri
from cms.subsites import fronts, menus
from cms.subsites.fronts import Known
from cms.subsites.models import OrganisationUnit


@dataclass(kw_only=True)
class Arranged:
    """The sites and fields of a city with what their arrangements may name.

    ``websites`` are keys by id, ``homes`` the addresses of the home pages by language, the city's own
    first.
    """

    sites: list[Any]
    fields: list[Any]
    websites: Mapping[int, str]
    public: Callable[[Iterable[Any]], list[Any]]
    url_of: Callable[[Any], str | None]
    homes: Mapping[str, str]

    def layouts(self, pages: Iterable[Any]) -> tuple[records.Layout, ...]:
        """The layouts of those of a site's pages that the public may see and that have arranged something."""
        found = (self._layout(page) for page in self.public(pages))
        return tuple(layout for layout in found if layout != records.Layout(language=layout.language))

    def pins(self, pages: Iterable[Any]) -> tuple[records.Pin, ...]:
        """The pins of those of a listing's pages that the public may see."""
        shown = self.public(pages)
        return tuple(pin for page in shown for pin in fronts.pins(page.pins, self._keys, page.locale.language_code))

    def _layout(self, page: Any) -> records.Layout:
        known = self._known(page.locale.language_code)
        return records.Layout(
            language=known.language,
            menu=menus.entries(page.menu, known.addresses, known.listing),
            shortcuts=fronts.shortcuts(page.shortcuts, known),
            sections=fronts.sections(page.front, known),
            links=menus.entries(page.links, known.addresses, known.listing),
            address=page.address,
            telephone=page.telephone,
            email=page.email,
        )

    def _known(self, language: str) -> Known:
        home = self.homes.get(language) or next(iter(self.homes.values()), "")
        return Known(
            addresses=self._addresses,
            websites=self.websites,
            units=self._units,
            listing=lambda step: home and f"{home}{step}/",
            home=home,
            language=language,
        )

    @cached_property
    def _addresses(self) -> dict[int, str]:
        return {page.pk: encode_uri(url) for page in self._named if (url := self.url_of(page))}

    @cached_property
    def _keys(self) -> dict[int, str]:
        return {page.pk: str(page.key) for page in self._named if fronts.is_pinnable(type(page))}

    @cached_property
    def _units(self) -> dict[int, str]:
        """The keys of the departments that lists are narrowed to, by id; a query where there is one."""
        wanted = {pk for site in self.sites for pk in fronts.unit_ids(site.front)}
        found = OrganisationUnit.objects.filter(pk__in=wanted).values_list("pk", "key") if wanted else ()
        return dict(found)

    @cached_property
    def _named(self) -> list[Any]:
        """The public ones of the pages that are led to or pinned; a query, and one for each type of them."""
        wanted = set(self._wanted())
        return self.public(Page.objects.filter(pk__in=wanted).specific()) if wanted else []

    def _wanted(self) -> Iterator[int]:
        for page in self.sites:
            yield from menus.page_ids(page.menu)
            yield from menus.page_ids(page.links)
            yield from fronts.page_ids(page.shortcuts, page.front)
        for page in (*self.sites, *self.fields):
            yield from fronts.pinned_ids(page.pins)
