"""The folders of released documents, made where they are missing: unit, year, month."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from cms.releases.models.places import DocumentsPage, Folder
from cms.subsites.models import OrganisationUnit

NO_UNIT: Final = "none"


@transaction.atomic
def month_folder(section: DocumentsPage, *, unit: OrganisationUnit | None, day: date) -> Folder:
    """The folder that takes a document of that unit and day, with those above it."""
    folder: Page = section
    names = [(unit.key if unit else NO_UNIT, unit.name_ko if unit else "-"), (f"{day:%Y}",) * 2, (f"{day:%m}",) * 2]
    for slug, title in names:
        folder = _child(folder, slug=slug, title=title, unit=unit)
    assert isinstance(folder, Folder)
    return folder


def _child(parent: Page, *, slug: str, title: str, unit: OrganisationUnit | None) -> Folder:
    """Two processes that miss the same folder queue for its parent."""
    below = Folder.objects.filter(path__startswith=parent.path, depth=parent.depth + 1, slug=slug)
    if found := below.first():
        return found
    parent = Page.objects.select_for_update().get(pk=parent.pk)
    if found := below.first():
        return found
    folder = Folder(title=title, slug=slugify(slug), unit=unit, locale_id=parent.locale_id, live=True)
    parent.add_child(instance=folder)
    return folder


class Folders:
    """The ids of the month folders of a section, remembered from batch to batch."""

    def __init__(self, section: DocumentsPage) -> None:
        self._section = section
        self._ids: dict[tuple[str, str], int] = {}

    def id_of(self, unit: OrganisationUnit | None, day: date) -> int:
        """The folder of that unit and month. One that is not remembered is found or made, in a transaction of its own
        where none is open, so that nobody waits for it until a batch is done."""
        name = (unit.key if unit else NO_UNIT, f"{day:%Y/%m}")
        if name not in self._ids:
            self._ids[name] = month_folder(self._section, unit=unit, day=day).pk
        return self._ids[name]

    def forget(self) -> None:
        """Look again: somebody has moved or deleted a folder."""
        self._ids.clear()


def lock(ids: Iterable[int]) -> dict[int, Page]:
    """These folders, locked in one order until the transaction ends; without those that are no more."""
    return {page.pk: page for page in Page.objects.select_for_update().filter(pk__in=set(ids)).order_by("pk")}
