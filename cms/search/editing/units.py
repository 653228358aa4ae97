"""Departments by what they are called, those too that the public does not know."""

from collections import defaultdict

from cms.search.understanding import meant
from cms.subsites.models import OrganisationUnit
from retrieval.folding import fold
from retrieval.words import squeezed


def called(name: str) -> set[str]:
    """The keys of the departments of a name in any language, and of those below them. One query."""
    found = list(OrganisationUnit.objects.only("key", "name_ko", "name_en", "other_names", "parent_id"))
    below: defaultdict[int | None, list[OrganisationUnit]] = defaultdict(list)
    for unit in found:
        below[unit.parent_id].append(unit)
    wanted = set(meant({unit.key: unit.names.values() for unit in found}, squeezed(fold(name))))
    waiting, keys = [unit for unit in found if unit.key in wanted], set()
    while waiting:
        unit = waiting.pop()
        if unit.key not in keys:
            keys.add(unit.key)
            waiting += below[unit.pk]
    return keys
