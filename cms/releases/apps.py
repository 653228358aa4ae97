from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "cms.releases"
    verbose_name = "Released documents"

    def ready(self) -> None:
        from cms.releases import founding  # noqa: F401
