"""The offers of the editor for events: the short way to a new one, where it may be written."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.events.models import EventPage, EventsPage
from cms.subsites.models import FieldPage, WebsitePage


@hooks.register("register_page_header_buttons")
def write_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    is_place = isinstance(page, EventsPage | FieldPage | WebsitePage)
    if is_place and page.permissions_for_user(user).can_add_subpage_of_type(EventPage):
        names = (EventPage._meta.app_label, EventPage._meta.model_name, page.pk)
        address = reverse("wagtailadmin_pages:add", args=names)
        yield Button(_("Write an event"), address, icon_name="calendar-alt", priority=6)
