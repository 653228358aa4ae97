"""The editor's form for every page type."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class PageForm(WagtailAdminPageForm):
    """Tells a new page its parent, so that an empty address is made of the title and a wrong one marked in the form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.path and self.parent_page is not None:
            self.instance._cached_parent_obj = self.parent_page
        if "slug" in self.fields:
            self.fields["slug"].required = False
