"""What a city has from this app when it is founded: its section of documents, and its committees. Safe to repeat."""

from typing import Any

from django.dispatch import receiver

from cms.core.errors import BadInput
from cms.releases.models import CommitteeMember, CommitteePage, CommitteesPage
from cms.subsites.founding import city_founded, grow, in_language
from cms.subsites.models import CityPage, OrganisationUnit, section_types
from cms.subsites.plan import CommitteePlan, MemberPlan, Plan, SectionPlan


@receiver(city_founded)
def found_sections(plan: Plan, home: CityPage, **kwargs: Any) -> None:
    """Make the sections and committees of the plan in the city's own language, or bring them to it.

    BadInput for a section that there is none of, and for committees without a section to be in.
    """
    language = home.locale.language_code
    sections = {
        section.key: _section(section, home, language, number) for number, section in enumerate(plan.sections, start=1)
    }
    if plan.committees and CommitteesPage.section not in sections:
        raise BadInput(f"need a section with the key {CommitteesPage.section!r}", where="committees")
    for committee in plan.committees:
        _committee(committee, sections[CommitteesPage.section], language)


def _section(plan: SectionPlan, home: CityPage, language: str, number: int) -> Any:
    types = {model.section: model for model in section_types()}
    if plan.key not in types:
        raise BadInput(f"{plan.key!r} is not one of {', '.join(types)}", where=f"sections[{number}].key")
    return grow(
        types[plan.key],
        home,
        language,
        {},
        slug=plan.key,
        title=in_language(plan.names, language),
        description=plan.descriptions.get(language, ""),
    )


def _committee(plan: CommitteePlan, section: CommitteesPage, language: str) -> None:
    """A new one is stored with its members at once."""
    members = [CommitteeMember(**vars(member)) for member in plan.members]
    is_new = not CommitteePage.objects.child_of(section).filter(code=plan.key).exists()
    page = grow(
        CommitteePage,
        section,
        language,
        {"code": plan.key},
        code=plan.key,
        slug=plan.key,
        title=plan.title,
        description=plan.description,
        category=plan.category,
        legal_basis=plan.legal_basis,
        established_on=plan.established_on,
        unit=OrganisationUnit.objects.get(key=plan.unit) if plan.unit else None,
        **({"members": members} if is_new else {}),
    )
    if not is_new and members and [_plan_of(member) for member in page.members.all()] != list(plan.members):
        page.members = members
        page.save_revision().publish()


def _plan_of(member: CommitteeMember) -> MemberPlan:
    return MemberPlan(
        name=member.name, role=member.role, affiliation=member.affiliation, since=member.since, until=member.until
    )
