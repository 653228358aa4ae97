"""The disclosure desk on the first page of the editor."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from wagtail.admin.ui.components import Component

from cms.core.paging import SIZE
from cms.releases.desk import queries
from cms.releases.desk.views.base import ICON
from cms.releases.models import ReleaseStop


class QueuePanel(Component):
    """The panel that says whether documents wait for an officer. Beyond a page of the queue they are not counted."""

    name = "disclosure_queue"
    template_name = "releases/desk/queue_panel.html"
    order: Final = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """With the address of a queue in which something waits, where there is one."""
        cities = queries.waiting(SIZE + 1)
        query = f"?{urlencode({'city': cities[0]})}" if cities else ""
        pages = len(queries.held_pages()[: SIZE + 1]) + len(queries.missed_schedules()[: SIZE + 1])
        return {
            "icon": ICON,
            "release_stops": ReleaseStop.objects.filter(ended_at=None).select_related("began_by").order_by("city"),
            "text": _said(len(cities)),
            "url": f"{reverse('disclosure:queue')}{query}",
            "pages": _pages_said(pages),
            "pages_url": reverse("disclosure:pages") if pages else "",
        }


def _pages_said(number: int) -> str:
    if not number:
        return ""
    if number > SIZE:
        return gettext("More than %(number)s posts or meetings wait for a decision.") % {"number": SIZE}
    return ngettext(
        "%(number)s post or meeting waits for a decision.", "%(number)s posts or meetings wait for a decision.", number
    ) % {"number": number}


def _said(number: int) -> str:
    if not number:
        return gettext("Nothing is held: no document waits for a decision.")
    if number > SIZE:
        return gettext("More than %(number)s documents wait for a decision.") % {"number": SIZE}
    return ngettext(
        "%(number)s document waits for a decision.", "%(number)s documents wait for a decision.", number
    ) % {"number": number}
