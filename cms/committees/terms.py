"""The vocabulary that committees add to a city: each committee, with its members."""

from collections.abc import Iterator
from typing import Any

from cms.committees.models import CommitteePage
from cms.core import records
from cms.core.text import clean_line
from cms.subsites.identity import entity
from cms.subsites.terms import Source, grouped


def city_terms(source: Source) -> Iterator[records.Committee]:
    """The committees of a city; nothing for an unknown key."""
    committees = CommitteePage.objects.select_related("locale", "unit").prefetch_related("members")
    for order, pages in enumerate(grouped(source.pages(committees), "code")):
        yield _committee(source, pages, order=order)


def _committee(source: Source, pages: list[Any], *, order: int) -> records.Committee:
    """Facts that translations share are read from the page in the city's own language, or the first that is public."""
    key = pages[0].code
    known = {
        "site": source.site,
        "key": key,
        "iri": entity(source.identity, "committee", key),
        "names": source.titles(pages, key=key),
        "order": order,
    }
    page = next(iter(source.public(pages)), None)
    if page is None:
        return records.Committee(**known)
    return records.Committee(
        **known,
        descriptions=source.descriptions(pages),
        urls=source.addresses(pages),
        category=clean_line(page.category),
        legal_basis=clean_line(page.legal_basis),
        established_on=page.established_on,
        unit=page.unit.key if page.unit else None,
        members=tuple(_member(member) for member in page.members.all()),
    )


def _member(member: Any) -> records.Member:
    return records.Member(
        name=clean_line(member.name),
        role=clean_line(member.role),
        affiliation=clean_line(member.affiliation),
        since=member.since,
        until=member.until,
    )
