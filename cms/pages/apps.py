from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.core import kinds
        from cms.pages import demo, founding  # noqa: F401
        from cms.pages.record_kinds import PAGE

        kinds.register(PAGE)
