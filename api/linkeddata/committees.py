"""Committees as organisations of the city (W3C ORG), their members by membership."""

from datetime import date
from typing import Any, Final

from api.linkeddata.items import day, named
from api.linkeddata.mapping import Mapping, Node, Scope, label, labels
from api.linkeddata.terms import LISTED_ORDER, NAMED, known, page
from cms.core.records import Committee, Member, Unit


def committee_of(key: str, scope: Scope) -> Node | None:
    """A committee as the organiser of something; None where it is gone."""
    for term in known(Committee, [key], scope):
        node: Node = {"@id": term.iri, "@type": TYPES, "name": label(term.names, scope.language) or term.key}
        return node | ({"url": url} if (url := page(term, scope)) else {})
    return None


TYPES: Final = ["GovernmentOrganization", "org:Organization"]


def _day(value: date | None) -> Node | None:
    return {"@value": value.isoformat(), "@type": "xsd:date"} if value else None


def _person(member: Member, scope: Scope) -> Node:
    node: Node = {"@type": "Person", "name": member.name}
    return node | ({"affiliation": member.affiliation} if member.affiliation else {})


MEMBER: Final = Mapping(
    source=Member,
    types=["org:Membership", "OrganizationRole"],
    rows=(
        ("name affiliation", "org:member", _person),
        ("role", "roleName", lambda member, scope: member.role),
        ("since", "schema:startDate", lambda member, scope: _day(member.since)),
        ("until", "schema:endDate", lambda member, scope: _day(member.until)),
    ),
)


def _memberships(committee: Committee, scope: Scope) -> list[Node]:
    return [
        named(MEMBER.node(member, scope), f"{committee.iri}#membership-{number}")
        for number, member in enumerate(committee.members, start=1)
    ]


def _law(committee: Committee, scope: Scope) -> Node | None:
    law = committee.legal_basis
    return {"@id": f"{committee.iri}#law", "@type": "Legislation", "name": law} if law else None


def _unit(committee: Committee, scope: Scope) -> list[str]:
    return [unit.iri for unit in known(Unit, [committee.unit], scope)]


def series(committee: str) -> str:
    """The IRI of all meetings of a committee together."""
    return f"{committee}#meetings"


def _meetings(committee: Committee, scope: Scope) -> Node:
    return {
        "@id": series(committee.iri),
        "@type": "EventSeries",
        "name": labels(committee.names) or committee.key,
        "organizer": {"@id": committee.iri},
    }


COMMITTEE: Final[Mapping[Any]] = Mapping(
    source=Committee,
    types=TYPES,
    rows=(
        *NAMED,
        ("category", "keywords", lambda committee, scope: committee.category),
        ("legal_basis", "dct:conformsTo", _law),
        ("established_on", "foundingDate", lambda committee, scope: day(committee.established_on)),
        ("site", "parentOrganization org:subOrganizationOf", lambda committee, scope: {"@id": scope.city.iri}),
        ("unit", "org:linkedTo", _unit),
        ("members", "org:hasMembership", _memberships),
        ("iri names", "event", _meetings),
    ),
    left_out=LISTED_ORDER,
)
