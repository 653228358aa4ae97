"""The boards of a city, made when it is founded. Safe to repeat."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver
from wagtail.models import Page

from cms.boards.models import BoardCategory, BoardPage, NoticesPage
from cms.core.errors import BadInput
from cms.subsites.founding import city_founded, grow
from cms.subsites.models import CityPage, FieldPage, OrganisationUnit, SectionPage, WebsitePage
from cms.subsites.plan import BoardPlan, Plan


@receiver(city_founded)
def found_boards(plan: Plan, home: CityPage, sections: dict[str, SectionPage], **kwargs: Any) -> None:
    """Make the boards of the plan in their places, or bring them to it; BadInput for one of the city without its
    section."""
    for number, board in enumerate(plan.boards, start=1):
        place = _place(board, home, sections.get(NoticesPage.section))
        if place is None:
            raise BadInput(f"needs a section with the key {NoticesPage.section!r}", where=f"boards[{number}]")
        _board(board, place)


def _place(plan: BoardPlan, home: CityPage, section: SectionPage | None) -> Page | None:
    if plan.website:
        cities = CityPage.objects.filter(code=home.code)
        found = (WebsitePage.objects.descendant_of(city).filter(code=plan.website).first() for city in cities)
        return next(page for page in found if page)
    if plan.field:
        return FieldPage.objects.child_of(home).get(field__key=plan.field)
    return section


def _board(plan: BoardPlan, place: Page) -> None:
    """A new one is stored with its categories at once; later, those that are missing are added behind the others."""
    is_new = not BoardPage.objects.child_of(place).filter(code=plan.key).exists()
    begun: dict[str, Any] = {"categories": _categories(plan.categories)} if is_new else {}
    page = grow(
        BoardPage,
        place,
        place.locale.language_code,
        {"code": plan.key},
        code=plan.key,
        slug=plan.key,
        title=plan.title,
        type=plan.type,
        description=plan.description,
        is_numbered=plan.is_numbered,
        unit=OrganisationUnit.objects.get(key=plan.unit) if plan.unit else None,
        **begun,
    )
    known = [category.name for category in page.categories.all()]
    if missing := [name for name in plan.categories if name not in known]:
        page.categories.add(*_categories(missing, after=len(known)))
        page.save_revision().publish()


def _categories(names: Iterable[str], *, after: int = 0) -> list[BoardCategory]:
    return [BoardCategory(name=name, sort_order=place) for place, name in enumerate(names, start=after)]
