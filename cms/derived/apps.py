from django.apps import AppConfig


class DerivedConfig(AppConfig):
    """The data that follow the ledger at their own pace: related documents, statistics, the lists of days."""

    name = "cms.derived"
    label = "derived"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.core.channels import register
        from cms.derived.related.channel import RELATED

        register(RELATED)
