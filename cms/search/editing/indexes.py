"""The indexes of the editor: pages, pictures and files, each one of its own that nothing for the public opens.

They follow what is written by notes (:mod:`cms.search.editing.notes`), and pages what is published by a channel: what
the public reads of a page changes with the ledger.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.channels import Change, FollowingChannel
from cms.core.models import File, Image
from cms.jobs.job import Job
from cms.jobs.leases import fence
from cms.search.editing import notes, pages, sayings
from cms.search.kept.among import Known
from cms.search.kept.writing import hold, write
from cms.search.models import Noted
from retrieval.segments import Text

JOB: Final = "search-editor"


@dataclass(frozen=True, kw_only=True)
class EditorIndex:
    """One of them: ``texts`` of some objects by their ids, ``keys`` that these may have in it; ``known`` says of texts
    whether a person finds them among the objects of a queryset, and ``best`` the scores of objects out of those of
    texts. ``is_known`` says of which texts the words may be told to everybody who searches it."""

    name: str
    index: str
    model: type[Model]
    texts: Callable[[Collection[int]], Sequence[Text]]
    keys: Callable[[Iterable[int]], set[int]]
    known: Callable[[QuerySet[Any], Any], Known]
    best: Callable[[Iterable[tuple[int, float]]], Mapping[int, float]]
    is_known: Callable[[int], bool] = lambda key: True

    def note(self, ids: Iterable[int]) -> None:
        """Note that these objects were written, in the caller's transaction."""
        notes.note(self.name, ids)

    def take_in(self, ids: Collection[int]) -> None:
        """Write these objects into the index as they are now, and take out those that are gone."""
        fence()
        # Held before they are read, so that whoever else takes them in cannot write an older text over this one.
        hold(self.index)
        texts = self.texts(ids)
        write(self.index, texts, gone=self.keys(ids) - {text.key for text in texts}, is_known=self.is_known)


def _of_library(objects: QuerySet[Any], user: Any) -> Known:
    """The library is open to all who use the editor: the views say what of it somebody may choose."""

    def among(ids: Sequence[int]) -> set[int]:
        return set(objects.filter(pk__in=ids).order_by().values_list("pk", flat=True))

    return among


def _texts_of_library(model: Any, ids: Collection[int]) -> list[Text]:
    found = model.objects.filter(pk__in=ids).prefetch_related("tags")
    return [sayings.text(item.pk, item.created_at, item) for item in found]


def _library(name: str, model: type[Model]) -> EditorIndex:
    return EditorIndex(
        name=name,
        index=f"editor:{name}",
        model=model,
        texts=partial(_texts_of_library, model),
        keys=set,
        known=_of_library,
        best=dict,
    )


PAGES: Final = EditorIndex(
    name=pages.NAME,
    index=pages.INDEX,
    model=Page,
    texts=pages.texts,
    keys=pages.keys,
    known=pages.known,
    best=pages.best,
    is_known=pages.is_known,
)
ALL: Final = (PAGES, _library("images", Image), _library("files", File))


def of_model(model: type[Model]) -> EditorIndex | None:
    """The index that has the objects of a model, None where none has."""
    return next((one for one in ALL if issubclass(model, one.model)), None)


def step() -> int:
    """Take in some of what was written; returns how many notes are done with."""
    return sum(notes.take(f"{JOB}-{one.name}", Noted.objects.filter(what=one.name), "key", one.take_in) for one in ALL)


def follow(changes: Sequence[Change]) -> None:
    """Take in the pages of what has changed for the public."""
    PAGES.take_in(pages.changed(changes))


INDEXING: Final = Job(name=JOB, words=_("Keep what the editor can search"), work=step)
# Documents are searched at the disclosure desk.
FOLLOWING: Final = FollowingChannel(
    name="search-pages",
    words=_("Keep what the editor can search of what is public"),
    follow=follow,
    leaves_out=frozenset({"document"}),
)
