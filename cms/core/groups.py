"""Groups of accounts: those that come with the installation are named in the language of whoever reads.

Their names in the store stay, since what gives rights to a group looks for it by its name. One that is renamed has the
name that it was given.
"""

from typing import Final

from django.contrib.auth.models import Group
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_NAMES: Final[dict[str, Promise]] = {
    "Disclosure officers": _("Disclosure officers"),
    "Editors": _("Editors"),
    "Employees": _("Employees"),
    "Moderators": _("Moderators"),
}


def name_groups() -> None:
    """Have forms and lists say the names so; to be called once."""
    Group.add_to_class("__str__", shown_name)


def shown_name(group: Group) -> str:
    """What a group is called for whoever reads."""
    return str(_NAMES.get(group.name, group.name))
