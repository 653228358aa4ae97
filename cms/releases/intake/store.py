"""Writing many documents at once, however many loaders there are."""

from collections.abc import Sequence

from cms.releases import tree
from cms.releases.models import DocumentPage


class Raced(Exception):
    """The error where something that was read before it was locked is no longer there. Begin again."""


def insert(pages: Sequence[tuple[DocumentPage, int]]) -> None:
    """Write new pages below the folders of those ids, which the caller's transaction locks until its end.

    Raced where a folder was deleted, IntegrityError where another loader has written one of the numbers meanwhile.
    """
    parents = tree.lock(folder for _, folder in pages)
    if len(parents) < len({folder for _, folder in pages}):
        raise Raced("a folder was deleted")
    tree.add([(page, parents[folder]) for page, folder in pages])
