"""The vocabulary that boards add to a city: each board, with its type and its categories."""

from collections.abc import Iterator, Mapping
from typing import Any

from cms.boards.models import BoardPage
from cms.core import records
from cms.core.text import clean_line
from cms.subsites.identity import entity
from cms.subsites.places import NOWHERE, Place, by_path
from cms.subsites.terms import Source, grouped


def city_terms(source: Source) -> Iterator[records.Board]:
    """The boards of a city, its own first; nothing for an unknown key. Four queries, one where it has none."""
    pages = source.pages(BoardPage.objects.select_related("locale", "unit").prefetch_related("categories"))
    places = by_path() if pages else {}
    boards = sorted(grouped(pages, "code"), key=lambda group: _place(group[0], places) != NOWHERE)
    for order, group in enumerate(boards):
        yield _board(source, group, order=order, places=places)


def _place(page: Any, places: Mapping[str, Place]) -> Place:
    return places.get(page.path[: -page.steplen], NOWHERE)


def _board(source: Source, pages: list[Any], *, order: int, places: Mapping[str, Place]) -> records.Board:
    """Facts that translations share are read from the page in the city's own language, or the first that is public."""
    key = pages[0].code
    known = {
        "site": source.site,
        "key": key,
        "iri": entity(source.identity, "board", key),
        "names": source.titles(pages, key=key),
        "order": order,
    }
    page = next(iter(source.public(pages)), None)
    if page is None:
        return records.Board(**known)
    field, website = _place(page, places)
    return records.Board(
        **known,
        descriptions=source.descriptions(pages),
        urls=source.addresses(pages),
        type=str(page.type),
        is_numbered=page.is_numbered,
        categories=tuple(clean_line(category.name) for category in page.categories.all()),
        field=field,
        website=website,
        unit=page.unit.key if page.unit else None,
    )
