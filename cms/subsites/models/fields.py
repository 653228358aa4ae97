"""The fields of models that several places share: keys and colours."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.colours import CONTRAST, WHITE, contrast, is_readable, readable_on_white
from cms.core.generics import TextColumn

KEY_FORM = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
    _("Small Latin letters, digits and single hyphens, such as “saebeol” or “bike-team”."),
)
_COLOUR = re.compile(r"\A#[0-9a-f]{6}\Z")
COLOUR_FORM = RegexValidator(_COLOUR, _("A colour such as #0b5fff."))
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


def refuse_unreadable(colour: str) -> None:
    """ValidationError, which names the nearest colour that can be, where text in a colour cannot be read on white."""
    if _COLOUR.match(colour) and not is_readable(colour, WHITE):
        message = _(
            "Text in this colour is hard to read on white: the contrast is %(found).1f to 1, and %(needed)s to 1 is"
            " needed. The nearest colour that can be read is %(nearest)s."
        )
        told = {"found": contrast(colour, WHITE), "needed": CONTRAST, "nearest": readable_on_white(colour)}
        raise ValidationError(message, code="contrast", params=told)


class ColourField(TextColumn):
    """A colour as ``#rrggbb`` in which text can be read on white, or empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {
            "max_length": 7,
            "validators": [COLOUR_FORM, refuse_unreadable],
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
