from django.apps import AppConfig


class SubsitesConfig(AppConfig):
    name = "cms.subsites"
    label = "subsites"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.subsites import checks, hosts  # noqa: F401
