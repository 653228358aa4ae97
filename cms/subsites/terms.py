"""The vocabulary of a city as its pages and snippets have it now: what the publication stores as terms."""

from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from operator import or_
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db.models import Q
from wagtail.models import Page, Site

from cms.core import records
from cms.core.iri import encode_uri
from cms.core.library import logo_record
from cms.core.licences import DEFAULT_LICENCE
from cms.core.text import clean_line
from cms.core.visibility import Gate
from cms.normal_form import kept_host
from cms.subsites import chart
from cms.subsites.arranged import Arranged
from cms.subsites.identity import base_url, entity, identity_base
from cms.subsites.models import (
    CityPage,
    Field,
    FieldPage,
    SectionPage,
    WebsitePage,
    city_of,
    section_types,
)


def cities() -> list[str]:
    """The keys of all cities, the one of the default site first."""
    codes = list(CityPage.objects.order_by("path").values_list("code", flat=True).distinct())
    default = [site for _, site, is_default in hosts() if is_default]
    return list(dict.fromkeys([*default, *codes]))


def hosts() -> Iterator[tuple[str, str, bool]]:
    """Each host name, with its port where that is not the default one, the key of its city, and whether it is the
    default host. A site whose root lies in no city is left out."""
    for site in Site.objects.select_related("root_page").order_by("-is_default_site", "hostname", "port"):
        if city := city_of(site.root_page):
            yield kept_host(urlsplit(site.root_url).netloc), city.code, site.is_default_site


def city_terms(source: "Source") -> Iterator[records.Term]:
    """The city, its fields, websites, units and sections, in that order; nothing for an unknown key.

    Five queries beside those of the source, one for each type of section, and where menus lead to pages one for these
    and one for each type of them.
    """
    if source.cities:
        yield from source.terms()


def tag_terms(tags: Iterable[Any], source: "Source") -> Iterator[records.Tag]:
    """The terms of taggit tags; the one name of each is whatever its author wrote, in any language."""
    return (_tag(tag, source) for tag in tags)


def _tag(tag: Any, source: "Source") -> records.Tag:
    return records.Tag(
        site=source.site,
        key=tag.slug,
        iri=entity(source.identity, "tag", tag.slug),
        names={source.language: clean_line(tag.name)},
        urls=source.below("tags", tag.slug),
    )


