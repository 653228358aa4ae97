"""The vocabularies of a city: how their values are named, and its fields."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.core.text import clean_line, clean_text
from cms.subsites.models.fields import ColourField, KeyField, refuse_new_key


class Named(models.Model):
    """A value of a vocabulary, named in Korean, in English and, where wanted, in other languages."""

    key = KeyField(unique=True)
    name_ko = models.CharField(_("name in Korean"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    other_names = models.JSONField(
        _("names in other languages"), default=dict, blank=True, help_text=_('For example {"ja": "交通"}.')
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return self.name_ko if (get_language() or "ko").startswith("ko") else self.name_en

    @property
    def names(self) -> dict[str, str]:
        """The names by language."""
        return by_language(self.name_ko, self.name_en, self.other_names)

    def clean(self) -> None:
        super().clean()
        refuse_new_key(self, "key")
        if not is_text_by_language(self.other_names):
            raise ValidationError({"other_names": _('Languages and names, such as {"ja": "交通"}.')})


class Field(Named):
    """A field of city affairs, such as Traffic."""

    description_ko = models.CharField(_("description in Korean"), max_length=300, blank=True)
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)
    colour = ColourField()
    icon = models.CharField(_("icon"), max_length=40, blank=True, help_text=_("A name that front ends know."))

    class Meta(Named.Meta):
        verbose_name = _("field")
        verbose_name_plural = _("fields")

    @property
    def descriptions(self) -> dict[str, str]:
        """The descriptions by language."""
        return by_language(self.description_ko, self.description_en)


def by_language(ko: str, en: str, others: dict[str, str] | None = None) -> dict[str, str]:
    """Texts by language, cleaned, without empty ones."""
    texts = {"ko": ko, "en": en, **(others or {})}
    return {language: clean_line(text) for language, text in texts.items() if clean_text(text).strip()}


def is_text_by_language(value: Any) -> bool:
    """Return whether ``value`` is a mapping of texts to texts."""
    return isinstance(value, dict) and all(isinstance(text, str) for pair in value.items() for text in pair)
