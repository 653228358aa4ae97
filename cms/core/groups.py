"""Groups of accounts: those that come with the installation are named in the language of whoever reads.

Their names in the store stay, since what gives rights to a group looks for it by its name. One that is renamed has the
name that it was given. Permissions, which the store names in English behind the application that they are of, are
named by what they allow.
"""

from typing import Final

from django.contrib.auth.models import Group, Permission
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

_NAMES: Final[dict[str, Promise]] = {
    "Disclosure officers": _("Disclosure officers"),
    "Editors": _("Editors"),
    "Employees": _("Employees"),
    "Moderators": _("Moderators"),
    "Search keepers": _("Search keepers"),
}

# What each of them allows as it is installed.
_ALLOWED: Final[dict[str, Promise]] = {
    "Disclosure officers": _("decide what becomes public, of documents and of what screening finds on pages"),
    "Editors": _("write and edit all pages, and publish none"),
    "Employees": _("write and publish posts and meetings of their own, and change none of others"),
    "Moderators": _("write, edit and publish all pages, and keep the words of the search"),
    "Search keepers": _("keep the synonyms and picks of the search, and see what is searched for"),
}

# What Django's own permissions of a model allow, in Wagtail's words.
_ACTIONS: Final = {"add": "Add", "change": "Change", "delete": "Delete", "view": "Can view"}


def name_groups() -> None:
    """Have forms and lists say the names so; to be called once."""
    Group.add_to_class("__str__", shown_name)
    Permission.add_to_class("__str__", shown_permission)


def shown_name(group: Group) -> str:
    """The name of a group for whoever reads."""
    return str(_NAMES.get(group.name, group.name))


def explained_name(group: Group) -> str:
    """The same with what the group allows, where it is one that comes with the installation."""
    allowed = _ALLOWED.get(group.name)
    return f"{shown_name(group)}: {allowed}" if allowed else shown_name(group)


def shown_permission(permission: Permission) -> str:
    """The permission in words, for whoever reads."""
    of, model = permission.content_type, Page._meta
    if (of.app_label, of.model) == (model.app_label, model.model_name):
        of_pages = {codename: words for codename, _short, words in Page.permission_types}
        if permission.codename in of_pages:
            return str(of_pages[permission.codename])
    words = _ACTIONS.get(permission.codename.removesuffix(f"_{of.model}"), permission.name)
    return f"{capfirst(of.name)}: {translation.gettext(words)}"


def shown_right(permission: Permission) -> str:
    """The same for a table whose rows are the models: of what does not have a column of its own, without the model."""
    of, allowed = permission.content_type, shown_permission(permission)
    in_columns = {f"{action}_{of.model}" for action in ("add", "change", "delete")}
    return allowed if permission.codename in in_columns else allowed.removeprefix(f"{capfirst(of.name)}: ")
