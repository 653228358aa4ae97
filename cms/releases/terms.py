"""The vocabulary that released documents add to a city: their section, and the task cards that they are filed under."""

from collections.abc import Iterator
from typing import Any

from cms.core import records
from cms.core.text import clean_line
from cms.releases.models import DocumentsPage
from cms.subsites.terms import Source, entity


def city_terms(site: str) -> Iterator[records.Term]:
    """The sections of a city; nothing for an unknown key."""
    source = Source(site)
    for order, model in enumerate((DocumentsPage,)):
        if pages := source.pages(model.objects.select_related("locale")):
            yield _section(source, model.section, pages, order=order)


def task_term(card: Any, site: str) -> records.Task:
    """The term of a task card, with a page in each language that documents have."""
    source = Source(site)
    languages = {page.locale.language_code for page in source.pages(DocumentsPage.objects.select_related("locale"))}
    urls = source.below("tasks", card.key)
    return records.Task(
        site=site,
        key=card.key,
        iri=entity(source.base, "task", card.key),
        names={source.language: clean_line(card.name)},
        urls={language: url for language, url in urls.items() if language in languages},
        functions=tuple(map(clean_line, card.functions)),
    )


def _section(source: Source, key: str, pages: list[Any], *, order: int) -> records.Section:
    return records.Section(
        site=source.site,
        key=key,
        iri=entity(source.base, "section", key),
        names=source.titles(pages),
        descriptions=source.descriptions(pages),
        urls=source.addresses(pages),
        order=order,
    )
