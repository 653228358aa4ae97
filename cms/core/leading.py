"""On the form of a page: the other addresses that lead to it, with the way to make one more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.models import Page

# So many are shown.
MOST: Final = 50


@dataclass(frozen=True, kw_only=True)
class Leading:
    """An address that leads to a page: one that it had, or the redirect of an id.

    ``begins`` says when that begins, where it has not begun.
    """

    address: str
    redirect_id: int | None = None
    permanent: bool = True
    begins: str = ""


# The addresses that lead to a page, at most so many.
Read = Callable[[Page, int], list[Leading]]
_publication: Final[list[Read]] = []


def publish_by(read: Read) -> None:
    """Let the publication say what leads to a page; as long as nobody does, nothing does."""
    _publication[:] = [read]


class AddressesPanel(Panel):
    """Shown where a page has been saved; whoever may not manage redirects sees them without links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"heading": _("Addresses that lead here")} | kwargs))

    class BoundPanel(Panel.BoundPanel):
        template_name = "core/leading_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and (self._found or self._may("add")))

        @cached_property
        def _found(self) -> list[Leading]:
            return [one for read in _publication for one in read(self.instance, MOST + 1)]

        def _may(self, right: str) -> bool:
            return bool(self.request.user.has_perm(f"core.{right}_redirect"))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            add = f"{reverse('redirects:add')}?page={self.instance.pk}" if self._may("add") else ""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "addresses": self._found[:MOST],
                "has_more": len(self._found) > MOST,
                "may_change": self._may("change"),
                "add_url": add,
            }