class Source:
    """A city as stored now, each thing read once: what terms are made of."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.cities = list(CityPage.objects.filter(code=site).select_related("locale", "logo").order_by("path"))
        self.home = self._home()
        self.base, self.identity = base_url(self.home), identity_base(self.home)
        self.language = self.home.locale.language_code if self.home else settings.LANGUAGE_CODE
        self.urls = self.addresses(self.cities)

    def _home(self) -> CityPage | None:
        rooted = Site.objects.filter(root_page__in=self.cities).values_list("root_page_id", flat=True)
        return next((page for page in self.cities if page.pk in rooted), self.cities[0] if self.cities else None)

    def terms(self) -> Iterator[records.Term]:
        yield self._city()
        fields = self._fields
        for pages in grouped(fields, "field_id"):
            yield self._field(pages[0].field, pages)
        websites = self._websites
        fields_by_path = {page.path: page.field for page in fields}
        for order, pages in enumerate(grouped(websites, "code")):
            yield self._website(pages, fields_by_path[pages[0].path[: -pages[0].steplen]], order)
        yield from chart.unit_terms(self)
        for order, model in enumerate(section_types()):
            if pages := self.pages(model._default_manager.select_related("locale")):
                yield self._section(model.section, pages, order)

    def pages(self, pages: Any) -> list[Any]:
        """Those of ``pages`` in this city, pages of its home's language first."""
        below = reduce(or_, (Q(path__startswith=city.path) for city in self.cities), Q(pk__in=()))
        return sorted(pages.filter(below).order_by("path"), key=lambda page: page.locale.language_code != self.language)

    def below(self, *steps: str) -> dict[str, str]:
        """The address of a listing page that is no Wagtail page, in each language of the city."""
        path = "".join(f"{quote(step, safe='')}/" for step in steps)
        return {language: url + path for language, url in self.urls.items()}

    @cached_property
    def _gate(self) -> Gate:
        return Gate()

    def public(self, pages: Iterable[Any]) -> list[Any]:
        """Those that the public may see: of others a term says nothing but its key."""
        return self._gate.public(pages)

    def addresses(self, pages: Iterable[Page]) -> dict[str, str]:
        """Addresses by language, of those pages that the public may see."""
        urls = {page.locale.language_code: page.get_full_url(request=self) for page in self.public(pages)}
        return {language: encode_uri(url) for language, url in urls.items() if url}

    def titles(self, pages: list[Any], *, key: str) -> dict[str, str]:
        """Titles by language, of those pages that the public may see; where it sees none, the key stands for a name,
        because a term must have one."""
        titles = {page.locale.language_code: clean_line(page.title) for page in self.public(pages)}
        return titles or {self.language: key}

    def descriptions(self, pages: Iterable[Any]) -> dict[str, str]:
        """Descriptions by language, of those pages that the public may see and that have one."""
        return {page.locale.language_code: page.description for page in self.public(pages) if page.description}

    def _city(self) -> records.City:
        assert self.home is not None
        return records.City(
            site=self.site,
            key=self.site,
            iri=entity(self.identity, "city", self.site),
            names=self.titles(self.cities, key=self.site),
            descriptions=self.descriptions(self.cities),
            urls=self.urls,
            default_language=self.language,
            licence=self.home.licence or DEFAULT_LICENCE,
            logo=self._logo(self.home) if self.urls else None,
            colour=self.home.colour,
            layouts=self._arranged.layouts(self.cities),
            pins=self._arranged.pins(self.cities),
        )

    @cached_property
    def _websites(self) -> list[WebsitePage]:
        return self.pages(WebsitePage.objects.select_related("locale", "unit", "logo"))

    @cached_property
    def _fields(self) -> list[FieldPage]:
        return self.pages(FieldPage.objects.select_related("locale", "field"))

    @cached_property
    def _arranged(self) -> Arranged:
        return Arranged(
            sites=[*self.cities, *self._websites],
            fields=self._fields,
            websites={page.pk: page.code for page in self._websites},
            public=self.public,
            url_of=lambda page: page.get_full_url(request=self),
            homes=self.urls,
        )

    def _logo(self, page: Any) -> records.Image | None:
        return logo_record(page.logo, base_url=self.base, alt=page.title) if page.logo else None

    def _field(self, field: Field, pages: list[FieldPage]) -> records.Field:
        return records.Field(
            site=self.site,
            key=field.key,
            iri=entity(self.identity, "field", field.key),
            names=field.names,
            descriptions=field.descriptions | self.descriptions(pages),
            urls=self.addresses(pages),
            order=field.order,
            colour=field.colour,
            icon=field.icon,
            pins=self._arranged.pins(pages),
        )

    def _website(self, pages: list[WebsitePage], field: Field, order: int) -> records.Website:
        page = pages[0]
        shown: Any = next(iter(self.public(pages)), None)
        return records.Website(
            site=self.site,
            key=page.code,
            iri=entity(self.identity, "website", page.code),
            names=self.titles(pages, key=page.code),
            descriptions=self.descriptions(pages),
            urls=self.addresses(pages),
            order=order,
            field=field.key,
            language=page.locale.language_code,
            unit=shown.unit.key if shown and shown.unit else None,
            colour=shown.colour if shown else "",
            logo=self._logo(shown) if shown else None,
            layouts=self._arranged.layouts(pages),
            pins=self._arranged.pins(pages),
        )

    def _section(self, key: str, pages: list[SectionPage], order: int) -> records.Section:
        return records.Section(
            site=self.site,
            key=key,
            iri=entity(self.identity, "section", key),
            names=self.titles(pages, key=key),
            descriptions=self.descriptions(pages),
            urls=self.addresses(pages),
            order=order,
        )


def grouped(pages: Iterable[Any], attribute: str) -> list[list[Any]]:
    """The pages that share a value, in the order of the first of each: a thing in several languages."""
    groups: dict[object, list[Any]] = {}
    for page in pages:
        groups.setdefault(getattr(page, attribute), []).append(page)
    return list(groups.values())
