"""The short way of the editor to a new page of a type that people write."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms.core.permissions import may_add_somewhere


class WriteMenuItem(MenuItem):
    """An entry of the menu, shown to those who may write pages of a type anywhere."""

    def __init__(self, model: type[Page], label: Any, url: str, **kwargs: Any) -> None:
        super().__init__(label, url, **kwargs)
        self._model = model

    def is_shown(self, request: HttpRequest) -> bool:
        return may_add_somewhere(request.user, self._model)


def may_write(model: type[Page], place: Any, user: Any) -> bool:
    """Return whether somebody may write a page of a type in a place (specific)."""
    return bool(place.permissions_for_user(user).can_add_subpage_of_type(model))


def writing_address(model: type[Page], place: Page) -> str:
    """The address of the form of a new page of a type in a place."""
    return reverse("wagtailadmin_pages:add", args=(model._meta.app_label, model._meta.model_name, place.pk))
