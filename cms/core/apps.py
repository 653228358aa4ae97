import gc
from typing import Final

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig

# How many objects that hold others are made before those are looked through for cycles, and how often the older ones
# are. Python's own figures (700, 10, 10) are for small programs: a batch of documents makes a million that are all in
# use, and looking through them again and again took a tenth of its time. Cycles are rare here, and small.
COLLECTION: Final = (50_000, 20, 50)


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import AbstractPage, Page
        from wagtail.permissions import register_permission_policy

        from cms.core import checks, settings_checks, uploads  # noqa: F401
        from cms.core.doors.policy import KnownPagesPolicy
        from cms.core.groups import name_groups
        from cms.core.late_words import say_late
        from cms.core.namings import say_names
        from cms.core.particles import choose_particles

        register_permission_policy(AbstractPage, KnownPagesPolicy(Page))

        choose_particles()
        say_late()
        say_names()
        name_groups()
        gc.set_threshold(*COLLECTION)


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, with the department of a user in its forms and the names of groups in words."""

    user_viewset = "cms.core.accounts.UserViewSet"
    group_viewset = "cms.core.accounts.GroupViewSet"
