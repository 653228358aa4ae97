"""The form that an employee writes a post in."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from cms.subsites.forms import ArticleForm

ONLY_A_TITLE: Final = gettext_lazy(
    "There is only a title. Write the text of the post, or at least its lead, before it is published."
)


class PostForm(ArticleForm):
    """A post that is published says more than its title."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        is_told = data.get("lead") or data.get("body") or not self.errors.keys().isdisjoint(("lead", "body"))
        if not is_told and not self.is_deferred_validation:
            self.add_error("lead", forms.ValidationError(ONLY_A_TITLE))
        return data
