"""The section of events in every language of a city, made when it is founded. Safe to repeat."""

from typing import Any

from django.dispatch import receiver

from cms.events.models import EventsPage
from cms.subsites.founding import city_founded, grow, in_language
from cms.subsites.models import CityPage, SectionPage
from cms.subsites.plan import Plan


@receiver(city_founded)
def found_events(plan: Plan, home: CityPage, sections: dict[str, SectionPage], **kwargs: Any) -> None:
    """Make the section in the further languages of the city: events are written in each of them, as posts are."""
    section = next((one for one in plan.sections if one.key == EventsPage.section), None)
    if section is None:
        return
    for language in plan.city.languages[1:]:
        city = CityPage.objects.filter(code=home.code, locale__language_code=language).first()
        if city is not None:
            grow(
                EventsPage,
                city,
                language,
                {},
                translation_of=sections[section.key],
                slug=section.key,
                title=in_language(section.names, language),
                description=section.descriptions.get(language, ""),
            )
