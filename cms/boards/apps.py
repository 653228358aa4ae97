from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "cms.boards"
    label = "boards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.boards import demo, founding  # noqa: F401
        from cms.boards.record_kinds import NOTICE
        from cms.core import kinds

        kinds.register(NOTICE)
