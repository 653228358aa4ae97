"""The committees of a city, made when it is founded. Safe to repeat."""

from typing import Any

from django.dispatch import receiver

from cms.committees.models import CommitteeMember, CommitteePage, CommitteesPage
from cms.core.errors import BadInput
from cms.subsites.founding import city_founded, grow
from cms.subsites.models import CityPage, OrganisationUnit, SectionPage
from cms.subsites.plan import CommitteePlan, MemberPlan, Plan


@receiver(city_founded)
def found_committees(plan: Plan, home: CityPage, sections: dict[str, SectionPage], **kwargs: Any) -> None:
    """Make the committees of the plan in their section, or bring them to it; BadInput where there is none."""
    if plan.committees and CommitteesPage.section not in sections:
        raise BadInput(f"need a section with the key {CommitteesPage.section!r}", where="committees")
    for committee in plan.committees:
        _committee(committee, sections[CommitteesPage.section], home.locale.language_code)


def _committee(plan: CommitteePlan, section: SectionPage, language: str) -> None:
    """A new one is stored with its members at once."""
    members = [CommitteeMember(**vars(member)) for member in plan.members]
    is_new = not CommitteePage.objects.child_of(section).filter(code=plan.key).exists()
    begun: dict[str, Any] = {"members": members} if is_new else {}
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
        **begun,
    )
    if not is_new and members and [_plan_of(member) for member in page.members.all()] != list(plan.members):
        page.members = members
        page.save_revision().publish()


def _plan_of(member: CommitteeMember) -> MemberPlan:
    return MemberPlan(
        name=member.name, role=member.role, affiliation=member.affiliation, since=member.since, until=member.until
    )
