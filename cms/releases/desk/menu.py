"""The entries of the disclosure desk's menu."""

from typing import Any

from wagtail.admin.menu import MenuItem

from cms.releases.desk.views.base import may_decide


class OfficerMenuItem(MenuItem):
    """Shown to disclosure officers only."""

    def is_shown(self, request: Any) -> bool:
        return may_decide(request.user)
