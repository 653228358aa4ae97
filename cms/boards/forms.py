"""The form that an employee writes a notice in: it asks for what its board has use for."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from cms.boards.types import NUMBERED, QUESTIONS, TIMED, BoardType
from cms.subsites.forms import ArticleForm

# The fields that boards of some types alone ask for; pins are for all but questions, which have an order.
_ASKED: Final = {
    "number": NUMBERED,
    "starts_on": TIMED,
    "ends_on": TIMED,
    "order": QUESTIONS,
    "pinned_until": frozenset(BoardType) - QUESTIONS,
}


class NoticeForm(ArticleForm):
    """Offers the categories of the board; what publishing demands is not asked of a draft."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        board = self.parent_page.specific if self.parent_page else self.instance.board
        of = BoardType(board.type)
        for name, types in _ASKED.items():
            if name in self.fields and of not in types:
                del self.fields[name]
        self._word(of)
        if "category" in self.fields:
            self.fields["category"].queryset = board.categories.all()
            if not board.categories.exists() and not self.instance.category_id:
                del self.fields["category"]

    def _word(self, of: BoardType) -> None:
        if of in QUESTIONS:
            self.fields["title"].label, self.fields["body"].label = _("Question"), _("Answer")

    def prefill(self) -> None:
        """The department of the author, or else the one that keeps the board."""
        super().prefill()
        board = self.parent_page.specific if self.parent_page else None
        self.initial["unit"] = self.initial.get("unit") or getattr(board, "unit_id", None)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if self.is_deferred_validation:
            return data
        with self.as_written():
            lacking = self.instance.lacks()
        for name, words in lacking.items():
            if name in self.fields and name not in self.errors and not data.get(name):
                self.add_error(name, words)
        return data
