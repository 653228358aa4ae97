"""The group of everyone who may write: posts of their own in every field, and nothing else."""

from collections.abc import Iterable
from typing import Final

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

EMPLOYEES: Final = "Employees"
# With "change" they could edit each other's posts. What "publish" allows without it is narrowed to one's own pages by
# cms.core.pages.
_PAGE: Final = ("add_page", "publish_page")
# Wagtail asks for the rights on its own models, whatever models stand in their place.
_LIBRARY: Final = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "choose_document"),
)
_GENERAL: Final = (("wagtailadmin", "access_admin"), ("simple_translation", "submit_translation"))


def employees() -> Group:
    """The group, made where it is missing."""
    group, _created = Group.objects.get_or_create(name=EMPLOYEES)
    return group


def allow_writing(pages: Iterable[Page]) -> Group:
    """Let employees write below these pages, and use the shared library. Safe to repeat."""
    group = employees()
    for app, codename in _GENERAL:
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    for page in pages:
        for codename in _PAGE:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.get_or_create(group=group, page=page.page_ptr, permission=permission)
    library = Collection.get_first_root_node()
    for app, codename in _LIBRARY:
        permission = Permission.objects.get(content_type__app_label=app, codename=codename)
        GroupCollectionPermission.objects.get_or_create(group=group, collection=library, permission=permission)
    return group
