"""The rights of a person over a page.

Wagtail's "publish" right covers every page below the one that it was given on, whoever wrote it, and "add" every page
type. Here both, without "change", are the rights of a plain author: over what they own, and over items only, never
over the places that items are listed in. They write items below those places, but for what a type keeps to the editors
of some, and below items of their own. With "change" everything is as in Wagtail.
"""

from functools import cache
from typing import Any

from django.apps import apps
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy


class AuthorPermissionTester(PagePermissionTester):
    """Wagtail's tester, with what an author without the "change" right may do narrowed to their own items."""

    def _is_editor(self) -> bool:
        return bool(self.user.is_superuser or "change" in self.permissions)

    def _is_own(self) -> bool:
        return self._is_editor() or self.page.owner_id == self.user.pk

    def _has_writable_subpages(self) -> bool:
        return any(self._may_write(model) for model in self.page.specific_class.creatable_subpage_models())

    def _may_write(self, model: type[Page]) -> bool:
        if self._is_editor():
            return True
        above: Any = self.page.specific_class
        is_place = getattr(above, "publishes", None) != "record"
        is_open = above._meta.label not in getattr(model, "editors_only_below", ()) if is_place else self._is_own()
        return getattr(model, "publishes", None) == "record" and is_open

    def can_add_subpage_of_type(self, model: type[Page]) -> bool:
        """Return whether the user may create a page of that type below this one."""
        return bool(self.can_add_subpage() and self._may_write(model))

    def can_add_subpage(self) -> bool:
        return bool(super().can_add_subpage() and self._has_writable_subpages())

    def can_publish_subpage(self) -> bool:
        return bool(super().can_publish_subpage() and self._has_writable_subpages())

    def can_publish(self) -> bool:
        return bool(super().can_publish() and self._is_own())

    def can_unpublish(self) -> bool:
        return bool(super().can_unpublish() and self._is_own())

    def can_submit_for_moderation(self) -> bool:
        return bool(self.user.is_active and self._is_own() and super().can_submit_for_moderation())

    def can_reorder_children(self) -> bool:
        return bool(super().can_reorder_children() and self._is_editor())

    def can_view_revisions(self) -> bool:
        return bool(self.user.is_active and super().can_view_revisions() and self._is_own())

    def can_copy_to(self, destination: Page, recursive: bool = False) -> Any:
        allowed = super().can_copy_to(destination, recursive=recursive)
        if not allowed or self.user.is_superuser:
            return allowed
        target = destination.permissions_for_user(self.user)
        return not isinstance(target, AuthorPermissionTester) or target.can_add_subpage_of_type(
            self.page.specific_class
        )


def may_add_somewhere(user: Any, model: type[Page]) -> bool:
    """Return whether somebody has the right to add pages at a place at or below which this type may be written.

    By the rights that Wagtail reads once a request; where exactly is for the page that asks.
    """
    if not user.is_active or user.is_superuser:
        return bool(user.is_active)
    granted = PagePermissionPolicy().get_cached_permissions_for_user(user)
    places = _places_above(model._meta.label)
    return any(given.permission.codename == "add_page" and given.page.specific_class in places for given in granted)


@cache
def _places_above(label: str) -> frozenset[type[Page]]:
    """The types of pages below which, at whatever depth, pages of the type with this label may be."""
    found: set[type[Page]] = set()
    waiting: list[Any] = [apps.get_model(label)]
    while waiting:
        for parent in waiting.pop().allowed_parent_page_models():
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return frozenset(found)
