"""The kinds of personal data as people read them, and the field that holds some of them."""

from typing import Any, Final

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from screening import Kind

KINDS: Final[dict[str, Any]] = {
    Kind.RESIDENT_NUMBER: _("resident registration number"),
    Kind.ALIEN_NUMBER: _("alien registration number"),
    Kind.PASSPORT: _("passport number"),
    Kind.DRIVER_LICENCE: _("driving licence number"),
    Kind.MOBILE: _("mobile telephone"),
    Kind.HOME_PHONE: _("home telephone"),
    Kind.BANK_ACCOUNT: _("bank account"),
    Kind.CARD: _("card number"),
    Kind.EMAIL: _("e-mail address"),
    Kind.HOME_ADDRESS: _("home address"),
    Kind.VEHICLE_PLATE: _("vehicle plate"),
    Kind.HEALTH_INSURANCE: _("health insurance number"),
    Kind.PERSON_NAME: _("name of a person"),
    Kind.MARKED: _("marked by a person"),
}


class KindsField(models.JSONField):
    """Kinds that the rules find, as a list of their keys; in forms a box to tick for each."""

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=[(kind.value, KINDS[kind]) for kind in Kind if kind is not Kind.MARKED],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=self.verbose_name,
            help_text=self.help_text,
        )

    def deconstruct(self) -> Any:
        """To the database it is any JSON."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
