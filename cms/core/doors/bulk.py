"""Actions on several pages at once, whose page of confirmation lists them by title."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)

from cms.core.acquaintance import acquaintance
from cms.core.errors import Refused
from cms.core.pages import BasePage

# So many refusals are told at once.
TOLD: Final = 10


class _Known:
    """Leaves out what the person may not know, as what is not there is left out; 404 where nothing is left.

    The pages are of their own types, whose titles do not tell of edits.
    """

    request: Any

    def get_queryset(self, model: Any, object_ids: Any) -> list[Any]:
        pages: list[Any] = super().get_queryset(model, object_ids)  # type: ignore[misc]
        known = acquaintance(self.request.user).known_of(page.pk for page in pages)
        if not known:
            raise Http404
        return [page.specific_deferred for page in pages if page.pk in known]


class Delete(_Known, DeleteBulkAction):
    """Wagtail's, on known pages."""


class Move(_Known, MoveBulkAction):
    """Wagtail's, on known pages."""


class Publish(_Known, PublishBulkAction):
    """Wagtail's, on known pages. It has no form in which what a rule refuses could be marked, so each is told."""

    def form_valid(self, form: Any) -> Any:
        refused = list(self._refused(below=form.cleaned_data["include_descendants"]))
        for page, reason in refused[:TOLD]:
            button = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), gettext("Edit the page"))
            messages.error(self.request, f"{page.get_admin_display_title()}: {reason}", buttons=[button])
        if refused:
            return redirect("wagtailadmin_explore", refused[0][0].get_parent().pk)
        return super().form_valid(form)

    def _refused(self, *, below: bool) -> Iterator[tuple[Any, str]]:
        for page in self._asked(below):
            try:
                page.get_latest_revision_as_object().check_publishable()
            except Refused as error:
                yield page, error.message

    def _asked(self, below: bool) -> Iterator[Any]:
        """The pages that would be published: those chosen and, where that was asked for, the drafts below them."""
        for page in self.get_actionable_objects()[0]:
            found = [page]
            if below:
                found += page.get_descendants().not_live().specific()
            for each in found:
                if isinstance(each, BasePage) and each.permissions_for_user(self.request.user).can_publish():
                    yield each


class Unpublish(_Known, UnpublishBulkAction):
    """Wagtail's, on known pages."""


ACTIONS = (Delete, Move, Publish, Unpublish)
