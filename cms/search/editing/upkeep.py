"""The report to an operator on the indexes of the editor and of the disclosure desk, and their rebuilding.

Both are made anew beside those who search them: all is noted, and what is noted is written once more.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page

from cms.releases.desk import queries as desk
from cms.search.editing import documents, indexes, pages
from cms.search.kept.writing import begin_anew
from cms.search.kept_upkeep import texts_by_index
from cms.search.models import Noted, TouchedPage
from cms.search.upkeep import Standing

# How far what waits is counted.
COUNTED: Final = 100_000


class EditorUpkeep:
    """The upkeep of the indexes of pages, pictures and files, which all cities share."""

    name: Final = "editor"

    def states(self) -> Sequence[Standing]:
        """A query for all, and one for each."""
        texts = texts_by_index()
        return [
            Standing(
                name=one.name, texts=texts.get(one.index, 0), waiting=_waiting(Noted.objects.filter(what=one.name))
            )
            for one in indexes.ALL
        ]

    def rebuild(self) -> Iterable[str]:
        """Note all there is, a statement for each five hundred; returns the names of the indexes."""
        for one in indexes.ALL:
            with transaction.atomic():
                begin_anew(one.index)
                found: QuerySet[Any] = pages.searched() if one.model is Page else one.model._default_manager.all()
                one.note(found.order_by("pk").values_list("pk", flat=True).iterator())
        return [one.name for one in indexes.ALL]


class DeskUpkeep:
    """The upkeep of the indexes of the documents of each city, as the disclosure desk searches them."""

    name: Final = "desk"

    def states(self) -> Sequence[Standing]:
        """Three queries."""
        texts, waiting = texts_by_index(), _waiting(TouchedPage.objects.all())
        return [
            Standing(name=city, texts=texts.get(documents.index_of(city), 0), waiting=waiting) for city in desk.cities()
        ]

    @transaction.atomic
    def rebuild(self) -> Iterable[str]:
        """Note all documents, in one statement; returns the names of the indexes."""
        cities = desk.cities()
        for city in cities:
            begin_anew(documents.index_of(city))
        documents.touch_all()
        return cities


def _waiting(notes: QuerySet[Any]) -> int:
    return notes.order_by()[: COUNTED + 1].count()
