"""The fields of models that several places share: keys and colours."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.generics import TextColumn

KEY_FORM = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
    _("Small Latin letters, digits and single hyphens, such as “saebeol” or “bike-team”."),
)
COLOUR_FORM = RegexValidator(r"\A#[0-9a-f]{6}\Z", _("A colour such as #0b5fff."))
KEY_HELP = _("Part of addresses and of linked data that others keep. It is never changed.")


class KeyField(TextColumn):
    """A short name that is stable for life."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {
            "max_length": 60,
            "validators": [KEY_FORM],
            "verbose_name": _("key"),
            "help_text": KEY_HELP,
        }
        super().__init__(*args, **(defaults | kwargs))


class ColourField(TextColumn):
    """A colour as ``#rrggbb``, or empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {
            "max_length": 7,
            "validators": [COLOUR_FORM],
            "blank": True,
            "verbose_name": _("colour"),
        }
        super().__init__(*args, **(defaults | kwargs))


def refuse_new_key(item: models.Model, name: str) -> None:
    """ValidationError where the stored item has another key: addresses and other people's data have it."""
    stored = type(item)._default_manager.filter(pk=item.pk).values_list(name, flat=True).first() if item.pk else None
    if stored and stored != getattr(item, name):
        message = _("The key is “%(key)s”, and is never changed.")
        raise ValidationError({name: ValidationError(message, params={"key": stored})})
