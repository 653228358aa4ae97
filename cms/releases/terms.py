"""The vocabulary that released documents add to a city: their task cards."""

from collections.abc import Iterable, Iterator
from typing import Any

from cms.core import records
from cms.core.text import clean_line
from cms.releases.models import DocumentsPage
from cms.subsites.identity import entity
from cms.subsites.terms import Source


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
