"""The systems of others that may be shown in a frame of a page: whoever operates the hub says which."""

import re
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# What an address may be made of here. Characters that end a source of a content security policy, or a word in an
# attribute, are none of it.
_ADDRESS: Final = re.compile(
    r"https://[a-z0-9.-]+(:[0-9]{1,5})?/[A-Za-z0-9._~!$&()*+=:@%/-]*(\?[A-Za-z0-9._~!$&()*+=:@%/?-]*)?"
)


class SystemKind(models.TextChoices):
    """The purpose of a system."""

    COMPLAINTS = "complaints", _("complaints")
    PROPOSALS = "proposals", _("proposals")
    VOTING = "voting", _("voting")
    RESERVATIONS = "reservations", _("reservations")
    MAPS = "maps", _("maps")


class EmbeddedSystem(models.Model):
    """A system whose pages below ``prefix`` may be shown in a frame, and no other."""

    name_ko = models.CharField(_("name in Korean"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=SystemKind.choices)
    prefix = models.CharField(
        _("address prefix"),
        max_length=200,
        unique=True,
        help_text=_("What its addresses begin with, such as https://vote.example.org/embed/"),
    )

    class Meta:
        ordering = ["name_ko"]
        verbose_name = _("embedded system")
        verbose_name_plural = _("embedded systems")

    def __str__(self) -> str:
        return self.name_ko if (get_language() or "ko").startswith("ko") else self.name_en

    @classmethod
    def known_to(cls, user: Any) -> models.Q:
        """Everybody who writes may choose one."""
        return models.Q()

    def clean(self) -> None:
        """A prefix ends where a folder does, so that no other host or folder begins like it."""
        super().clean()
        self.prefix = self.prefix.strip()
        if not self.prefix.endswith("/"):
            self.prefix += "/"
        if not is_plain(self.prefix) or "?" in self.prefix:
            raise ValidationError({"prefix": _("Write an address that begins with https:// and has no query.")})

    def admits(self, address: str) -> bool:
        """Return whether an address is one of the system's, however it is written."""
        return is_plain(address) and address.startswith(self.prefix)


def is_plain(address: str) -> bool:
    """Return whether an address is https, of plain characters, and says where it leads: no step in it goes back."""
    if not _ADDRESS.fullmatch(address):
        return False
    steps = unquote(urlsplit(address).path).replace("\\", "/").split("/")
    return not {".", ".."} & set(steps)
