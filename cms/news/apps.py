from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "cms.news"
    label = "news"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.core import kinds
        from cms.news.record_kinds import POST

        kinds.register(POST)
