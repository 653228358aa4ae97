"""Writing many documents at once, however many loaders there are."""

from collections.abc import Iterable, Sequence

from cms.core import tree
from cms.releases.models import DocumentPage


class Raced(Exception):
    """Another loader was faster: what was read before the folders were locked is no longer so. Begin again."""


def insert(pages: Sequence[tuple[DocumentPage, int]]) -> None:
    """Write new pages below the folders of those ids, which the caller's transaction locks until its end."""
    parents = tree.lock(folder for _, folder in pages)
    if len(parents) < len({folder for _, folder in pages}):
        raise Raced("a folder was deleted")
    _refuse_known(page for page, _ in pages)
    tree.add([(page, parents[folder]) for page, folder in pages])


def _refuse_known(pages: Iterable[DocumentPage]) -> None:
    """Raced where one of the numbers has been written by another loader since it was looked up."""
    numbers: dict[str, list[str]] = {}
    for page in pages:
        numbers.setdefault(page.city, []).append(page.management_number)
    for city, given in numbers.items():
        if DocumentPage.objects.filter(city=city, management_number__in=given).exists():
            raise Raced("a number was written meanwhile")
