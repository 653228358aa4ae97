"""The form that an employee writes an event in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cms.subsites.forms import ArticleForm


class EventForm(ArticleForm):
    """An event that can be applied for says where; what is not asked of a draft is asked of what is published."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        wants = data.get("application") not in (None, "", "none")
        is_told = any(data.get(name) or name in self.errors for name in ("apply_url", "apply_telephone"))
        if wants and not is_told and not self.is_deferred_validation:
            self.add_error("apply_url", forms.ValidationError(_("Say where: an address, or a telephone number.")))
        return data
