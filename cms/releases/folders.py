"""The folders of released documents, made where they are missing: unit, year, month."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.db import transaction
from wagtail.models import Page

from cms.releases import tree
from cms.releases.models.places import DocumentsPage, Folder
from cms.subsites.models import OrganisationUnit

NO_UNIT: Final = "none"
Month = tuple[OrganisationUnit | None, date]


def month_folder(section: DocumentsPage, *, unit: OrganisationUnit | None, day: date) -> Folder:
    """The folder that takes a document of that unit and day, with those above it."""
    folder: Folder = Folder.objects.get(pk=Folders(section).ids([(unit, day)])[0])
    return folder


class Folders:
    """The ids of the month folders of a section, remembered from batch to batch."""

    def __init__(self, section: DocumentsPage) -> None:
        self._section = section
        self._ids: dict[str, int] = {}

    def ids(self, months: Sequence[Month]) -> list[int]:
        """The folder of each unit and month. Those that nobody knew are made, in a transaction of its own where none is
        open, so that no other loader waits for them until a batch is done."""
        units = {_steps(*month): month[0] for month in months}
        missing = {steps: unit for steps, unit in units.items() if _path(steps) not in self._ids}
        if missing:
            self._make(missing)
        return [self._ids[_path(_steps(*month))] for month in months]

    def forget(self) -> None:
        """Look again: somebody has moved, renamed or deleted a folder."""
        self._section.refresh_from_db()
        self._ids.clear()

    @transaction.atomic
    def _make(self, months: dict[tuple[str, ...], OrganisationUnit | None]) -> None:
        self._ids[""] = self._section.pk
        for level in (1, 2, 3):
            wanted = {steps[:level]: unit for steps, unit in months.items() if _path(steps[:level]) not in self._ids}
            self._find(wanted)
            if new := {steps: unit for steps, unit in wanted.items() if _path(steps) not in self._ids}:
                self._add(new)

    def _find(self, folders: Iterable[tuple[str, ...]]) -> None:
        prefix = self._section.url_path
        found = Folder.objects.filter(url_path__in=[prefix + _path(steps) for steps in folders])
        self._ids |= {path.removeprefix(prefix): pk for pk, path in found.values_list("pk", "url_path")}

    def _add(self, folders: dict[tuple[str, ...], OrganisationUnit | None]) -> None:
        """Two processes that miss the same folder queue for its parent."""
        parents = tree.lock(self._ids[_path(steps[:-1])] for steps in folders)
        self._find(folders)
        new = [(_folder(steps, unit), parents[self._ids[_path(steps[:-1])]]) for steps, unit in folders.items()
               if _path(steps) not in self._ids]  # fmt: skip
        if new:
            tree.add(new)
            self._find(folders)


def _steps(unit: OrganisationUnit | None, day: date) -> tuple[str, ...]:
    return (unit.key if unit else NO_UNIT, f"{day.year:04}", f"{day.month:02}")


def _path(steps: Sequence[str]) -> str:
    """Below the section, as ``url_path`` has it."""
    return "".join(f"{step}/" for step in steps)


def _folder(steps: Sequence[str], unit: OrganisationUnit | None) -> Page:
    title = (unit.name_ko if unit else "-") if len(steps) == 1 else steps[-1]
    return Folder(title=title, slug=steps[-1], unit=unit, live=True)
