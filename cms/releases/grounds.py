"""The eight grounds on which the law lets a city keep something closed (Official Information Disclosure Act, 9(1))."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.IntegerChoices):
    """The number is that of the item in art. 9(1)."""

    SECRET = 1, _("1. Secret under another law")
    SECURITY = 2, _("2. National security, defence, unification, diplomacy")
    LIFE = 3, _("3. Life, body and property of people")
    TRIAL = 4, _("4. Trial, investigation, prosecution, sentence")
    WORK = 5, _("5. Audit, tender, personnel, decisions under internal review")
    PRIVACY = 6, _("6. Privacy")
    BUSINESS = 7, _("7. Business secrets")
    SPECULATION = 8, _("8. Speculation in real estate and the like")


class GroundsField(models.JSONField):
    """The numbers of the grounds, in their order; in forms a box to tick for each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"verbose_name": _("grounds"), "default": list, "blank": True}
        super().__init__(*args, **(defaults | kwargs))

    def formfield(self, **kwargs: Any) -> Any:
        return forms.TypedMultipleChoiceField(
            choices=Ground.choices,
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=self.verbose_name,
            help_text=self.help_text,
        )
