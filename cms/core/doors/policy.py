"""Wagtail's own question which pages somebody may explore or act on, asked by most of its lists, for those known."""

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.core.acquaintance import acquaintance


class KnownPagesPolicy(PagePermissionPolicy):
    """The rule that only what may be known may be explored: a right over a tree does not show the drafts of others."""

    def explorable_instances(self, user: Any) -> Any:
        """Of the places that Wagtail lets the person into, those pages that they may know."""
        if not self.get_cached_permissions_for_user(user) and not user.is_superuser:
            return self.model._default_manager.none()
        return acquaintance(user).found_among(super().explorable_instances(user))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        pages = super().instances_user_has_any_permission_for(user, actions)
        # Of none nothing need be asked: the menu does so for everybody, on every page of the editor.
        return pages if pages.query.is_empty() else acquaintance(user).found_among(pages)
