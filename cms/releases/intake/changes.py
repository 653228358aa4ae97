"""The change of a stored document when its source speaks of it again."""

from collections.abc import Callable
from typing import Final

from cms.core import versions
from cms.releases.intake.pages import said
from cms.releases.judging import Judge
from cms.releases.models import DocumentPage
from cms.releases.models.decisions import SETTLED
from cms.releases.models.documents import State

# Kept as the hash of a document that its source has deleted; such a one comes back when the source sends it again.
GONE_AT_SOURCE: Final = "deleted at its source"


def delete(page: DocumentPage) -> bool:
    """Withdraw the page: it leaves every output and is kept. False where it has been withdrawn already."""
    if page.state == State.WITHDRAWN:
        return False
    page.state, page.live, page.source_hash = State.WITHDRAWN, False, GONE_AT_SOURCE
    return True


def update(page: DocumentPage, say: Callable[[DocumentPage], None], *, judge: Judge, settled: bool) -> bool:
    """Let the page say what the source says now; False where that is what it said before.

    Content that changed gets a verdict of the rules, whatever a person had decided on the old one; on the same content
    the decision stands. What was taken down stays so, and what was sent back to its department waits again once it was
    changed there. Where the openness is ``settled`` by a person, the source does not change it.
    """
    before, content = said(page), list(page.parts())
    comes_back = page.state == State.WITHDRAWN and page.source_hash == GONE_AT_SOURCE
    say(page)
    if settled:
        for name in SETTLED:
            setattr(page, name, before[name])
    if said(page) == before and not comes_back:
        return False
    # Not by their hashes: those of files count their bytes, of which more may have been read than the last time.
    is_other = list(page.parts()) != content
    if is_other:
        judge.screen(page)
    if comes_back or (page.state == State.RETURNED and is_other):
        page.state = State.WAITING
    versions.forget(page)
    return True
