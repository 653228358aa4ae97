"""The form that a page of a website is written in."""

from typing import Any

from cms.subsites.forms import ArticleForm


class StandardPageForm(ArticleForm):
    """The role of a page in its site is given by those who may change that site, and not only write in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields and not self._may_change_place():
            self.fields["role"].disabled = True

    def _may_change_place(self) -> bool:
        place = self.parent_page or self.instance.get_parent()
        return place is None or bool(place.specific.permissions_for_user(self.for_user).can_edit())
