"""The vocabulary that released documents add to a city: committees, and the task cards of documents."""

from collections.abc import Iterable, Iterator
from typing import Any

from cms.core import records
from cms.core.text import clean_line
from cms.releases.models import CommitteePage, DocumentsPage
from cms.subsites.identity import entity
from cms.subsites.terms import Source, grouped


def city_terms(site: str) -> Iterator[records.Term]:
    """The committees of a city; nothing for an unknown key."""
    source = Source(site)
    committees = CommitteePage.objects.select_related("locale", "unit").prefetch_related("members")
    for order, pages in enumerate(grouped(source.pages(committees), "code")):
        yield _committee(source, pages, order=order)


def task_terms(cards: Iterable[Any], source: Source) -> Iterator[records.Task]:
    """The terms of task cards, each with a page in each language that documents have."""
    languages = {page.locale.language_code for page in source.pages(DocumentsPage.objects.select_related("locale"))}
    for card in cards:
        yield _task(card, source, languages)


def _task(card: Any, source: Source, languages: set[str]) -> records.Task:
    urls = source.below("tasks", card.key)
    return records.Task(
        site=source.site,
        key=card.key,
        iri=entity(source.identity, "task", card.key),
        names={source.language: clean_line(card.name)},
        urls={language: url for language, url in urls.items() if language in languages},
        functions=tuple(map(clean_line, card.functions)),
    )


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
    page = next(iter(source.shown(pages)), None)
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
