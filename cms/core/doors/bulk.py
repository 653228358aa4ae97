"""Actions on several pages at once, whose page of confirmation lists them by title."""

from typing import Any

from django.http import Http404
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)

from cms.core.acquaintance import acquaintance


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
    """Wagtail's, on known pages."""


class Unpublish(_Known, UnpublishBulkAction):
    """Wagtail's, on known pages."""


ACTIONS = (Delete, Move, Publish, Unpublish)
