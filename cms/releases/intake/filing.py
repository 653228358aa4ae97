"""The departments and task cards that drafts name: found, or made where nobody knew them."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.text import slugify

from cms.core.text import clean_line
from cms.releases.intake.drafts import Draft
from cms.releases.models import TaskCard
from cms.subsites.models import OrganisationUnit

UNIT_NAME_LENGTH: Final = 100
TASK_NAME_LENGTH: Final = 200
TASK_KEY_LENGTH: Final = 120


class Units:
    """The departments of the city by key and by Korean name, read once and again when a name is not among them."""

    def __init__(self, *, make: bool = True) -> None:
        self._make = make
        self._by_name: dict[str, OrganisationUnit] = {}
        self._read()

    def of(self, names: Iterable[str]) -> dict[str, OrganisationUnit]:
        """The department of each name; those that nobody knew are made, unless this is a trial."""
        wanted = {name: clean_line(name)[:UNIT_NAME_LENGTH] for name in names if clean_line(name)}
        if not set(wanted.values()) <= self._by_name.keys():
            self._read()
        if missing := sorted(set(wanted.values()) - self._by_name.keys()):
            self._add(missing)
        return {name: self._by_name[clean] for name, clean in wanted.items()}

    def _read(self) -> None:
        units = list(OrganisationUnit.objects.select_related("merged_into").order_by("-order", "-key"))
        self._by_name |= {unit.name_ko: unit.today for unit in units} | {unit.key: unit.today for unit in units}

    def _add(self, names: Sequence[str]) -> None:
        """The same name makes the same key, so that two processes make one department.

        They are in no list of departments: the document that names one may be held, and then nobody may know its name.
        """
        made = [OrganisationUnit(key=f"u-{_short(name)}", name_ko=name, name_en=name, unlisted=True) for name in names]
        if not self._make:
            self._by_name |= {unit.name_ko: unit for unit in made}
            return
        OrganisationUnit.objects.bulk_create(made, ignore_conflicts=True)
        self._read()


class Tasks:
    """Task cards by key and by name, read as they are needed."""

    def __init__(self, *, make: bool = True) -> None:
        self._make = make
        self._by_name: dict[str, TaskCard] = {}

    def of(self, drafts: Iterable[Draft]) -> dict[str, TaskCard]:
        """The task card of each draft that names one; those that nobody knew are made, unless this is a trial."""
        wanted = {draft.task: draft for draft in drafts if clean_line(draft.task)}
        if missing := {name: draft for name, draft in wanted.items() if name not in self._by_name}:
            self._find(missing)
        if made := {name: draft for name, draft in missing.items() if name not in self._by_name}:
            self._add(made)
        return {name: self._by_name[name] for name in wanted}

    def _find(self, drafts: Iterable[str]) -> None:
        names = {name: clean_line(name)[:TASK_NAME_LENGTH] for name in drafts}
        keys = {name: task_key(clean) for name, clean in names.items()}
        by_key = {card.key: card for card in TaskCard.objects.filter(key__in=[*drafts, *keys.values()])}
        for name, key in keys.items():
            if card := by_key.get(name) or by_key.get(key):
                self._by_name[name] = card

    def _add(self, drafts: dict[str, Draft]) -> None:
        made = {name: _card(draft) for name, draft in drafts.items()}
        if not self._make:
            self._by_name |= made
            return
        TaskCard.objects.bulk_create(made.values(), ignore_conflicts=True)
        self._find(drafts)


def task_key(name: str) -> str:
    """The key of the task card of that name: the name as a part of addresses."""
    key = slugify(name, allow_unicode=True)
    return key if 0 < len(key) <= TASK_KEY_LENGTH else f"t-{_short(name)}"


def _card(draft: Draft) -> TaskCard:
    name = clean_line(draft.task)[:TASK_NAME_LENGTH]
    return TaskCard(key=task_key(name), name=name, functions=list(map(clean_line, draft.functions)))


def _short(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
