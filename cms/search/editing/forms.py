"""The common parts of the forms of what editors keep for the search of a city."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView

from cms.core.explained_lists import ExplainedIndex
from cms.subsites.models import CityPage


def cities() -> dict[str, str]:
    """The names of the cities by their keys, in the order of their pages. One query."""
    found: dict[str, str] = {}
    for code, title in CityPage.objects.order_by("path").values_list("code", "title"):
        found.setdefault(code, title)
    return found


class CityIndex(ExplainedIndex):
    """A list of what is kept for cities, which it names instead of telling their keys."""

    def _get_custom_column(self, field_name: str, column_class: Any = Column, **kwargs: Any) -> Any:
        if field_name == "site":
            named = cities()
            kwargs["accessor"] = lambda row: named.get(row.site, row.site)
        return super()._get_custom_column(field_name, column_class, **kwargs)


class CityForm(WagtailAdminModelForm):
    """A form of what is kept for a city that there is, with who has changed it."""

    site = forms.ChoiceField(label=_("city"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = list(cities().items())

    def save(self, commit: bool = True) -> Any:
        self.instance.changed_by = self.for_user
        return super().save(commit)


class Prefilled(CreateView):
    """A form for something new that an address fills in: ``filled`` names the fields."""

    filled: ClassVar[tuple[str, ...]] = ()

    def get_initial_form_instance(self) -> Any:
        asked = self.request.GET
        given = {name: asked[name] for name in self.filled if name in asked}
        return self.model(**given)
