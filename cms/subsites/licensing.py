"""Pages with a licence of their own: written down with the page, and never freer than what the page is made of."""

from typing import Any

from django import forms

from cms.core import licence_conflicts
from cms.core.errors import Refused
from cms.core.forms import PageForm
from cms.core.licence_conflicts import Material
from cms.core.models import LICENCE_CHOICES, default_licence
from cms.subsites.models import CityPage, city_of


class LicensedMixin:
    """A page type with a ``licence``, which says in :meth:`material` what it is made of."""

    def material(self) -> Material:
        """The pictures and files that the public gets with the page."""
        raise NotImplementedError

    @property
    def city(self) -> CityPage | None:
        """The home page of the city, in the page's language; known before the page has its place in the tree."""
        page: Any = self
        place = page if page.path else page.get_parent()
        return city_of(place) if place else None

    def state_licence(self) -> None:
        """Write down the city's licence where the page has none, so that a later change of it gives nothing away."""
        page: Any = self
        if not page.licence:
            city = self.city
            page.licence = (city.licence if city else "") or default_licence()

    def check_licence(self) -> None:
        """Refused where the licence grants what one of the pictures or files does not."""
        page: Any = self
        licence_conflicts.check(page.licence, self.material())

    def save(self, clean: bool = True, *args: Any, **kwargs: Any) -> Any:
        """Store the page; Refused where it would be live under a licence freer than that of its material."""
        page: Any = self
        self.state_licence()
        if clean and page.live:
            self.check_licence()
        parent: Any = super()
        return parent.save(clean, *args, **kwargs)

    def check_publishable(self) -> None:
        self.state_licence()
        self.check_licence()
        parent: Any = super()
        parent.check_publishable()


class LicensedForm(PageForm):
    """Prefills the city's licence, and marks one that is too free; a draft may still have it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.prefill()
        if "licence" in self.fields:
            self.fields["licence"].choices = LICENCE_CHOICES

    def prefill(self) -> None:
        """Fill in what is known of a new page."""
        city = city_of(self.parent_page) if self.parent_page else None
        self.initial["licence"] = self.initial.get("licence") or (city.licence if city else "") or default_licence()

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or "licence" in self.errors:
            return
        try:
            with self.as_written():
                self.instance.check_licence()
        except Refused as error:
            self.add_error("licence", forms.ValidationError(error.message))
