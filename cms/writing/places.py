"""The places that somebody may write in, and the one that they most likely mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from wagtail.models import Page

from cms.core.acquaintance import acquaintance
from cms.core.permissions import may_add_somewhere
from cms.core.writing import may_write, writing_address
from cms.releases.models.screened import screened_types
from cms.subsites.models import FieldPage, WebsitePage


@dataclass(frozen=True)
class Place:
    """A field, or a website of one, that the user may write in; ``words`` are those that it is searched by."""

    title: str
    colour: str
    address: str
    websites: tuple["Place", ...] = ()

    @property
    def words(self) -> str:
        return " ".join((self.title, *(website.title for website in self.websites)))


@cache
def types() -> tuple[type[Page], ...]:
    """The types of pages that people write below a field or a website."""
    return tuple(
        model
        for model in screened_types()
        if {FieldPage, WebsitePage}.intersection(model.allowed_parent_page_models()) and not model._meta.abstract
    )


def writable(user: Any) -> list[type[Page]]:
    """Those of these types that somebody may write anywhere."""
    return [model for model in types() if may_add_somewhere(user, model)]


def by_language(user: Any, model: type[Page], *, asked: str = "") -> dict[str, list[Place]]:
    """The fields with their websites in which the user may write that type, by the name of the language.

    ``asked`` keeps those in whose names it stands; a field stays for the sake of a website of it.
    """
    groups: dict[str, list[Place]] = {}
    for language, place in _places(user, model):
        if found := _asked(place, asked.strip().casefold()):
            groups.setdefault(language, []).append(found)
    return groups


def _asked(place: Place, asked: str) -> Place | None:
    if asked in place.title.casefold():
        return place
    websites = tuple(one for one in place.websites if asked in one.title.casefold())
    return Place(place.title, place.colour, place.address, websites) if websites else None


def _places(user: Any, model: type[Page]) -> Iterator[tuple[str, Place]]:
    websites: dict[str, list[Place]] = {}
    known = acquaintance(user)
    for website in known.among(WebsitePage.objects.order_by("path")):
        if may_write(model, website, user):
            found = Place(website.title, website.colour, writing_address(model, website))
            websites.setdefault(website.path[: -website.steplen], []).append(found)
    fields = known.among(FieldPage.objects.select_related("field", "locale"))
    for page in sorted(fields, key=lambda page: (page.path[: 2 * page.steplen], page.field.order)):
        if may_write(model, page, user):
            below = tuple(websites.get(page.path, ()))
            yield (
                page.locale.get_display_name(),
                Place(page.title, page.field.colour, writing_address(model, page), below),
            )


def own(user: Any, model: Any) -> Page | None:
    """The section in which somebody wrote last, or else one of their department; None where nobody has.

    Three queries at most.
    """
    last = model.objects.filter(owner=user).order_by("-latest_revision_created_at", "-pk").first()
    if last is None and user.unit_id:
        last = model.objects.filter(unit=user.unit_id, live=True).order_by("-first_published_at", "-pk").first()
    place = last.get_parent().specific if last else None
    return place if isinstance(place, FieldPage | WebsitePage) and may_write(model, place, user) else None
