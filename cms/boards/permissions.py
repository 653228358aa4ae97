"""The rights of authors on a board: that to add pages, which employees have everywhere, counts where it admits them."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Page

from cms.core.permissions import AuthorPermissionTester


class WriterPermissionTester(AuthorPermissionTester):
    """The tester of a board and of the notices on it.

    With "change" all is as elsewhere; whoever has only the rights of an author, and is in no group that the board
    admits, has none of them here. ``board`` is asked for where that matters.
    """

    permissions: set[str]

    def __init__(self, user: Any, page: Page, *, board: Callable[[], Any]) -> None:
        super().__init__(user, page)
        if user.is_active and not self._is_editor() and "add" in self.permissions and not _admits(board(), user):
            self.permissions -= {"add", "publish"}


def _admits(board: Any, user: Any) -> bool:
    """The groups of a user are read once for as long as the user is in memory, as Wagtail does with their rights."""
    if not hasattr(user, "_groups_of_boards"):
        user._groups_of_boards = set(user.groups.values_list("pk", flat=True))
    admits: bool = board.admits(user._groups_of_boards)
    return admits
