"""The form of what employees write below a field or a website."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.core.acquaintance import known_items
from cms.core.text import clean_line
from cms.subsites.licensing import LicensedForm
from cms.subsites.models import FieldPage, OrganisationUnit


class ArticleForm(LicensedForm):
    """Prefills what is known of the author and the city; what publishing demands is not asked of a draft."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = self._units()

    def full_clean(self) -> None:
        """The form that comes back with an error does not name the department that was refused."""
        super().full_clean()
        if self.is_bound and "unit" in self.errors:
            data: Any = self.data.copy()  # type: ignore[has-type]
            data[self.add_prefix("unit")] = ""
            self.data = data

    def _units(self) -> Any:
        """The departments that the author may know, and the one that the post has."""
        known = known_items(self.for_user, OrganisationUnit)
        return known | OrganisationUnit.objects.filter(pk=self.instance.unit_id)

    def prefill(self) -> None:
        super().prefill()
        self.initial["unit"] = self.initial.get("unit") or getattr(self.for_user, "unit_id", None)

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
