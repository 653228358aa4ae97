"""On the form of an event: when it takes place next, as its saved version says."""

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

# So many are shown.
MOST: Final = 5


class NextTimesPanel(Panel):
    """The next times in words, so that who wrote the rule sees what it means."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"heading": _("Next dates")} | kwargs))

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/next_times_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.starts_at)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            found = self.instance.next_times(timezone.now(), MOST)
            return context | {"times": found, "all_day": self.instance.all_day}
