"""The offers of the editor for posts: a refused schedule explained."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from cms.core import schedules


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(schedules.REFUSED)
    class RefusedFormatter(LogFormatter):
        label = _("Refuse scheduled publishing")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Not published when its time came: %(reason)s") % {"reason": schedules.explain(log_entry)}
