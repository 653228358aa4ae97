from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.core import checks, settings_checks  # noqa: F401


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, with the department of a user in its forms."""

    user_viewset = "cms.core.accounts.UserViewSet"
