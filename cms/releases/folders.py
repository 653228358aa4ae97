"""The folders of released documents, made where they are missing: unit, year, month."""

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
