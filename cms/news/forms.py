"""The form that an employee writes a post in."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.core.errors import Refused
from cms.core.forms import PageForm
from cms.core.models import LICENCE_CHOICES, default_licence
from cms.core.text import clean_line
from cms.news import material
from cms.subsites.models import FieldPage, city_of


class PostForm(PageForm):
    """Prefills what is known of the author and the city; what publishing demands is not asked of a draft."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self._prefill()
        if "licence" in self.fields:
            self.fields["licence"].choices = LICENCE_CHOICES

    def _prefill(self) -> None:
        city = city_of(self.parent_page) if self.parent_page else None
        self.initial["unit"] = self.initial.get("unit") or getattr(self.for_user, "unit_id", None)
        self.initial["licence"] = self.initial.get("licence") or (city.licence if city else "") or default_licence()

    def clean_further_fields(self) -> Any:
        """The main field is where the post is; naming it again means nothing."""
        chosen = self.cleaned_data["further_fields"]
        place = self.parent_page.specific if self.parent_page else None
        place = place if isinstance(place, FieldPage) or place is None else place.get_parent().specific
        return chosen.exclude(pk=place.field_id) if isinstance(place, FieldPage) else chosen

    def clean_tags(self) -> list[str]:
        """A tag is a word: one of signs only would have no address."""
        names = [clean_line(name) for name in self.cleaned_data["tags"]]
        return [name for name in names if slugify(name, allow_unicode=True)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        undescribed = data.get("cover") and not data.get("cover_alt") and not data.get("cover_decorative")
        if undescribed and not self.is_deferred_validation:
            self.add_error(
                "cover_alt", forms.ValidationError(_("Describe the cover picture, or mark it as decorative."))
            )
        return data

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        try:
            material.check_licence(self.instance)
        except Refused as error:
            self.add_error("licence", forms.ValidationError(error.message))
